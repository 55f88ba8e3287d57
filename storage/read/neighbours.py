"""Questions that merging asks: which stored events a new report may tell, and what editors ruled of them.

They look at a window of days by an index, so that a store of years answers as quickly as one of a week.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Date, Row, bindparam, func, or_, union_all
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage.batches import batches
from storage.model import Event, EventType, Period, Precision, Report, Source, Status
from storage.nouns import LENGTHS
from storage.read.events import with_reports
from storage.read.remembered import Nearby, Neighbour, Remembered
from storage.tables import ArticleBandRow, ArticleRow, EventRow, ReportRow, RulingRow, table

# Articles that share a print of their wording, the likeliest; a copy shares nearly all of them.
_ALIKE = 20
# So many reports are kept in memory, the window of some weeks; what is kept of a report never changes.
_KEPT = 50_000
_EVENTS = table(EventRow)
_OF_FAMILIES: Any = columns(_EVENTS).order_by(_EVENTS.c.id).with_for_update()
# By what two reports are compared; their spans, titles and links are left where they are.
_COMPARED: Any = (
    columns(
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
    )
    .join(ArticleRow, col(ArticleRow.id) == ReportRow.article_id)
    .where(col(ReportRow.id).in_(bindparam("some", expanding=True)))
)


def _window_of(length: int) -> Any:
    """Reports whose windows are of one length in days; such a one begins no longer than that before the first day."""
    return columns(col(ReportRow.id)).where(
        col(ReportRow.dossier) == bindparam("dossier"),
        col(ReportRow.type).in_(bindparam("types", expanding=True)),
        col(ReportRow.window_days) == length,
        col(ReportRow.window_first).between(
            bindparam(f"from_{length}", type_=Date), bindparam("last", type_=Date)
        ),
        col(ReportRow.window_last) >= bindparam("first", type_=Date),
    )


_MEETING: Any = union_all(*map(_window_of, LENGTHS))


# What is remembered of each database, by the reports' ids. Questions come before the writing in a transaction, so that
# nothing is remembered of one that fails.
_memories: WeakKeyDictionary[Any, Remembered] = WeakKeyDictionary()


def near(session: Session, dossier: str, types: Collection[EventType], when: Period) -> Nearby:
    """Return the stored reports of these types whose windows meet `when`."""
    if not (when.first and when.last):
        return Nearby()
    begun = {f"from_{length}": _days_before(when.first, length) for length in LENGTHS}
    asked = {"dossier": dossier, "types": list(types), "first": when.first, "last": when.last}
    found = frozenset(session.execute(_MEETING, asked | begun).scalars().all())
    known = _memories.get(session.get_bind())
    if known is None or len(known.by_id) > _KEPT:
        known = _memories[session.get_bind()] = Remembered()
    for one in _fetched(session, found - known.by_id.keys()):
        known.add(one)
    return Nearby(found, known)


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


def _fetched(session: Session, missing: Collection[int]) -> Iterator[Neighbour]:
    for some in batches(missing):
        for row in session.execute(_COMPARED, {"some": some}):
            report = _compared(row)
            yield Neighbour(row.id, report, frozenset(report.people))


def families(
    session: Session, report_ids: Collection[int], article_ids: Collection[int] = ()
) -> Sequence[Event]:
    """Return the events of these reports and articles, and all others of their families, the oldest first.

    No editor decides of them until the transaction ends.
    """
    if not (report_ids or article_ids):
        return []
    told = or_(col(ReportRow.id).in_(report_ids), col(ReportRow.article_id).in_(article_ids))
    kin = (
        columns(col(EventRow.family))
        .join(ReportRow, col(ReportRow.event_id) == col(EventRow.id))
        .where(told)
        .distinct()
    )
    session.flush()
    rows = session.execute(_OF_FAMILIES.where(_EVENTS.c.family.in_(kin))).all()
    return with_reports(session, rows)


def rulings(session: Session, report_ids: Collection[int]) -> Mapping[frozenset[int], bool]:
    """Return what editors ruled of these reports: for a pair of ids, whether they tell one happening."""
    rows = session.exec(
        select(RulingRow).where(
            col(RulingRow.one_id).in_(report_ids), col(RulingRow.other_id).in_(report_ids)
        )
    )
    return {frozenset((row.one_id, row.other_id)): row.same for row in rows}


def ruled_since_merging(session: Session, dossier: str) -> Collection[int]:
    """Return the ids of the reports of which an editor ruled something that merging has not seen yet."""
    return set(
        session.execute(
            columns(col(ReportRow.id))
            .join(RulingRow, or_(RulingRow.one_id == ReportRow.id, RulingRow.other_id == ReportRow.id))  # type: ignore[arg-type]
            .where(col(RulingRow.applied).is_(False), col(ReportRow.dossier) == dossier)
        ).scalars()
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


def _compared(row: Row[Any]) -> Report:
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
        source=Source(row.article_id, None, None, row.published),
        window=Period(row.window_first, row.window_last),
    )
