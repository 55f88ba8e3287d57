"""Tells events of chosen types at once, each once: which are fresh enough, and who wants which; knows no wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

import structlog
from sqlmodel import Session

from storage import alerts, holds, slots, subscribers
from storage.catalog import load_event_kinds
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Digest, Event, Precision
from storage.read import articles
from storage.search.indexing import Kin, marks_of
from storage.slots import Pause
from storage.subscribers import Waiting
from storage.turns import Work, in_turn
from storage.write.publish import publish
from summarizer.digest import compose
from summarizer.facts import by_article
from summarizer.selection import Cast
from summarizer.wishes import Marks, Sieve

# What was read longer ago than this is told by the next digest: a process that was down does not tell it late.
_JUST_READ = timedelta(minutes=10)
# An event whose day lies further back is no emergency. The day after is today somewhere else.
_FRESH, _AHEAD = timedelta(days=1), timedelta(days=1)

_log = structlog.get_logger(__name__)


def publish_urgent(store: Store, dossier: Dossier, *, now: datetime) -> int:
    """Queue what has just become known for those who want it at once; returns how many deliveries are new.

    Events are marked as raised in the same transaction, so that each is told to each reader once. The next
    digest tells them all the same. What an editor holds back is told at the release.
    """
    with store.reading() as session:
        if not _found(session, dossier, now):
            return 0
    with in_turn(store, Work.FACTS) as session:
        found = _found(session, dossier, now)
        if not found:
            return 0
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
    if holds.current(session, dossier.code):
        return ()
    types = [kind for kind, known in load_event_kinds().items() if known.urgent]
    told = alerts.unraised(
        session, dossier.code, types, since=_since(holds.pauses(session, dossier.code, now), now)
    )
    return [event for event in told if is_fresh(event, now.date())]


def _since(pauses: Sequence[Pause], now: datetime) -> datetime:
    """Return since when what was read counts as just read: from before a hold that has just ended."""
    since = now - _JUST_READ
    for pause in reversed(pauses):
        if pause.ended > since:
            since = min(since, pause.began - _JUST_READ)
    return since


def _queue(session: Session, dossier: Dossier, found: Sequence[Event], now: datetime) -> int:
    queued = 0
    for (wanted, due_at), chats in _by_wish(session, dossier, found, now).items():
        told = _digest(dossier, [found[place] for place in wanted], now)
        if told.happened:
            queued += publish(session, told, chats, now=now, due_at=due_at)
    return queued


def _by_wish(
    session: Session, dossier: Dossier, found: Sequence[Event], now: datetime
) -> Mapping[tuple[tuple[int, ...], datetime], list[int]]:
    """Return who wants which of the events, by their places, and from when on it may be sent."""
    wishes: dict[tuple[tuple[int, ...], datetime], list[int]] = {}
    learned, marks = [_learned(event) for event in found], _marks(session, dossier, found)
    sieve = cache(Sieve.of)
    for one in subscribers.told_at_once(session):
        due_at = slots.audible(one.timing, now)
        wanted = tuple(
            place
            for place, event in enumerate(found)
            if event.type in one.timing.urgent
            and sieve(one.wishes).lets_through(marks[place])
            and not _in_a_digest(one, learned[place], due_at)
        )
        if wanted:
            wishes.setdefault((wanted, due_at), []).append(one.chat_id)
    return wishes


def _marks(session: Session, dossier: Dossier, found: Sequence[Event]) -> Sequence[Marks]:
    """Return by what each of the events is found, which is what wishes ask for."""
    known, kin = articles.texts(session, by_article(found)), Kin.of(dossier)
    return [marks_of(event, known, kin) for event in found]


def _learned(event: Event) -> datetime:
    """Since when readers may know of it: its newest report was read, or an editor let it go."""
    learned = [report.learned_at for report in event.reports if report.learned_at]
    return max([*learned, event.review.released_at or min(learned)])


def _in_a_digest(one: Waiting, learned: datetime, due_at: datetime) -> bool:
    """True where a digest has just told it, or tells it no later than quiet hours would let this."""
    if one.told_until is not None and one.told_until > learned:
        return True
    upcoming = slots.next_slot(one.timing, learned)
    return upcoming is not None and slots.audible(one.timing, upcoming) <= due_at


def _digest(dossier: Dossier, found: Sequence[Event], now: datetime) -> Digest:
    made = compose(dossier.code, now, now, found, (), (), 0, cast=Cast.of(dossier))
    return replace(made, urgent=True)
