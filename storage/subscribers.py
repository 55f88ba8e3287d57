"""Who receives digests, and at which hour of which time zone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, tuple_, update
from sqlmodel import Session, col, select

from storage import nouns
from storage.model import DeliveryState, Habits, Subscriber
from storage.tables import DeliveryRow, SubscriberRow


def get(session: Session, chat_id: int) -> Subscriber | None:
    """Return the chat's choices, also where it is not subscribed at present; None for one never seen."""
    row = session.get(SubscriberRow, chat_id)
    return None if row is None else nouns.subscriber(row)


def subscribe(session: Session, chat_id: int, *, hour: int, timezone: str, now: datetime) -> bool:
    """Turn the digest on; the hour and zone count for a new chat only. Returns False if it was on already."""
    row = session.get(SubscriberRow, chat_id)
    if row is not None and row.active:
        return False
    if row is None:
        row = SubscriberRow(chat_id=chat_id, hour=hour, timezone=timezone)
    row.active, row.subscribed_at, row.ended, row.told_until = True, now, None, None
    session.add(row)
    return True


def unsubscribe(session: Session, chat_id: int, *, reason: str = "asked") -> bool:
    """Turn the digest off, keep the choices, drop what was queued; returns False if it was off already."""
    row = session.get(SubscriberRow, chat_id)
    if row is None or not row.active:
        return False
    row.active, row.ended = False, reason
    session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.chat_id) == chat_id, col(DeliveryRow.state) == DeliveryState.PENDING)
        .values(state=DeliveryState.GONE, error=reason)
    )
    return True


def choose(session: Session, chat_id: int, *, hour: int, timezone: str) -> None:
    """Keep the chat's hour (0-23) and IANA time zone; whether it is subscribed stays as it is."""
    row = session.get(SubscriberRow, chat_id) or SubscriberRow(chat_id=chat_id, hour=hour, timezone=timezone)
    row.hour, row.timezone = hour, timezone
    session.add(row)


def keep_habits(session: Session, chat_id: int, habits: Habits, *, hour: int, timezone: str) -> None:
    """Keep how the chat likes to read; the hour and zone count for a new chat only."""
    row = session.get(SubscriberRow, chat_id) or SubscriberRow(chat_id=chat_id, hour=hour, timezone=timezone)
    row.habits = habits
    session.add(row)


def migrate_chat(session: Session, old: int, new: int) -> None:
    """Follow a group to the id that Telegram gave it when it was upgraded."""
    row = session.get(SubscriberRow, old)
    if row is not None and session.get(SubscriberRow, new) is None:
        choices = {name: getattr(row, name) for name in SubscriberRow.model_fields}
        session.add(SubscriberRow(**{**choices, "chat_id": new}))
    session.exec(delete(SubscriberRow).where(col(SubscriberRow.chat_id) == old))
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


def hours(session: Session) -> Collection[tuple[str, int]]:
    """Return the (time zone, hour) pairs at which somebody is to receive a digest."""
    rows = session.exec(
        select(SubscriberRow.timezone, SubscriberRow.hour)
        .where(col(SubscriberRow.active).is_(True))
        .distinct()
    )
    return [(timezone, hour) for timezone, hour in rows]


def waiting_for(
    session: Session, slot: datetime, pairs: Collection[tuple[str, int]]
) -> Mapping[datetime | None, Sequence[int]]:
    """Return the chats of these (zone, hour) pairs that `slot` has not reached, by where their window begins."""
    rows = session.exec(
        select(SubscriberRow.chat_id, SubscriberRow.told_until)
        .where(
            col(SubscriberRow.active).is_(True),
            tuple_(col(SubscriberRow.timezone), col(SubscriberRow.hour)).in_(pairs),
            col(SubscriberRow.subscribed_at) <= slot,
            (col(SubscriberRow.told_until).is_(None)) | (col(SubscriberRow.told_until) < slot),
        )
        .order_by(col(SubscriberRow.chat_id))
    )
    grouped: dict[datetime | None, list[int]] = {}
    for chat_id, told_until in rows:
        grouped.setdefault(told_until, []).append(chat_id)
    return grouped


def begin_window(session: Session, chat_ids: Collection[int], since: datetime) -> None:
    """Let the next digest of those among the chats that were never told anything begin at `since`."""
    session.exec(
        update(SubscriberRow)
        .where(col(SubscriberRow.chat_id).in_(chat_ids), col(SubscriberRow.told_until).is_(None))
        .values(told_until=since)
    )
