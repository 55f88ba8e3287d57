"""Questions that merging asks: which stored events a new report may tell, and what editors ruled of them.

They look at a window of days by an index, so that a store of years answers as quickly as one of a week.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Row, and_, func, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage.model import Event, EventType, Period, Precision, Report, Source, Status
from storage.nouns import LONG
from storage.read.events import with_reports
from storage.tables import ArticleBandRow, ArticleRow, EventRow, ReportRow, RulingRow

# Articles that share a print of their wording, the likeliest; a copy shares nearly all of them.
_ALIKE = 20
# So many reports are kept in memory, the window of some weeks; a report's own fields never change.
_KEPT = 50_000
# What of a stored report may change: to which event it belongs, and whether its article is a copy.
_FOUND: Any = columns(col(ReportRow.id), col(ReportRow.event_id), col(ArticleRow.copies)).join(
    ArticleRow, col(ArticleRow.id) == ReportRow.article_id
)
# By what two reports are compared; their spans, titles and links are left where they are.
_COMPARED: Any = columns(
    col(ReportRow.id),
    col(ReportRow.type),
    col(ReportRow.status),
    col(ReportRow.first_day),
    col(ReportRow.last_day),
    col(ReportRow.precision),
    col(ReportRow.place),
    col(ReportRow.participants),
    col(ReportRow.issues),
    col(ReportRow.substance),
    col(ReportRow.headline),
    col(ReportRow.background),
    col(ReportRow.figures),
    col(ReportRow.window_first),
    col(ReportRow.window_last),
    col(ReportRow.article_id),
    col(ArticleRow.published),
).join(ArticleRow, col(ArticleRow.id) == ReportRow.article_id)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored report that may tell what a new one tells; good for comparing only, spans and links are left out.

    `people` are the persons who take part.
    """

    event_id: int
    copies: int | None
    report: Report
    people: frozenset[str]


# What is remembered of each database, by the reports' ids. Questions come before the writing in a transaction, so that
# nothing is remembered of one that fails.
_memories: WeakKeyDictionary[Any, dict[int, Neighbour]] = WeakKeyDictionary()


def near(session: Session, dossier: str, types: Collection[EventType], when: Period) -> Sequence[Neighbour]:
    """Return the stored reports of these types whose windows meet `when`."""
    if not (when.first and when.last):
        return []
    asked = _FOUND.where(
        col(ReportRow.dossier) == dossier, col(ReportRow.type).in_(types), _meets(when.first, when.last)
    )
    found = session.connection().execute(asked).all()
    known = _memories.setdefault(session.get_bind(), {})
    if len(known) > _KEPT:
        known.clear()
    missing = {
        key: (event_id, copies)
        for key, event_id, copies in found
        if (one := known.get(key)) is None or one.event_id != event_id or one.copies != copies
    }
    known.update(_fetched(session, missing))
    return [known[row[0]] for row in found]


def _fetched(
    session: Session, missing: Mapping[int, tuple[int, int | None]]
) -> Iterator[tuple[int, Neighbour]]:
    for some in _batches(list(missing)):
        for row in session.execute(_COMPARED.where(col(ReportRow.id).in_(some))):
            event_id, copies = missing[row.id]
            report = _compared(row, copies)
            yield row.id, Neighbour(event_id, copies, report, frozenset(report.people))


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    # A statement takes a limited number of parameters.
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def families(session: Session, event_ids: Collection[int]) -> Sequence[Event]:
    """Return these events and all others of their families, the oldest first."""
    if not event_ids:
        return []
    kin = select(EventRow.family).where(col(EventRow.id).in_(event_ids))
    rows = session.exec(select(EventRow).where(col(EventRow.family).in_(kin)).order_by(col(EventRow.id)))
    return with_reports(session, rows.all())


def told_by(session: Session, article_ids: Collection[int]) -> Collection[int]:
    """Return the ids of the events that these articles tell."""
    return set(
        session.exec(select(ReportRow.event_id).where(col(ReportRow.article_id).in_(article_ids))).all()
    )


def rulings(session: Session, report_ids: Collection[int]) -> Mapping[frozenset[int], bool]:
    """Return what editors ruled of these reports: for a pair of ids, whether they tell one happening."""
    rows = session.exec(
        select(RulingRow).where(
            col(RulingRow.one_id).in_(report_ids), col(RulingRow.other_id).in_(report_ids)
        )
    )
    return {frozenset((row.one_id, row.other_id)): row.same for row in rows}


def ruled_since_merging(session: Session, dossier: str) -> Collection[int]:
    """Return the ids of the events about which an editor ruled something that merging has not seen yet."""
    return set(
        session.exec(
            select(ReportRow.event_id)
            .join(RulingRow, or_(RulingRow.one_id == ReportRow.id, RulingRow.other_id == ReportRow.id))  # type: ignore[arg-type]
            .where(col(RulingRow.applied).is_(False), ReportRow.dossier == dossier)
        ).all()
    )


def alike(session: Session, dossier: str, article_id: int, bands: Collection[int]) -> Mapping[int, str]:
    """Return the texts of those other articles that share most of these prints, by the articles' ids."""
    shared = (
        columns(col(ArticleBandRow.article_id))
        .where(col(ArticleBandRow.band).in_(bands), col(ArticleBandRow.article_id) != article_id)
        .group_by(col(ArticleBandRow.article_id))
        .order_by(func.count().desc(), col(ArticleBandRow.article_id))
        .limit(_ALIKE)
    )
    ids = session.execute(shared).scalars().all()
    if not ids:
        return {}
    rows = session.exec(
        select(ArticleRow.id, ArticleRow.text).where(
            col(ArticleRow.id).in_(ids), ArticleRow.dossier == dossier
        )
    )
    return {key: text for key, text in rows if key is not None}


def _meets(first: Any, last: Any) -> ColumnElement[bool]:
    """Windows of usual length begin no longer before the first day; the few long ones are looked for apart."""
    ends, begins = col(ReportRow.window_last) >= first, col(ReportRow.window_first)
    earliest = first - LONG if first - first.min > LONG else first.min
    usual = and_(col(ReportRow.window_long).is_(False), begins.between(earliest, last), ends)
    return or_(usual, and_(col(ReportRow.window_long).is_(True), begins <= last, ends))


def _compared(row: Row[Any], copies: int | None) -> Report:
    return Report(
        type=EventType(row.type),
        status=Status(row.status),
        when=Period(row.first_day, row.last_day, Precision(row.precision)),
        place=row.place,
        participants=row.participants,
        issues=row.issues,
        spans=(),
        substance=row.substance,
        headline=row.headline,
        background=row.background,
        figures=row.figures,
        source=Source(row.article_id, None, None, row.published, None, copies),
        window=Period(row.window_first, row.window_last),
    )
