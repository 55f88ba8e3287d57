"""Questions about events; every answer comes with the reports and their sources, in two queries whatever its length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, extract, func, or_, true
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage import nouns
from storage.model import Event, EventType, Report, Source
from storage.read.seen import FOR_READERS, NEWS
from storage.tables import ArticleRow, EventParticipantRow, EventRow, FormerEventRow, ReportRow, table

_REPORTS, _ARTICLES = table(ReportRow), table(ArticleRow)
# As plain rows: an article's neighbourhood holds hundreds, and none is changed through them.
_WITH_SOURCE = (
    columns(
        _REPORTS,
        *(_ARTICLES.c[name] for name in ("publisher", "url", "published", "title", "copies", "extraction")),
    )
    .join(_ARTICLES, _ARTICLES.c.id == _REPORTS.c.article_id)
    .where(_REPORTS.c.event_id.in_(bindparam("ids", expanding=True)))
    .order_by(_REPORTS.c.id)
)


def by_ids(session: Session, ids: Sequence[int]) -> Sequence[Event]:
    """Return the events with these ids, in this order, each once; unknown ids are left out.

    An event that turned out to be another is given as what it is now. Whether readers may see it is not asked.
    """
    former = select(FormerEventRow.id, FormerEventRow.event_id).where(col(FormerEventRow.id).in_(ids))
    now = dict(session.exec(former).all())
    wanted = list(dict.fromkeys(now.get(key, key) for key in ids))
    rows = {row.id: row for row in session.exec(select(EventRow).where(col(EventRow.id).in_(wanted)))}
    return with_reports(session, [rows[key] for key in wanted if key in rows])


def by_id(session: Session, event_id: int) -> Event | None:
    """Return one event, or None where there is none."""
    return next(iter(by_ids(session, [event_id])), None)


def latest(
    session: Session, dossier: str, *, limit: int, offset: int = 0, kind: EventType | None = None
) -> Sequence[Event]:
    """Return the newest events by the day on which they happened, undated ones by the day on which they were told.

    With `kind`, those of one type.
    """
    chosen = true() if kind is None else col(EventRow.type) == kind
    rows = session.exec(
        select(EventRow)
        .where(EventRow.dossier == dossier, *NEWS, chosen)
        .order_by(
            col(EventRow.listed_on).desc(),
            # Those of one day together, spans that end on it apart.
            col(EventRow.first_day).desc().nulls_last(),
            col(EventRow.headline).desc(),
            col(EventRow.id).desc(),
        )
        .offset(offset)
        .limit(limit)
    )
    return _as_told(session, rows.all())


def learned_between(session: Session, dossier: str, since: datetime, until: datetime) -> Sequence[Event]:
    """Return the events that an article read in [since, until) tells, news or not, with all their reports, and
    those that editors let readers see in that time.

    Those that readers may not see are left out.
    """
    told = select(ReportRow.event_id).where(
        ReportRow.dossier == dossier, col(ReportRow.learned_at) >= since, col(ReportRow.learned_at) < until
    )
    released = (col(EventRow.released_at) >= since, col(EventRow.released_at) < until)
    rows = session.exec(
        select(EventRow)
        .where(EventRow.dossier == dossier, or_(col(EventRow.id).in_(told), and_(*released)), *FOR_READERS)
        .order_by(col(EventRow.id))
    )
    return _as_told(session, rows.all())


def retold_by(session: Session, article_ids: Collection[int]) -> Sequence[Event]:
    """Return the older matter, no news to anyone, that these articles retell."""
    rows = session.exec(
        select(EventRow)
        .where(
            col(EventRow.background).is_(True),
            col(EventRow.id).in_(
                select(ReportRow.event_id).where(col(ReportRow.article_id).in_(article_ids))
            ),
        )
        .order_by(col(EventRow.id))
    )
    return _as_told(session, rows.all())


def between(session: Session, dossier: str, first: date, last: date, *, limit: int) -> Sequence[Event]:
    """Return the newest `limit` events that began on these days, both included, the oldest first."""
    rows = session.exec(
        select(EventRow)
        .where(
            EventRow.dossier == dossier,
            *NEWS,
            col(EventRow.first_day).between(first, last),
        )
        .order_by(col(EventRow.first_day).desc(), col(EventRow.headline).desc(), col(EventRow.id).desc())
        .limit(limit)
    )
    return _as_told(session, rows.all()[::-1])


def newest_day(session: Session, dossier: str, *, until: date) -> date | None:
    """Return the last day, not after `until`, on which an event began."""
    return session.exec(
        select(col(EventRow.first_day))
        .where(EventRow.dossier == dossier, *NEWS, col(EventRow.first_day) <= until)
        .order_by(col(EventRow.first_day).desc())
        .limit(1)
    ).first()


def last_acts(session: Session, dossier: str, parties: Iterable[str], *, until: date) -> Mapping[str, Event]:
    """Return for each party the newest dated event, not after `until`, in which it took part and that happened."""
    return {
        party: found for party in parties for found in acts(session, dossier, party, until=until, limit=1)
    }


def acts(session: Session, dossier: str, name: str, *, until: date, limit: int) -> Sequence[Event]:
    """Return the newest dated events, not after `until`, in which a party or person took part and that happened."""
    deed = EventParticipantRow
    ids = session.exec(
        select(deed.event_id)
        .where(*_did(dossier, name), col(deed.did_from) <= until)
        .order_by(col(deed.did_until).desc(), col(deed.headline).desc(), col(deed.event_id).desc())
        .limit(limit)
    ).all()
    rows = {row.id: row for row in session.exec(select(EventRow).where(col(EventRow.id).in_(ids)))}
    return _as_told(session, [rows[key] for key in ids])


def lately_with(session: Session, dossier: str, name: str, *, since: date, limit: int) -> Sequence[Event]:
    """Return the newest events since a day, planned ones among them, in which a party or person takes part."""
    rows = session.exec(
        select(EventRow)
        .join(EventParticipantRow)
        .where(
            col(EventParticipantRow.name) == name,
            col(EventRow.dossier) == dossier,
            *NEWS,
            col(EventRow.listed_on) >= since,
        )
        .order_by(col(EventRow.listed_on).desc(), col(EventRow.id).desc())
        .limit(limit)
    )
    return _as_told(session, rows.all())


def activity(
    session: Session, dossier: str, name: str, first: date, last: date
) -> Mapping[tuple[int, int], int]:
    """Return in how many events that began on these days, both included, one took part, by year and month.

    Counted are those that happened and that readers are told of.
    """
    began = col(EventParticipantRow.did_from)
    month = (extract("year", began), extract("month", began))
    asked = columns(*month, func.count()).where(*_between(dossier, name, first, last)).group_by(*month)
    return {(int(year), int(month)): count for year, month, count in session.execute(asked)}


def deeds(session: Session, dossier: str, name: str, first: date, last: date) -> Mapping[EventType, int]:
    """Return how many such events of each type there are, the most frequent first."""
    kind, count = col(EventParticipantRow.type), func.count()
    asked = columns(kind, count).where(*_between(dossier, name, first, last)).group_by(kind)
    return {EventType(kind): count for kind, count in session.execute(asked.order_by(count.desc(), kind))}


def _between(dossier: str, name: str, first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    deed = EventParticipantRow
    # What begins on these days ends on none before: so far back the index is read, and no farther.
    return *_did(dossier, name), col(deed.did_until) >= first, col(deed.did_from).between(first, last)


def _did(dossier: str, name: str) -> tuple[ColumnElement[bool], ...]:
    deed = EventParticipantRow
    return col(deed.dossier) == dossier, col(deed.name) == name, col(deed.did_until).is_not(None)


def _as_told(session: Session, rows: Sequence[EventRow]) -> Sequence[Event]:
    """Return these rows as events, with the reports that readers may see."""
    return [event.as_told for event in with_reports(session, rows)]


def with_reports(session: Session, rows: Sequence[EventRow | Row[Any]]) -> Sequence[Event]:
    """Return these rows as events, with their reports and the reports' sources."""
    reports: dict[int, list[Report]] = defaultdict(list)
    for row in session.execute(_WITH_SOURCE, {"ids": [row.id for row in rows]}):
        won = nouns.extraction_of(row.extraction)
        told_in = Source(row.article_id, row.publisher, row.url, row.published, row.title, row.copies, won)
        reports[row.event_id].append(nouns.report(row, told_in))
    return [nouns.event(row, reports[row.id or 0]) for row in rows]
