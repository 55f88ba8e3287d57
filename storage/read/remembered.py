"""Stored reports that merging has compared with, kept in memory by what they are found by; asks no question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from storage.model import EventType, Period, Report


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored report that may tell what a new one tells; good for comparing only, spans and links are left out.

    What may change is left out too: its event, and whether its article is a copy. `people` are the persons who take
    part.
    """

    id: int
    report: Report
    people: frozenset[str]


@dataclass(slots=True)
class Remembered:
    """Neighbours by their ids, and the ids by type, by person, and by day; those of more than one day apart."""

    by_id: dict[int, Neighbour] = field(default_factory=dict)
    of_type: dict[EventType, set[int]] = field(default_factory=lambda: defaultdict(set))
    of_person: dict[tuple[EventType, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    of_day: dict[tuple[EventType, date | None], set[int]] = field(default_factory=lambda: defaultdict(set))
    of_days: dict[EventType, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, one: Neighbour) -> None:
        kind, when = one.report.type, one.report.when
        self.by_id[one.id] = one
        self.of_type[kind].add(one.id)
        for name in one.people:
            self.of_person[kind, name].add(one.id)
        if when.first == when.last:
            self.of_day[kind, when.first].add(one.id)
        else:
            self.of_days[kind].add(one.id)


@dataclass(frozen=True, slots=True)
class Nearby:
    """The neighbours of some stretch of days, by their ids, among all that are remembered."""

    ids: Collection[int] = frozenset()
    _all: Remembered = field(default_factory=Remembered)

    def of(self, kind: EventType) -> Iterator[Neighbour]:
        """Give all of one type."""
        return self._those(self._all.of_type.get(kind, set()))

    def sharing(self, kind: EventType, people: Collection[str], when: Period) -> Iterator[Neighbour]:
        """Give those of one type in which one of these people takes part, or whose days may meet `when`."""
        told = [self._all.of_person.get((kind, name), set()) for name in people]
        if when.first is not None and when.first == when.last:
            told += [self._all.of_day.get((kind, when.first), set()), self._all.of_days.get(kind, set())]
        elif when.first is not None:
            told = [self._all.of_type.get(kind, set())]
        return self._those(set().union(*told))

    def _those(self, ids: set[int]) -> Iterator[Neighbour]:
        return (self._all.by_id[key] for key in ids.intersection(self.ids))
