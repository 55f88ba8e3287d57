from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tellings import BLINKEN, EMIR, report, source

from storage.model import EventType, Status
from summarizer.kinds import window


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("status", [Status.HAPPENED, Status.PLANNED])
def test_a_day_at_the_calendars_end_has_a_window_too(day: date, status: Status) -> None:
    told = replace(report(EventType.MEETING, EMIR, BLINKEN, status=status), source=source(published=day))
    assert window(told).first is not None
    assert day in (window(told).first, window(told).last)
