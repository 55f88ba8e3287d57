"""What the reports of one happening tell differently, each version with who tells it; knows no store and no wording.

A figure that was counted on another day is no disagreement but the next of a series, and a plan that came out
otherwise is none either.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations
from typing import TypeVar

from storage.model import Disagreement, EventType, Figure, Matter, Period, Report, Status, Version
from summarizer.gazetteer import NOWHERE, Gazetteer
from summarizer.kinds import ENCOUNTERS, sides
from summarizer.traits import FREED

# Where it matters who all took part, and outlets differ in it; a statement has its speaker.
_COMPANY = ENCOUNTERS | {EventType.AGREEMENT, EventType.TRUCE}
_AHEAD = frozenset({Status.PLANNED, Status.CONDITIONAL})
# A number of no named kind may count anything.
_UNNAMED = "other"

Said = TypeVar("Said", bound=Hashable)


def disagreements(
    reports: Sequence[Report], status: Status, gazetteer: Gazetteer = NOWHERE
) -> tuple[Disagreement, ...]:
    """Return in what these reports of one event differ; `status` is what they agree on best."""
    if len(reports) < 2:
        return ()
    # What was planned and what came of it do not contradict each other.
    told = [report for report in reports if status in _AHEAD or report.status not in _AHEAD]
    found = [
        _status(reports),
        _days(told),
        _place(told, gazetteer),
        _company(told, gazetteer),
        *_figures(told),
    ]
    return tuple(one for one in found if one)


def _status(reports: Sequence[Report]) -> Disagreement | None:
    versions = _versions(reports, lambda report: report.status)
    if len(versions) < 2 or all(status is not Status.DENIED for status, _ in versions):
        return None
    return Disagreement(Matter.STATUS, tuple(Version(ids, status=status) for status, ids in versions))


def _days(reports: Sequence[Report]) -> Disagreement | None:
    versions = _versions(reports, lambda report: (report.when.first, report.when.last))
    periods = [(Period(first, last), ids) for (first, last), ids in versions if first and last]
    if all(one.meets(other) for (one, _), (other, _) in combinations(periods, 2)):
        return None
    precise = {(report.when.first, report.when.last): report.when for report in reports}
    return Disagreement(
        Matter.DAYS, tuple(Version(ids, when=precise[when.first, when.last]) for when, ids in periods)
    )


def _place(reports: Sequence[Report], gazetteer: Gazetteer) -> Disagreement | None:
    versions = [(place, ids) for place, ids in _versions(reports, lambda report: report.place) if place]
    if all(_compatible(one, other, gazetteer) for (one, _), (other, _) in combinations(versions, 2)):
        return None
    return Disagreement(Matter.PLACE, tuple(Version(ids, place=place) for place, ids in versions))


def _compatible(one: str, other: str, gazetteer: Gazetteer) -> bool:
    return gazetteer.inside(one, other) or gazetteer.inside(other, one)


def _company(reports: Sequence[Report], gazetteer: Gazetteer) -> Disagreement | None:
    """Who took part, by states and movements: named by both sides, and not the same."""
    if not reports or reports[0].type not in _COMPANY:
        return None
    versions = [
        (who, ids) for who, ids in _versions(reports, lambda report: sides(report, gazetteer)) if len(who) > 1
    ]
    # Who fought and who mediated are two halves of one truth.
    if not any(one & other for (one, _), (other, _) in combinations(versions, 2)):
        return None
    return Disagreement(
        Matter.PARTICIPANTS, tuple(Version(ids, names=tuple(sorted(who))) for who, ids in versions)
    )


def _figures(reports: Sequence[Report]) -> Iterable[Disagreement]:
    """Numbers of one kind that differ, whether two articles give them or one gives both."""
    given = [(figure, report) for report in reports for figure in report.figures if not figure.planned]
    named = {figure.what for figure, _ in given} - {_UNNAMED}
    # A sentence on those freed often holds other numbers, which are no part of that.
    own = named & FREED if reports and reports[0].type is EventType.RELEASE else named
    for what in sorted(own):
        same = [(figure, report) for figure, report in given if figure.what == what]
        if not _is_series([figure for figure, _ in same]) and len({figure.value for figure, _ in same}) > 1:
            yield Disagreement(Matter.FIGURE, _numbers(same), what)


def _is_series(figures: Sequence[Figure]) -> bool:
    """True where each day has one number: counts that change from day to day."""
    days = {figure.as_of for figure in figures}
    return None not in days and all(
        len({figure.value for figure in figures if figure.as_of == day}) == 1 for day in days
    )


def _numbers(given: Sequence[tuple[Figure, Report]]) -> tuple[Version, ...]:
    said: dict[tuple[int, str | None], list[int]] = {}
    for figure, report in given:
        if report.source:
            said.setdefault((figure.value, figure.qualifier), []).append(report.source.article_id)
    return tuple(
        Version(tuple(dict.fromkeys(ids)), value=value, qualifier=qualifier)
        for (value, qualifier), ids in said.items()
    )


def _versions(
    reports: Sequence[Report], said: Callable[[Report], Said]
) -> list[tuple[Said, tuple[int, ...]]]:
    """Return what is said of one matter, each version with the articles that say it, in their order."""
    found: dict[Said, list[int]] = {}
    for report in reports:
        if report.source:
            found.setdefault(said(report), []).append(report.source.article_id)
    return [(version, tuple(dict.fromkeys(ids))) for version, ids in found.items()]
