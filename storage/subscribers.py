"""Who receives digests, and when; every change of a chat's choices keeps what the questions below ask by."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage import follows, nouns, reaching, slots
from storage.batches import batches
from storage.model import (
    FOLLOWED_SUBJECT,
    NO_WISHES,
    DeliveryState,
    Ended,
    Habits,
    Subscriber,
    Timing,
    Wishes,
)
from storage.tables import DeliveryRow, DigestRow, SubscriberRow

# So many digests in a row that a chat could not take, though it may again, end its subscription.
MOST_STRIKES = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """A chat whose next slot has come; the fields are those of its row."""

    chat_id: int
    timing: Timing
    settled_at: datetime
    told_until: datetime | None
    wishes: Wishes = NO_WISHES


# Made once: it is asked with each command.
_CHOICES = columns(*(col(getattr(SubscriberRow, name)) for name in SubscriberRow.model_fields)).where(
    col(SubscriberRow.chat_id) == bindparam("chat")
)


def get(session: Session, chat_id: int) -> Subscriber | None:
    """Return the chat's choices, also where it is not subscribed at present; None for one never seen."""
    row = session.execute(_CHOICES, {"chat": chat_id}).first()
    return None if row is None else nouns.subscriber(row)


def subscribe(session: Session, chat_id: int, *, hour: int, timezone: str, now: datetime) -> bool:
    """Turn the digest on; the hour and zone count for a new chat only. Returns False if it was on already."""
    row = _row(session, chat_id, Timing(timezone, (hour,)))
    if row.active:
        return False
    if row.ended not in reaching.PAUSES:
        row.told_until = None
    row.active, row.ended, row.strikes = True, None, 0
    _arrange(row, now)
    reaching.go_on(session, chat_id, now=now)
    return True


def unsubscribe(session: Session, chat_id: int, *, reason: Ended = Ended.ASKED) -> bool:
    """Turn the digest off, keep the choices, drop what was queued; returns False if it was off already."""
    row = session.get(SubscriberRow, chat_id)
    if row is None or not (row.active or row.ended in reaching.PAUSES):
        return False
    row.active, row.ended = False, reason
    row.next_at, row.at_once = None, False
    _drop_queued(session, chat_id, reason)
    return True


def lost(session: Session, chat_id: int, *, reason: Ended) -> bool:
    """Take note that nothing can be written to the chat until it comes back; returns whether its digest was on."""
    row = session.get(SubscriberRow, chat_id)
    if row is not None:
        row.cut_off = reason
        _drop_queued(session, chat_id, reason)
    return unsubscribe(session, chat_id, reason=reason)


def _drop_queued(session: Session, chat_id: int, reason: Ended) -> None:
    """Drop what is queued for the chat; who only wants no more digests still hears of what they follow."""
    queued = [col(DeliveryRow.chat_id) == chat_id, col(DeliveryRow.state) == DeliveryState.PENDING]
    if reason is Ended.ASKED:
        followed = select(DigestRow.id).where(col(DigestRow.subject).startswith(FOLLOWED_SUBJECT))
        queued.append(col(DeliveryRow.digest_id).not_in(followed))
    session.exec(
        update(DeliveryRow)
        .where(*queued)
        .values(state=DeliveryState.GONE, error=reason)
        .execution_options(synchronize_session=False)
    )


def strike(session: Session, chat_id: int, *, reason: Ended) -> bool:
    """Count that the chat could not be written to, for a while or for good; returns whether it is taken as gone."""
    row = session.get(SubscriberRow, chat_id)
    if row is None:
        return False
    row.strikes += 1
    return row.strikes >= MOST_STRIKES and lost(session, chat_id, reason=reason)


def reached(session: Session, chat_ids: Collection[int]) -> None:
    """Forget the strikes of chats that a message has reached."""
    session.exec(
        update(SubscriberRow)
        .where(col(SubscriberRow.chat_id).in_(chat_ids), col(SubscriberRow.strikes) > 0)
        .values(strikes=0)
    )


def keep_timing(session: Session, chat_id: int, timing: Timing, *, now: datetime) -> None:
    """Keep when the chat wants to hear; whether it is subscribed stays as it is.

    Slots of the new hours that lie behind `now` are not made up for.
    """
    row = _row(session, chat_id, timing)
    moved = replace(row.timing, quiet=timing.quiet, urgent=timing.urgent) != timing
    row.timing = timing
    if row.active:
        _arrange(row, now if moved or row.settled_at is None else row.settled_at)


def keep_known(session: Session, chat_id: int, timing: Timing) -> None:
    """Keep that there is this chat, which follows something; the timing counts for a new one only."""
    _row(session, chat_id, timing)


def keep_habits(session: Session, chat_id: int, habits: Habits, *, timing: Timing) -> None:
    """Keep how the chat likes to read; the timing counts for a new chat only."""
    _row(session, chat_id, timing).habits = habits


def keep_wishes(session: Session, chat_id: int, wishes: Wishes, *, timing: Timing) -> None:
    """Keep what of the news the chat wants; the timing counts for a new chat only."""
    _row(session, chat_id, timing).wishes = wishes


