"""Rows ↔ nouns, in one place, so that no other module knows both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import TypeAdapter

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
    Figure,
    Period,
    Position,
    Precision,
    Report,
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

# Windows of more days than this are few, and are looked for apart.
LONG = timedelta(days=31)


def article(row: ArticleRow) -> Article:
    return Article(row.text, row.publisher, row.published, row.url, row.id)


def source(row: ArticleRow) -> Source:
    assert row.id is not None
    return Source(row.id, row.publisher, row.url, row.published, row.title, row.copies)


def period(row: EventRow | ReportRow) -> Period:
    return Period(row.first_day, row.last_day, Precision(row.precision))


def report(row: ReportRow, source: Source) -> Report:
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
    )


def report_row(told: Report, dossier: str, event_id: int, article_id: int, learned_at: datetime) -> ReportRow:
    first, last = told.window.first, told.window.last
    return ReportRow(
        dossier=dossier,
        event_id=event_id,
        article_id=article_id,
        type=told.type,
        status=told.status,
        first_day=told.when.first,
        last_day=told.when.last,
        precision=told.when.precision,
        place=told.place,
        participants=told.participants,
        issues=told.issues,
        spans=told.spans,
        substance=told.substance,
        attribution=told.attribution,
        headline=told.headline,
        background=told.background,
        rule=told.rule,
        figures=told.figures,
        window_first=first,
        window_last=last,
        window_long=bool(first and last and last - first > LONG),
        learned_at=learned_at,
    )


def event(row: EventRow, reports: Sequence[Report]) -> Event:
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
    )


def fill_event_row(row: EventRow, agreed: Event) -> None:
    """Write an event's agreed fields into `row`, whose `created_at` is set; its times and dossier are the caller's."""
    row.type, row.status = agreed.type, agreed.status
    row.first_day, row.last_day = agreed.when.first, agreed.when.last
    told_by = min((source.published for source in agreed.sources if source.published), default=None)
    # What has not happened is listed under the day on which it was told, not above all that did.
    happened = agreed.when.last if agreed.status not in (Status.PLANNED, Status.CONDITIONAL) else None
    row.listed_on = happened or told_by or row.created_at.date()
    row.precision, row.place = agreed.when.precision, agreed.place
    row.participants, row.issues = agreed.participants, agreed.issues
    row.substance, row.whole = agreed.substance, agreed.whole
    row.headline, row.background = agreed.headline, agreed.background
    row.witnesses, row.disagreements = agreed.witnesses, agreed.disagreements
    write_over(row)


def write_over(row: EventRow) -> None:
    """Put what editors wrote in the place of what the reports tell."""
    edits = row.edits or Edits()
    row.type, row.status = edits.type or row.type, edits.status or row.status
    row.place, row.substance = edits.place or row.place, edits.substance or row.substance
    if edits.when is not None:
        row.first_day, row.last_day = edits.when.first, edits.when.last
        row.precision, row.listed_on = edits.when.precision, edits.when.last or row.listed_on


def correction(row: CorrectionRow) -> Correction:
    assert row.id is not None
    return Correction(
        row.id, row.event_id, Decision(row.decision), row.edits, row.reason, row.decided_by, row.decided_at
    )


def figure(row: FigureRow, sources: Mapping[int, Source]) -> Figure:
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


def figure_row(found: Figure, dossier: str, article_id: int) -> FigureRow:
    return FigureRow(
        dossier=dossier,
        article_id=article_id,
        what=found.what,
        value=found.value,
        qualifier=found.qualifier,
        attribution=found.attribution,
        planned=found.planned,
        as_of=found.as_of,
        spans=found.spans,
    )


def position(row: PositionRow, sources: Mapping[int, Source]) -> Position:
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


def position_row(found: Position, dossier: str, article_id: int) -> PositionRow:
    return PositionRow(
        dossier=dossier,
        article_id=article_id,
        party=found.party,
        people=found.people,
        issue=found.issue,
        stance=found.stance,
        gist=found.gist,
        attribution=found.attribution,
        on_day=found.on,
        spans=found.spans,
    )


def digest(row: DigestRow) -> Digest:
    return replace(row.content, id=row.id)


def digest_json(told: Digest) -> str:
    """Return a digest as JSON, for those who take it elsewhere."""
    return TypeAdapter(Digest).dump_json(told, indent=1, ensure_ascii=False).decode()


def delivery(row: DeliveryRow, told: Digest, parts: Sequence[str], timing: Timing | None) -> Delivery:
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
    )


def subscriber(row: SubscriberRow) -> Subscriber:
    ended = None if row.ended is None else Ended(row.ended)
    return Subscriber(row.chat_id, row.timing, row.active, row.told_until, row.habits, ended)
