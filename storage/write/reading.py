"""Write what the summarizer understood; the caller's session makes it one transaction an article."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy
from sqlalchemy import Date, String, Table, bindparam, func
from sqlmodel import Session, col, delete, select, update

from storage import follows, nouns
from storage.model import ArticleState, Event, Extraction, Reading, Regrouped
from storage.read import events
from storage.tables import (
    ArticleBandRow,
    ArticleRow,
    EventRow,
    FigureRow,
    FormerEventRow,
    PositionRow,
    ReportRow,
    RulingRow,
    table,
)
from storage.write.participants import as_named, name_participants

_ARTICLES, _BANDS, _EVENTS = table(ArticleRow), table(ArticleBandRow), table(EventRow)
_REPORTS = table(ReportRow)
_FIGURES, _POSITIONS = table(FigureRow), table(PositionRow)
# Statements are made once: to make one costs more than to run it.
_MARK_READ = (
    _ARTICLES.update()
    .where(_ARTICLES.c.id == bindparam("of"))
    .values(
        state=ArticleState.READ,
        read_at=bindparam("read_at"),
        title=bindparam("title"),
        remark=bindparam("remark"),
        noise=bindparam("noise", type_=_ARTICLES.c.noise.type),
        publisher=func.coalesce(func.nullif(_ARTICLES.c.publisher, ""), bindparam("named")),
        published=func.coalesce(_ARTICLES.c.published, bindparam("dated", type_=Date)),
        extraction=func.coalesce(bindparam("won", type_=String), _ARTICLES.c.extraction),
    )
    .returning(_ARTICLES.c.dossier, _ARTICLES.c.published)
)
_KNOWN_BANDS = sqlalchemy.select(_BANDS.c.band).where(_BANDS.c.article_id == bindparam("article"))
_REWRITE = _EVENTS.update().where(_EVENTS.c.id == bindparam("of"))
_PUT_WITH = _REWRITE.values(family=bindparam("kin"))
_ADD_EVENTS = _EVENTS.insert().returning(_EVENTS.c.id, _EVENTS.c.family)
_STORED = sqlalchemy.select(
    *(
        _EVENTS.c[name]
        for name in (
            "id",
            "dossier",
            "created_at",
            "edits",
            "participants",
            "type",
            "status",
            "first_day",
            "last_day",
            "headline",
            "background",
            "whole",
            "state",
            "withdrawn",
        )
    )
).where(_EVENTS.c.id.in_(bindparam("some", expanding=True)))
_MOVE = (
    _REPORTS.update()
    .where(_REPORTS.c.id == bindparam("of"), _REPORTS.c.event_id != bindparam("to"))
    .values(event_id=bindparam("to"))
)


def mark_read(
    session: Session,
    article_id: int,
    reading: Reading,
    *,
    now: datetime,
    extraction: Extraction | None = None,
) -> None:
    """Keep the article's title, its publication data where it came without, and its figures and positions.

    `extraction` is what its words turned out to be, where they are not those that were published.
    """
    session.flush()
    read = {
        "of": article_id,
        "read_at": now,
        "title": reading.title,
        "remark": reading.remark,
        "noise": reading.noise,
        "named": reading.publisher,
        "dated": reading.published,
        "won": extraction,
    }
    dossier, published = session.connection().execute(_MARK_READ, read).one()
    # What the session has loaded of the article is old now.
    session.expire_all()
    figures = [nouns.figure_values(figure, dossier, article_id, published) for figure in reading.figures]
    positions = [
        nouns.position_values(position, dossier, article_id, published) for position in reading.positions
    ]
    _insert(session, _FIGURES, figures)
    _insert(session, _POSITIONS, positions)


def keep_bands(session: Session, article_id: int, bands: Collection[int]) -> None:
    """Keep the prints of an article's wording, by which its copies will be found."""
    known = set(session.connection().execute(_KNOWN_BANDS, {"article": article_id}).scalars())
    _insert(session, _BANDS, [{"band": band, "article_id": article_id} for band in set(bands) - known])


def mark_copies(session: Session, article_ids: Collection[int]) -> Collection[int]:
    """Keep that these articles are copies of each other, and of whatever they were copies of; returns all of them."""
    known = select(ArticleRow.copies).where(col(ArticleRow.id).in_(article_ids))
    same = col(ArticleRow.id).in_(article_ids) | col(ArticleRow.copies).in_(known)
    found = {key for key in session.exec(select(ArticleRow.id).where(same)) if key is not None}
    session.exec(update(ArticleRow).where(col(ArticleRow.id).in_(found)).values(copies=min(found)))
    return found


def save_regrouped(
    session: Session,
    dossier: str,
    article_id: int | None,
    regrouped: Regrouped,
    families: Mapping[int, int],
    *,
    now: datetime,
) -> None:
    """Write the events as merging has put them together; reports without id are new ones of `article_id`.

    `families` are the numbers of the families to which the stored events belong, by the events' ids.
    """
    changed = [event for family in regrouped.families for event in family.events]
    saved = iter(_save(session, dossier, article_id, changed, now))
    kin = [[*family.unchanged, *islice(saved, len(family.events))] for family in regrouped.families]
    _keep_kin(session, kin, families)
    for old, new in regrouped.absorbed.items():
        _absorb(session, old, new, now)
    session.flush()


def save_event(
    session: Session, dossier: str, article_id: int | None, event: Event, *, now: datetime
) -> Event:
    """Write an event and its reports, those without id being new ones of `article_id`; returns it as it is stored."""
    (event_id,) = _save(session, dossier, article_id, [event], now)
    _keep_kin(session, [[event_id]], {})
    return events.by_ids(session, [event_id])[0]


