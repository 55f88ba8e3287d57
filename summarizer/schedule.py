"""Which job runs when: what was handed in, the inbox and the slots each second, the feeds at their times; not how."""

from __future__ import annotations

import signal
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import structlog

from storage.catalog.schema import Dossier
from storage.clock import Clock, ClockError, system_clock
from storage.db import Store
from storage.errors import StorageError
from storage.model import Reviewing
from storage.search.indexing import index_changed
from summarizer.feeds import read_feeds
from summarizer.following import publish_followed
from summarizer.handed_in import open_waiting
from summarizer.job import read_inbox
from summarizer.previewing import make_previews
from summarizer.publishing import publish_due
from summarizer.urgent import publish_urgent
from summarizer.writing import EXTRACTIVE, Writer

# How often, in seconds, the inbox and the slots are looked at; both looks are one cheap query.
INTERVAL = 1

# Feeds have their own times; the web is slow, and nothing waits for it.
FEED_INTERVAL = 10

# After this many seconds what failed is tried again, at first and at most; each failure doubles them.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 600.0

Publish = Callable[[], object]
Read = Callable[[], bool]

_log = structlog.get_logger(__name__)


def run_until_signal(
    store: Store,
    dossier: Dossier,
    clock: Clock,
    timezone: str,
    reviewing: Reviewing,
    writer: Writer = EXTRACTIVE,
) -> None:
    """Run until SIGINT or SIGTERM; an article, a slot or a page that is under way is finished first."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _signal, _frame: stop.set())
    run(store, dossier, clock, timezone, reviewing, writer, stop=stop)


def run(
    store: Store,
    dossier: Dossier,
    clock: Clock,
    timezone: str = "UTC",
    reviewing: Reviewing = Reviewing.DOUBTFUL,
    writer: Writer = EXTRACTIVE,
    *,
    stop: threading.Event,
) -> None:
    """Read what comes in and publish what is due until `stop` is set; an unfinished job is finished first.

    `clock` says which time it is; it may jump. `timezone` (IANA) is where the feeds' days begin and end, `reviewing`
    which events wait for an editor, `writer` opens the digests. Whatever goes wrong in a look, a database that does not
    answer say, is logged, and the next look follows.
    """
    # Not at the top: `once` and the command line do without a scheduler.
    from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]

    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": None, "max_instances": 1, "coalesce": True}
    )
    # next_run_time: the first look is at once, not after an interval.
    due = Patience(lambda: publish_due(store, dossier, now=clock(), writer=writer))
    urgent = Patience(lambda: publish_urgent(store, dossier, now=clock()))
    followed = Patience(lambda: publish_followed(store, dossier, now=clock()))
    drafts = Patience(lambda: make_previews(store, dossier, now=clock(), writer=writer))
    looks: tuple[tuple[Publish, int], ...] = (
        (lambda: _look(_reading(store, dossier, clock, reviewing), stop, due, urgent), INTERVAL),
        # Looks of their own: a site that takes its time keeps nobody's digest waiting.
        (lambda: _open(store, dossier, clock, stop), INTERVAL),
        (drafts, INTERVAL),
        (followed, INTERVAL),
        (lambda: index_changed(store, dossier), INTERVAL),
        (lambda: read_feeds(store, dossier, timezone, clock, stop.is_set), FEED_INTERVAL),
    )
    for look, seconds in looks:
        scheduler.add_job(
            partial(_patiently, look), "interval", seconds=seconds, next_run_time=system_clock()
        )
    scheduler.start()
    _log.info("summarizer started", dossier=dossier.code)
    stop.wait()
    scheduler.shutdown(wait=True)
    _log.info("summarizer stopped", dossier=dossier.code)


def once(
    store: Store,
    dossier: Dossier,
    clock: Clock,
    timezone: str = "UTC",
    reviewing: Reviewing = Reviewing.DOUBTFUL,
    writer: Writer = EXTRACTIVE,
) -> None:
    """Read the feeds that are due, open and read all that waits, publish all that is due, and return.

    Raises StorageError.
    """
    read_feeds(store, dossier, timezone, clock)
    _open(store, dossier, clock, threading.Event())
    _look(
        _reading(store, dossier, clock, reviewing),
        threading.Event(),
        lambda: publish_due(store, dossier, now=clock(), writer=writer),
        lambda: publish_urgent(store, dossier, now=clock()),
    )
    publish_followed(store, dossier, now=clock())
    make_previews(store, dossier, now=clock(), writer=writer)
    index_changed(store, dossier)


def _open(store: Store, dossier: Dossier, clock: Clock, stop: threading.Event) -> None:
    """Open what was handed in, one at a time, each at its own time."""
    while not stop.is_set() and open_waiting(store, dossier, now=clock(), most=1):
        pass


class Patience:
    """Does `work` when called; after a failure not before a pause that grows, so that others' work goes on.

    A store or a clock that fails is not its matter: those are raised.
    """

    def __init__(self, work: Publish, now: Callable[[], float] = time.monotonic) -> None:
        self._work, self._now = work, now
        self._failures, self._not_before = 0, float("-inf")

    def __call__(self) -> None:
        if self._now() < self._not_before:
            return
        try:
            self._work()
        except StorageError:
            raise
        except Exception as surprise:  # whatever it is, tomorrow's digest is not to fall with it
            _say_what_went_wrong(surprise)
            self._failures += 1
            self._not_before = self._now() + min(FIRST_PAUSE * 2**self._failures, LONGEST_PAUSE)
        else:
            self._failures = 0


def _reading(store: Store, dossier: Dossier, clock: Clock, reviewing: Reviewing) -> Read:
    """Return what reads one article and says whether there was one."""
    return lambda: read_inbox(store, dossier, now=clock(), limit=1, reviewing=reviewing) > 0


def _look(read: Read, stop: threading.Event, due: Publish, urgent: Publish) -> None:
    """Read what waits, one article at a time, each at its own time, and publish what is `due` in between.

    Reading and publishing are one job: an article whose facts are written at 06:59:59 must be committed
    before the digest of 07:00 is made, or no digest would ever hold them.
    """
    while not stop.is_set():
        due()
        if not read():
            # Not before all is read: another article of the same minute may tell the same event.
            urgent()
            return


def _patiently(look: Publish) -> None:
    """Look; what goes wrong is one line in the log, not the end of the job: the next look follows."""
    try:
        look()
    except ClockError as error:
        _log.error("the clock shows no time", error=str(error))
    except StorageError as absence:
        _log.error("the store does not answer", error=str(absence))
    except Exception as surprise:  # a look that fails is not the last
        _say_what_went_wrong(surprise)


def _say_what_went_wrong(surprise: Exception) -> None:
    # Neither the message nor the values: they may hold an article's text.
    where = traceback.extract_tb(surprise.__traceback__)[-1]
    _log.error(
        "a look went wrong", error=type(surprise).__name__, at=f"{Path(where.filename).name}:{where.lineno}"
    )
