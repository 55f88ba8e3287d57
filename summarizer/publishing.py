"""Publishes what is due: finds who waits, makes a digest for each window, queues it; knows no rule of a digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache

import structlog
from sqlmodel import Session

from storage import holds, slots, subscribers
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import NO_WISHES, Wishes
from storage.slots import Turn
from storage.subscribers import Waiting
from storage.turns import Work, in_turn
from storage.write.publish import publish
from summarizer.windows import Window, window
from summarizer.writing import EXTRACTIVE, Writer
from summarizer.writing.checking import Pen, extractive, remembered, written

# Chats by what they wish for.
Readers = Mapping[Wishes, Sequence[int]]

_log = structlog.get_logger(__name__)


def publish_due(store: Store, dossier: Dossier, *, now: datetime, writer: Writer = EXTRACTIVE) -> int:
    """Publish the digest of every slot that has come at `now`, in one transaction; returns the new deliveries.

    A slot that was missed by more than its grace is left out, and the log says so. Running it twice changes
    nothing: whoever was dealt with no longer waits. Where nobody waits it costs one query. While an editor holds
    the dossier back all wait; what was due meanwhile is made when it is released. A `writer` that takes its time writes
    before the transaction begins; what has changed meanwhile is told in the extractive one's words.
    """
    with store.reading() as session:
        # Asked before the write lock is taken: nearly always nobody does.
        if not subscribers.anyone_waits(session, now) or holds.current(session, dossier.code):
            return 0
    pen = _written_before(store, dossier, writer, now)
    with in_turn(store, Work.FACTS) as session:
        if holds.current(session, dossier.code):
            # An editor was quicker than we: from now on nobody holds it back under our hands.
            return 0
        queued = _publish(session, dossier, _by_turn(session, dossier, now), now, pen)
    if queued:
        _log.info("digest published", deliveries=queued)
    return queued


def _written_before(store: Store, dossier: Dossier, writer: Writer, now: datetime) -> Pen:
    """Return a pen with what `writer` wrote of each window that is due; of anything else the extractive one writes."""
    if writer.name == EXTRACTIVE.name:
        return extractive
    with store.reading() as session:
        due = {(one.since, one.slot) for one in _turns(session, dossier, now) if not one.missed}
        briefs = [window(session, dossier, *between).whole()[1] for between in sorted(due)]
    return remembered([(brief, written(brief, writer)) for brief in briefs])


def _turns(session: Session, dossier: Dossier, now: datetime) -> Iterator[Turn]:
    pauses = holds.pauses(session, dossier.code, now)
    for one in subscribers.waiting(session, now):
        if due := slots.turn(one.timing, one.settled_at, one.told_until, now, pauses):
            yield due


def publish_to_all(
    store: Store,
    dossier: Dossier,
    since: datetime,
    until: datetime,
    *,
    now: datetime,
    writer: Writer = EXTRACTIVE,
) -> int:
    """Queue the digest of [since, until) for every subscriber, besides their own at their hour, to each as they wish;
    returns how many deliveries are new."""
    pen: Pen = extractive
    if writer.name != EXTRACTIVE.name:
        with store.reading() as session:
            brief = window(session, dossier, since, until).whole()[1]
        pen = remembered([(brief, written(brief, writer))])
    with in_turn(store, Work.FACTS) as session:
        made, readers = window(session, dossier, since, until, pen), subscribers.by_wishes(session)
        return sum(publish(session, made.digest(wishes), readers[wishes], now=now) for wishes in readers)


def _by_turn(session: Session, dossier: Dossier, now: datetime) -> Mapping[Turn, Readers]:
    """Return who waits for what, chats whose turn is the same together, and of these those of the same wishes."""
    asked, pauses = cache(slots.turn), holds.pauses(session, dossier.code, now)
    found: dict[Turn, dict[Wishes, list[int]]] = {}
    for one in subscribers.waiting(session, now):
        due = asked(one.timing, one.settled_at, one.told_until, now, pauses)
        if due is None:
            _look_again(session, one, now)
        else:
            found.setdefault(due, {}).setdefault(one.wishes, []).append(one.chat_id)
    return found


def _look_again(session: Session, one: Waiting, now: datetime) -> None:
    """Correct a slot that was foreseen too early: the rules of a time zone have changed since."""
    subscribers.settle(
        session,
        [one.chat_id],
        slot=one.settled_at,
        told_until=one.told_until,
        next_at=slots.next_slot(one.timing, now),
    )


def _publish(session: Session, dossier: Dossier, due: Mapping[Turn, Readers], now: datetime, pen: Pen) -> int:
    learned = cache(lambda since, until: window(session, dossier, since, until, pen))
    queued = 0
    for one, readers in due.items():
        chats = [chat_id for same in readers.values() for chat_id in same]
        if one.missed:
            _log.warning(
                "slot skipped", slot=one.slot.isoformat(), late=str(now - one.slot), chats=len(chats)
            )
        else:
            queued += _publish_one(session, learned(one.since, one.slot), one, readers, now)
        subscribers.settle(
            session,
            chats,
            slot=one.slot,
            # A first window that was missed is opened: the next digest begins there.
            told_until=one.since if one.missed else one.slot,
            next_at=one.next_at,
        )
    return queued


def _publish_one(session: Session, learned: Window, one: Turn, readers: Readers, now: datetime) -> int:
    """Publish the digests of a window, one for all of the same wishes; returns how many deliveries are new.

    That of all that is new is kept even where nobody waits for it: it is what others ask for.
    """
    waiting = {NO_WISHES: (), **readers}
    return sum(
        publish(session, learned.digest(wishes), chats, now=now, due_at=one.due_at)
        for wishes, chats in waiting.items()
    )
