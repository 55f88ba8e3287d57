"""What of an event was news in a window of time, from when each report was learned and readers were let see it;
knows no store and no clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from storage.model import Event, Report, Status
from summarizer.agreement import combine
from summarizer.gazetteer import NOWHERE, Gazetteer


def as_known(event: Event, until: datetime, gazetteer: Gazetteer = NOWHERE) -> Event | None:
    """Return the event as readers could know it at `until`, by the reports that had been read; None before the first.

    What editors have written over it stands whenever they wrote it.
    """
    known = tuple(report for report in event.reports if _learned(report, until))
    released = event.review.released_at
    if not known or (released is not None and released >= until):
        return None
    if len(known) == len(event.reports):
        return event
    then = replace(
        combine(known, gazetteer),
        id=event.id,
        created_at=event.created_at,
        review=event.review,
        edits=event.edits,
    )
    return replace(then, **event.written_over.written)


def news_between(
    event: Event, since: datetime, until: datetime, gazetteer: Gazetteer = NOWHERE
) -> Event | None:
    """Return the event as it stood at `until` where a reader who knew it at `since` would want to be told; else None."""
    now = as_known(event, until, gazetteer)
    if now is None or now.background or not now.whole:
        return None
    before = as_known(event, since, gazetteer)
    return now if before is None or is_news(before, now) else None


def is_news(before: Event, after: Event) -> bool:
    """True for what a reader would want to be told again: another status, a first day or place, no mere history."""
    if before.background or not before.whole:
        return not after.background
    if after.status is not before.status:
        return after.status is not Status.CONDITIONAL
    return (before.when.first is None and after.when.first is not None) or (
        before.place is None and after.place is not None and after.status is Status.PLANNED
    )


def _learned(report: Report, until: datetime) -> bool:
    return report.learned_at is not None and report.learned_at < until
