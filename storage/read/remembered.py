"""Stored reports kept in memory by what they are found by: their days, and who took part; asks no question.

What finding costs hangs on what lies on the days in question, not on how much is remembered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from storage.model import EventType, Period, Report

# A period of so many days is found by each of them, a longer one by its months, the longest by none.
_SHORT, _LONG = 9, 500
_MONTH = 32


@dataclass(slots=True)
class Days:
    """Numbers by the days of a period."""

    _every: set[int] = field(default_factory=set)
    _ever: set[int] = field(default_factory=set)
    _short_of_day: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _short_of_month: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _long_of_month: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, number: int, period: Period) -> None:
        """Put a number down for each day of a known period."""
        days = ordinals(period)
        if days:
            self._every.add(number)
        if len(days) > _LONG:
            self._ever.add(number)
        for month in months(days) if len(days) <= _LONG else ():
            (self._short_of_month if len(days) <= _SHORT else self._long_of_month)[month].add(number)
        for day in days if len(days) <= _SHORT else ():
            self._short_of_day[day].add(number)

    def meeting(self, period: Period) -> set[int]:
        """Return the numbers of all periods that meet this one, and of some that nearly do."""
        days = ordinals(period)
        if not days:
            return set()
        if len(days) > _LONG:
            return set(self._every)
        found = self._ever.union(*(self._long_of_month.get(month, ()) for month in months(days)))
        if len(days) <= _SHORT:
            return found.union(*(self._short_of_day.get(day, ()) for day in days))
        return found.union(*(self._short_of_month.get(month, ()) for month in months(days)))


def ordinals(period: Period) -> range:
    """Return the days of a period as numbers; none for an unknown one."""
    if not (period.first and period.last):
        return range(0)
    return range(period.first.toordinal(), period.last.toordinal() + 1)


def months(days: range) -> range:
    """Return the months, of 32 days each, on which these days lie."""
    return range(days.start // _MONTH, (days.stop - 1) // _MONTH + 1) if days else range(0)


def days_of(months: range) -> Period:
    """Return all days of these months."""
    first, last = months.start * _MONTH, months.stop * _MONTH - 1
    return Period(date.fromordinal(max(1, first)), date.fromordinal(min(date.max.toordinal(), last)))


@dataclass(slots=True)
class Remembered:
    """Stored reports by their ids, and the ids by type and days, by person, and by article.

    `newest` is the highest id that was looked for; `asked` are the months of which older reports of a type are here.
    """

    newest: int = 0
    by_id: dict[int, Report] = field(default_factory=dict)
    asked: dict[EventType, set[int]] = field(default_factory=lambda: defaultdict(set))
    _by_day: dict[EventType, Days] = field(default_factory=lambda: defaultdict(Days))
    _by_window: dict[EventType, Days] = field(default_factory=lambda: defaultdict(Days))
    _by_person: dict[tuple[EventType, str], Days] = field(default_factory=lambda: defaultdict(Days))
    _by_article: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, report: Report) -> None:
        """Remember a stored report with its source; known ones stay as they are."""
        assert report.id is not None and report.source is not None
        if report.id in self.by_id:
            return
        self.by_id[report.id] = report
        self._by_day[report.type].add(report.id, report.when)
        self._by_window[report.type].add(report.id, report.window)
        for name in report.people:
            self._by_person[report.type, name].add(report.id, report.window)
        self._by_article[report.source.article_id].append(report.id)

    def mark_copies(self, report_id: int, copies: int | None) -> Report:
        """Keep of what a report's article is a copy now; returns the report."""
        report = self.by_id[report_id]
        assert report.source is not None
        if report.source.copies != copies:
            report = self.by_id[report_id] = replace(report, source=replace(report.source, copies=copies))
        return report

    def of_window(self, kind: EventType, window: Period) -> Iterator[Report]:
        """Give all of one type whose windows meet this one, and some whose nearly do."""
        return self._those(self._by_window[kind].meeting(window))

    def sharing(
        self, kind: EventType, people: Collection[str], when: Period, window: Period
    ) -> Iterator[Report]:
        """Give those of one type and window in which one of these people takes part, or whose days may meet `when`."""
        told = [self._by_person[kind, name].meeting(window) for name in people]
        return self._those(self._by_day[kind].meeting(when).union(*told))

    def of_articles(self, article_ids: Collection[int]) -> Iterator[Report]:
        """Give all reports of these articles."""
        return self._those({key for article in article_ids for key in self._by_article.get(article, ())})

    def _those(self, ids: Collection[int]) -> Iterator[Report]:
        return (self.by_id[key] for key in ids)
