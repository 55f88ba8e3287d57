"""Who follows which events and names, and what each was last told of them; knows no rule of what is worth telling.

What changes an event says so here in its own transaction (`stir`), so that no change is lost; what a follower is told
is written down in the transaction that queues it (`told`), so that none is told twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, insert, literal, or_, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage.batches import batches
from storage.model import Event, Known, Timing
from storage.tables import (
    DeliveryRow,
    DigestEventRow,
    EventParticipantRow,
    FollowRow,
    SubscriberRow,
    WatchRow,
)

# So much a chat may follow: whoever wants more wants the digest.
MOST = 50
# What changes is told after this time: an editor's slip is undone by then, and further changes go with it.
SETTLE = timedelta(minutes=2)
# How long an event is remembered that was told because somebody acts in it.
REMEMBERED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Follows:
    """What a chat follows, in the order in which it began to: names, with since when, and the ids of events."""

    names: Mapping[str, datetime]
    event_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """One chat's knowledge of one event that is to be looked at; see `WatchRow`."""

    chat_id: int
    event_id: int
    known: Known | None
    told_at: datetime | None
    parted_from: int | None
    timing: Timing


def of_chat(session: Session, chat_id: int) -> Follows:
    """Return what a chat follows."""
    return of_chats(session, [chat_id]).get(chat_id, Follows({}, ()))


def of_chats(session: Session, chat_ids: Collection[int]) -> Mapping[int, Follows]:
    """Return what these chats follow; one that follows nothing is left out."""
    names: dict[int, dict[str, datetime]] = {}
    event_ids: dict[int, list[int]] = {}
    asked = select(FollowRow).order_by(col(FollowRow.since), col(FollowRow.event_id), col(FollowRow.name))
    for some in batches(chat_ids):
        for row in session.exec(asked.where(col(FollowRow.chat_id).in_(some))):
            names.setdefault(row.chat_id, {})
            event_ids.setdefault(row.chat_id, [])
            if row.name:
                names[row.chat_id][row.name] = row.since
            else:
                event_ids[row.chat_id].append(row.event_id)
    return {chat: Follows(names[chat], tuple(event_ids[chat])) for chat in names}


def count(session: Session, chat_id: int) -> int:
    """Return how much a chat follows."""
    mine = of_chat(session, chat_id)
    return len(mine.names) + len(mine.event_ids)


def follow_event(session: Session, chat_id: int, event: Event, *, now: datetime) -> bool:
    """Tell the chat from now on what changes about the event; False where it is told already."""
    assert event.id is not None
    if session.get(FollowRow, (chat_id, event.id, "")) is not None:
        return False
    session.add(FollowRow(chat_id=chat_id, event_id=event.id, since=now))
    # What stands on its card is known to whoever has just read it.
    session.merge(WatchRow(chat_id=chat_id, event_id=event.id, known=Known.of(event), told_at=None))
    return True


def follow_name(
    session: Session, chat_id: int, name: str, lately: Collection[Event], *, now: datetime
) -> bool:
    """Tell the chat from now on of new events in which this party or person acts; False where it is told already.

    `lately` are the newest that are there: these are no news, but what becomes of them is.
    """
    if session.get(FollowRow, (chat_id, 0, name)) is not None:
        return False
    session.add(FollowRow(chat_id=chat_id, event_id=0, name=name, since=now))
    for event in lately:
        if event.id is not None and session.get(WatchRow, (chat_id, event.id)) is None:
            session.add(WatchRow(chat_id=chat_id, event_id=event.id, known=Known.of(event), told_at=now))
    return True


def stop_event(session: Session, chat_id: int, event_id: int) -> bool:
    """Tell the chat no more of the event; False where it was not told."""
    row = session.get(FollowRow, (chat_id, event_id, ""))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    _forget_unfollowed(session, chat_id)
    return True


