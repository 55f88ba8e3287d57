"""Questions that merging asks: which stored reports a new one may tell of, their families, and what editors ruled.

They look at a window of days by an index, and only once: what was found is remembered, with what was stored since.
So a store of years answers as quickly as one of a week.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Date, Row, bindparam, func, or_, union, union_all
from sqlalchemy import select as columns
from sqlmodel import Session, col

from storage import nouns
from storage.batches import batches
from storage.model import Event, EventType, Period, Report, Source
from storage.nouns import LENGTHS
from storage.read.remembered import Remembered, days_of, months, ordinals
from storage.tables import ArticleBandRow, ArticleRow, EventRow, ReportRow, RulingRow, table

# Articles that share a print of their wording, the likeliest; a copy shares nearly all of them.
_ALIKE = 20
# So many reports are kept in memory, some months of a busy desk; what is kept of a report never changes.
_KEPT = 20_000
# A window of more months than these is somebody's "ever", and is looked for anew each time.
_MONTHS = 400
_ARTICLES, _EVENTS, _REPORTS = table(ArticleRow), table(EventRow), table(ReportRow)
_BANDS, _RULINGS = table(ArticleBandRow), table(RulingRow)

# Statements are made once: to make one costs more than to ask it.
_NEWEST = columns(func.max(_REPORTS.c.id))
_WITH_SOURCE = columns(
    _REPORTS,
    *(_ARTICLES.c[name] for name in ("publisher", "url", "published", "title", "copies", "extraction")),
).join(_ARTICLES, _ARTICLES.c.id == _REPORTS.c.article_id)
_THESE = _WITH_SOURCE.where(_REPORTS.c.id.in_(bindparam("some", expanding=True)))
# Of all dossiers: asked for one of them, SQLite would look through all that it ever had.
_SINCE = _WITH_SOURCE.where(_REPORTS.c.id > bindparam("newest")).order_by(_REPORTS.c.id)
_FAMILY_OF = columns(_EVENTS.c.family).join(_REPORTS, _REPORTS.c.event_id == _EVENTS.c.id)
_KIN = (
    columns(_REPORTS.c.id, _REPORTS.c.event_id, _ARTICLES.c.copies, _EVENTS.c.family)
    .select_from(_EVENTS)
    .join(_REPORTS, _REPORTS.c.event_id == _EVENTS.c.id)
    .join(_ARTICLES, _ARTICLES.c.id == _REPORTS.c.article_id)
    .where(
        _EVENTS.c.family.in_(
            union(
                _FAMILY_OF.where(_REPORTS.c.id.in_(bindparam("reports", expanding=True))),
                _FAMILY_OF.where(_REPORTS.c.article_id.in_(bindparam("articles", expanding=True))),
            )
        )
    )
    .order_by(_REPORTS.c.id)
)
_STANDING = (
    columns(_EVENTS)
    .where(_EVENTS.c.id.in_(bindparam("some", expanding=True)))
    .order_by(_EVENTS.c.id)
    .with_for_update()
)
_RULED = (
    columns(_RULINGS.c.one_id, _RULINGS.c.other_id, _RULINGS.c.same)
    .join(_REPORTS, _REPORTS.c.id == _RULINGS.c.one_id)
    .join(_EVENTS, _EVENTS.c.id == _REPORTS.c.event_id)
    .where(_EVENTS.c.family.in_(bindparam("families", expanding=True)))
)
_SHARING = (
    columns(_BANDS.c.article_id, func.count())
    .where(_BANDS.c.band.in_(bindparam("prints", expanding=True)), _BANDS.c.article_id != bindparam("own"))
    .group_by(_BANDS.c.article_id)
    .order_by(func.count().desc(), _BANDS.c.article_id)
    .limit(_ALIKE)
)
_TEXTS = columns(_ARTICLES.c.id, _ARTICLES.c.text).where(
    _ARTICLES.c.id.in_(bindparam("some", expanding=True)), _ARTICLES.c.dossier == bindparam("dossier")
)


def _window_of(length: int) -> Any:
    """Reports whose windows are of one length in days; such a one begins no longer than that before the first day."""
    return columns(_REPORTS.c.id).where(
        _REPORTS.c.dossier == bindparam("dossier"),
        _REPORTS.c.type.in_(bindparam("types", expanding=True)),
        _REPORTS.c.window_days == length,
        _REPORTS.c.window_first.between(
            bindparam(f"from_{length}", type_=Date), bindparam("last", type_=Date)
        ),
        _REPORTS.c.window_last >= bindparam("first", type_=Date),
    )


_MEETING: Any = union_all(*map(_window_of, LENGTHS))

# What is remembered of each database and dossier. Questions come before the writing in a transaction, so that nothing
# is remembered of one that fails.
_memories: WeakKeyDictionary[Any, dict[str, Remembered]] = WeakKeyDictionary()


def forget() -> None:
    """Let the next question find out anew what there is, as a process that has just begun."""
    _memories.clear()


@dataclass(frozen=True, slots=True)
class Kin:
    """All events of some families, by their ids: their reports, the oldest first, and the numbers of their families."""

    reports: Mapping[int, Sequence[Report]]
    families: Mapping[int, int]

    def told_by(self, article_ids: Collection[int]) -> frozenset[int]:
        """Return the events that any of these articles tells."""
        return frozenset(
            event
            for event, reports in self.reports.items()
            if any(report.source and report.source.article_id in article_ids for report in reports)
        )

    def events_of(self, report_ids: Collection[int]) -> frozenset[int]:
        """Return the events to which any of these reports belongs."""
        return frozenset(
            event
            for event, reports in self.reports.items()
            if any(report.id in report_ids for report in reports)
        )


def near(
    session: Session, dossier: str, wanted: Iterable[tuple[Collection[EventType], Period]]
) -> Remembered:
    """Return what is remembered, among it all stored reports of those types whose windows meet those periods."""
    known = _memory(session, dossier)
    _catch_up(session, dossier, known)
    missing: dict[range, set[EventType]] = defaultdict(set)
    for types, window in wanted:
        asked = months(ordinals(window))
        unasked = {kind for kind in types if not known.asked[kind].issuperset(asked)}
        if unasked:
            missing[asked] |= unasked
    for asked, kinds in missing.items():
        _recall(session, known, _meeting(session, dossier, kinds, days_of(asked)))
        for kind in kinds:
            known.asked[kind].update(asked if len(asked) < _MONTHS else ())
    return known


def _memory(session: Session, dossier: str) -> Remembered:
    """Return what is remembered; where that is nothing, or too much, it begins with what is stored next."""
    of_store = _memories.setdefault(session.get_bind(), {})
    known = of_store.get(dossier)
    if known is None or len(known.by_id) > _KEPT:
        known = of_store[dossier] = Remembered()
        known.newest = session.connection().execute(_NEWEST).scalar_one() or 0
    return known


def _catch_up(session: Session, dossier: str, known: Remembered) -> None:
    """Remember what has been stored since the last look. Reports are stored in turns, so that ids tell their order."""
    for row in session.connection().execute(_SINCE, {"newest": known.newest}):
        known.newest = row.id
        if row.dossier == dossier:
            known.add(_report(row))


def _meeting(session: Session, dossier: str, types: Collection[EventType], when: Period) -> Collection[int]:
    assert when.first and when.last
    begun = {f"from_{length}": _days_before(when.first, length) for length in LENGTHS}
    asked = {"dossier": dossier, "types": list(types), "first": when.first, "last": when.last}
    return session.connection().execute(_MEETING, asked | begun).scalars().all()


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


def _recall(session: Session, known: Remembered, ids: Iterable[int]) -> None:
    """Remember those of these reports that are not yet."""
    for some in batches([key for key in ids if key not in known.by_id]):
        for row in session.connection().execute(_THESE, {"some": some}):
            known.add(_report(row))


def _report(row: Row[Any]) -> Report:
    won = nouns.extraction_of(row.extraction)
    told_in = Source(row.article_id, row.publisher, row.url, row.published, row.title, row.copies, won)
    return nouns.report(row, told_in)


def kin(
    session: Session, dossier: str, report_ids: Collection[int], article_ids: Collection[int] = ()
) -> Kin:
    """Return the events of these reports and articles, and all others of their families."""
    session.flush()
    asked = {"reports": list(report_ids), "articles": list(article_ids)}
    rows = session.connection().execute(_KIN, asked).all()
    known = _memory(session, dossier) if rows else Remembered()
    _recall(session, known, (row.id for row in rows))
    found: dict[int, list[Report]] = defaultdict(list)
    for row in rows:
        found[row.event_id].append(known.mark_copies(row.id, row.copies))
    return Kin(found, {row.event_id: row.family for row in rows})


def standing(session: Session, related: Kin, event_ids: Collection[int]) -> Mapping[int, Event]:
    """Return these of the related events as they stand. No editor decides of them until the transaction ends."""
    if not event_ids:
        return {}
    rows = session.connection().execute(_STANDING, {"some": list(event_ids)})
    return {row.id: nouns.event(row, related.reports[row.id]) for row in rows}


def rulings(session: Session, related: Kin) -> Mapping[frozenset[int], bool]:
    """Return what editors ruled of these reports: for a pair of ids, whether they tell one happening."""
    if not related.families:
        return {}
    here = {report.id for reports in related.reports.values() for report in reports}
    rows = session.connection().execute(_RULED, {"families": list(set(related.families.values()))})
    return {frozenset((one, other)): same for one, other, same in rows if one in here and other in here}


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
    if not bands:
        return {}
    ask = session.connection().execute
    ids = [key for key, _ in ask(_SHARING, {"prints": list(bands), "own": article_id})]
    return {row.id: row.text for row in ask(_TEXTS, {"some": ids, "dossier": dossier})} if ids else {}
