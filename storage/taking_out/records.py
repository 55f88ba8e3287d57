"""What was understood, as flat records for other programs: codes, sources, and the sentences that prove it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, col, select

from storage import nouns
from storage.catalog.codes import Coder
from storage.model import Event, Figure, Position, Report, Source, Span
from storage.read.articles import texts
from storage.read.events import with_reports
from storage.read.sources import sources
from storage.tables import ArticleRow, EventRow, FigureRow, PositionRow, ReportRow
from storage.taking_out import Kind

# So many are in memory at a time, with the texts of their articles.
PAGE = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose facts, and of which articles: those read in [since, until), aware instants; None is without bound."""

    dossier: str
    since: datetime | None = None
    until: datetime | None = None


Record = dict[str, Any]


def records(session: Session, kind: Kind, wanted: Wanted, coder: Coder) -> Iterator[Record]:
    """Give all facts of a kind, in the order in which they were learned, a record each.

    Events that editors withdrew, or hold back, are among them, and say so: what is done with them is the taker's decision.
    """
    if kind is Kind.EVENTS:
        yield from _events(session, wanted, coder)
    elif kind is Kind.POSITIONS:
        yield from _facts(session, wanted, PositionRow)
    else:
        yield from _facts(session, wanted, FigureRow)


def _events(session: Session, wanted: Wanted, coder: Coder) -> Iterator[Record]:
    told = select(ReportRow.event_id).where(*_between(ReportRow.learned_at, wanted))
    asked = select(EventRow).where(EventRow.dossier == wanted.dossier)
    if wanted.since or wanted.until:
        asked = asked.where(col(EventRow.id).in_(told))
    for rows in _pages(session, asked, EventRow):
        page = with_reports(session, rows)
        known = texts(session, {source.article_id for event in page for source in event.sources})
        session.expunge_all()
        yield from (_event(event, coder, known) for event in page)


def _facts(session: Session, wanted: Wanted, table: type[FigureRow] | type[PositionRow]) -> Iterator[Record]:
    asked = select(table).join(ArticleRow).where(table.dossier == wanted.dossier)
    asked = asked.where(*_between(ArticleRow.read_at, wanted))
    for rows in _pages(session, asked, table):
        ids = {row.article_id for row in rows}
        known, where = texts(session, ids), sources(session, ids)
        for row in rows:
            if isinstance(row, FigureRow):
                yield _figure(row.id, nouns.figure(row, where), known)
            else:
                yield _position(row.id, nouns.position(row, where), known)
        session.expunge_all()


def _between(moment: Any, wanted: Wanted) -> Sequence[Any]:
    bounds = []
    if wanted.since:
        bounds.append(col(moment) >= wanted.since)
    if wanted.until:
        bounds.append(col(moment) < wanted.until)
    return bounds


def _pages(session: Session, asked: Select[Any], table: Any) -> Iterator[Sequence[Any]]:
    """Give the rows by their ids, a page at a time: an offset would count all rows before it anew."""
    last = 0
    while (
        rows := session.execute(asked.where(col(table.id) > last).order_by(col(table.id)).limit(PAGE))
        .scalars()
        .all()
    ):
        yield rows
        last = rows[-1].id


def _event(event: Event, coder: Coder, known: Mapping[int, str]) -> Record:
    codes = coder.codes(event)
    return {
        "kind": "event",
        "id": event.id,
        "type": event.type,
        "plover": codes.plover,
        "cameo": codes.cameo,
        "status": event.status,
        "first_day": event.when.first,
        "last_day": event.when.last,
        "precision": event.when.precision,
        "place": event.place,
        "country": coder.country(event.place),
        "participants": [asdict(one) for one in event.participants],
        "issues": list(event.issues),
        "substance": event.substance,
        "witnesses": event.witnesses,
        "background": event.background,
        "withdrawn": event.withdrawn,
        "review": event.review.state,
        "created_at": event.created_at,
        "reports": [_report(report, known) for report in event.reports],
    }


def _report(report: Report, known: Mapping[int, str]) -> Record:
    assert report.source is not None
    return {
        **_source(report.source),
        "status": report.status,
        "attribution": report.attribution,
        "evidence": _quotes(report.spans, report.source, known),
        "spans": [[span.start, span.end] for span in report.spans],
    }


def _position(key: int | None, position: Position, known: Mapping[int, str]) -> Record:
    assert position.source is not None
    return {
        "kind": "position",
        "id": key,
        "party": position.party,
        "people": list(position.people),
        "issue": position.issue,
        "stance": position.stance,
        "gist": position.gist,
        "day": position.on,
        "attribution": position.attribution,
        **_source(position.source),
        "evidence": _quotes(position.spans, position.source, known),
        "spans": [[span.start, span.end] for span in position.spans],
    }


def _figure(key: int | None, figure: Figure, known: Mapping[int, str]) -> Record:
    assert figure.source is not None
    return {
        "kind": "figure",
        "id": key,
        "what": figure.what,
        "value": figure.value,
        "qualifier": figure.qualifier,
        "planned": figure.planned,
        "day": figure.as_of,
        "attribution": figure.attribution,
        **_source(figure.source),
        "evidence": _quotes(figure.spans, figure.source, known),
        "spans": [[span.start, span.end] for span in figure.spans],
    }


def _source(source: Source) -> Record:
    return {
        "article_id": source.article_id,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url,
        "title": source.title,
    }


def _quotes(spans: Sequence[Span], source: Source, known: Mapping[int, str]) -> list[str]:
    return [" ".join(span.of(known[source.article_id]).split()) for span in spans]