def _row(session: Session, chat_id: int, timing: Timing) -> SubscriberRow:
    row = session.get(SubscriberRow, chat_id)
    if row is None:
        row = SubscriberRow(chat_id=chat_id, timing=timing)
        session.add(row)
    return row


def _arrange(row: SubscriberRow, settled: datetime) -> None:
    row.settled_at = settled
    row.next_at = slots.next_slot(row.timing, settled)
    row.at_once = bool(row.timing.urgent)


def migrate_chat(session: Session, old: int, new: int) -> None:
    """Follow a group to the id that Telegram gave it when it was upgraded."""
    row = session.get(SubscriberRow, old)
    if row is not None and session.get(SubscriberRow, new) is None:
        choices = {name: getattr(row, name) for name in SubscriberRow.model_fields}
        session.add(SubscriberRow(**{**choices, "chat_id": new}))
    session.exec(delete(SubscriberRow).where(col(SubscriberRow.chat_id) == old))
    follows.migrate(session, old, new)
    moved = select(DeliveryRow.digest_id).where(DeliveryRow.chat_id == new)
    session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.chat_id) == old, col(DeliveryRow.digest_id).not_in(moved))
        .values(chat_id=new)
        .execution_options(synchronize_session=False)
    )


def active(session: Session) -> Sequence[int]:
    """Return every chat that receives digests, whatever its hour."""
    rows = session.exec(select(SubscriberRow.chat_id).where(col(SubscriberRow.active).is_(True)))
    return rows.all()


def by_wishes(session: Session) -> Mapping[Wishes, Sequence[int]]:
    """Return every chat that receives digests, whatever its hour, with those of the same wishes."""
    asked = select(col(SubscriberRow.chat_id), col(SubscriberRow.wishes))
    found: dict[Wishes, list[int]] = {}
    for chat_id, wishes in session.exec(asked.where(col(SubscriberRow.active).is_(True))):
        found.setdefault(wishes, []).append(chat_id)
    return found


def anyone_waits(session: Session, now: datetime) -> bool:
    """Tell whether some chat's slot has come; asked every second."""
    return session.exec(select(SubscriberRow.chat_id).where(_slot_has_come(now)).limit(1)).first() is not None


def count_waiting(session: Session, until: datetime, *, since: datetime | None = None) -> int:
    """Return how many chats' next slot comes no later than `until`, and not before `since`."""
    asked = select(func.count()).select_from(SubscriberRow).where(_slot_has_come(until))
    return session.exec(asked if since is None else asked.where(col(SubscriberRow.next_at) >= since)).one()


_WAITING = columns(
    col(SubscriberRow.chat_id),
    col(SubscriberRow.timing),
    col(SubscriberRow.settled_at),
    col(SubscriberRow.told_until),
    col(SubscriberRow.wishes),
).order_by(col(SubscriberRow.chat_id))


def waiting(session: Session, now: datetime) -> Sequence[Waiting]:
    """Return the chats whose slot has come, and keep them from other summarizers until the transaction ends."""
    return _asked(session, _WAITING.where(_slot_has_come(now)).with_for_update(skip_locked=True))


def told_at_once(session: Session) -> Sequence[Waiting]:
    """Return the chats that want urgent events told at once."""
    return _asked(session, _WAITING.where(col(SubscriberRow.at_once).is_(True)))


def _asked(session: Session, asked: Select[*tuple[Any, ...]]) -> Sequence[Waiting]:
    # Where a next slot is kept, so is the last that was dealt with.
    return [Waiting(*row) for row in session.execute(asked) if row.settled_at]


def _slot_has_come(now: datetime) -> ColumnElement[bool]:
    return col(SubscriberRow.next_at) <= now


def settle(
    session: Session,
    chat_ids: Collection[int],
    *,
    slot: datetime,
    told_until: datetime | None,
    next_at: datetime | None,
) -> None:
    """Keep that `slot` was dealt with, until when the chats have been told, and which slot comes next."""
    for some in batches(chat_ids):
        session.exec(
            update(SubscriberRow)
            .where(col(SubscriberRow.chat_id).in_(some))
            .values(settled_at=slot, told_until=told_until, next_at=next_at)
        )


def not_told(session: Session, chat_id: int, *, slot: datetime, since: datetime) -> None:
    """Take back that the chat was told until `slot`, unless it has been told more after it."""
    session.exec(
        update(SubscriberRow)
        .where(col(SubscriberRow.chat_id) == chat_id, col(SubscriberRow.told_until) == slot)
        .values(told_until=since)
    )


def timings(session: Session, chat_ids: Collection[int]) -> Mapping[int, Timing]:
    """Return when those of the chats that ever chose want to hear."""
    rows = session.exec(
        select(col(SubscriberRow.chat_id), col(SubscriberRow.timing)).where(
            col(SubscriberRow.chat_id).in_(chat_ids)
        )
    )
    return dict(rows.all())