def stop_name(session: Session, chat_id: int, name: str) -> bool:
    """Tell the chat no more of whoever bears this name; False where it was not told."""
    row = session.get(FollowRow, (chat_id, 0, name))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    _forget_unfollowed(session, chat_id)
    return True


def _forget_unfollowed(session: Session, chat_id: int) -> None:
    """Forget what the chat knows of events, as far as it follows neither them nor anybody."""
    mine = of_chat(session, chat_id)
    if not mine.names:
        session.exec(
            delete(WatchRow).where(
                col(WatchRow.chat_id) == chat_id, col(WatchRow.event_id).not_in(mine.event_ids)
            )
        )


def stir(session: Session, event_ids: Collection[int], *, now: datetime) -> None:
    """Note that these events are told otherwise than before, or are new; to be called in the change's transaction."""
    if not _anybody_follows(session):
        return
    due = now + SETTLE
    for some in batches(event_ids):
        # One that is being looked at in this very moment counts as looked at: it is to be looked at once more.
        idle = or_(col(WatchRow.due_at).is_(None), col(WatchRow.due_at) <= now)
        session.exec(
            update(WatchRow)
            .where(col(WatchRow.event_id).in_(some), idle)
            .values(due_at=due)
            .execution_options(synchronize_session=False)
        )
        _begin_watching(session, some, due)


# Made once: it is asked with each article that is read.
_ANYBODY = columns(or_(exists(columns(col(FollowRow.chat_id))), exists(columns(col(WatchRow.chat_id)))))


def _anybody_follows(session: Session) -> bool:
    return bool(session.execute(_ANYBODY).scalar_one())


def _begin_watching(session: Session, event_ids: Sequence[int], due: datetime) -> None:
    """Let those who follow somebody who takes part be told of these events, each once."""
    watched = exists().where(
        col(WatchRow.chat_id) == col(FollowRow.chat_id),
        col(WatchRow.event_id) == col(EventParticipantRow.event_id),
    )
    new = (
        columns(
            col(FollowRow.chat_id),
            col(EventParticipantRow.event_id),
            literal(due, WatchRow.__table__.c.due_at.type),  # type: ignore[attr-defined]
        )
        .join(EventParticipantRow, col(EventParticipantRow.name) == col(FollowRow.name))
        .where(col(FollowRow.name) != "", col(EventParticipantRow.event_id).in_(event_ids), ~watched)
        .distinct()
    )
    session.execute(insert(WatchRow).from_select(["chat_id", "event_id", "due_at"], new))


def lead(session: Session, old: int, new: int, *, now: datetime) -> None:
    """Let whoever follows the event `old` follow `new`, which it turned out to be."""
    if not _anybody_follows(session):
        return
    for table in (FollowRow, WatchRow):
        there = select(table.chat_id).where(col(table.event_id) == new)
        session.exec(
            update(table)
            .where(col(table.event_id) == old, col(table.chat_id).not_in(there))
            .values(event_id=new)
            .execution_options(synchronize_session=False)
        )
        session.exec(delete(table).where(col(table.event_id) == old))
    stir(session, [new], now=now)


def part(session: Session, old: int, new: int, *, now: datetime) -> None:
    """Let whoever follows the event `old` follow `new` too, whose reports were among the old one's until now."""
    for chat_id in session.exec(select(FollowRow.chat_id).where(FollowRow.event_id == old)).all():
        session.merge(FollowRow(chat_id=chat_id, event_id=new, since=now))
        watch = WatchRow(chat_id=chat_id, event_id=new, due_at=now + SETTLE, parted_from=old)
        session.merge(watch)


def any_due(session: Session, *, now: datetime) -> bool:
    """Tell whether something that is followed is to be looked at; asked each second."""
    return (
        session.exec(select(WatchRow.chat_id).where(col(WatchRow.due_at) <= now).limit(1)).first() is not None
    )


