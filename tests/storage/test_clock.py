from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.clock import ClockError, file_clock, set_file_clock


def test_a_rehearsal_moves_the_clock_of_every_process_by_one_file(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    evening, morning = datetime(2025, 1, 15, 18, 0, tzinfo=UTC), datetime(2025, 1, 16, 4, 0, tzinfo=UTC)
    set_file_clock(path, evening)
    now = file_clock(path)
    assert timedelta(0) <= now() - evening < timedelta(seconds=5)
    set_file_clock(path, morning)
    assert timedelta(0) <= now() - morning < timedelta(seconds=5)


@pytest.mark.parametrize(
    "shown", ["", "half past", "2025-01-15T18:00:00", "9999-12-31T23:59:59.999999+00:00"]
)
def test_a_clock_that_shows_no_time_says_so(shown: str, tmp_path: Path) -> None:
    (tmp_path / "clock").write_text(shown, "ascii")
    with pytest.raises(ClockError, match="shows no time"):
        file_clock(tmp_path / "clock")()


def test_a_clock_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ClockError, match="shows no time"):
        file_clock(tmp_path / "clock")()
