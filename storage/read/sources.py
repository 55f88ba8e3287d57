"""The question where something was read; apart, because events, figures and positions all ask it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import load_only
from sqlmodel import Session, col, select

from storage import nouns
from storage.model import Source
from storage.tables import ArticleRow

_TOLD = (
    col(ArticleRow.publisher),
    col(ArticleRow.url),
    col(ArticleRow.published),
    col(ArticleRow.title),
    col(ArticleRow.copies),
    col(ArticleRow.extraction),
)


def sources(session: Session, article_ids: Iterable[int]) -> Mapping[int, Source]:
    """Return publisher, link, date and title of the articles, by id, without their texts."""
    rows = session.exec(
        select(ArticleRow).where(col(ArticleRow.id).in_(set(article_ids))).options(load_only(*_TOLD))  # type: ignore[arg-type]
    )
    return {found.article_id: found for found in map(nouns.source, rows)}
