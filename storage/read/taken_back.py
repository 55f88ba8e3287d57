"""The figures, positions and sentences of a digest that readers may not see any more: what stands in the sentences of hidden
events alone, and what only deleted articles said."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlmodel import Session, col, select

from storage import nouns
from storage.model import Digest, DigestFigure, DigestPosition, Figure, Position, Source, Writing
from storage.read.seen import figures_for_readers, positions_for_readers, written_for_readers
from storage.read.sources import sources
from storage.tables import FigureRow, PositionRow

Told = TypeVar("Told", DigestFigure, DigestPosition)
Read = TypeVar("Read", Figure, Position)
# Whether readers may see what an article says, by the article and what it says.
_Seen = Mapping[tuple[int, Hashable], bool]


def without_taken_back(session: Session, digest: Digest) -> Digest:
    """Return a digest without the numbers and stances, or those of their sources, that readers may not see now."""
    articles = {source.article_id for source in digest.sources}
    if not articles or not (digest.figures or digest.positions or digest.writing):
        return digest
    known = sources(session, articles)
    numbers = session.exec(select(FigureRow).where(col(FigureRow.article_id).in_(articles)))
    stances = session.exec(select(PositionRow).where(col(PositionRow.article_id).in_(articles)))
    given = [nouns.figure(row, known) for row in numbers]
    taken = [nouns.position(row, known) for row in stances]
    figures = _seen(given, figures_for_readers(session, given), _number)
    positions = _seen(taken, positions_for_readers(session, taken), _stance)
    # Of an article that was deleted nothing is left to be seen.
    listed = [source.article_id if source.article_id in known else None for source in digest.sources]
    return replace(
        digest,
        figures=tuple(_left(digest.figures, listed, figures, _number)),
        positions=tuple(_left(digest.positions, listed, positions, _stance)),
        writing=_still_seen(session, digest.writing, known),
    )


def _still_seen(session: Session, writing: Writing | None, known: Mapping[int, Source]) -> Writing | None:
    """Return what was written without sentences that rest on articles that were deleted, or on hidden sentences."""
    if writing is None:
        return None
    there = [
        one
        for one in dict.fromkeys((*writing.lead, *writing.groups))
        if all(passage.article_id in known for passage in one.passages)
    ]
    seen = set(written_for_readers(session, there))
    return replace(
        writing,
        lead=tuple(one for one in writing.lead if one in seen),
        groups=tuple(one for one in writing.groups if one in seen),
    )


def _seen(found: Sequence[Read], shown: Sequence[Read], key: Callable[[Read], Hashable]) -> _Seen:
    return {
        (one.source.article_id, key(one)): visible
        for some, visible in ((found, False), (shown, True))
        for one in some
        if one.source
    }


def _left(
    told: Sequence[Told], listed: Sequence[int | None], seen: _Seen, key: Callable[[Told], Hashable]
) -> list[Told]:
    found = []
    for one in told:
        given = ((at, listed[at]) for at in one.sources)
        left = tuple(at for at, number in given if number is not None and seen.get((number, key(one)), True))
        if left or not one.sources:
            found.append(one if left == one.sources else replace(one, sources=left))
    return found


def _number(one: Figure | DigestFigure) -> Hashable:
    return one.what, one.value, one.qualifier, one.planned


def _stance(one: Position | DigestPosition) -> Hashable:
    return one.party, one.issue, one.stance, one.gist
