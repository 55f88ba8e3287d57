"""Which job runs when: the inbox and the slots, looked at every second; knows nothing of how either is done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import structlog

from storage.catalog.schema import Dossier
from storage.clock import Clock, system_clock
from storage.db import Store
from storage.errors import StorageError
from summarizer.job import publish_due, read_inbox

# How often, in seconds, the inbox and the slots are looked at; both looks are one cheap query.
INTERVAL = 1

_log = structlog.get_logger(__name__)


def run(store: Store, dossier: Dossier, clock: Clock, *, stop: threading.Event) -> None:
    """Read what comes in and publish what is due until `stop` is set; an unfinished job is finished first.

    `clock` says which time it is; it may jump. A database that does not answer is logged and asked again.
    """
    # Not at the top: `once` and the command line do without a scheduler.
    from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

    defaults = {"misfire_grace_time": None, "max_instances": 1, "coalesce": True}
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults=defaults)
    skipped: set[datetime] = set()
    jobs: dict[str, Callable[[], object]] = {
        "inbox": lambda: _drain(store, dossier, clock, stop),
        "slots": lambda: publish_due(store, dossier, now=clock(), skipped=skipped),
    }
    for name, work in jobs.items():
        # next_run_time: the first look is at once, not after an interval.
        scheduler.add_job(
            _patient(name, work), "interval", seconds=INTERVAL, id=name, next_run_time=system_clock()
        )
    scheduler.start()
    _log.info("summarizer started", dossier=dossier.code)
    stop.wait()
    scheduler.shutdown(wait=True)
    _log.info("summarizer stopped", dossier=dossier.code)


def once(store: Store, dossier: Dossier, clock: Clock) -> None:
    """Read all that waits, publish all that is due, and return; raises StorageError."""
    _drain(store, dossier, clock, threading.Event())
    publish_due(store, dossier, now=clock(), skipped=set())


def _drain(store: Store, dossier: Dossier, clock: Clock, stop: threading.Event) -> None:
    # One article at a time, so that each is read at its own time and a stop need not wait for the others.
    while not stop.is_set() and read_inbox(store, dossier, now=clock(), limit=1):
        pass


def _patient(name: str, work: Callable[[], object]) -> Callable[[], None]:
    """Return `work` for a scheduler: the store's absence is a line in the log, and it is tried again."""

    def attempt() -> None:
        try:
            work()
        except StorageError as absence:
            _log.error("the store does not answer", job=name, error=str(absence))

    return attempt
