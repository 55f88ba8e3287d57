"""Write what the summarizer understood; the caller's session makes it one transaction an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, delete

from storage import nouns
from storage.model import ArticleState, Event, Reading, Told
from storage.tables import ArticleRow, EventParticipantRow, EventRow


def mark_read(session: Session, article_id: int, reading: Reading, *, now: datetime) -> None:
    """Keep the article's title, its publication data where it came without, and its figures and positions."""
    row = session.get_one(ArticleRow, article_id)
    row.state, row.read_at, row.title = ArticleState.READ, now, reading.title
    row.remark = reading.remark
    row.publisher = row.publisher or reading.publisher
    row.published = row.published or reading.published
    session.add_all(nouns.figure_row(figure, article_id) for figure in reading.figures)
    session.add_all(nouns.position_row(position, article_id) for position in reading.positions)


def save_event(session: Session, dossier: str, article_id: int, told: Told, *, now: datetime) -> Event:
    """Add one report to its event, making the event where it is new; returns the event with its ids."""
    row = _row_of(session, dossier, told.event, now)
    nouns.fill_event_row(row, told.event)
    if told.news:
        row.changed_at = now
    session.add(row)
    session.flush()
    assert row.id is not None
    report_row = nouns.report_row(told.report, row.id, article_id)
    session.add(report_row)
    _replace_participants(session, row.id, told.event)
    session.flush()
    stored = replace(told.report, id=report_row.id)
    reports = tuple(stored if report is told.report else report for report in told.event.reports)
    return replace(
        told.event, id=row.id, reports=reports, created_at=row.created_at, changed_at=row.changed_at
    )


def _row_of(session: Session, dossier: str, event: Event, now: datetime) -> EventRow:
    if event.id is not None:
        return session.get_one(EventRow, event.id)
    return EventRow(
        dossier=dossier,
        listed_on=now.date(),
        type="",
        status="",
        precision="",
        participants=(),
        issues=(),
        created_at=now,
        changed_at=now,
    )


def _replace_participants(session: Session, event_id: int, event: Event) -> None:
    session.exec(delete(EventParticipantRow).where(col(EventParticipantRow.event_id) == event_id))
    unique = {participant.name: participant for participant in event.participants}
    session.add_all(
        EventParticipantRow(event_id=event_id, name=name, role=who.role, person=who.person)
        for name, who in unique.items()
    )
