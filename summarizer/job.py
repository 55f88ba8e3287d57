"""One run of the summarizer's work: read the inbox, publish a slot; the time is always an argument."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlmodel import Session

from storage import inbox, subscribers
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.errors import StorageError
from storage.model import Article, Digest, Position, Reading, Remark
from storage.read import articles, digests, events, facts
from storage.write.publish import publish
from storage.write.reading import mark_read
from summarizer.digest import compose
from summarizer.intake import apply_rulings, find_copies, gazetteer, take_in
from summarizer.news import news_between
from summarizer.reading import ReadingError, read
from summarizer.selection import Cast
from summarizer.slots import Pair, Slot, due_slots

__all__ = ["digest_between", "due_slots", "publish_due", "publish_slot", "publish_to_all", "read_inbox"]

Reader = Callable[[Article, Dossier], Reading]

# A first digest looks back a day; one after a long silence does not retell months.
_FIRST, _FARTHEST = timedelta(days=1), timedelta(days=7)
# A clock that went back by more than this was wrong before it did: what it said then is no measure.
_SET_BACK = timedelta(days=7)
# A party that repeats within this time what it said has not moved.
_STANDING = timedelta(days=30)

_log = structlog.get_logger(__name__)


def read_inbox(
    store: Store, dossier: Dossier, *, now: datetime, limit: int = 20, reader: Reader = read
) -> int:
    """Read at most `limit` waiting articles into events, each in its own transaction; returns how many.

    An article that cannot be read keeps one sentence that says why, and the run goes on. Raises StorageError
    where the database does not answer; the articles then still wait.
    """
    apply_rulings(store, dossier, now=now)
    with store.reading() as session:
        waiting = inbox.waiting(session, dossier.code, limit)
    for article in waiting:
        _read_one(store, dossier, article, reader, now)
    return len(waiting)


def publish_due(store: Store, dossier: Dossier, *, now: datetime, settled: set[Slot]) -> int:
    """Publish every slot that is due at `now`; returns how many deliveries are new.

    A slot that was missed by more than its grace is left out, and the log says so. `settled` remembers what
    was dealt with, so that looking again every second costs one query.
    """
    with store.reading() as session:
        hours = subscribers.hours(session)
    slots = due_slots(hours, now)
    published = 0
    for slot in (slot for slot in slots if slot not in settled):
        if _is_awaited(store, slot):
            published += _settle(store, dossier, slot, now)
        settled.add(slot)
    settled.intersection_update(slots)
    return published


def publish_slot(
    store: Store, dossier: Dossier, slot: datetime, pairs: Collection[Pair], *, now: datetime
) -> int:
    """Publish the digests of one slot to those who wait for it, in one transaction; returns the new deliveries.

    Chats whose windows begin at the same instant share a digest. A second run finds nobody waiting.
    """
    with store.writing() as session:
        shared: dict[datetime, list[int]] = {}
        for told_until, chats in subscribers.waiting_for(session, slot, pairs).items():
            shared.setdefault(_since(slot, told_until), []).extend(chats)
        published = 0
        for since, chats in sorted(shared.items()):
            published += publish(session, _digest(session, dossier, since, slot), chats, now=now)
    if published:
        _log.info("digest published", slot=slot.isoformat(), deliveries=published)
    return published


def digest_between(store: Store, dossier: Dossier, since: datetime, until: datetime) -> Digest:
    """Return the digest of [since, until) without publishing it."""
    with store.reading() as session:
        return _digest(session, dossier, since, until)


def publish_to_all(store: Store, digest: Digest, *, now: datetime) -> int:
    """Queue `digest` for every subscriber, besides their own at their hour; returns how many deliveries are new."""
    with store.writing() as session:
        return publish(session, digest, subscribers.active(session), now=now, their_next=False)


def _since(slot: datetime, told_until: datetime | None) -> datetime:
    return max(told_until or slot - _FIRST, slot - _FARTHEST)


def _settle(store: Store, dossier: Dossier, slot: Slot, now: datetime) -> int:
    if not slot.missed:
        return publish_slot(store, dossier, slot.instant, slot.pairs, now=now)
    _log.warning("slot skipped", slot=slot.instant.isoformat(), late=str(now - slot.instant))
    with store.writing() as session:
        # Whoever was told something before still has the window open; a first window has to be opened.
        newcomers = subscribers.waiting_for(session, slot.instant, slot.pairs).get(None, [])
        subscribers.begin_window(session, newcomers, _since(slot.instant, None))
    return 0


def _is_awaited(store: Store, slot: Slot) -> bool:
    """Asked before the write lock is taken: nearly always nobody waits."""
    with store.reading() as session:
        return bool(subscribers.waiting_for(session, slot.instant, slot.pairs))


def _digest(session: Session, dossier: Dossier, since: datetime, until: datetime) -> Digest:
    read = articles.read_between(session, dossier.code, since, until)
    told = events.learned_between(session, dossier.code, since, until)
    names = gazetteer(dossier)
    return compose(
        dossier.code,
        until,
        since,
        [news for event in told if (news := news_between(event, since, until, names))],
        facts.figures_of(session, read),
        facts.positions_of(session, read),
        len(read),
        cast=Cast.of(dossier),
        earlier=_positions_before(session, dossier.code, since),
        history=events.retold_by(session, read),
    )


def _positions_before(session: Session, dossier: str, since: datetime) -> Sequence[Position]:
    before = articles.read_between(session, dossier, since - _STANDING, since)
    return facts.positions_of(session, before)


def _read_one(store: Store, dossier: Dossier, article: Article, reader: Reader, now: datetime) -> None:
    assert article.id is not None
    try:
        reading = reader(article, dossier)
        with store.writing() as session:
            told = _keep(session, dossier, article, reading, now)
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


def _keep(session: Session, dossier: Dossier, article: Article, reading: Reading, now: datetime) -> int:
    """Save what was read and merged; returns how many reports are new."""
    assert article.id is not None
    if not inbox.still_waiting(session, article.id):
        return 0
    learned = learned_at(session, now)
    mark_read(session, article.id, reading, now=learned)
    copies = find_copies(session, dossier.code, article)
    return take_in(session, dossier, article.id, reading, copies, now=learned)


def learned_at(session: Session, now: datetime) -> datetime:
    """The instant to keep for what is learned now: never one whose digest has been made already.

    A clock that is set back would put it into a window that is closed, and no digest would ever tell it.
    """
    made = digests.last_made(session)
    return made if made and now < made <= now + _SET_BACK else now