def mark_rulings_applied(session: Session, report_ids: Collection[int]) -> None:
    """Keep that merging has seen what editors ruled of these reports."""
    ruled = col(RulingRow.one_id).in_(report_ids) | col(RulingRow.other_id).in_(report_ids)
    session.exec(update(RulingRow).where(ruled).values(applied=True))


def _insert(session: Session, into: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(into.insert(), rows)


def _save(
    session: Session, dossier: str, article_id: int | None, told: Sequence[Event], now: datetime
) -> Sequence[int]:
    """Write these events with few statements, however many they are; returns their ids. Their kin is the caller's."""
    session.flush()
    stored = _stored(session, [event.id for event in told if event.id is not None])
    told = [_with_what_is_written(event, stored) for event in told]
    written = [_columns(dossier, event, stored.get(event.id or 0), now) for event in told]
    _rewrite_events(session, [(event.id, columns) for event, columns in zip(told, written, strict=True)])
    new = [columns for event, columns in zip(told, written, strict=True) if event.id is None]
    made = iter(_add_events(session, new, now))
    ids = [next(made) if event.id is None else event.id for event in told]
    pairs = list(zip(ids, told, strict=True))
    parted = _parted(session, pairs, stored)
    _keep_reports(session, dossier, article_id, pairs, now)
    before = {key: as_named(row._mapping) for key, row in stored.items()}
    columns = zip(ids, written, strict=True)
    changed = ((key, one) for key, one in columns if before.get(key) != as_named(one))
    name_participants(session, changed, known=stored)
    follows.stir(session, ids, now=now)
    for old, fresh in parted:
        follows.part(session, old, fresh, now=now)
    # What the session has loaded of these rows is old now.
    session.expire_all()
    return ids


def _parted(
    session: Session, told: Sequence[tuple[int, Event]], stored: Mapping[int, Any]
) -> Sequence[tuple[int, int]]:
    """Return out of which event's reports a new event is made, where it is made of any: the old id and the new."""
    found = []
    for event_id, event in told:
        moved = [report.id for report in event.reports if report.id is not None]
        if moved and event_id not in stored:
            was = session.exec(select(ReportRow.event_id).where(col(ReportRow.id).in_(moved)).distinct())
            found += [(old, event_id) for old in was]
    return found


def _with_what_is_written(event: Event, stored: Mapping[int, Any]) -> Event:
    """Return a known event with what editors wrote over it: none of it is lost by reading on."""
    known = stored.get(event.id or 0)
    return event if known is None else replace(event, edits=known.edits.over(event.edits))


def _columns(dossier: str, event: Event, known: Any, now: datetime) -> dict[str, Any]:
    """Return an event's columns, but for those that are written once; `known` is its row, if it has one."""
    columns = nouns.event_values(event, known.created_at if known else now)
    return columns | {"dossier": dossier, "withdrawn": known.withdrawn if known else False}


def _rewrite_events(session: Session, told: Sequence[tuple[int | None, dict[str, Any]]]) -> None:
    """Write the columns of those that have an id."""
    rows = [{"of": event_id} | columns for event_id, columns in told if event_id is not None]
    if rows:
        columns: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != "of"}
        session.connection().execute(_REWRITE.values(columns), rows)


def _stored(session: Session, ids: Sequence[int]) -> Mapping[int, Any]:
    """Return what of the known events goes into how they are written."""
    if not ids:
        return {}
    return {row.id: row for row in session.connection().execute(_STORED, {"some": list(ids)})}


def _add_events(session: Session, new: Sequence[dict[str, Any]], now: datetime) -> Sequence[int]:
    """Add new events in one statement; which id is whose is told by a family that no stored event has."""
    if not new:
        return []
    rows = [columns | {"family": -number, "created_at": now} for number, columns in enumerate(new, 1)]
    made = session.connection().execute(_ADD_EVENTS, rows).all()
    return [event_id for event_id, _ in sorted(made, key=lambda pair: -pair[1])]


def _keep_kin(session: Session, kin: Sequence[Sequence[int]], families: Mapping[int, int]) -> None:
    """Let the events of each family bear one number: the lowest that one of them has, or the id of the first."""
    rows = []
    for ids in kin:
        number = min((families[key] for key in ids if key in families), default=min(ids))
        rows += [{"of": key, "kin": number} for key in ids if families.get(key) != number]
    if rows:
        session.connection().execute(_PUT_WITH, rows)


def _keep_reports(
    session: Session,
    dossier: str,
    article_id: int | None,
    told: Sequence[tuple[int, Event]],
    now: datetime,
) -> None:
    """Add the new reports to their events, and move the known ones that belong to another event now."""
    _insert(session, _REPORTS, list(_new_reports(dossier, article_id, told, now)))
    moved = [
        {"of": report.id, "to": event_id} for event_id, event in told for report in event.reports if report.id
    ]
    if moved:
        session.connection().execute(_MOVE, moved)


def _new_reports(
    dossier: str, article_id: int | None, told: Sequence[tuple[int, Event]], now: datetime
) -> Iterator[dict[str, Any]]:
    for event_id, event in told:
        for report in event.reports:
            if report.id is None:
                assert article_id is not None
                yield nouns.report_values(report, dossier, event_id, article_id, now)


def _absorb(session: Session, old: int, new: int, now: datetime) -> None:
    """Forget the event `old`, whose reports have moved, and let its id lead to `new`."""
    session.exec(update(FormerEventRow).where(col(FormerEventRow.event_id) == old).values(event_id=new))
    session.exec(delete(EventRow).where(col(EventRow.id) == old))
    session.add(FormerEventRow(id=old, event_id=new))
    follows.lead(session, old, new, now=now)
