"""The same event across articles: which report belongs to which event; knows no store and no clock.

One article is merged at a time, each of its reports with one known event at most, the surest pair first. Two
reports of one article are never joined: the reading room has done so where it could.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from storage.model import Event, Report, Status, Told
from summarizer.agreement import combine, witnesses
from summarizer.contradiction import apart
from summarizer.gazetteer import NOWHERE, Gazetteer
from summarizer.kinds import nearby_types, window
from summarizer.sameness import likeness

__all__ = ["combine", "merge", "nearby_types", "same_happening", "window", "witnesses"]

# Where a second event fits nearly as well, nobody can tell which is meant, and the report stands alone.
_CLEARLY = 2


def merge(reports: Sequence[Report], known: Sequence[Event], gazetteer: Gazetteer = NOWHERE) -> list[Told]:
    """Return what each of one article's reports adds to the `known` events, in the order of the text.

    Reports that a known event holds already are left out: reading an article again tells nothing.
    """
    fresh = [report for report in reports if not _is_held(report, known)]
    chosen = _pairs(fresh, known, gazetteer)
    return [_told(report, chosen.get(number), gazetteer) for number, report in enumerate(fresh)]


def same_happening(report: Report, event: Event, gazetteer: Gazetteer = NOWHERE) -> bool:
    """True when `report` tells `event`: enough speaks for it, and none of the event's reports against it."""
    return fit(report, event, gazetteer) > 0


def fit(report: Report, event: Event, gazetteer: Gazetteer = NOWHERE) -> int:
    """Return how well `report` fits `event`, in points; 0 where it is another happening or uncertain."""
    if any(apart(report, told, gazetteer) for told in event.reports):
        return 0
    return max((likeness(report, told, gazetteer) for told in event.reports), default=0)


def _is_held(report: Report, known: Sequence[Event]) -> bool:
    return any(_is_same_telling(report, told) for event in known for told in event.reports)


def _is_same_telling(one: Report, other: Report) -> bool:
    if not (one.source and other.source) or one.source.article_id != other.source.article_id:
        return False
    return (one.type, one.spans, one.participants) == (other.type, other.spans, other.participants)


def _pairs(reports: Sequence[Report], known: Sequence[Event], gazetteer: Gazetteer) -> dict[int, Event]:
    """Match reports (by number) and events one to one, the best fit first."""
    fits = sorted(_clear_fits(reports, known, gazetteer), key=lambda found: (-found[0], found[1], found[2]))
    chosen: dict[int, Event] = {}
    taken: set[int] = set()
    for _, number, place in fits:
        if number not in chosen and place not in taken:
            chosen[number] = known[place]
            taken.add(place)
    return chosen


def _clear_fits(
    reports: Sequence[Report], known: Sequence[Event], gazetteer: Gazetteer
) -> Iterator[tuple[int, int, int]]:
    """Yield points, report and event (by number) for every report that fits one event and no rival of it."""
    for number, report in enumerate(reports):
        points = [fit(report, event, gazetteer) for event in known]
        best = max(points, default=0)
        if not best:
            continue
        place = points.index(best)
        close = [event for event, some in zip(known, points, strict=True) if some and best - some < _CLEARLY]
        if not any(_rivals(known[place], event, gazetteer) for event in close):
            yield best, number, place


def _rivals(one: Event, other: Event, gazetteer: Gazetteer) -> bool:
    """True where the two cannot be the same happening, so that a report of both is a report of neither."""
    if one.id == other.id:
        return False
    return any(apart(mine, theirs, gazetteer) for mine in one.reports for theirs in other.reports)


def _told(report: Report, event: Event | None, gazetteer: Gazetteer) -> Told:
    if event is None:
        return Told(report, combine([report], gazetteer), news=True)
    joined = combine([*event.reports, report], gazetteer)
    joined = replace(joined, id=event.id, created_at=event.created_at, changed_at=event.changed_at)
    return Told(report, joined, _is_news(event, joined))


def _is_news(before: Event, after: Event) -> bool:
    """What a reader would want to be told again: another status, a first day or place, no longer mere history."""
    if before.background:
        return not after.background
    if after.status is not before.status:
        return after.status is not Status.CONDITIONAL
    return (before.when.first is None and after.when.first is not None) or (
        before.place is None and after.place is not None and after.status is Status.PLANNED
    )
