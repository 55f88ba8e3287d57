"""The editors' queue: which events wait, and what an editor decides of one: told, not told, or as it was before.

A decision names the version of the event that the editor saw; of another version nothing is decided, and who
decided meanwhile is said. Nothing here asks who may decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from storage import corrections, nouns
from storage.decisions import Change, decide, is_told
from storage.model import NO_EDITS, Correction, Decision, Edits, ReviewState, Standing
from storage.tables import CorrectionRow, EventRow
from storage.write.standing import approved, locked, told

# Nobody walks through more cards in one sitting; the others are counted.
_REACH = 500


@dataclass(frozen=True, slots=True)
class Done:
    """What was decided of which event, and to how many deliveries it is sent after; `undone` where it was taken back."""

    event_id: int
    decision: Decision
    deliveries: int = 0
    undone: bool = False


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


class Decide(Protocol):
    """What decides of an event's version that was seen; None where there is no such event."""

    def __call__(
        self, session: Session, event_id: int, version: int, /, *, by: int, now: datetime
    ) -> Outcome | None: ...


def waiting(session: Session, dossier: str) -> int:
    """Return how many events wait for an editor."""
    return session.exec(
        select(func.count()).select_from(EventRow).where(EventRow.dossier == dossier, col(EventRow.waits))
    ).one()


def queue(session: Session, dossier: str) -> Sequence[int]:
    """Return the ids of the events that wait, the newest first, of one day those that a digest would tell first."""
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
    change = Change(review=approved(told(session, row), now))
    decide(session, row, Decision.APPROVED, change, by=by, now=now)
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
    if not row.review.open and not row.withdrawn and is_told(session, row.id):
        out = corrections.withdraw(session, row.id, by=by, now=now, reason=reason)
        return Done(row.id, Decision.WITHDRAWN, out.deliveries if out else 0)
    event = told(session, row)
    review = replace(
        event.review,
        state=event.review.state if event.review.open else ReviewState.REJECTED,
        accepted=event.review.doubts,
        judged=event.as_reported.telling,
        waits=False,
    )
    decide(session, row, Decision.REJECTED, Change(review=review), by=by, now=now, reason=reason)
    return Done(row.id, Decision.REJECTED)


def correct(
    session: Session, event_id: int, version: int, edits: Edits, *, by: int, now: datetime
) -> Outcome | None:
    """Write over fields of an event; None where there is none, or where it is withdrawn."""
    row = locked(session, event_id)
    if row is None or row.id is None:
        return None
    if row.review.version != version:
        return _overtaken(session, row.id)
    made = corrections.correct(session, row.id, edits, by=by, now=now)
    return Done(row.id, Decision.CORRECTED, made.deliveries) if made else None


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
    newest = _last_decision(session, row.id, col(CorrectionRow.before).is_not(None))
    if newest is not None and newest.id != last.id:
        return Overtaken(row.id, newest)
    if last.decision == Decision.APPROVED and is_told(session, row.id, since=last.decided_at):
        return AlreadyTold(row.id)
    return _put_back(session, row, last, last.before, by, now)


def _put_back(
    session: Session, row: EventRow, last: CorrectionRow, stood: Standing, by: int, now: datetime
) -> Done:
    assert row.id is not None
    last.undone = True
    # Doubts that have come since then are kept: the reports that raised them are there.
    review = replace(stood.review, doubts=row.review.doubts, agreed=row.review.agreed)
    change = Change(review, stood.edits, stood.withdrawn)
    decision, written = _opposite(session, row, last, stood)
    made = decide(session, row, decision, change, by=by, now=now, written=written, undoing=True)
    return Done(row.id, Decision(last.decision), made.deliveries, undone=True)


def _opposite(
    session: Session, row: EventRow, last: CorrectionRow, stood: Standing
) -> tuple[Decision, Edits]:
    """Return as what those hear of the undoing who heard of the decision, and which fields it writes back."""
    match Decision(last.decision):
        case Decision.WITHDRAWN:
            return Decision.REINSTATED, NO_EDITS
        case Decision.REINSTATED:
            return Decision.WITHDRAWN, NO_EDITS
        case Decision.CORRECTED:
            was = replace(told(session, row).as_reported, edits=stood.edits, review=stood.review)
            telling = replace(was, **was.written_over.written).telling
            return Decision.CORRECTED, Edits(**{name: getattr(telling, name) for name in last.edits.written})
        case same:
            return same, NO_EDITS


def _overtaken(session: Session, event_id: int) -> Overtaken:
    return Overtaken(event_id, _last_decision(session, event_id))


def _last_decision(session: Session, event_id: int, *also: ColumnElement[bool]) -> Correction | None:
    row = session.exec(
        select(CorrectionRow)
        .where(CorrectionRow.event_id == event_id, col(CorrectionRow.undone).is_(False), *also)
        .order_by(col(CorrectionRow.id).desc())
        .limit(1)
    ).first()
    return None if row is None else nouns.correction(row)
