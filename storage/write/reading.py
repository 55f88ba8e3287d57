"""Write what the summarizer understood; the caller's session makes it one transaction an article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

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

# Rows with and without a value are written by one statement.
_TOGETHER = {"render_nulls": True}


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
    ids = _event_ids(session, dossier, told, now)
    alone = col(EventRow.id).in_(ids) & (col(EventRow.family) < 0)
    session.exec(update(EventRow).where(alone).values(family=EventRow.id))
    _keep_reports(session, dossier, article_id, list(zip(ids, told, strict=True)), now)
    _replace_participants(session, list(zip(ids, told, strict=True)))
    session.flush()
    return ids


def _event_ids(session: Session, dossier: str, told: Sequence[Event], now: datetime) -> list[int]:
    """Write the events' own fields, the new ones in one statement; returns the ids in the order of the events."""
    known = [event.id for event in told if event.id is not None]
    stored = session.exec(select(EventRow).where(col(EventRow.id).in_(known))) if known else ()
    there = {row.id: row for row in stored}
    new = [_new_row(dossier, now) for event in told if event.id is None]
    blank = iter(new)
    for event in told:
        nouns.fill_event_row(next(blank) if event.id is None else there[event.id], event)
    made = iter(_inserted(session, new))
    return [next(made) if event.id is None else event.id for event in told]


def _inserted(session: Session, rows: Sequence[EventRow]) -> Sequence[int]:
    """Add the rows in one statement; which id is whose is told by a family that no stored event has."""
    if not rows:
        return []
    for number, row in enumerate(rows, 1):
        row.family = -number
    adding = insert(EventRow).returning(col(EventRow.id), col(EventRow.family))
    made = session.execute(adding, [_values(row) for row in rows], execution_options=_TOGETHER)
    return [event_id for event_id, _ in sorted(made.all(), key=lambda pair: -pair[1])]


def _values(row: EventRow | ReportRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).model_fields if name != "id"}


def _keep_reports(
    session: Session,
    dossier: str,
    article_id: int | None,
    told: Sequence[tuple[int, Event]],
    now: datetime,
) -> None:
    """Add the new reports to their events, and move the known ones that belong to another event now."""
    if rows := list(_new_reports(dossier, article_id, told, now)):
        session.execute(insert(ReportRow), rows, execution_options=_TOGETHER)
    here = {report.id: event_id for event_id, event in told for report in event.reports if report.id}
    if not here:
        return
    stood = session.exec(select(ReportRow.id, ReportRow.event_id).where(col(ReportRow.id).in_(here)))
    for report_id, event_id in stood.all():
        if report_id is not None and here[report_id] != event_id:
            moved = col(ReportRow.id) == report_id
            session.exec(update(ReportRow).where(moved).values(event_id=here[report_id]))


def _new_reports(
    dossier: str, article_id: int | None, told: Sequence[tuple[int, Event]], now: datetime
) -> Iterator[dict[str, Any]]:
    for event_id, event in told:
        for report in event.reports:
            if report.id is None:
                assert article_id is not None
                yield _values(nouns.report_row(report, dossier, event_id, article_id, now))


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
