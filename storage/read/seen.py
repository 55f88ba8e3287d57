"""What readers may see of what is stored: every question of theirs asks here, and nowhere else is it decided.

An event that an editor has withdrawn or rejected, or that waits for one, is none for them; nor are the numbers and
the stances that stand in its sentences alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import not_
from sqlalchemy import select as columns
from sqlmodel import Session, and_, col

from storage.batches import batches
from storage.model import Figure, Position, ReviewState, Span
from storage.tables import ArticleRow, EventRow, ReportRow

_OPEN = (ReviewState.FREE, ReviewState.APPROVED)
# What may be told at all; whoever asks for more than news adds nothing to it.
FOR_READERS = (col(EventRow.withdrawn).is_(False), col(EventRow.state).in_(_OPEN))
# What is no news besides: retold history, what is known by halves.
NEWS = (col(EventRow.background).is_(False), col(EventRow.whole).is_(True), *FOR_READERS)

# Of an article that an editor has withdrawn no number and no stance is told.
OF_TOLD_ARTICLES = col(ArticleRow.withdrawn).is_(False)

Fact = TypeVar("Fact", Figure, Position)
_Sentences = Mapping[int, Sequence[Span]]


def for_readers(session: Session, found: Sequence[Fact]) -> list[Fact]:
    """Leave out those figures or positions whose sentences are told by no event that readers may see, but by one
    that they may not."""
    articles = {one.source.article_id for one in found if one.source}
    hidden = _sentences(session, articles, hidden=True)
    if not hidden:
        return list(found)
    shown = _sentences(session, set(hidden), hidden=False)
    return [one for one in found if not _stands_in(one, hidden) or _stands_in(one, shown)]


def _sentences(session: Session, article_ids: Collection[int], *, hidden: bool) -> _Sentences:
    """Return the sentences of these articles that events tell which readers may see, or may not."""
    seen = and_(*FOR_READERS)
    asked = columns(col(ReportRow.article_id), col(ReportRow.spans)).join(EventRow)
    found: dict[int, list[Span]] = defaultdict(list)
    for some in batches(article_ids):
        told = asked.where(col(ReportRow.article_id).in_(some), not_(seen) if hidden else seen)
        for article_id, spans in session.execute(told):
            found[article_id].extend(spans)
    return found


def _stands_in(one: Figure | Position, sentences: _Sentences) -> bool:
    told = sentences.get(one.source.article_id, ()) if one.source else ()
    return any(span.meets(sentence) for span in one.spans for sentence in told)
