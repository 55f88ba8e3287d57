"""Rows ↔ nouns, in one place, so that no other module knows both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from storage.model import (
    Article,
    Correction,
    Decision,
    Delivery,
    DeliveryState,
    Digest,
    Edits,
    Ended,
    Event,
    EventType,
    Extraction,
    Figure,
    Period,
    Position,
    Precision,
    Report,
    Review,
    Source,
    Stance,
    Status,
    Subscriber,
    Timing,
)
from storage.tables import (
    ArticleRow,
    CorrectionRow,
    DeliveryRow,
    DigestRow,
    EventRow,
    FigureRow,
    PositionRow,
    ReportRow,
    SubscriberRow,
)

# Windows are told apart by their length in days, at most so many: who looks for short ones looks only a short way back.
LENGTHS = (0, 7, 31, 366, 3_660_000)


def article(row: ArticleRow) -> Article:
    return Article(row.text, row.publisher, row.published, row.url, row.id, extraction_of(row.extraction))


def source(row: ArticleRow) -> Source:
    assert row.id is not None
    return Source(
        row.id, row.publisher, row.url, row.published, row.title, row.copies, extraction_of(row.extraction)
    )


def extraction_of(column: str | None) -> Extraction | None:
    return Extraction(column) if column else None


def period(row: EventRow | ReportRow | Row[Any]) -> Period:
    return Period(row.first_day, row.last_day, Precision(row.precision))


def report(row: ReportRow | Row[Any], source: Source) -> Report:
    return Report(
        type=EventType(row.type),
        status=Status(row.status),
        when=period(row),
        place=row.place,
        participants=tuple(row.participants),
        issues=tuple(row.issues),
        spans=tuple(row.spans),
        substance=row.substance,
        attribution=row.attribution,
        headline=row.headline,
        background=row.background,
        rule=row.rule,
        id=row.id,
        source=source,
        figures=tuple(row.figures),
        window=Period(row.window_first, row.window_last),
        learned_at=row.learned_at,
        unresolved=tuple(row.unresolved),
    )


def report_values(
    told: Report, dossier: str, event_id: int, article_id: int, learned_at: datetime
) -> dict[str, Any]:
    """Return a new report's columns, for statements that write many."""
    first, last = told.window.first, told.window.last
    days = (last - first).days if first and last else 0
    return {
        "dossier": dossier,
        "event_id": event_id,
        "article_id": article_id,
        "type": told.type,
        "status": told.status,
        "first_day": told.when.first,
        "last_day": told.when.last,
        "precision": told.when.precision,
        "place": told.place,
        "participants": told.participants,
        "issues": told.issues,
        "spans": told.spans,
        "substance": told.substance,
        "attribution": told.attribution,
        "headline": told.headline,
        "background": told.background,
        "rule": told.rule,
        "figures": told.figures,
        "window_first": first,
        "window_last": last,
        "window_days": next(length for length in LENGTHS if days <= length),
        "unresolved": told.unresolved,
        "learned_at": learned_at,
    }


def event(row: EventRow | Row[Any], reports: Sequence[Report]) -> Event:
    return Event(
        type=EventType(row.type),
        status=Status(row.status),
        when=period(row),
        place=row.place,
        participants=tuple(row.participants),
        issues=tuple(row.issues),
        reports=tuple(reports),
        substance=row.substance,
        headline=row.headline,
        background=row.background,
        witnesses=row.witnesses,
        disagreements=tuple(row.disagreements),
        id=row.id,
        created_at=row.created_at,
        withdrawn=row.withdrawn,
        review=row.review,
        edits=row.edits,
    )


def event_values(agreed: Event, created_at: datetime) -> dict[str, Any]:
    """Return an event's columns as its reports tell it, under what was written over them; its dossier is the caller's."""
    over, review = agreed.written_over, agreed.review
    told = replace(agreed, **over.written) if over else agreed
    if over or review.agreed:
        review = replace(review, agreed=agreed.telling if over else Edits())
    waits = (replace(told, review=review) if review is not told.review else told).waits
    if waits != review.waits:
        review = replace(review, waits=waits)
    return {
        **_told_values(told),
        "listed_on": _listed_on(told, created_at),
        "issues": agreed.issues,
        "headline": agreed.headline,
        "background": agreed.background,
        "witnesses": agreed.witnesses,
        "disagreements": agreed.disagreements,
        "edits": agreed.edits,
        **_review_values(review),
        "indexed": False,
    }


