"""Keeps the index of words: events that changed since they were looked at are looked at anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, update
from sqlalchemy import select as columns
from sqlmodel import Session, col

from storage.catalog.checks import folded
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Event
from storage.read.articles import texts
from storage.read.events import with_reports
from storage.search.words import of_issue, of_name, of_place, of_type, of_word, stems
from storage.tables import EventRow, PostingRow, table

# So many events are looked at in one transaction, with the texts of their articles.
BATCH = 200

_EVENTS, _POSTINGS = table(EventRow), table(PostingRow)


@dataclass(frozen=True, slots=True)
class Kin:
    """What in a dossier is part of what: a ministry of its state, a mediator of the mediators, a crossing of an issue."""

    wholes: Mapping[str, Sequence[str]]
    issues: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, dossier: Dossier) -> Kin:
        wholes: dict[str, list[str]] = defaultdict(list)
        for party in dossier.parties:
            if party.parent:
                wholes[party.name].append(party.parent)
            for member in party.members:
                wholes[member].append(party.name)
        issues: dict[str, list[str]] = defaultdict(list)
        for issue in dossier.issues:
            for words in (issue.label, *issue.words):
                issues[folded(words)].append(issue.code)
        return cls(wholes, issues)

    def above(self, name: str) -> Collection[str]:
        """Return the name and all that it is part of."""
        found, waiting = {name}, [name]
        while waiting:
            new = set(self.wholes.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return found


def index_changed(store: Store, dossier: Dossier) -> int:
    """Index the dossier's events that have changed since they were looked at; returns how many.

    Where none has, which is nearly always, it costs one query.
    """
    done, kin = 0, Kin.of(dossier)
    while True:
        with store.reading() as session:
            if not _changed(session, dossier.code, 1):
                return done
        with store.writing() as session:
            ids = _changed(session, dossier.code, BATCH)
            _index(session, ids, kin)
            done += len(ids)


def _changed(session: Session, dossier: str, limit: int) -> Sequence[int]:
    asked = (
        columns(col(EventRow.id))
        .where(~col(EventRow.indexed), col(EventRow.dossier) == dossier)
        .order_by(col(EventRow.id))
        .limit(limit)
    )
    # Several summarizers on one PostgreSQL: each takes others.
    return session.execute(asked.with_for_update(skip_locked=True)).scalars().all()


def _index(session: Session, ids: Collection[int], kin: Kin) -> None:
    rows = session.execute(columns(_EVENTS).where(_EVENTS.c.id.in_(ids))).all()
    days = {row.id: row.listed_on.toordinal() for row in rows}
    told = [event.as_told for event in with_reports(session, rows)]
    known = texts(session, {source.article_id for event in told for source in event.sources})
    postings = [
        {"word": word, "day": days[event.id], "event_id": event.id}
        for event in told
        for word in marks_of(event, known, kin)
        if event.id is not None
    ]
    _write(session.connection(), ids, postings)


def _write(connection: Connection, ids: Collection[int], postings: Sequence[dict[str, int]]) -> None:
    connection.execute(delete(_POSTINGS).where(_POSTINGS.c.event_id.in_(ids)))
    if postings:
        connection.execute(_POSTINGS.insert(), postings)
    connection.execute(update(_EVENTS).where(_EVENTS.c.id.in_(ids)).values(indexed=True))


def marks_of(event: Event, known: Mapping[int, str], kin: Kin) -> frozenset[int]:
    """Return all by which an event is found; `known` are the texts of its articles."""
    return frozenset(_words(event, known, kin))


def _words(event: Event, known: Mapping[int, str], kin: Kin) -> Iterator[int]:
    """Give all by which an event is found: names and what these are part of, place, type, issues, its sentences."""
    yield of_type(event.type)
    for who in event.participants:
        for name in filter(None, (who.name, who.party)):
            yield from map(of_name, kin.above(name))
        yield from map(of_word, stems(who.name))
    if event.place:
        yield of_place(event.place)
        yield from map(of_issue, kin.issues.get(folded(event.place), ()))
        yield from map(of_word, stems(event.place))
    yield from map(of_issue, event.issues)
    yield from map(of_word, stems(event.substance or ""))
    for report in event.reports:
        if report.source is not None:
            text = known.get(report.source.article_id, "")
            for span in report.spans:
                yield from map(of_word, stems(span.of(text)))
