"""The question where something was read; apart, because events, figures and positions all ask it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select
from sqlmodel import Session

from storage import nouns
from storage.model import Source
from storage.tables import ArticleRow, table

_ARTICLES = table(ArticleRow)
# Without their texts; made once, since to make a statement costs more than to ask it.
_TOLD = select(
    *(_ARTICLES.c[name] for name in ("id", "publisher", "url", "published", "title", "copies", "extraction"))
).where(_ARTICLES.c.id.in_(bindparam("some", expanding=True)))


def sources(session: Session, article_ids: Iterable[int]) -> Mapping[int, Source]:
    """Return publisher, link, date and title of the articles, by id, without their texts."""
    session.flush()
    rows = session.connection().execute(_TOLD, {"some": list(set(article_ids))})
    return {
        row.id: Source(
            row.id,
            row.publisher,
            row.url,
            row.published,
            row.title,
            row.copies,
            nouns.extraction_of(row.extraction),
        )
        for row in rows
    }
