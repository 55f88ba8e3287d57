"""Writes down what editors decide of events: the event as it stands then, the decision, the trail, and who hears of it.

All of it is one transaction, the caller's session. Nothing here asks who may decide, or whether it makes sense.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, insert, literal
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage import audit, follows
from storage.audit import Deed
from storage.model import NO_EDITS, Decision, DeliveryState, Edits, Event, Review
from storage.tables import CorrectionRow, DeliveryRow, DigestEventRow, EventRow, FormerEventRow
from storage.write.standing import put, standing, told

# Of these, all who were told of the event hear.
TOLD_AFTER = frozenset({Decision.WITHDRAWN, Decision.CORRECTED, Decision.REINSTATED})

_DEEDS = {
    Decision.WITHDRAWN: Deed.EVENT_WITHDRAWN,
    Decision.CORRECTED: Deed.EVENT_CORRECTED,
    Decision.REINSTATED: Deed.EVENT_REINSTATED,
    Decision.APPROVED: Deed.EVENT_APPROVED,
    Decision.REJECTED: Deed.EVENT_REJECTED,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was written down, and to how many deliveries it is sent after."""

    correction_id: int
    deliveries: int


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of an event: None leaves as it is its review, all that is written over it, whether it is withdrawn."""

    review: Review | None = None
    edits: Edits | None = None
    withdrawn: bool | None = None


def decide(
    session: Session,
    row: EventRow,
    decision: Decision,
    change: Change,
    *,
    by: int,
    now: datetime,
    written: Edits = NO_EDITS,
    reason: str | None = None,
    undoing: bool = False,
) -> Decided:
    """Change an event by an editor's decision and queue that for those who were told of it.

    `written` are the fields that the decision writes over, for those who read what changed. One that is `undoing`
    another is not to be undone itself.
    """
    assert row.id is not None
    stood, before = standing(row), _fields(told(session, row), written)
    now_told = put(session, row, review=change.review, edits=change.edits, withdrawn=change.withdrawn)
    follows.stir(session, [row.id], now=now)
    made = CorrectionRow(
        event_id=row.id,
        decision=decision,
        edits=written,
        reason=reason,
        before=None if undoing else stood,
        # What is undone is what was decided before; only where others hear of it is it a decision of its own.
        undone=undoing and decision not in TOLD_AFTER,
        decided_by=by,
        decided_at=now,
    )
    session.add(made)
    deed = Deed.DECISION_UNDONE if undoing else _DEEDS[decision]
    after = {**_fields(now_told, written), **({"reason": reason} if reason else {})}
    audit.record(session, by=by, deed=deed, subject=f"event {row.id}", before=before, after=after, now=now)
    session.flush()
    assert made.id is not None
    return Decided(made.id, _queue(session, row.id, made.id, now) if decision in TOLD_AFTER else 0)


def is_told(session: Session, event_id: int, *, since: datetime | None = None) -> bool:
    """Tell whether somebody was told of the event in a digest, or is to be; with `since`, from then on."""
    from_then = () if since is None else (col(DeliveryRow.changed_at) >= since,)
    having = col(DeliveryRow.digest_id).in_(_digests_with(event_id))
    return session.exec(select(DeliveryRow.id).where(having, *from_then).limit(1)).first() is not None


def _fields(event: Event, written: Edits) -> Mapping[str, str]:
    """Return those fields of an event, as it is told, that were written over."""
    days = "/".join(str(day) for day in (event.when.first, event.when.last) if day)
    now = {
        "type": event.type,
        "status": event.status,
        "when": days,
        "place": event.place or "",
        "substance": event.substance or "",
        "participants": "، ".join(who.name for who in event.participants),
    }
    return {name: str(now[name]) for name in written.written}


def _digests_with(event_id: int) -> Select[int]:
    former = select(FormerEventRow.id).where(FormerEventRow.event_id == event_id)
    return columns(col(DigestEventRow.digest_id)).where(
        (col(DigestEventRow.event_id) == event_id) | col(DigestEventRow.event_id).in_(former)
    )


def _queue(session: Session, event_id: int, correction_id: int, now: datetime) -> int:
    """Queue the correction behind every digest that told the event, for each chat that has it or may have."""
    received = select(
        col(DeliveryRow.digest_id),
        col(DeliveryRow.chat_id),
        literal(correction_id),
    ).where(
        col(DeliveryRow.digest_id).in_(_digests_with(event_id)),
        DeliveryRow.correction_id == 0,
        col(DeliveryRow.state).not_in((DeliveryState.GONE, DeliveryState.FAILED)),
    )
    chats = session.exec(received).all()
    rows = [
        {
            "digest_id": digest_id,
            "chat_id": chat_id,
            "correction_id": correction_id,
            "state": DeliveryState.PENDING,
            "sent_parts": (),
            "due_at": now,
            "changed_at": now,
        }
        for digest_id, chat_id, _ in chats
    ]
    if rows:
        session.execute(insert(DeliveryRow), rows)
    return len(rows)
