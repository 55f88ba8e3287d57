"""Digests on their way to chats: what the sender takes, and how it says what became of each.

A delivery is `sending` only while one of its messages is in the air. One that a crash left there is `uncertain`:
it may have arrived, so it is not sent again blindly. All others are `pending`, and are sent after the next start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage import nouns, subscribers
from storage.model import Delivery, DeliveryState, Digest
from storage.tables import DeliveryRow, DigestRow


def due(session: Session, *, now: datetime, limit: int) -> Sequence[Delivery]:
    """Return up to `limit` deliveries that may be sent now, the longest due first; `begin` claims them one by one.

    Their `attempts` counts the one to come.
    """
    rows = session.exec(
        select(DeliveryRow)
        .where(DeliveryRow.state == DeliveryState.PENDING, DeliveryRow.due_at <= now)
        .order_by(col(DeliveryRow.due_at), col(DeliveryRow.id))
        .limit(limit)
    ).all()
    digests = _digests(session, {row.digest_id for row in rows})
    timings = subscribers.timings(session, {row.chat_id for row in rows})
    found = [nouns.delivery(row, digests[row.digest_id], timings.get(row.chat_id)) for row in rows]
    return [replace(delivery, attempts=delivery.attempts + 1) for delivery in found]


def begin(session: Session, delivery: Delivery, *, sent: Sequence[int], now: datetime) -> bool:
    """Write that the next message of `delivery` goes now, `sent` (ids) having arrived; commit before it goes.

    Returns False where it must not: the delivery was dropped, or somebody else has taken it up since.
    """
    row = session.get(DeliveryRow, delivery.id, with_for_update=True)
    if (
        row is None
        or row.state != DeliveryState.PENDING
        or row.chat_id != delivery.chat_id
        or tuple(row.sent_parts) != tuple(sent)
        or row.attempts not in (delivery.attempts - 1, delivery.attempts)
    ):
        return False
    row.state, row.changed_at, row.attempts = DeliveryState.SENDING, now, delivery.attempts
    return True


def _digests(session: Session, ids: set[int]) -> Mapping[int, Digest]:
    rows = session.exec(select(DigestRow).where(col(DigestRow.id).in_(ids)))
    return {row.id: nouns.digest(row) for row in rows if row.id is not None}


def keep_parts(session: Session, delivery_id: int, parts: Sequence[str]) -> None:
    """Keep the rendered messages before the first is sent, so that a later try sends the very same."""
    session.get_one(DeliveryRow, delivery_id).parts = tuple(parts)


def part_sent(session: Session, delivery_id: int, message_id: int) -> None:
    """Keep the message id of the part that has just arrived: none is in the air, the next goes behind it."""
    row = session.get_one(DeliveryRow, delivery_id)
    row.sent_parts, row.state = (*row.sent_parts, message_id), DeliveryState.PENDING


def finish(
    session: Session, delivery_id: int, state: DeliveryState, *, now: datetime, error: str | None = None
) -> None:
    """Write how a delivery ended: `SENT`, `GONE`, `FAILED` or `UNCERTAIN`.

    After one that failed the chat's next digest begins where this one did: nothing of it was told.
    """
    row = session.get_one(DeliveryRow, delivery_id)
    row.state, row.error, row.changed_at = state, error, now
    if state is DeliveryState.FAILED:
        slot, since = session.exec(
            select(DigestRow.slot, DigestRow.since).where(DigestRow.id == row.digest_id)
        ).one()
        subscribers.not_told(session, row.chat_id, slot=slot, since=since)


def postpone(
    session: Session, delivery_id: int, *, until: datetime, now: datetime, error: str | None = None
) -> None:
    """Put a delivery back to be tried again from `until` on."""
    row = session.get_one(DeliveryRow, delivery_id)
    row.state, row.due_at, row.error, row.changed_at = DeliveryState.PENDING, until, error, now


def recover(session: Session, *, now: datetime) -> int:
    """At a sender's start: what its predecessor left in `sending` becomes `uncertain`; returns how many."""
    left = session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.state) == DeliveryState.SENDING)
        .values(state=DeliveryState.UNCERTAIN, changed_at=now, error="the sender stopped while sending")
    )
    return left.rowcount


def counts(session: Session) -> Mapping[DeliveryState, int]:
    """Return how many deliveries are in each state that occurs."""
    rows = session.exec(select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state))
    return {DeliveryState(state): count for state, count in rows}
