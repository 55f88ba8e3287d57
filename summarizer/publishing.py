"""Publishes what is due: finds who waits, makes a digest for each window, queues it; knows no rule of a digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

import structlog
from sqlmodel import Session

from storage import holds, slots, subscribers
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Digest
from storage.slots import Turn
from storage.subscribers import Waiting
from storage.turns import Work, in_turn
from storage.write.publish import publish
from summarizer.job import make_digest

_log = structlog.get_logger(__name__)


def publish_due(store: Store, dossier: Dossier, *, now: datetime) -> int:
    """Publish the digest of every slot that has come at `now`, in one transaction; returns the new deliveries.

    A slot that was missed by more than its grace is left out, and the log says so. Running it twice changes
    nothing: whoever was dealt with no longer waits. Where nobody waits it costs one query. While an editor holds
    the dossier back all wait; what was due meanwhile is made when it is released.
    """
    with store.reading() as session:
        # Asked before the write lock is taken: nearly always nobody does.
        if not subscribers.anyone_waits(session, now) or holds.current(session, dossier.code):
            return 0
    with in_turn(store, Work.FACTS) as session:
        if holds.current(session, dossier.code):
            # An editor was quicker than we: from now on nobody holds it back under our hands.
            return 0
        queued = _publish(session, dossier, _by_turn(session, dossier, now), now)
    if queued:
        _log.info("digest published", deliveries=queued)
    return queued


def publish_to_all(store: Store, digest: Digest, *, now: datetime) -> int:
    """Queue `digest` for every subscriber, besides their own at their hour; returns how many deliveries are new."""
    with in_turn(store, Work.FACTS) as session:
        return publish(session, digest, subscribers.active(session), now=now)


def _by_turn(session: Session, dossier: Dossier, now: datetime) -> Mapping[Turn, Sequence[int]]:
    """Return who waits for what, chats whose turn is the same together."""
    asked, pauses = cache(slots.turn), holds.pauses(session, dossier.code, now)
    found: dict[Turn, list[int]] = {}
    for one in subscribers.waiting(session, now):
        due = asked(one.timing, one.settled_at, one.told_until, now, pauses)
        if due is None:
            _look_again(session, one, now)
        else:
            found.setdefault(due, []).append(one.chat_id)
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


def _publish(session: Session, dossier: Dossier, due: Mapping[Turn, Sequence[int]], now: datetime) -> int:
    made = cache(lambda since, until: make_digest(session, dossier, since, until))
    queued = 0
    for one, chats in due.items():
        if one.missed:
            _log.warning(
                "slot skipped", slot=one.slot.isoformat(), late=str(now - one.slot), chats=len(chats)
            )
        else:
            queued += publish(session, made(one.since, one.slot), chats, now=now, due_at=one.due_at)
        subscribers.settle(
            session,
            chats,
            slot=one.slot,
            # A first window that was missed is opened: the next digest begins there.
            told_until=one.since if one.missed else one.slot,
            next_at=one.next_at,
        )
    return queued
