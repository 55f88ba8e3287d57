"""What editors decide of events that were told: withdrawn, corrected, reinstated; and what was decided of a digest's.

A decision, the event as it stands then, and a delivery for each chat that received the event are one transaction,
the caller's session. Nothing here asks who may decide.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from storage import nouns
from storage.decisions import TOLD_AFTER, Change, Decided, decide
from storage.model import Correction, Decision, Digest, Edits, ReviewState
from storage.read.seen import FOR_READERS
from storage.read.taken_back import without_taken_back
from storage.tables import CorrectionRow, EventRow, FormerEventRow
from storage.write.standing import approved, locked, told


def withdraw(
    session: Session, event_id: int, *, by: int, now: datetime, reason: str | None = None
) -> Decided | None:
    """Take an event back: no list, page or digest tells it any more. None where there is none to take back."""
    row = locked(session, event_id)
    if row is None or row.withdrawn:
        return None
    review = row.review
    out = review if review.open else replace(review, state=ReviewState.REJECTED, waits=False)
    change = Change(review=out, withdrawn=True)
    return decide(session, row, Decision.WITHDRAWN, change, by=by, now=now, reason=reason)


def reinstate(session: Session, event_id: int, *, by: int, now: datetime) -> Decided | None:
    """Take a withdrawal back: readers see the event again, also one that was held. None where there is none."""
    row = locked(session, event_id)
    if row is None or not row.withdrawn:
        return None
    review = row.review if row.review.open else approved(told(session, row), now)
    change = Change(review=review, withdrawn=False)
    return decide(session, row, Decision.REINSTATED, change, by=by, now=now)


def correct(
    session: Session, event_id: int, edits: Edits, *, by: int, now: datetime, reason: str | None = None
) -> Decided | None:
    """Write over an event's fields; earlier edits of other fields stay. None for an event that is withdrawn.

    Whatever is read of the event later leaves these fields as they are.
    """
    row = locked(session, event_id)
    if row is None or row.withdrawn:
        return None
    change = Change(edits=edits.over(row.edits))
    return decide(session, row, Decision.CORRECTED, change, by=by, now=now, written=edits, reason=reason)


def history(session: Session, event_ids: Collection[int]) -> Mapping[int, Sequence[Correction]]:
    """Return what was decided of these events, the first decision first, by the ids that were asked for.

    An id that a digest still names is followed to what the event is now.
    """
    asked = _followed(session, event_ids)
    wanted = set().union(*asked.values()) if asked else set()
    # What took another decision back, of which nobody had heard, is said with that one.
    told = col(CorrectionRow.undone).is_(False) | col(CorrectionRow.before).is_not(None)
    asked_of = select(CorrectionRow).where(col(CorrectionRow.event_id).in_(wanted), told)
    rows = session.exec(asked_of.order_by(col(CorrectionRow.id))).all()
    found = [nouns.correction(row) for row in rows]
    by_id = {key: [one for one in found if one.event_id in same] for key, same in asked.items()}
    return {key: same for key, same in by_id.items() if same}


def corrected(session: Session, digest: Digest) -> Digest:
    """Return a digest with what was decided of its events since, and which of them readers may not see now; what
    stands in the sentences of these alone is left out."""
    listed = {line.event_id for line in digest.lines}
    by_line = [
        replace(one, event_id=key)
        for key, same in history(session, listed).items()
        for one in same
        if one.decision in TOLD_AFTER
    ]
    return replace(
        without_taken_back(session, digest),
        corrections=tuple(sorted(by_line, key=lambda one: one.id)),
        hidden=_hidden(session, listed),
    )


def _followed(session: Session, event_ids: Collection[int]) -> Mapping[int, set[int]]:
    """Return each id with the id of what the event is now."""
    former = select(FormerEventRow.id, FormerEventRow.event_id).where(col(FormerEventRow.id).in_(event_ids))
    now = dict(session.exec(former).all())
    return {key: {key, now.get(key, key)} for key in event_ids}


def _hidden(session: Session, event_ids: Collection[int]) -> frozenset[int]:
    """Return which of these events readers may not see; one that is gone altogether is none of them."""
    asked = _followed(session, event_ids)
    wanted = set().union(*asked.values()) if asked else set()
    there = select(EventRow.id).where(col(EventRow.id).in_(wanted))
    seen = set(session.exec(there.where(*FOR_READERS)))
    unseen = set(session.exec(there)) - seen
    return frozenset(key for key, same in asked.items() if same & unseen and not same & seen)
