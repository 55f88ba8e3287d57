"""What editors decide of events that were told: withdrawn, corrected, reinstated; and who is to be told so.

A decision, the event as it stands then, and a delivery for each chat that received the event are one transaction,
the caller's session. Nothing here asks who may decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, literal
from sqlmodel import Session, col, select

from storage import audit, nouns
from storage.audit import Deed
from storage.model import Correction, Decision, DeliveryState, Digest, Edits
from storage.tables import CorrectionRow, DeliveryRow, DigestEventRow, EventRow, FormerEventRow

_DEEDS = {
    Decision.WITHDRAWN: Deed.EVENT_WITHDRAWN,
    Decision.CORRECTED: Deed.EVENT_CORRECTED,
    Decision.REINSTATED: Deed.EVENT_REINSTATED,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was written down, and to how many deliveries it is sent after."""

    correction_id: int
    deliveries: int


def withdraw(
    session: Session, event_id: int, *, by: int, now: datetime, reason: str | None = None
) -> Decided | None:
    """Take an event back: no list, page or digest tells it any more. None where there is none to take back."""
    row = _event(session, event_id)
    if row is None or row.withdrawn:
        return None
    row.withdrawn = True
    return _decide(session, row, Decision.WITHDRAWN, by, now, reason=reason)


def reinstate(session: Session, event_id: int, *, by: int, now: datetime) -> Decided | None:
    """Take a withdrawal back. None where there is none."""
    row = _event(session, event_id)
    if row is None or not row.withdrawn:
        return None
    row.withdrawn = False
    return _decide(session, row, Decision.REINSTATED, by, now)


def correct(
    session: Session, event_id: int, edits: Edits, *, by: int, now: datetime, reason: str | None = None
) -> Decided | None:
    """Write over an event's fields; earlier edits of other fields stay. None for an event that is not told.

    Whatever is read of the event later leaves these fields as they are.
    """
    row = _event(session, event_id)
    if row is None or row.withdrawn:
        return None
    before = _fields(row, edits)
    row.edits = edits.over(row.edits)
    nouns.write_over(row)
    return _decide(session, row, Decision.CORRECTED, by, now, edits=edits, before=before, reason=reason)


def history(session: Session, event_ids: Collection[int]) -> Mapping[int, Sequence[Correction]]:
    """Return what was decided of these events, the first decision first, by the ids that were asked for.

    An id that a digest still names is followed to what the event is now.
    """
    now = dict(
        session.exec(
            select(FormerEventRow.id, FormerEventRow.event_id).where(col(FormerEventRow.id).in_(event_ids))
        ).all()
    )
    asked = {key: {key, now.get(key, key)} for key in event_ids}
    wanted = set().union(*asked.values()) if asked else set()
    rows = session.exec(
        select(CorrectionRow).where(col(CorrectionRow.event_id).in_(wanted)).order_by(col(CorrectionRow.id))
    ).all()
    found = [nouns.correction(row) for row in rows]
    by_id = {key: [one for one in found if one.event_id in same] for key, same in asked.items()}
    return {key: same for key, same in by_id.items() if same}


def corrected(session: Session, digest: Digest) -> Digest:
    """Return a digest with what was decided of its events since."""
    decided = history(session, {line.event_id for line in digest.lines})
    by_line = [replace(one, event_id=key) for key, same in decided.items() for one in same]
    return replace(digest, corrections=tuple(sorted(by_line, key=lambda one: one.id)))


def _event(session: Session, event_id: int) -> EventRow | None:
    """Return the event, or what it turned out to be, kept from others until the transaction ends."""
    former = session.get(FormerEventRow, event_id)
    return session.get(EventRow, former.event_id if former else event_id, with_for_update=True)


def _decide(
    session: Session,
    row: EventRow,
    decision: Decision,
    by: int,
    now: datetime,
    *,
    edits: Edits | None = None,
    before: Mapping[str, str] | None = None,
    reason: str | None = None,
) -> Decided:
    assert row.id is not None
    edits = edits or Edits()
    made = CorrectionRow(
        event_id=row.id, decision=decision, edits=edits, reason=reason, decided_by=by, decided_at=now
    )
    session.add(made)
    after = _fields(row, edits) | ({"reason": reason} if reason else {})
    subject, deed = f"event {row.id}", _DEEDS[decision]
    audit.record(session, by=by, deed=deed, subject=subject, before=before, after=after, now=now)
    session.flush()
    assert made.id is not None
    return Decided(made.id, _queue(session, row.id, made.id, now))


def _fields(row: EventRow, edits: Edits) -> dict[str, str]:
    """Return, as they are now, the fields of an event that `edits` write over."""
    days = "/".join(str(day) for day in (row.first_day, row.last_day) if day)
    now = {
        "type": row.type,
        "status": row.status,
        "when": days,
        "place": row.place or "",
        "substance": row.substance or "",
    }
    return {name: str(now[name]) for name in edits.written}


def _queue(session: Session, event_id: int, correction_id: int, now: datetime) -> int:
    """Queue the correction behind every digest that told the event, for each chat that has it or may have."""
    former = select(FormerEventRow.id).where(FormerEventRow.event_id == event_id)
    told = select(DigestEventRow.digest_id).where(
        (col(DigestEventRow.event_id) == event_id) | col(DigestEventRow.event_id).in_(former)
    )
    received = select(
        col(DeliveryRow.digest_id),
        col(DeliveryRow.chat_id),
        literal(correction_id),
    ).where(
        col(DeliveryRow.digest_id).in_(told),
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