def rewrite(row: EventRow, told: Event) -> None:
    """Put what is told of an event now, its edits and its review, into its row; its reports stay as they are."""
    columns = {
        **_told_values(told),
        "listed_on": _listed_on(told, row.created_at),
        "edits": told.edits,
        **_review_values(told.review),
    }
    for column, value in columns.items():
        setattr(row, column, value)
    row.indexed = False


def _told_values(told: Event) -> dict[str, Any]:
    return {
        "type": told.type,
        "status": told.status,
        "first_day": told.when.first,
        "last_day": told.when.last,
        "precision": told.when.precision,
        "place": told.place,
        "participants": told.participants,
        "substance": told.substance,
        "whole": told.whole,
    }


def _listed_on(told: Event, created_at: datetime) -> date:
    """What has not happened is listed under the day on which it was told, not above all that did."""
    happened = told.when.last if told.status not in (Status.PLANNED, Status.CONDITIONAL) else None
    told_by = min((source.published for source in told.sources if source.published), default=None)
    return happened or told_by or created_at.date()


def _review_values(review: Review) -> dict[str, Any]:
    return {
        "review": review,
        "state": review.state,
        "waits": review.waits,
        "released_at": review.released_at,
    }


def correction(row: CorrectionRow) -> Correction:
    assert row.id is not None
    return Correction(
        row.id,
        row.event_id,
        Decision(row.decision),
        row.edits,
        row.reason,
        row.decided_by,
        row.decided_at,
        row.undone,
    )


def figure(row: FigureRow | Row[Any], sources: Mapping[int, Source]) -> Figure:
    return Figure(
        what=row.what,
        value=row.value,
        spans=tuple(row.spans),
        qualifier=row.qualifier,
        attribution=row.attribution,
        planned=row.planned,
        as_of=row.as_of,
        source=sources[row.article_id],
    )


def figure_values(found: Figure, dossier: str, article_id: int, published: date | None) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "article_id": article_id,
        "what": found.what,
        "value": found.value,
        "qualifier": found.qualifier,
        "attribution": found.attribution,
        "planned": found.planned,
        "as_of": found.as_of,
        "day": found.as_of or published or date.min,
        "spans": found.spans,
    }


def position(row: PositionRow | Row[Any], sources: Mapping[int, Source]) -> Position:
    return Position(
        party=row.party,
        issue=row.issue,
        stance=Stance(row.stance),
        gist=row.gist,
        spans=tuple(row.spans),
        people=tuple(row.people),
        attribution=row.attribution,
        on=row.on_day,
        source=sources[row.article_id],
    )


def position_values(found: Position, dossier: str, article_id: int, published: date | None) -> dict[str, Any]:
    return {
        "dossier": dossier,
        "article_id": article_id,
        "party": found.party,
        "people": found.people,
        "issue": found.issue,
        "stance": found.stance,
        "gist": found.gist,
        "attribution": found.attribution,
        "on_day": found.on,
        "day": found.on or published or date.min,
        "spans": found.spans,
    }


def digest(row: DigestRow) -> Digest:
    return replace(row.content, id=row.id)


def digest_json(told: Digest) -> str:
    """Return a digest as JSON, for those who take it elsewhere."""
    return TypeAdapter(Digest).dump_json(told, indent=1, ensure_ascii=False).decode()


def delivery(
    row: DeliveryRow, told: Digest, parts: Sequence[str], timing: Timing | None, topic: int | None = None
) -> Delivery:
    assert row.id is not None
    return Delivery(
        id=row.id,
        digest=told,
        chat_id=row.chat_id,
        state=DeliveryState(row.state),
        parts=tuple(parts),
        sent_parts=tuple(row.sent_parts),
        attempts=row.attempts + 1,
        timing=timing,
        correction_id=row.correction_id,
        topic=topic,
    )


def subscriber(row: SubscriberRow | Row[Any]) -> Subscriber:
    ended = None if row.ended is None else Ended(row.ended)
    return Subscriber(row.chat_id, row.timing, row.active, row.told_until, row.habits, ended, row.wishes)
