"""Questions about figures and positions that readers may see; plans and hypotheses are no figures to anyone who asks
for facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from sqlalchemy import Row, bindparam
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from storage import nouns
from storage.model import Figure, Position
from storage.read.seen import OF_TOLD_ARTICLES, figures_for_readers, positions_for_readers
from storage.read.sources import sources
from storage.tables import ArticleRow, FigureRow, PositionRow, table

_FIGURES, _POSITIONS, _ARTICLES = table(FigureRow), table(PositionRow), table(ArticleRow)
_NEWEST_FIGURES = (
    columns(_FIGURES)
    .join(_ARTICLES, _ARTICLES.c.id == _FIGURES.c.article_id)
    .where(
        _FIGURES.c.dossier == bindparam("dossier"),
        _FIGURES.c.what == bindparam("what"),
        _FIGURES.c.planned.is_(False),
        OF_TOLD_ARTICLES,
    )
    .order_by(_FIGURES.c.day.desc(), _FIGURES.c.id.desc())
    .limit(bindparam("most"))
)
_NEWEST_POSITIONS = (
    columns(_POSITIONS)
    .join(_ARTICLES, _ARTICLES.c.id == _POSITIONS.c.article_id)
    .where(
        _POSITIONS.c.dossier == bindparam("dossier"),
        _POSITIONS.c.party == bindparam("party"),
        _POSITIONS.c.gist != "",
        OF_TOLD_ARTICLES,
    )
    .order_by(_POSITIONS.c.day.desc(), _POSITIONS.c.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a party stands on an issue: its newest position, the first of the unbroken row of that stance, and
    the last of another stance before it.

    `since_long` is true where the row may go farther back than was looked.
    """

    newest: Position
    first: Position
    before: Position | None
    since_long: bool = False


def standpoints(session: Session, dossier: str, parties: Iterable[str], *, most: int) -> Sequence[Standpoint]:
    """Return where each of these parties stands on each issue by its `most` newest stances, what was heard last first.

    A stance without its content ("rejects: aid") would say more than the article did, and is left out.
    """
    ask = session.connection().execute
    rows = {
        party: ask(_NEWEST_POSITIONS, {"dossier": dossier, "party": party, "most": most}).all()
        for party in parties
    }
    found = sorted((row for some in rows.values() for row in some), key=_newest_first)
    known = sources(session, (row.article_id for row in found))
    heard: dict[tuple[str, str], list[Position]] = {}
    for position in positions_for_readers(session, [nouns.position(row, known) for row in found]):
        heard.setdefault((position.party, position.issue), []).append(position)
    longer = {party for party, some in rows.items() if len(some) == most}
    return [_standpoint(newest_first, party in longer) for (party, _), newest_first in heard.items()]


def _standpoint(newest_first: Sequence[Position], longer: bool) -> Standpoint:
    newest = newest_first[0]
    row = list(takewhile(lambda one: one.stance is newest.stance, newest_first))
    before = next(iter(newest_first[len(row) :]), None)
    return Standpoint(newest, row[-1], before, longer and before is None)


def _newest_first(row: Row[Any]) -> tuple[int, int]:
    return -row.day.toordinal(), -row.id


def newest_figures(
    session: Session, dossier: str, kinds: Iterable[str], *, most: int
) -> Mapping[str, Sequence[Figure]]:
    """Return the `most` newest figures of each of these kinds, by kind, the newest day first; plans are left out."""
    ask = session.connection().execute
    rows = [
        row
        for what in kinds
        for row in ask(_NEWEST_FIGURES, {"dossier": dossier, "what": what, "most": most})
    ]
    known = sources(session, (row.article_id for row in rows))
    found: dict[str, list[Figure]] = {}
    for figure in figures_for_readers(session, [nouns.figure(row, known) for row in rows]):
        found.setdefault(figure.what, []).append(figure)
    return found


def figures_of(session: Session, article_ids: Collection[int]) -> Sequence[Figure]:
    """Return the figures that these articles gave, plans and hypotheses included, in the order of the texts."""
    rows = session.exec(
        select(FigureRow)
        .join(ArticleRow)
        .where(col(FigureRow.article_id).in_(article_ids), OF_TOLD_ARTICLES)
        .order_by(col(FigureRow.id))
    ).all()
    known = sources(session, (row.article_id for row in rows))
    return figures_for_readers(session, [nouns.figure(row, known) for row in rows])


def positions_of(session: Session, article_ids: Collection[int]) -> Sequence[Position]:
    """Return the positions that these articles told, in the order of the texts."""
    rows = session.exec(
        select(PositionRow)
        .join(ArticleRow)
        .where(col(PositionRow.article_id).in_(article_ids), OF_TOLD_ARTICLES)
        .order_by(col(PositionRow.id))
    ).all()
    known = sources(session, (row.article_id for row in rows))
    return positions_for_readers(session, [nouns.position(row, known) for row in rows])
