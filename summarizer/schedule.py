"""Which job runs when: the inbox and the slots, looked at every second; knows nothing of how either is done."""

from __future__ import annotations

import signal
import threading
import traceback
from pathlib import Path

import structlog

from storage.catalog.schema import Dossier
from storage.clock import Clock, ClockError, system_clock
from storage.db import Store
from storage.errors import StorageError
from summarizer.job import read_inbox
from summarizer.publishing import publish_due
from summarizer.urgent import publish_urgent

# How often, in seconds, the inbox and the slots are looked at; both looks are one cheap query.
INTERVAL = 1

_log = structlog.get_logger(__name__)


def run_until_signal(store: Store, dossier: Dossier, clock: Clock) -> None:
    """Run until SIGINT or SIGTERM; an article or a slot that is under way is finished first."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _signal, _frame: stop.set())
    run(store, dossier, clock, stop=stop)


def run(store: Store, dossier: Dossier, clock: Clock, *, stop: threading.Event) -> None:
    """Read what comes in and publish what is due until `stop` is set; an unfinished job is finished first.

    `clock` says which time it is; it may jump. Whatever goes wrong in a look, a database that does not answer
    say, is logged, and the next look follows.
    """
    # Not at the top: `once` and the command line do without a scheduler.
    from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "max_instances": 1, "coalesce": True}
    )
    # next_run_time: the first look is at once, not after an interval.
    scheduler.add_job(
        lambda: _patient(store, dossier, clock, stop),
        "interval",
        seconds=INTERVAL,
        next_run_time=system_clock(),
    )
    scheduler.start()
    _log.info("summarizer started", dossier=dossier.code)
    stop.wait()
    scheduler.shutdown(wait=True)
    _log.info("summarizer stopped", dossier=dossier.code)


def once(store: Store, dossier: Dossier, clock: Clock) -> None:
    """Read all that waits, publish all that is due, and return; raises StorageError."""
    _look(store, dossier, clock, threading.Event())


def _look(store: Store, dossier: Dossier, clock: Clock, stop: threading.Event) -> None:
    """Read what waits, one article at a time, each at its own time, and publish what is due in between.

    Reading and publishing are one job: an article whose facts are written at 06:59:59 must be committed
    before the digest of 07:00 is made, or no digest would ever hold them.
    """
    while not stop.is_set():
        publish_due(store, dossier, now=clock())
        if not read_inbox(store, dossier, now=clock(), limit=1):
            # Not before all is read: another article of the same minute may tell the same event.
            publish_urgent(store, dossier, now=clock())
            return


def _patient(store: Store, dossier: Dossier, clock: Clock, stop: threading.Event) -> None:
    """Look; what goes wrong is one line in the log, not the end of the job: the next look follows."""
    try:
        _look(store, dossier, clock, stop)
    except ClockError as error:
        _log.error("the clock shows no time", error=str(error))
    except StorageError as absence:
        _log.error("the store does not answer", error=str(absence))
    except Exception as surprise:  # whatever it is, tomorrow's digest is not to fall with it
        # Neither the message nor the values: they may hold an article's text.
        where = traceback.extract_tb(surprise.__traceback__)[-1]
        _log.error(
            "a look went wrong",
            error=type(surprise).__name__,
            at=f"{Path(where.filename).name}:{where.lineno}",
        )