def due(session: Session, *, now: datetime, limit: int = 500) -> Sequence[Watch]:
    """Return what is to be looked at, and keep it from others until the transaction ends.

    What is due to a chat that cannot be written to is not to be looked at until it can.
    """
    rows = session.execute(
        columns(WatchRow, col(SubscriberRow.timing), col(SubscriberRow.cut_off))
        .join(SubscriberRow, col(SubscriberRow.chat_id) == col(WatchRow.chat_id))
        .where(col(WatchRow.due_at) <= now)
        .order_by(col(WatchRow.due_at), col(WatchRow.chat_id), col(WatchRow.event_id))
        .limit(limit)
        .with_for_update(of=WatchRow, skip_locked=True)
    ).all()
    found = []
    for row, timing, cut_off in rows:
        if cut_off is None:
            found.append(Watch(row.chat_id, row.event_id, row.known, row.told_at, row.parted_from, timing))
        else:
            row.due_at = None
    return found


def told(session: Session, watch: Watch, known: Known | None, *, now: datetime, said: bool) -> None:
    """Keep what the chat knows now; `said` counts as a word about the event, which the next one follows later."""
    row = session.get_one(WatchRow, (watch.chat_id, watch.event_id))
    row.known, row.due_at, row.parted_from = known, None, None
    if said:
        row.told_at = now


def later(session: Session, watch: Watch, moment: datetime) -> None:
    """Look at it not before `moment`."""
    session.get_one(WatchRow, (watch.chat_id, watch.event_id)).due_at = moment


def drop(session: Session, watch: Watch) -> None:
    """Look at it no more: what was followed of it is followed no longer."""
    session.delete(session.get_one(WatchRow, (watch.chat_id, watch.event_id)))


def end(session: Session, watch: Watch) -> None:
    """Follow no more an event that is gone."""
    drop(session, watch)
    if (row := session.get(FollowRow, (watch.chat_id, watch.event_id, ""))) is not None:
        session.delete(row)


def told_by_digest(session: Session, found: Collection[Watch]) -> Collection[tuple[int, int]]:
    """Return which of these, as chat and event, a digest has told their chat already."""
    told: set[tuple[int, int]] = set()
    for some in batches({one.event_id for one in found}):
        rows = session.execute(
            columns(col(DeliveryRow.chat_id), col(DigestEventRow.event_id))
            .join(DigestEventRow, col(DigestEventRow.digest_id) == col(DeliveryRow.digest_id))
            .where(
                col(DigestEventRow.event_id).in_(some),
                col(DeliveryRow.chat_id).in_({one.chat_id for one in found}),
            )
        )
        told.update((chat, event) for chat, event in rows)
    return told


def prune(session: Session, *, now: datetime) -> None:
    """Forget the events that were told long ago because somebody acts in them."""
    followed = exists().where(
        col(FollowRow.chat_id) == col(WatchRow.chat_id),
        col(FollowRow.event_id) == col(WatchRow.event_id),
        col(FollowRow.name) == "",
    )
    session.exec(
        delete(WatchRow).where(
            col(WatchRow.told_at) < now - REMEMBERED, col(WatchRow.due_at).is_(None), ~followed
        )
    )


def back(session: Session, chat_id: int, *, now: datetime) -> None:
    """Take note that the chat can be written to again: what changed meanwhile is looked at now."""
    row = session.get(SubscriberRow, chat_id)
    if row is None or row.cut_off is None:
        return
    row.cut_off = None
    session.exec(update(WatchRow).where(col(WatchRow.chat_id) == chat_id).values(due_at=now))


def migrate(session: Session, old: int, new: int) -> None:
    """Follow a group to the id that Telegram gave it when it was upgraded."""
    for table in (FollowRow, WatchRow):
        for row in session.exec(select(table).where(table.chat_id == old)).all():
            values = {name: getattr(row, name) for name in table.model_fields}
            session.delete(row)
            session.flush()
            session.merge(table(**{**values, "chat_id": new}))
