"""Questions about articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import nouns
from storage.model import ArticleState, Event, Remark, Source, Span
from storage.read import events
from storage.tables import ArticleRow, FigureRow, PositionRow, ReportRow


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one article, for the editor who sent it. `remark` says why nothing was, `noise` what of
    its text cleaning left out."""

    article_id: int
    received_at: datetime
    title: str | None
    source: Source
    state: ArticleState
    remark: Remark | None
    events: tuple[Event, ...]
    figures: int
    positions: int
    noise: tuple[Span, ...] = ()
    withdrawn: bool = False


def known(session: Session, article_id: int) -> Understood | None:
    """Return what was made of the article, None where there is none of that id."""
    return understood(session, article_id) if session.get(ArticleRow, article_id) else None


def understood(session: Session, article_id: int) -> Understood:
    """Return what the summarizer made of the article; raises NoResultFound for an unknown id."""
    row = session.get_one(ArticleRow, article_id)
    ids = session.exec(
        select(ReportRow.event_id).where(ReportRow.article_id == article_id).order_by(col(ReportRow.id))
    ).all()
    return Understood(
        article_id=article_id,
        received_at=row.received_at,
        title=row.title,
        source=nouns.source(row),
        state=ArticleState(row.state),
        remark=Remark(row.remark) if row.remark else None,
        events=tuple(events.by_ids(session, list(dict.fromkeys(ids)))),
        figures=_count(session, FigureRow, article_id),
        positions=_count(session, PositionRow, article_id),
        noise=tuple(row.noise),
        withdrawn=row.withdrawn,
    )


def _count(session: Session, table: type[FigureRow] | type[PositionRow], article_id: int) -> int:
    return session.exec(select(func.count()).select_from(table).where(table.article_id == article_id)).one()


def texts(session: Session, article_ids: Iterable[int]) -> Mapping[int, str]:
    """Return the original texts, for following a span back to its words."""
    wanted = set(article_ids)
    rows = session.exec(select(ArticleRow.id, ArticleRow.text).where(col(ArticleRow.id).in_(wanted)))
    return {key: text for key, text in rows if key is not None}


def read_between(session: Session, dossier: str, since: datetime, until: datetime) -> Sequence[int]:
    """Return the ids of a dossier's articles that were read in [since, until)."""
    rows = session.exec(
        select(ArticleRow.id).where(
            ArticleRow.dossier == dossier,
            ArticleRow.state == ArticleState.READ,
            col(ArticleRow.read_at) >= since,
            col(ArticleRow.read_at) < until,
        )
    )
    return [key for key in rows if key is not None]
