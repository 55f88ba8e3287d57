"""Tells events of chosen types at once, each once: which are fresh enough, and who wants which; knows no wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

import structlog
from sqlmodel import Session

from storage import alerts, slots, subscribers
from storage.catalog import load_event_kinds
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Digest, Event, EventType, Precision
from storage.subscribers import Waiting
from storage.turns import Work, in_turn
from storage.write.publish import publish
from summarizer.digest import compose
from summarizer.selection import Cast

# What was read longer ago than this is told by the next digest: a process that was down does not tell it late.
_JUST_READ = timedelta(minutes=10)
# An event whose day lies further back is no emergency. The day after is today somewhere else.
_FRESH, _AHEAD = timedelta(days=1), timedelta(days=1)

_log = structlog.get_logger(__name__)


def publish_urgent(store: Store, dossier: Dossier, *, now: datetime) -> int:
    """Queue what has just become known for those who want it at once; returns how many deliveries are new.

    Events are marked as raised in the same transaction, so that each is told to each reader once. The next
    digest tells them all the same.
    """
    with store.reading() as session:
        if not _found(session, dossier, now):
            return 0
    with in_turn(store, Work.FACTS) as session:
        found = _found(session, dossier, now)
        alerts.mark_raised(session, [event.id for event in found if event.id], now=now)
        queued = _queue(session, dossier, found, now)
    _log.info("urgent events", events=[event.id for event in found], deliveries=queued)
    return queued


def is_fresh(event: Event, today: date) -> bool:
    """True for what happened now; where no day is given, for what an article of now is mainly about."""
    if event.when.last is None:
        told = [source.published for source in event.sources if source.published]
        return event.headline and bool(told) and max(told) >= today - _FRESH
    exact = event.when.precision is Precision.DAY
    return exact and today - _FRESH <= event.when.last <= today + _AHEAD


def _found(session: Session, dossier: Dossier, now: datetime) -> Sequence[Event]:
    types = [kind for kind, known in load_event_kinds().items() if known.urgent]
    told = alerts.unraised(session, dossier.code, types, since=now - _JUST_READ)
    return [event for event in told if is_fresh(event, now.date())]


def _queue(session: Session, dossier: Dossier, found: Sequence[Event], now: datetime) -> int:
    made = cache(lambda types: _digest(dossier, [event for event in found if event.type in types], now))
    queued = 0
    learned = max(report.learned_at for event in found for report in event.reports if report.learned_at)
    for (types, due_at), chats in _by_wish(session, learned, now).items():
        told = made(types)
        if told.happened:
            queued += publish(session, told, chats, now=now, due_at=due_at)
    return queued


def _by_wish(
    session: Session, learned: datetime, now: datetime
) -> Mapping[tuple[frozenset[EventType], datetime], list[int]]:
    """Return who wants which types of what was `learned` told, and from when on it may be sent."""
    found: dict[tuple[frozenset[EventType], datetime], list[int]] = {}
    for one in subscribers.told_at_once(session):
        due_at = slots.audible(one.timing, now)
        if not _in_a_digest(one, learned, due_at):
            found.setdefault((frozenset(one.timing.urgent), due_at), []).append(one.chat_id)
    return found


def _in_a_digest(one: Waiting, learned: datetime, due_at: datetime) -> bool:
    """True where a digest has just told it, or tells it no later than quiet hours would let this."""
    if one.told_until is not None and one.told_until > learned:
        return True
    upcoming = slots.next_slot(one.timing, learned)
    return upcoming is not None and slots.audible(one.timing, upcoming) <= due_at


def _digest(dossier: Dossier, found: Sequence[Event], now: datetime) -> Digest:
    made = compose(dossier.code, now, now, found, (), (), 0, cast=Cast.of(dossier))
    return replace(made, urgent=True)
