"""What readers may see of what is stored: every question of theirs asks here, and nowhere else is it decided.

An event that an editor has withdrawn or rejected, or that waits for one, is none for them; nor are the numbers that
stand in its sentences alone. A stance is told only where an event that they may see says the same: whose demand,
refusal, consent or offer it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, String, cast
from sqlalchemy import select as columns
from sqlmodel import Session, and_, col, or_

from storage.batches import batches
from storage.model import EventType, Figure, Position, ReviewState, Role, Span, Stance, Status, Written
from storage.tables import ArticleRow, EventRow, ReportRow

_OPEN = (ReviewState.FREE, ReviewState.APPROVED)
# What may be told at all; whoever asks for more than news adds nothing to it.
FOR_READERS = (col(EventRow.withdrawn).is_(False), col(EventRow.state).in_(_OPEN))
# Of these alone some reports are shown and some not; what is as it is by default is not written into the column.
_SEEN_IN_PART = cast(col(EventRow.review), String).contains("seen_until")
# What is no news besides: retold history, what is known by halves.
NEWS = (col(EventRow.background).is_(False), col(EventRow.whole).is_(True), *FOR_READERS)
# Told as something that was done, even where only one side says so.
_DONE = (Status.HAPPENED, Status.CLAIMED)

# Of an article that an editor has withdrawn no number and no stance is told.
OF_TOLD_ARTICLES = col(ArticleRow.withdrawn).is_(False)

# The events that bear a stance out. Read by itself a stance is too often another's: a strict reader of Arabic found
# two of three that were told to be false.
_BORNE_OUT_BY: Mapping[Stance, Collection[EventType]] = {
    Stance.DEMANDS: {EventType.DEMAND, EventType.THREAT},
    Stance.REJECTS: {EventType.REJECTION},
    Stance.ACCEPTS: {EventType.ACCEPTANCE, EventType.AGREEMENT},
    Stance.OFFERS: {EventType.PROPOSAL},
}

_BEARING_OUT = frozenset().union(*_BORNE_OUT_BY.values())

_Sentences = Mapping[int, Sequence[Span]]


_REPORTED = columns(
    col(ReportRow.article_id),
    col(ReportRow.type),
    col(ReportRow.participants),
    col(ReportRow.spans),
    col(ReportRow.learned_at),
    col(EventRow.review),
).join(EventRow)


def is_news(columns: Mapping[str, Any]) -> bool:
    """True for an event, by its columns, that is news which readers may see, and that is told as done."""
    shown = columns["state"] in _OPEN and not columns["withdrawn"]
    return shown and columns["whole"] and not columns["background"] and columns["status"] in _DONE


def figures_for_readers(session: Session, found: Sequence[Figure]) -> list[Figure]:
    """Leave out those figures whose sentences are told by no event that readers may see, but by one that they may not."""
    hidden, shown = _hidden_and_shown(session, {_article(one) for one in found})
    return [
        one
        for one in found
        if not _stands_in(_article(one), one.spans, hidden) or _stands_in(_article(one), one.spans, shown)
    ]


def written_for_readers(session: Session, found: Sequence[Written]) -> list[Written]:
    """Leave out those sentences that rest on one which is told by no event that readers may see, but by one that they
    may not."""
    proofs = {proof for one in found for proof in one.passages}
    hidden, shown = _hidden_and_shown(session, {proof.article_id for proof in proofs})
    unseen = {
        one
        for one in proofs
        if _stands_in(one.article_id, [one.span], hidden)
        and not _stands_in(one.article_id, [one.span], shown)
    }
    return [one for one in found if not unseen.intersection(one.passages)]


def positions_for_readers(session: Session, found: Sequence[Position]) -> list[Position]:
    """Leave out those positions that no event bears out which readers may see."""
    told = _told(session, {one.source.article_id for one in found if one.source})
    return [one for one in found if any(_bears_out(report, one) for report in told[_article(one)])]


def _article(one: Figure | Position) -> int:
    return one.source.article_id if one.source else 0


def _told(session: Session, article_ids: Collection[int]) -> Mapping[int, Sequence[Row[Any]]]:
    """Return what these articles tell that may bear out a stance, of events that readers may see, by article."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for some in batches(article_ids):
        asked = _REPORTED.where(
            col(ReportRow.article_id).in_(some), col(ReportRow.type).in_(_BEARING_OUT), *FOR_READERS
        )
        for row in session.execute(asked):
            if _is_seen(row):
                found[row.article_id].append(row)
    return found


def _is_seen(row: Row[Any]) -> bool:
    """True for a report that readers may see of an event that they may see."""
    until = row.review.seen_until
    return until is None or bool(row.learned_at <= until)


def _bears_out(report: Row[Any], position: Position) -> bool:
    """True for the same party's deed of that kind, told in the same sentence."""
    if report.type not in _BORNE_OUT_BY[position.stance]:
        return False
    actors = {name for who in report.participants if who.role is Role.ACTOR for name in (who.name, who.party)}
    return position.party in actors and any(
        mine.meets(its) for mine in position.spans for its in report.spans
    )


def _sentences(session: Session, article_ids: Collection[int], *, hidden: bool) -> _Sentences:
    """Return the sentences of these articles that events tell which readers may see, or may not."""
    seen = and_(*FOR_READERS).label("seen")
    partly = [or_(~and_(*FOR_READERS), _SEEN_IN_PART)] if hidden else []
    found: dict[int, list[Span]] = defaultdict(list)
    for some in batches(article_ids):
        asked = _REPORTED.add_columns(seen).where(col(ReportRow.article_id).in_(some), *partly)
        for row in session.execute(asked):
            if (row.seen and _is_seen(row)) is not hidden:
                found[row.article_id].extend(row.spans)
    return found


def _hidden_and_shown(session: Session, articles: Collection[int]) -> tuple[_Sentences, _Sentences]:
    hidden = _sentences(session, articles, hidden=True)
    return hidden, _sentences(session, set(hidden), hidden=False) if hidden else {}


def _stands_in(article: int, spans: Iterable[Span], sentences: _Sentences) -> bool:
    return any(span.meets(sentence) for span in spans for sentence in sentences.get(article, ()))
