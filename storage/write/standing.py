"""Writes how an event stands after an editor has decided: its review, what is written over it, what readers see then.

Each change gives the event its next version. Nothing here asks who may decide, or keeps that somebody did.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from storage import nouns
from storage.model import Edits, Event, Review, ReviewState, Standing
from storage.read.events import with_reports
from storage.tables import EventRow, FormerEventRow
from storage.write.participants import name_participants


def locked(session: Session, event_id: int) -> EventRow | None:
    """Return the event, or what it turned out to be, kept from others until the transaction ends."""
    former = session.get(FormerEventRow, event_id)
    return session.get(
        EventRow, former.event_id if former else event_id, with_for_update=True, populate_existing=True
    )


def told(session: Session, row: EventRow) -> Event:
    """Return the event as it is told, with its reports."""
    (event,) = with_reports(session, [row])
    return event


def standing(row: EventRow) -> Standing:
    """Return how the event stands now, for putting it back."""
    return Standing(row.review, row.edits, row.withdrawn)


def put(
    session: Session,
    row: EventRow,
    *,
    review: Review | None = None,
    edits: Edits | None = None,
    withdrawn: bool | None = None,
) -> Event:
    """Write what changes, leave the rest, and return the event as it is told then."""
    before = told(session, row)
    now = replace(
        before.as_reported,
        review=review or before.review,
        edits=before.edits if edits is None else edits,
        withdrawn=before.withdrawn if withdrawn is None else withdrawn,
    )
    after = _told(now, version=before.review.version + 1)
    nouns.rewrite(row, after)
    row.withdrawn = after.withdrawn
    columns = {name: getattr(row, name) for name in EventRow.model_fields}
    name_participants(session, [(row.id or 0, columns)], known=[row.id or 0])
    session.flush()
    return after


def _told(reported: Event, version: int) -> Event:
    """Return an event as its reports tell it under what stands above them."""
    over = reported.written_over
    event = replace(reported, **over.written)
    agreed = reported.telling if over else Edits()
    return replace(event, review=replace(reported.review, version=version, waits=event.waits, agreed=agreed))


def approved(event: Event, now: datetime) -> Review:
    """Return the review of an event that is told from now on as an editor has seen it proposed."""
    proposed, review = event.proposed, event.review
    # What is told otherwise than before in what matters is news again.
    fresh = not event.for_readers or any(
        getattr(proposed, name) != getattr(event, name) for name in ("type", "status", "when")
    )
    return replace(
        review,
        state=ReviewState.APPROVED,
        accepted=review.doubts,
        judged=event.as_reported.telling,
        pinned=proposed.telling,
        waits=False,
        seen_until=None,
        released_at=now if fresh else review.released_at,
    )
