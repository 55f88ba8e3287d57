"""Questions to the index: the newest events that hold all that is asked for, or, of words, the most of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from storage.model import Event
from storage.read.events import with_reports
from storage.read.seen import FOR_READERS
from storage.tables import EventRow, PostingRow, table

# A word that this many events hold is a frequent one: the others are looked at first.
_FREQUENT = 2000
# Of events that hold only some of the words, so many of each word's newest are compared.
_COMPARED = 300

_POSTINGS = table(PostingRow)

# Marks (see `storage.search.words`) of which an event holds one at least.
AnyOf = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: events that hold one of each group of `needed`, and one of each of `wished` if possible.

    They are listed under a day from `first` to `last`, both included; None is without bound.
    """

    dossier: str
    needed: tuple[AnyOf, ...] = ()
    wished: tuple[AnyOf, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Events, the best first, each with its reports. `partly` is true where none holds all the words."""

    events: Sequence[Event]
    more: bool
    partly: bool = False


def find(session: Session, asked: Asked, *, limit: int, offset: int = 0) -> Found:
    """Return `limit` of the events that are asked for, behind `offset` better ones: the newest first.

    Where none holds all that is wished for, those that hold most of it, the newest of these first.
    """
    every = (*asked.needed, *asked.wished)
    partly = bool(asked.wished) and len(every) > 1 and not _holding(session, asked, every, 1)
    if partly:
        ids = _most(session, asked, offset + limit + 1)[offset:]
    else:
        ids = _holding(session, asked, every, limit + 1, offset)
    return Found(_whole(session, ids[:limit]), len(ids) > limit, partly and bool(ids))


def _whole(session: Session, ids: Sequence[int]) -> Sequence[Event]:
    events = table(EventRow)
    rows = {row.id: row for row in session.execute(select(events).where(events.c.id.in_(ids)))}
    return [event.as_told for event in with_reports(session, [rows[key] for key in ids])]


def _holding(
    session: Session, asked: Asked, groups: Sequence[AnyOf], limit: int, offset: int = 0
) -> Sequence[int]:
    """Return the newest events that hold one of each group, by walking back along the days of the rarest."""
    if not groups:
        return _of_days(session, asked, limit, offset)
    rarest, *others = _rarest_first(session, groups)
    lead = _POSTINGS.alias()
    statement = (
        select(lead.c.event_id, lead.c.day)
        .join(EventRow, col(EventRow.id) == lead.c.event_id)
        .where(_is_one(lead, rarest), *(_holds(lead.c.event_id, group) for group in others))
        .where(*_between(lead.c.day, asked), *_shown(asked))
        .order_by(lead.c.day.desc(), lead.c.event_id.desc())
        .limit(limit)
        .offset(offset)
    )
    if len(rarest) > 1:
        # Who holds two of a group is found twice.
        statement = statement.distinct()
    return session.execute(statement).scalars().all()


def _of_days(session: Session, asked: Asked, limit: int, offset: int) -> Sequence[int]:
    listed = col(EventRow.listed_on)
    bounds = [listed >= asked.first] if asked.first else []
    bounds += [listed <= asked.last] if asked.last else []
    statement = (
        select(col(EventRow.id))
        .where(*bounds, *_shown(asked))
        .order_by(listed.desc(), col(EventRow.id).desc())
        .limit(limit)
        .offset(offset)
    )
    return session.execute(statement).scalars().all()


def _most(session: Session, asked: Asked, limit: int) -> Sequence[int]:
    """Return those of the newest events of each wish that fulfil most wishes, the newest of these first.

    Where none fulfils any, those that hold what is needed.
    """
    held: Counter[tuple[int, int]] = Counter()
    for wish in asked.wished:
        lead = _POSTINGS.alias()
        statement = (
            select(lead.c.day, lead.c.event_id)
            .distinct()
            .join(EventRow, col(EventRow.id) == lead.c.event_id)
            .where(_is_one(lead, wish), *(_holds(lead.c.event_id, group) for group in asked.needed))
            .where(*_between(lead.c.day, asked), *_shown(asked))
            .order_by(lead.c.day.desc(), lead.c.event_id.desc())
            .limit(_COMPARED)
        )
        held.update((row.day, row.event_id) for row in session.execute(statement))
    if not held and asked.needed:
        return _holding(session, asked, asked.needed, limit)
    ranked = sorted(held, key=lambda pair: (held[pair], pair), reverse=True)
    return [event_id for _, event_id in ranked[:limit]]


def _holds(event_id: ColumnElement[Any], group: AnyOf) -> ColumnElement[bool]:
    also = _POSTINGS.alias()
    return select(1).where(also.c.event_id == event_id, _is_one(also, group)).exists()


def _is_one(postings: Any, group: AnyOf) -> ColumnElement[bool]:
    # With one word the index gives the days in their order, and nothing needs to be sorted.
    word: ColumnElement[int] = postings.c.word
    return word == group[0] if len(group) == 1 else word.in_(group)


def _rarest_first(session: Session, groups: Sequence[AnyOf]) -> Sequence[AnyOf]:
    """Order the groups by how many events hold them; beyond a number it makes no difference but for the simplest."""
    if len(groups) == 1:
        return groups
    return sorted(groups, key=lambda group: (_counted(session, group), len(group)))


def _counted(session: Session, group: AnyOf) -> int:
    some = select(_POSTINGS.c.word).where(_is_one(_POSTINGS, group)).limit(_FREQUENT).subquery()
    found: int = session.execute(select(func.count()).select_from(some)).scalar_one()
    return found


def _between(day: ColumnElement[int], asked: Asked) -> Sequence[ColumnElement[bool]]:
    bounds = [day >= asked.first.toordinal()] if asked.first else []
    return bounds + ([day <= asked.last.toordinal()] if asked.last else [])


def _shown(asked: Asked) -> Sequence[ColumnElement[bool]]:
    return (col(EventRow.dossier) == asked.dossier, col(EventRow.whole).is_(True), *FOR_READERS)
