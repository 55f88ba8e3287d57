"""Questions about figures and positions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, select

from storage import nouns
from storage.model import Figure, Position
from storage.read.sources import sources
from storage.tables import FigureRow, PositionRow


def figures_of(session: Session, article_ids: Collection[int]) -> Sequence[Figure]:
    """Return the figures that these articles gave, plans and hypotheses included, in the order of the texts."""
    rows = session.exec(
        select(FigureRow).where(col(FigureRow.article_id).in_(article_ids)).order_by(col(FigureRow.id))
    ).all()
    known = sources(session, (row.article_id for row in rows))
    return [nouns.figure(row, known) for row in rows]


def positions_of(session: Session, article_ids: Collection[int]) -> Sequence[Position]:
    """Return the positions that these articles told, in the order of the texts."""
    rows = session.exec(
        select(PositionRow).where(col(PositionRow.article_id).in_(article_ids)).order_by(col(PositionRow.id))
    ).all()
    known = sources(session, (row.article_id for row in rows))
    return [nouns.position(row, known) for row in rows]
