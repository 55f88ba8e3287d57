"""One run of the summarizer's work: read the inbox, make a digest; the time is always an argument."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import structlog
from sqlmodel import Session

from storage import inbox
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.errors import StorageError
from storage.model import Article, Digest, Reading, Remark, Reviewing
from storage.read import digests
from storage.turns import Work, alone, in_turn
from storage.write.reading import mark_read
from summarizer.intake import apply_rulings, find_copies, take_in
from summarizer.reading import ReadingError, read
from summarizer.stated import stated_publisher
from summarizer.tellers import with_known_tellers
from summarizer.translated import with_mark
from summarizer.undisturbed import undisturbed
from summarizer.windows import window
from summarizer.writing import EXTRACTIVE, Writer
from summarizer.writing.checking import written

Reader = Callable[[Article, Dossier], Reading]

# How many articles other summarizers may be at.
_ELSEWHERE = 8
# A clock that went back by more than this was wrong before it did: what it said then is no measure.
_SET_BACK = timedelta(days=7)

_log = structlog.get_logger(__name__)


def read_inbox(
    store: Store,
    dossier: Dossier,
    *,
    now: datetime,
    limit: int = 20,
    reader: Reader = read,
    reviewing: Reviewing = Reviewing.DOUBTFUL,
) -> int:
    """Read at most `limit` waiting articles into events, each in its own transaction; returns how many.

    An article that cannot be read keeps one sentence that says why, and the run goes on. Raises StorageError
    where the database does not answer; the articles then still wait.
    """
    apply_rulings(store, dossier, now=now, reviewing=reviewing)
    with store.reading() as session:
        # A few more, since other summarizers may be at some of them.
        waiting = inbox.waiting(session, dossier.code, limit + _ELSEWHERE)
    read_by_us = (
        article for article in waiting if _read_alone(store, dossier, article, reader, reviewing, now)
    )
    return sum(1 for _ in islice(read_by_us, limit))


def _read_alone(
    store: Store, dossier: Dossier, article: Article, reader: Reader, reviewing: Reviewing, now: datetime
) -> bool:
    """Read the article unless another summarizer does or did; returns whether we did."""
    assert article.id is not None
    with alone(store, Work.READING, article.id) as ours:
        if not ours:
            return False
        with store.reading() as session:
            if not inbox.still_waiting(session, article.id):
                return False
        _read_one(store, dossier, article, reader, reviewing, now)
        return True


def digest_between(
    store: Store, dossier: Dossier, since: datetime, until: datetime, writer: Writer = EXTRACTIVE
) -> Digest:
    """Return the digest of [since, until) without publishing it; `writer` opens it, outside of any transaction."""
    with store.reading() as session:
        made, brief = window(session, dossier, since, until).whole()
    return replace(made, writing=written(brief, writer))


def make_digest(session: Session, dossier: Dossier, since: datetime, until: datetime) -> Digest:
    """Return the digest of [since, until), asked in `session`."""
    return window(session, dossier, since, until).digest()


def _read_one(
    store: Store, dossier: Dossier, article: Article, reader: Reader, reviewing: Reviewing, now: datetime
) -> None:
    assert article.id is not None
    try:
        reading = with_known_tellers(reader(article, dossier), dossier)
        with undisturbed(), in_turn(store, Work.FACTS) as session:
            told = _keep(session, dossier, article, reading, reviewing, now)
        _log.info("article read", article=article.id, events=told)
    except StorageError:
        # Not the article's fault: it stays in the inbox.
        raise
    except ReadingError as refusal:
        _fail(store, article.id, refusal.remark, now)
    except Exception as surprise:  # one bad article never stops a run
        # Neither the message nor the values: they may hold the article's text.
        where = traceback.extract_tb(surprise.__traceback__)[-1]
        kind, place = type(surprise).__name__, f"{Path(where.filename).name}:{where.lineno}"
        _log.error("article broke the reader", article=article.id, error=kind, at=place)
        _fail(store, article.id, Remark.BROKEN, now)


def _fail(store: Store, article_id: int, why: Remark, now: datetime) -> None:
    with store.writing() as session:
        inbox.mark_failed(session, article_id, why, now=now)
    _log.warning("article not read", article=article_id, why=why.value)


def _keep(
    session: Session,
    dossier: Dossier,
    article: Article,
    reading: Reading,
    reviewing: Reviewing,
    now: datetime,
) -> int:
    """Save what was read and merged; returns how many reports are new."""
    assert article.id is not None
    if not inbox.still_waiting(session, article.id):
        return 0
    learned = learned_at(session, now)
    told = replace(reading, publisher=reading.publisher or stated_publisher(article.text))
    mark_read(session, article.id, told, now=learned, extraction=with_mark(article).extraction)
    copies = find_copies(session, dossier.code, article)
    return take_in(session, dossier, article.id, reading, copies, now=learned, reviewing=reviewing)


def learned_at(session: Session, now: datetime) -> datetime:
    """The instant to keep for what is learned now: never one whose digest has been made already.

    A clock that is set back would put it into a window that is closed, and no digest would ever tell it.
    """
    made = digests.last_made(session)
    return made if made and now < made <= now + _SET_BACK else now
