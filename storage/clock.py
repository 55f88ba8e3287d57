"""Where the time comes from: the system, or a file that a rehearsal moves; the only module that asks for it.

Everything else is given a `Clock`, a function that returns the present as an aware UTC datetime.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import StorageError

Clock = Callable[[], datetime]


class ClockError(StorageError):
    """The clock shows no time."""


def system_clock() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def file_clock(path: Path) -> Clock:
    """Return a clock that reads `path`: it showed the instant written there when the file was written.

    From then on it runs at the usual speed, so that a demo can move several processes to "tomorrow 07:00"
    by writing one file (`set_file_clock`). It raises ClockError where the file shows no time.
    """

    def now() -> datetime:
        try:
            shown = datetime.fromisoformat(path.read_text("ascii").strip())
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if shown.tzinfo is None:
                raise ValueError("without a zone it is no instant")
            return shown + (system_clock() - written)
        except (OSError, ValueError, OverflowError) as cause:
            raise ClockError(f"{path}: this file shows no time ({type(cause).__name__})") from cause

    return now


def set_file_clock(path: Path, instant: datetime) -> None:
    """Make the clock in `path` show `instant` (aware) from now on; readers never see half a file."""
    fresh = path.with_suffix(".new")
    fresh.write_text(instant.astimezone(UTC).isoformat(), "ascii")
    fresh.replace(path)
    os.utime(path)
