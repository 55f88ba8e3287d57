"""Which events were told at once: each is raised once, whatever becomes of it later."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from storage.model import Event, EventType, Status
from storage.read import events
from storage.read.seen import NEWS
from storage.tables import AlertRow, EventRow, FormerEventRow, ReportRow

_TOLD = (Status.HAPPENED, Status.CLAIMED)


def unraised(
    session: Session, dossier: str, types: Collection[EventType], *, since: datetime
) -> Sequence[Event]:
    """Return the events of these types that happened and that readers may know of from `since` on.

    One that was raised, by itself or by an event that turned out to be it, is left out.
    """
    told = select(ReportRow.event_id).where(ReportRow.dossier == dossier, col(ReportRow.learned_at) >= since)
    known = or_(col(EventRow.id).in_(told), col(EventRow.released_at) >= since)
    as_another = select(FormerEventRow.event_id).join(
        AlertRow, col(AlertRow.event_id) == col(FormerEventRow.id)
    )
    rows = session.exec(
        select(EventRow)
        .where(
            known,
            EventRow.dossier == dossier,
            *NEWS,
            col(EventRow.type).in_(types),
            col(EventRow.status).in_(_TOLD),
            col(EventRow.id).not_in(select(AlertRow.event_id)),
            col(EventRow.id).not_in(as_another),
        )
        .order_by(col(EventRow.id))
    )
    return [event.as_told for event in events.with_reports(session, rows.all())]


def mark_raised(session: Session, event_ids: Collection[int], *, now: datetime) -> None:
    """Keep that these events are raised; two who do so at once for one event cannot both succeed."""
    session.add_all(AlertRow(event_id=event_id, raised_at=now) for event_id in event_ids)
    session.flush()
