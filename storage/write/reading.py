"""Write what the summarizer understood; the caller's session makes it one transaction an article."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, delete, select, update

from storage import nouns
from storage.model import ArticleState, Event, Reading, Regrouped
from storage.read import events
from storage.tables import (
    ArticleBandRow,
    ArticleRow,
    EventParticipantRow,
    EventRow,
    FormerEventRow,
    ReportRow,
    RulingRow,
)


def mark_read(session: Session, article_id: int, reading: Reading, *, now: datetime) -> None:
    """Keep the article's title, its publication data where it came without, and its figures and positions."""
    row = session.get_one(ArticleRow, article_id)
    row.state, row.read_at, row.title = ArticleState.READ, now, reading.title
    row.remark = reading.remark
    row.publisher = row.publisher or reading.publisher
    row.published = row.published or reading.published
    session.add_all(nouns.figure_row(figure, row.dossier, article_id) for figure in reading.figures)
    session.add_all(nouns.position_row(position, row.dossier, article_id) for position in reading.positions)


def keep_bands(session: Session, article_id: int, bands: Collection[int]) -> None:
    """Keep the prints of an article's wording, by which its copies will be found."""
    known = set(session.exec(select(ArticleBandRow.band).where(ArticleBandRow.article_id == article_id)))
    if fresh := [{"band": band, "article_id": article_id} for band in set(bands) - known]:
        session.execute(insert(ArticleBandRow), fresh)


def mark_copies(session: Session, article_ids: Collection[int]) -> Collection[int]:
    """Keep that these articles are copies of each other, and of whatever they were copies of; returns all of them."""
    known = select(ArticleRow.copies).where(col(ArticleRow.id).in_(article_ids))
    same = col(ArticleRow.id).in_(article_ids) | col(ArticleRow.copies).in_(known)
    found = {key for key in session.exec(select(ArticleRow.id).where(same)) if key is not None}
    session.exec(update(ArticleRow).where(col(ArticleRow.id).in_(found)).values(copies=min(found)))
    return found


def save_regrouped(
    session: Session, dossier: str, article_id: int | None, regrouped: Regrouped, *, now: datetime
) -> None:
    """Write the events as merging has put them together; reports without id are new ones of `article_id`."""
    told = [event for family in regrouped.families for event in family]
    saved = iter(_save(session, dossier, article_id, told, now))
    for family in regrouped.families:
        ids = [next(saved) for _ in family]
        if len(ids) > 1:
            session.exec(update(EventRow).where(col(EventRow.id).in_(ids)).values(family=min(ids)))
    for old, new in regrouped.absorbed.items():
        _absorb(session, old, new)
    session.flush()


def save_event(
    session: Session, dossier: str, article_id: int | None, event: Event, *, now: datetime
) -> Event:
    """Write an event and its reports, those without id being new ones of `article_id`; returns it as it is stored."""
    (event_id,) = _save(session, dossier, article_id, [event], now)
    return events.by_ids(session, [event_id])[0]


def mark_rulings_applied(session: Session, report_ids: Collection[int]) -> None:
    """Keep that merging has seen what editors ruled of these reports."""
    ruled = col(RulingRow.one_id).in_(report_ids) | col(RulingRow.other_id).in_(report_ids)
    session.exec(update(RulingRow).where(ruled).values(applied=True))


def _save(
    session: Session, dossier: str, article_id: int | None, told: Sequence[Event], now: datetime
) -> Sequence[int]:
    """Write these events with few statements, however many they are; returns their ids."""
    rows = _event_rows(session, dossier, told, now)
    ids = [row.id for row in rows if row.id is not None]
    alone = col(EventRow.id).in_(ids) & col(EventRow.family).is_(None)
    session.exec(update(EventRow).where(alone).values(family=EventRow.id))
    _keep_reports(session, dossier, article_id, list(zip(ids, told, strict=True)), now)
    _replace_participants(session, list(zip(ids, told, strict=True)))
    session.flush()
    return ids


def _event_rows(session: Session, dossier: str, told: Sequence[Event], now: datetime) -> list[EventRow]:
    known = [event.id for event in told if event.id is not None]
    stored = session.exec(select(EventRow).where(col(EventRow.id).in_(known))) if known else ()
    there = {row.id: row for row in stored}
    rows = [_new_row(dossier, now) if event.id is None else there[event.id] for event in told]
    for row, event in zip(rows, told, strict=True):
        nouns.fill_event_row(row, event)
    session.add_all(rows)
    session.flush()
    return rows


def _keep_reports(
    session: Session,
    dossier: str,
    article_id: int | None,
    told: Sequence[tuple[int, Event]],
    now: datetime,
) -> None:
    """Add the new reports to their events, and move the known ones that belong to another event now."""
    for event_id, event in told:
        for report in event.reports:
            if report.id is None:
                assert article_id is not None
                session.add(nouns.report_row(report, dossier, event_id, article_id, now))
    here = {report.id: event_id for event_id, event in told for report in event.reports if report.id}
    if not here:
        return
    stood = session.exec(select(ReportRow.id, ReportRow.event_id).where(col(ReportRow.id).in_(here)))
    for report_id, event_id in stood.all():
        if report_id is not None and here[report_id] != event_id:
            moved = col(ReportRow.id) == report_id
            session.exec(update(ReportRow).where(moved).values(event_id=here[report_id]))


def _absorb(session: Session, old: int, new: int) -> None:
    """Forget the event `old`, whose reports have moved, and let its id lead to `new`."""
    session.exec(update(FormerEventRow).where(col(FormerEventRow.event_id) == old).values(event_id=new))
    session.exec(delete(EventRow).where(col(EventRow.id) == old))
    session.add(FormerEventRow(id=old, event_id=new))


def _new_row(dossier: str, now: datetime) -> EventRow:
    return EventRow(
        dossier=dossier,
        listed_on=now.date(),
        type="",
        status="",
        precision="",
        participants=(),
        issues=(),
        created_at=now,
    )


def _replace_participants(session: Session, told: Sequence[tuple[int, Event]]) -> None:
    known = [event_id for event_id, event in told if event.id is not None]
    if known:
        session.exec(delete(EventParticipantRow).where(col(EventParticipantRow.event_id).in_(known)))
    rows = [
        {"event_id": event_id, "name": name, "role": who.role, "person": who.person}
        for event_id, event in told
        for name, who in {who.name: who for who in event.participants}.items()
    ]
    if rows:
        session.execute(insert(EventParticipantRow), rows)
