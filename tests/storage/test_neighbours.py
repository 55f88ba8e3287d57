from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage.db import Store
from storage.model import EventType, Period, Precision
from storage.read import neighbours
from tests.storage.test_events import a_report, an_article, save, told

DAY = date(2025, 1, 13)


def near(store: Store, first: date, last: date) -> int:
    with store.reading() as session:
        return len(neighbours.near(session, "gaza", {EventType.MEETING}, Period(first, last)).ids)


@pytest.mark.parametrize("days", [0, 1, 7, 8, 31, 32, 366, 367, 9000])
def test_a_window_of_any_length_is_found_by_each_of_its_ends_and_not_beyond(store: Store, days: int) -> None:
    first, last = DAY - timedelta(days), DAY
    save(store, an_article(store, "نص"), told(a_report(window=Period(first, last, Precision.DAY))))
    assert (near(store, last, last), near(store, first, first)) == (1, 1)
    before, after = first - timedelta(1), last + timedelta(1)
    assert (near(store, before, before), near(store, after, after)) == (0, 0)


def test_days_at_the_calendars_beginning_can_be_asked_for(store: Store) -> None:
    assert near(store, date.min, date.min) == 0


def test_neighbours_are_found_by_who_took_part_or_by_their_day_alone(store: Store) -> None:
    day = Period(DAY, DAY, Precision.DAY)
    save(store, an_article(store, "نص"), told(a_report(when=day, window=day)))
    with store.reading() as session:
        found = neighbours.near(session, "gaza", {EventType.MEETING}, day)
    kind, nobody, other_day = (
        EventType.MEETING,
        frozenset[str](),
        Period(date(2025, 1, 14), date(2025, 1, 14)),
    )
    assert len(list(found.sharing(kind, {"ستيف ويتكوف"}, Period()))) == 1
    assert len(list(found.sharing(kind, nobody, day))) == 1
    assert len(list(found.sharing(kind, nobody, Period(DAY, date(2025, 1, 20))))) == 1
    assert not list(found.sharing(kind, nobody, other_day))
    assert not list(found.sharing(kind, nobody, Period()))
    assert len(list(found.of(kind))) == 1
