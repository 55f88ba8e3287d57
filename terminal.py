"""What all commands of the door share: how they begin, and how they say that something went wrong."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from storage.clock import Clock
    from storage.db import Store
    from storage.settings import Settings

ClockFile = Annotated[
    Path | None, typer.Option("--clock", help="A file that shows the time, for rehearsals.", hidden=True)
]
MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
# What a command that was given something that it cannot use exits with.
BAD_INPUT = 2
# What `wasit doctor` exits with where something keeps the service from working.
FOUND_FAULTS = 1
# The database does not answer at present (EX_TEMPFAIL of sysexits): `wasit run` starts such a process again.
TRY_AGAIN = 75
# What may be asked for: no calendar of ours goes further.
YEARS = range(2000, 3000)


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn what we know how to say into one sentence on standard error and exit status 2."""
    from storage.errors import StoreUnavailableError, WasitError

    with told_output():
        try:
            yield
        except StoreUnavailableError as error:
            typer.echo(f"wasit: {error}", err=True)
            raise typer.Exit(TRY_AGAIN) from None
        except WasitError as error:
            typer.echo(f"wasit: {error}", err=True)
            raise typer.Exit(BAD_INPUT) from None


@contextmanager
def told_output() -> Iterator[None]:
    """End in peace where nobody reads our output any more, and with a sentence where it cannot be kept."""
    try:
        yield
    except BrokenPipeError:
        # The reader of our output has gone (`wasit read … | head`): that is its right, and no error.
        _give_output_up()
        raise SystemExit(0) from None
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        _give_output_up()
        typer.echo(f"wasit: the output could not be written: {error.strerror}", err=True)
        raise SystemExit(BAD_INPUT) from None


def _give_output_up() -> None:
    """Let what still waits to be written go nowhere, or Python would try and fail again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def window(
    since: datetime | None, until: datetime | None, zone: ZoneInfo, now: datetime
) -> tuple[datetime, datetime]:
    """The window that is asked for, as instants; raises WasitError where it is none."""
    from storage.errors import WasitError

    start, end = bounds(since, until, zone)
    end = end or now
    start = start or end - timedelta(days=1)
    if start >= end:
        raise WasitError("--since has to be before --until (by default: now)")
    return start, end


def bounds(
    since: datetime | None, until: datetime | None, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None]:
    """What was typed as instants; None is no bound. Raises WasitError for a year of no calendar of ours."""
    from storage.errors import WasitError

    for name, moment in (("--since", since), ("--until", until)):
        if moment and moment.year not in YEARS:
            raise WasitError(f"{name}: the year {moment.year} is none that a digest can be made for")
    start, end = (moment and moment.replace(tzinfo=zone).astimezone(UTC) for moment in (since, until))
    return start, end


def clock_of(path: Path | None) -> Clock:
    from storage.clock import file_clock, system_clock

    return file_clock(path) if path else system_clock


def opened(settings: Settings) -> Store:
    from storage.db import Store
    from storage.migrate import migrate

    store = Store(settings.database_url)
    migrate(store)
    return store
