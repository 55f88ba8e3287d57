from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.clock import file_clock, set_file_clock


def test_a_rehearsal_moves_the_clock_of_every_process_by_one_file(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    evening, morning = datetime(2025, 1, 15, 18, 0, tzinfo=UTC), datetime(2025, 1, 16, 4, 0, tzinfo=UTC)
    set_file_clock(path, evening)
    now = file_clock(path)
    assert timedelta(0) <= now() - evening < timedelta(seconds=5)
    set_file_clock(path, morning)
    assert timedelta(0) <= now() - morning < timedelta(seconds=5)
