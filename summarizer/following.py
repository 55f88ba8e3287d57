"""Tells those who follow an event, or somebody who acts in it, what has changed; knows no wording.

An event that changed is looked at some minutes later, once for all that happened meanwhile: what was undone by then
is not told. Each chat is told of one event at most once in a while, and never what waits for an editor.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from storage import corrections, follows, holds, slots
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.follows import Follows, Watch
from storage.model import (
    ENCOUNTERS,
    Change,
    ChangeKind,
    Correction,
    Digest,
    Event,
    EventType,
    Followed,
    Known,
    Participant,
    Role,
    Status,
)
from storage.read import events
from storage.turns import Work, in_turn
from storage.write.publish import publish
from summarizer.changes import changes, line_of, line_of_known
from summarizer.facts import Sources

# A chat hears of one event no sooner again, and of so many at a time.
GAP, MOST = timedelta(minutes=10), 12
# What was learned longer ago is told by the digest: a process that was down does not tell it late.
_FRESH = timedelta(days=1)
# Both sides act; in all else, who is acted upon does not.
_MUTUAL = ENCOUNTERS | {EventType.AGREEMENT, EventType.TRUCE}

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one chat is told of one event: in what it differs from what it knew, or because of whom it is new."""

    watch: Watch
    event: Event | None
    names: tuple[str, ...] = ()


def publish_followed(store: Store, dossier: Dossier, *, now: datetime) -> int:
    """Queue what has changed for those who follow it; returns how many deliveries are new.

    What each knows is written down in the same transaction. Where nothing is due it costs one query. While an editor
    holds the dossier back nothing is told; what changed meanwhile is told at the release.
    """
    with store.reading() as session:
        if not follows.any_due(session, now=now) or holds.current(session, dossier.code):
            return 0
    with in_turn(store, Work.FACTS) as session:
        if holds.current(session, dossier.code):
            return 0
        queued = _publish(session, dossier.code, follows.due(session, now=now), now)
        follows.prune(session, now=now)
    if queued:
        _log.info("followers told", deliveries=queued)
    return queued


def _publish(session: Session, dossier: str, due: Sequence[Watch], now: datetime) -> int:
    ready = [one for one in due if _may_be_told(session, one, now)]
    known = {event.id: event for event in events.by_ids(session, list({one.event_id for one in ready}))}
    decided = corrections.history(session, {one.event_id for one in ready})
    wishes = follows.of_chats(session, {one.chat_id for one in ready})
    in_digests = follows.told_by_digest(session, [one for one in ready if one.known is None])
    of_chat: dict[int, list[_Told]] = {}
    for one in ready:
        event = known.get(one.event_id)
        told = _wanted(one, event, wishes.get(one.chat_id, Follows({}, ())), in_digests, now)
        if told is None:
            follows.drop(session, one)
        elif len(of_chat.setdefault(one.chat_id, [])) < MOST:
            of_chat[one.chat_id].append(told)
    return _queue(session, dossier, of_chat, decided, now)


def _may_be_told(session: Session, watch: Watch, now: datetime) -> bool:
    """Put off what comes too soon after the last word of the same event, or in quiet hours."""
    again = watch.told_at + GAP if watch.told_at and watch.known else now
    moment = slots.audible(watch.timing, max(now, again))
    if moment > now:
        follows.later(session, watch, moment)
    return moment <= now


def _wanted(
    watch: Watch,
    event: Event | None,
    wish: Follows,
    in_digests: Collection[tuple[int, int]],
    now: datetime,
) -> _Told | None:
    """Return what is to be looked at for the chat; None where it follows nothing of it any more."""
    if watch.event_id in wish.event_ids:
        return _Told(watch, event)
    names = tuple(name for name in wish.names if event is not None and acts(event, name))
    if event is None or not names:
        return None
    if watch.known is not None or (watch.chat_id, watch.event_id) in in_digests:
        return _Told(replace(watch, known=watch.known or Known.of(event)), event, names)
    new = [name for name in names if _is_new(event, name, wish.names[name], now)]
    return _Told(watch if new else replace(watch, known=Known.of(event)), event, tuple(new) or names)


def acts(event: Event, name: str) -> bool:
    """True where the party or person of this name does something in the event, by itself or in a person."""
    return any(name in (who.name, who.party) and _is_acting(who, event.type) for who in event.participants)


