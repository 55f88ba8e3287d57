"""Deliveries of which only Telegram knows whether they arrived, and what an editor decides about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage import audit
from storage.audit import Deed
from storage.model import DeliveryState
from storage.tables import DeliveryRow, DigestRow, RenderingRow


@dataclass(frozen=True, slots=True)
class Doubt:
    """A delivery that may have arrived: its chat, its digest's slot, since when, and which of how many messages."""

    delivery_id: int
    chat_id: int
    slot: datetime
    since: datetime
    part: int
    parts: int


def doubts(session: Session, limit: int) -> tuple[Sequence[Doubt], int]:
    """Return up to `limit` of them, the newest first, and how many there are in all."""
    rows = session.exec(
        select(DeliveryRow, DigestRow.slot, RenderingRow)
        .join(DigestRow, col(DigestRow.id) == col(DeliveryRow.digest_id))
        .outerjoin(RenderingRow, col(RenderingRow.id) == col(DeliveryRow.rendering_id))
        .where(DeliveryRow.state == DeliveryState.UNCERTAIN)
        .order_by(col(DeliveryRow.changed_at).desc(), col(DeliveryRow.id).desc())
        .limit(limit)
    )
    found = [
        Doubt(
            row.id,
            row.chat_id,
            slot,
            row.changed_at,
            len(row.sent_parts) + 1,
            len(rendering.parts) if rendering else 1,
        )
        for row, slot, rendering in rows
        if row.id is not None
    ]
    total = select(func.count()).where(col(DeliveryRow.state) == DeliveryState.UNCERTAIN)
    return found, session.exec(total).one()


def send_again(session: Session, delivery_ids: Sequence[int] | None, *, by: int, now: datetime) -> int:
    """Queue them again, all of them where None is given, to go on with the message that is in doubt; returns how many.

    One of which it became known meanwhile that it arrived is left alone.
    """
    values = {"state": DeliveryState.PENDING, "due_at": now, "attempts": 0, "error": None}
    return _decide(session, delivery_ids, Deed.DELIVERY_RESENT, values, by, now)


def take_as_arrived(session: Session, delivery_ids: Sequence[int] | None, *, by: int, now: datetime) -> int:
    """Leave them as they are and list them no more; returns how many. What they lack is not sent."""
    values = {"state": DeliveryState.SENT, "error": "taken as arrived by an editor"}
    return _decide(session, delivery_ids, Deed.DELIVERY_SETTLED, values, by, now)


def _decide(
    session: Session,
    delivery_ids: Sequence[int] | None,
    deed: Deed,
    values: Mapping[str, object],
    by: int,
    now: datetime,
) -> int:
    doubtful = update(DeliveryRow).where(col(DeliveryRow.state) == DeliveryState.UNCERTAIN)
    if delivery_ids is not None:
        doubtful = doubtful.where(col(DeliveryRow.id).in_(delivery_ids))
    changed = session.exec(
        doubtful.values(changed_at=now, **values)
        .returning(col(DeliveryRow.id))
        .execution_options(synchronize_session=False)
    ).all()
    if changed:
        # A thousand of them are one deed.
        subject = f"delivery {changed[0][0]}" if len(changed) == 1 else f"deliveries {len(changed)}"
        audit.record(session, by=by, deed=deed, subject=subject, now=now)
    return len(changed)
