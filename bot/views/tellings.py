"""What a line says, whether it comes from a stored event or from a published digest; knows no wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from storage.model import (
    Decision,
    Digest,
    DigestLine,
    Disagreement,
    Event,
    EventType,
    Participant,
    Period,
    Source,
    Status,
    Stop,
)

# After this long, an undated plan is said to have been one.
AN_UNDATED_PLANS_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a line says, whether it comes from a stored event or from a published digest.

    `rule` names the trigger that found what is told, `decision` is what an editor decided of it since.
    """

    event_id: int
    type: EventType
    status: Status
    when: Period
    place: str | None
    participants: tuple[Participant, ...]
    issues: tuple[str, ...]
    substance: str | None
    attribution: str | None
    sources: tuple[Source, ...]
    past: bool
    disagreements: tuple[Disagreement, ...] = ()
    rule: str = ""
    stops: tuple[Stop, ...] = ()
    decision: Decision | None = None


def of_event(event: Event, today: date) -> Telling:
    """Return what to tell of a stored event; it is attributed where no report tells it in its own voice."""
    said = [report.attribution for report in event.reports]
    unsure = event.status is Status.CLAIMED or all(said)
    return Telling(
        event_id=event.id or 0,
        type=event.type,
        status=event.status,
        when=event.when,
        place=event.place,
        participants=event.participants,
        issues=event.issues,
        substance=event.substance,
        attribution=next(filter(None, said), None) if unsure else None,
        sources=event.sources,
        past=_lies_behind(event, today),
        disagreements=event.disagreements,
        rule=event.rule,
    )


def _lies_behind(event: Event, today: date) -> bool:
    """True where the event's day is over; an undated plan is taken to be, some time after it was told."""
    if event.when.last:
        return event.when.last < today
    told = [source.published for source in event.sources if source.published]
    # The difference of two days is always one; a sum may lie beyond the last day that there is.
    return bool(told) and today - max(told) > AN_UNDATED_PLANS_LIFE


def of_digest(line: DigestLine, digest: Digest) -> Telling:
    """Return what to tell of a line of `digest`; what it does not list as planned lies behind us."""
    return Telling(
        event_id=line.event_id,
        type=line.type,
        status=line.status,
        when=line.when,
        place=line.place,
        participants=line.participants,
        issues=line.issues,
        substance=line.substance,
        attribution=line.attribution,
        sources=tuple(digest.sources[index] for index in line.sources),
        past=line not in digest.planned,
        disagreements=line.disagreements,
        rule=line.rule,
        stops=line.stops,
        decision=next((one.decision for one in digest.corrections if one.event_id == line.event_id), None),
    )


def day_of(told: Telling) -> date | None:
    """Return a day of the event, for telling who held which office; near enough where only the report is dated."""
    return told.when.first or next((source.published for source in told.sources if source.published), None)
