"""The same event across articles: what new reports make of the events that are known; knows no store and no clock.

The reports of a family of events are put together anew each time, by `summarizer.grouping`, so that the order
in which articles arrive changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields, replace

from storage.model import Event, Family, Figure, Regrouped, Report, Source, Status
from summarizer.agreement import combine, witnesses
from summarizer.gazetteer import Gazetteer
from summarizer.grouping import Group, Rulings, grouped
from summarizer.kinds import nearby_types, window
from summarizer.likenesses import Likenesses
from summarizer.traits import Traits

__all__ = ["combine", "fresh", "merge", "nearby_types", "placed", "window", "witnesses"]

# All that an event is but its reports, which are compared by their ids.
_TOLD = tuple(field.name for field in fields(Event) if field.name != "reports")
# The reports of stored events, by the events' ids.
Known = Mapping[int, Sequence[Report]]


def placed(report: Report, source: Source, figures: Iterable[Figure]) -> Report:
    """Return a report that was read as merging needs it: with its source, its window and the figures of its sentences."""
    own = tuple(
        figure
        for figure in figures
        if any(span.meets(mine) for span in figure.spans for mine in report.spans)
    )
    told = replace(report, source=source, figures=own)
    return replace(told, window=window(told))


def fresh(reports: Iterable[Traits], known: Known) -> list[Traits]:
    """Return those reports that no known event holds already: reading an article again tells nothing."""
    new = list(reports)
    articles = {one.article for one in new} - {None}
    stored = (told for held in known.values() for told in held)
    held = {_telling(told) for told in stored if told.source and told.source.article_id in articles}
    return [one for one in new if _telling(one.report) not in held]


def merge(
    reports: Sequence[Traits],
    known: Known,
    likenesses: Likenesses,
    rulings: Rulings | None = None,
    anew: Collection[int] = (),
) -> Regrouped:
    """Return what the `known` events become with these new reports; those that hold the same ones as before by their ids.

    `known` are all events of the families that the new `reports` resemble; these have no ids. `anew` are the known events
    that are worked out anew although they hold the same reports: some are gone, or turned out to be copies.
    """
    stored = likenesses.traits(told for held in known.values() for told in held)
    families = grouped([*stored, *reports], likenesses, rulings or {})
    heirs = _heirs(known, [group for family in families for group in family])
    made = [_family(family, heirs, known, anew, likenesses.gazetteer) for family in families]
    return Regrouped(tuple(family for family in made if family.events), _absorbed(known, families, heirs))


def without_mere_denials(regrouped: Regrouped) -> Regrouped:
    """Return the regrouped events without those that are new and that nobody has told of: they are denied, and no more."""
    families = (
        replace(family, events=tuple(event for event in family.events if not _is_mere_denial(event)))
        for family in regrouped.families
    )
    return replace(regrouped, families=tuple(family for family in families if family.events))


def _is_mere_denial(event: Event) -> bool:
    return event.id is None and all(report.status is Status.DENIED for report in event.reports)


def settled(regrouped: Regrouped, standing: Mapping[int, Event]) -> Regrouped:
    """Return the regrouped events with what editors decided of them, those that are told as before among the unchanged.

    `standing` are the known events as they stand, by their ids.
    """
    families = []
    for family in regrouped.families:
        stood = [_standing(event, standing) for event in family.events]
        same = {event.id for event in stood if event.id and not _differs(event, standing[event.id])}
        events = tuple(event for event in stood if event.id not in same)
        if events:
            families.append(Family(events, family.unchanged | (same - {None})))
    return replace(regrouped, families=tuple(families))


def _standing(event: Event, standing: Mapping[int, Event]) -> Event:
    was = standing.get(event.id or 0)
    if was is None:
        return event
    return replace(
        event, created_at=was.created_at, withdrawn=was.withdrawn, review=was.review, edits=was.edits
    )


def _differs(event: Event, was: Event) -> bool:
    if {report.id for report in was.reports} != {report.id for report in event.reports}:
        return True
    over = event.written_over.written
    return any(getattr(was, name) != over.get(name, getattr(event, name)) for name in _TOLD)


def _telling(report: Report) -> tuple[object, ...]:
    article = report.source.article_id if report.source else None
    return article, report.type, report.spans, report.participants


def _heirs(known: Known, groups: Sequence[Group]) -> Mapping[int | None, int]:
    """Return which event goes on as which group: as the one with most of its reports, the oldest event first.

    A group is named by the first of its reports that is stored.
    """
    group_of = {report.id: name for group in groups for name in [_name(group)] for report in group}
    heirs: dict[int | None, int] = {}
    for event, reports in sorted(known.items()):
        # Of equals the one that holds the oldest report: the counter keeps the order of the event's reports.
        counted = Counter(group_of[report.id] for report in reports)
        free = (group for group, _ in counted.most_common() if group not in heirs)
        if (group := next(free, None)) is not None:
            heirs[group] = event
    return heirs


def _name(group: Group) -> int | None:
    return min((report.id for report in group if report.id is not None), default=None)


def _family(
    groups: Sequence[Group],
    heirs: Mapping[int | None, int],
    known: Known,
    anew: Collection[int],
    gazetteer: Gazetteer,
) -> Family:
    events: list[Event] = []
    unchanged: set[int] = set()
    for group in groups:
        heir = heirs.get(_name(group))
        if heir is not None and heir not in anew and _holds(group, known[heir]):
            unchanged.add(heir)
        else:
            events.append(replace(combine(group, gazetteer), id=heir))
    return Family(tuple(events), frozenset(unchanged))


def _holds(group: Group, before: Sequence[Report]) -> bool:
    return {report.id for report in group} == {report.id for report in before}


def _absorbed(
    known: Known, families: Iterable[Iterable[Group]], heirs: Mapping[int | None, int]
) -> Mapping[int, int]:
    """Return the ids that are gone, each with the id of the event that holds the first of its reports."""
    gone = known.keys() - heirs.values()
    every = (group for family in families for group in family) if gone else ()
    holder = {report.id: heirs.get(_name(group)) for group in every for report in group}
    # Who is gone left its place to the heirs of all the groups that hold one of its reports.
    return {event: heir for event in sorted(gone) if (heir := holder[known[event][0].id]) is not None}
