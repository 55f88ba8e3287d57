"""The editors' queue: which events wait, and what an editor decides of one: told, not told, or as it was before.

A decision names the version of the event that the editor saw; of another version nothing is decided, and who
decided meanwhile is said. Nothing here asks who may decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import corrections, nouns
from storage.model import Correction, Decision, Edits, Event, ReviewState, Standing
from storage.tables import CorrectionRow, EventRow
from storage.write.standing import approved, locked, put, standing, told

# Nobody walks through more cards in one sitting; the others are counted.
_REACH = 500


@dataclass(frozen=True, slots=True)
class Done:
    """What was decided of which event, and to how many deliveries it is sent after."""

    event_id: int
    decision: Decision
    deliveries: int = 0


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Nothing was decided: the event is not as it was seen. `by` is the last decision of it, None where a further
    article has changed it."""

    event_id: int
    by: Correction | None


@dataclass(frozen=True, slots=True)
class AlreadyTold:
    """Nothing was undone: readers have the event already. It can be withdrawn."""

    event_id: int


Outcome = Done | Overtaken | AlreadyTold


def waiting(session: Session, dossier: str) -> int:
    """Return how many events wait for an editor."""
    return session.exec(
        select(func.count()).select_from(EventRow).where(EventRow.dossier == dossier, col(EventRow.waits))
    ).one()


def queue(session: Session, dossier: str) -> Sequence[int]:
    """Return the ids of the events that wait, those first that a digest would tell first, the newest."""
    found = session.exec(
        select(EventRow.id)
        .where(EventRow.dossier == dossier, col(EventRow.waits))
        .order_by(
            col(EventRow.listed_on).desc(),
            col(EventRow.headline).desc(),
            col(EventRow.witnesses).desc(),
            col(EventRow.id).desc(),
        )
        .limit(_REACH)
    )
    return [key for key in found if key is not None]


def approve(session: Session, event_id: int, version: int, *, by: int, now: datetime) -> Outcome | None:
    """Let readers see the event as it is proposed. None where there is no such event."""
    row = locked(session, event_id)
    if row is None or row.id is None:
        return None
    if row.review.version != version:
        return _overtaken(session, row.id)
    if row.withdrawn:
        again = corrections.reinstate(session, row.id, by=by, now=now)
        return Done(row.id, Decision.REINSTATED, again.deliveries if again else 0)
    before, event = standing(row), told(session, row)
    put(session, row, review=approved(event, now))
    corrections.decide(session, row, Decision.APPROVED, before, by=by, now=now)
    return Done(row.id, Decision.APPROVED)


def reject(
    session: Session, event_id: int, version: int, *, by: int, now: datetime, reason: str | None = None
) -> Outcome | None:
    """Keep the event from readers; where they see it, keep from them what would change about it.

    One that was held after it had been told is withdrawn. None where there is no such event.
    """
    row = locked(session, event_id)
    if row is None or row.id is None:
        return None
    if row.review.version != version:
        return _overtaken(session, row.id)
    if not row.review.open and not row.withdrawn and corrections.is_told(session, row.id):
        out = corrections.withdraw(session, row.id, by=by, now=now, reason=reason)
        return Done(row.id, Decision.WITHDRAWN, out.deliveries if out else 0)
    before, event = standing(row), told(session, row)
    review = replace(
        event.review,
        state=event.review.state if event.review.open else ReviewState.REJECTED,
        accepted=event.review.doubts,
        judged=event.as_reported.telling,
        waits=False,
    )
    put(session, row, review=review)
    corrections.decide(session, row, Decision.REJECTED, before, by=by, now=now, reason=reason)
    return Done(row.id, Decision.REJECTED)


def undo(session: Session, *, by: int, now: datetime) -> Outcome | None:
    """Put back how an event stood before this editor's last decision. None where there is none to undo.

    What another has decided of it since stands, and what readers were told since is not silently taken back.
    """
    last = session.exec(
        select(CorrectionRow)
        .where(
            CorrectionRow.decided_by == by,
            col(CorrectionRow.undone).is_(False),
            col(CorrectionRow.before).is_not(None),
        )
        .order_by(col(CorrectionRow.id).desc())
        .limit(1)
    ).first()
    row = locked(session, last.event_id) if last else None
    if last is None or last.before is None or row is None or row.id is None:
        return None
    newest = _last_decision(session, row.id)
    if newest is not None and newest.id != last.id:
        return Overtaken(row.id, newest)
    if last.decision == Decision.APPROVED and corrections.is_told(session, row.id, since=last.decided_at):
        return AlreadyTold(row.id)
    return _put_back(session, row, last, last.before, by, now)


def last_decision(session: Session, event: Event) -> Correction | None:
    """Return what was decided of an event last and was not undone."""
    return _last_decision(session, event.id or 0)


def _put_back(
    session: Session, row: EventRow, last: CorrectionRow, before: Standing, by: int, now: datetime
) -> Done:
    assert row.id is not None
    last.undone = True
    # Doubts that have come since then are kept: the reports that raised them are there.
    review = replace(before.review, doubts=row.review.doubts, agreed=row.review.agreed)
    event = put(session, row, review=review, edits=before.edits, withdrawn=before.withdrawn)
    if last.decision == Decision.WITHDRAWN:
        return _told_again(session, row, Decision.REINSTATED, Edits(), by, now)
    if last.decision == Decision.REINSTATED:
        return _told_again(session, row, Decision.WITHDRAWN, Edits(), by, now)
    if last.decision == Decision.CORRECTED:
        telling = event.telling
        restored = Edits(**{name: getattr(telling, name) for name in last.edits.written})
        return _told_again(session, row, Decision.CORRECTED, restored, by, now)
    session.flush()
    return Done(row.id, Decision(last.decision))


def _told_again(
    session: Session, row: EventRow, decision: Decision, edits: Edits, by: int, now: datetime
) -> Done:
    """Tell those who were told what is undone; this is no decision that could be undone once more."""
    assert row.id is not None
    made = corrections.decide(session, row, decision, None, by=by, now=now, edits=edits)
    return Done(row.id, decision, made.deliveries)


def _overtaken(session: Session, event_id: int) -> Overtaken:
    return Overtaken(event_id, _last_decision(session, event_id))


def _last_decision(session: Session, event_id: int) -> Correction | None:
    row = session.exec(
        select(CorrectionRow)
        .where(CorrectionRow.event_id == event_id, col(CorrectionRow.undone).is_(False))
        .order_by(col(CorrectionRow.id).desc())
        .limit(1)
    ).first()
    return None if row is None else nouns.correction(row)