def _is_acting(who: Participant, kind: EventType) -> bool:
    return who.role is not Role.RECIPIENT or kind in _MUTUAL


def _is_new(event: Event, name: str, since: datetime, now: datetime) -> bool:
    """True where readers have just learned that this name acts in the event, after it was followed."""
    if not event.for_readers:
        # Nobody has seen it yet: it is new when an editor lets it go.
        return True
    if event.background or not event.whole:
        return False
    told = event.as_told.reports
    naming = [one for one in told if any(name in (who.name, who.party) for who in one.participants)]
    learned = min((one.learned_at for one in naming or told if one.learned_at), default=None)
    seen = max(filter(None, (learned, event.review.released_at)), default=None)
    return seen is not None and seen >= max(since, now - _FRESH)


def _queue(
    session: Session,
    dossier: str,
    of_chat: Mapping[int, Sequence[_Told]],
    decided: Mapping[int, Sequence[Correction]],
    now: datetime,
) -> int:
    alike: dict[tuple[object, ...], list[int]] = {}
    made: dict[tuple[object, ...], Digest] = {}
    for chat, all_told in of_chat.items():
        digest = _digest(session, dossier, all_told, decided, now)
        if digest.followed:
            key = (digest.followed, digest.sources)
            made[key] = digest
            alike.setdefault(key, []).append(chat)
    return sum(publish(session, made[key], chats, now=now) for key, chats in alike.items())


def _digest(
    session: Session,
    dossier: str,
    all_told: Sequence[_Told],
    decided: Mapping[int, Sequence[Correction]],
    now: datetime,
) -> Digest:
    """Return what one chat is told, and keep that it knows it."""
    sources, said = Sources(), []
    for one in all_told:
        item = _item(one, sources, decided.get(one.watch.event_id, ()), now)
        if item is not None:
            said.append(item)
        _keep(session, one, now, said=item is not None)
    return Digest(dossier, now, now, (), (), (), (), tuple(sources.listed), followed=tuple(said))


def _keep(session: Session, told: _Told, now: datetime, *, said: bool) -> None:
    """Keep what the chat knows now; what waits for an editor is known to nobody, and what was known stays so."""
    event, known = told.event, told.watch.known
    if event is None:
        follows.end(session, told.watch)
        return
    if event.withdrawn and known is not None:
        known = replace(known, withdrawn=True)
    elif event.for_readers:
        known = Known.of(event)
    follows.told(session, told.watch, known, now=now, said=said or bool(told.names))


def _item(told: _Told, sources: Sources, decided: Sequence[Correction], now: datetime) -> Followed | None:
    """Return what is said of one event, None where there is nothing to say."""
    event, before = told.event, told.watch.known
    if event is None:
        return _gone(told)
    if event.withdrawn and before is not None:
        found = changes(before, event, sources, decided) if not told.names else ()
        return Followed(line_of_known(told.watch.event_id, before), found) if found else None
    if not event.for_readers:
        return None
    seen = event.as_told
    if before is None:
        return _new(told, seen, sources, now)
    found = changes(before, seen, sources, decided)
    if told.names:
        # Who follows somebody hears whether what was told of them is so; else it is the event that one follows.
        found = tuple(one for one in found if one.kind is ChangeKind.STATUS and not one.by_editor)
    if not found:
        return None
    return Followed(line_of(seen, sources), found, told.names, _lies_ahead(seen, now))


def _new(told: _Told, event: Event, sources: Sources, now: datetime) -> Followed | None:
    parted = told.watch.parted_from
    found = (Change(ChangeKind.PARTED, parted_from=parted),) if parted else ()
    if not (found or told.names):
        return None
    return Followed(line_of(event, sources), found, told.names, _lies_ahead(event, now))


def _gone(told: _Told) -> Followed | None:
    """What is said of an event that was deleted with the only article that told it."""
    before = told.watch.known
    if before is None or before.withdrawn or told.names:
        return None
    line = line_of_known(told.watch.event_id, before)
    return Followed(line, (Change(ChangeKind.WITHDRAWN, by_editor=True),))


def _lies_ahead(event: Event, now: datetime) -> bool:
    last = event.when.last
    if event.status is Status.DENIED:
        return last is not None and last > now.date()
    return event.status is Status.PLANNED and (last is None or last >= now.date())
