"""Questions about figures and positions that readers may see; plans and hypotheses are no figures to anyone who asks
for facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from sqlalchemy import func, true
from sqlmodel import Session, col, select

from storage import nouns
from storage.model import Figure, Position
from storage.read.seen import OF_TOLD_ARTICLES, figures_for_readers, positions_for_readers
from storage.read.sources import sources
from storage.tables import ArticleRow, FigureRow, PositionRow

# Far more stances and numbers than a page shows; older ones have been replaced many times.
_REACH = 2000


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where a party stands on an issue: its newest position, the first of the unbroken row of that stance, and
    the last of another stance before it."""

    newest: Position
    first: Position
    before: Position | None


def standpoints(session: Session, dossier: str, *, party: str | None = None) -> Sequence[Standpoint]:
    """Return where each party, or one, stands on each issue, what was heard last first.

    A stance without its content ("rejects: aid") would say more than the article did, and is left out.
    """
    own = true() if party is None else col(PositionRow.party) == party
    day = func.coalesce(PositionRow.on_day, ArticleRow.published)
    rows = session.exec(
        select(PositionRow)
        .join(ArticleRow)
        .where(PositionRow.dossier == dossier, own, col(PositionRow.gist) != "", OF_TOLD_ARTICLES)
        .order_by(day.desc().nulls_last(), col(PositionRow.id).desc())
        .limit(_REACH)
    ).all()
    known = sources(session, (row.article_id for row in rows))
    heard: dict[tuple[str, str], list[Position]] = {}
    for position in positions_for_readers(session, [nouns.position(row, known) for row in rows]):
        heard.setdefault((position.party, position.issue), []).append(position)
    return [_standpoint(newest_first) for newest_first in heard.values()]


def _standpoint(newest_first: Sequence[Position]) -> Standpoint:
    newest = newest_first[0]
    row = list(takewhile(lambda one: one.stance is newest.stance, newest_first))
    return Standpoint(newest, row[-1], next(iter(newest_first[len(row) :]), None))


def newest_figures(
    session: Session, dossier: str, *, what: str | None = None
) -> Mapping[str, Sequence[Figure]]:
    """Return the figures of each kind, or of one, by kind, the newest day first; plans are left out."""
    chosen = true() if what is None else col(FigureRow.what) == what
    day = func.coalesce(FigureRow.as_of, ArticleRow.published)
    rows = session.exec(
        select(FigureRow)
        .join(ArticleRow)
        .where(FigureRow.dossier == dossier, col(FigureRow.planned).is_(False), chosen, OF_TOLD_ARTICLES)
        .order_by(day.desc().nulls_last(), col(FigureRow.id).desc())
        .limit(_REACH)
    ).all()
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
