"""The same event across articles: what new reports make of the events that are known; knows no store and no clock.

The reports of a family of events are put together anew each time, by `summarizer.grouping`, so that the order
in which articles arrive changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from storage.model import Event, Figure, Regrouped, Report, Source
from summarizer.agreement import combine, witnesses
from summarizer.gazetteer import NOWHERE, Gazetteer
from summarizer.grouping import Rulings, grouped
from summarizer.kinds import nearby_types, window
from summarizer.sameness import likeness

__all__ = ["combine", "fresh", "merge", "nearby_types", "placed", "resembles", "window", "witnesses"]


def placed(report: Report, source: Source, figures: Iterable[Figure]) -> Report:
    """Return a report that was read as merging needs it: with its source, its window and the figures of its sentences."""
    own = tuple(
        figure
        for figure in figures
        if any(span.meets(mine) for span in figure.spans for mine in report.spans)
    )
    told = replace(report, source=source, figures=own)
    return replace(told, window=window(told))


def fresh(reports: Iterable[Report], known: Sequence[Event]) -> list[Report]:
    """Return those reports that no known event holds already: reading an article again tells nothing."""
    held = {_telling(told) for event in known for told in event.reports if told.source}
    return [report for report in reports if report.source is None or _telling(report) not in held]


def resembles(report: Report, told: Report, gazetteer: Gazetteer = NOWHERE) -> bool:
    """True where enough speaks for the two telling one happening, before anything else is known."""
    return likeness(report, told, gazetteer) > 0


def merge(
    reports: Sequence[Report],
    known: Sequence[Event],
    gazetteer: Gazetteer = NOWHERE,
    rulings: Rulings | None = None,
) -> Regrouped:
    """Return what the `known` events become with these new reports; events that stay as they are are left out.

    `known` are all events of the families that the reports resemble, with ids; `reports` have none.
    """
    every = [*(told for event in known for told in event.reports), *reports]
    families = grouped(every, gazetteer, rulings or {})
    heirs = _heirs(known, [group for family in families for group in family])
    events = [[_event(group, heirs, gazetteer) for group in family] for family in families]
    before = {event.id: event for event in known}
    every_event = [event for family in events for event in family]
    same = {event.id for event in every_event if event.id is not None and not _differs(event, before)}
    changed = tuple(tuple(family) for family in events if any(event.id not in same for event in family))
    kept = frozenset(event.id for family in changed for event in family if event.id in same)
    return Regrouped(changed, _absorbed(known, every_event), frozenset(kept - {None}))


def _telling(report: Report) -> tuple[object, ...]:
    article = report.source.article_id if report.source else None
    return article, report.type, report.spans, report.participants


def _heirs(known: Sequence[Event], groups: Sequence[tuple[Report, ...]]) -> Mapping[int | None, Event]:
    """Return which event goes on as which group: as the one with most of its reports, the oldest event first.

    A group is named by the first of its reports that is stored.
    """
    group_of = {report.id: _name(group) for group in groups for report in group}
    heirs: dict[int | None, Event] = {}
    for event in sorted(known, key=lambda event: event.id or 0):
        # Of equals the one that holds the oldest report: the counter keeps the order of the event's reports.
        counted = Counter(group_of[report.id] for report in event.reports)
        free = (group for group, _ in counted.most_common() if group not in heirs)
        if (group := next(free, None)) is not None:
            heirs[group] = event
    return heirs


def _name(group: tuple[Report, ...]) -> int | None:
    return min((report.id for report in group if report.id is not None), default=None)


def _event(group: tuple[Report, ...], heirs: Mapping[int | None, Event], gazetteer: Gazetteer) -> Event:
    made, was = combine(group, gazetteer), heirs.get(_name(group))
    if was is None:
        return made
    return replace(
        made,
        id=was.id,
        created_at=was.created_at,
        withdrawn=was.withdrawn,
        review=was.review,
        edits=was.edits,
    )


def _differs(event: Event, before: Mapping[int | None, Event]) -> bool:
    was = before.get(event.id)
    if was is None or {report.id for report in was.reports} != {report.id for report in event.reports}:
        return True
    return replace(was, reports=()) != replace(event, reports=(), **event.written_over.written)


def _absorbed(known: Sequence[Event], now: Sequence[Event]) -> Mapping[int, int]:
    """Return the ids that are gone, each with the id of the event that holds the first of its reports."""
    left = {event.id for event in now}
    holder = {report.id: event.id for event in now for report in event.reports}
    gone = [event for event in known if event.id not in left]
    return {event.id: new for event in gone if event.id and (new := holder[event.reports[0].id])}
