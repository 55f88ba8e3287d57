"""What editors decide of all that one article tells: told as it stands, or taken back; nothing asks who may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from sqlmodel import Session, col, select

from storage import audit, corrections, reviews
from storage.audit import Deed
from storage.model import Event
from storage.read import events
from storage.tables import ArticleRow, ReportRow


@dataclass(frozen=True, slots=True)
class Approved:
    """How many events of an article were approved; None where they were no longer as they had been seen."""

    events: int | None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An article that was withdrawn: how many events with it, how many that others tell too stay, and how many
    deliveries are corrected."""

    events: int
    shared: int
    deliveries: int


def seal(found: Sequence[Event]) -> int:
    """Return a number for the events of an article that wait, as they are now: another version has another."""
    waiting = (f"{event.id}:{event.review.version}" for event in found if event.waits)
    return crc32(" ".join(waiting).encode())


def approve_article(session: Session, article_id: int, seen: int, *, by: int, now: datetime) -> Approved:
    """Approve all that waits of what an article tells, if it is what was `seen` (see `seal`)."""
    found = told_by(session, article_id)
    if seal(found) != seen:
        return Approved(None)
    waiting = [event for event in found if event.waits and event.id is not None]
    for event in waiting:
        reviews.approve(session, event.id or 0, event.review.version, by=by, now=now)
    return Approved(len(waiting))


def withdraw_article(session: Session, article_id: int, *, by: int, now: datetime) -> TakenBack | None:
    """Take an article back: the events that it alone tells, its numbers and stances. None where it was before, or is none.

    What other articles tell as well stays; it can be withdrawn by itself.
    """
    row = session.get(ArticleRow, article_id, with_for_update=True)
    if row is None or row.withdrawn:
        return None
    row.withdrawn = True
    found = told_by(session, article_id)
    alone = [event for event in found if len(event.sources) == 1 and event.id is not None]
    made = [corrections.withdraw(session, event.id or 0, by=by, now=now) for event in alone]
    audit.record(session, by=by, deed=Deed.ARTICLE_WITHDRAWN, subject=f"article {article_id}", now=now)
    return TakenBack(
        sum(one is not None for one in made),
        len(found) - len(alone),
        sum(one.deliveries for one in made if one),
    )


def told_by(session: Session, article_id: int) -> Sequence[Event]:
    """Return the events that an article tells, in the order of its text."""
    ids = session.exec(
        select(ReportRow.event_id).where(ReportRow.article_id == article_id).order_by(col(ReportRow.id))
    ).all()
    return events.by_ids(session, list(dict.fromkeys(ids)))
