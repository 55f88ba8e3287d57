"""Which of many reports tell one happening, whatever the order in which they came; knows no store and no clock.

Pairs are joined the surest first, unless something speaks against it (`apart`) in any report of either side, or
a rival fits nearly as well. What an editor ruled stands above all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from storage.model import Report
from summarizer.contradiction import apart
from summarizer.likenesses import Fits, Likenesses
from summarizer.traits import Traits

# Where a second report fits nearly as well, nobody can tell which is meant, and neither is joined.
_CLEARLY = 2

# Pairs of reports, by their ids, of which an editor ruled that they tell one happening or two.
Rulings = Mapping[frozenset[int], bool]
Group = tuple[Report, ...]


def grouped(reports: Sequence[Traits], likenesses: Likenesses, rulings: Rulings) -> list[tuple[Group, ...]]:
    """Return the families of `reports` (those that resemble each other), each as groups that tell one happening."""
    ordered = sorted(reports, key=lambda one: one.order)
    kinds: dict[frozenset[str], list[Traits]] = defaultdict(list)
    for one in ordered:
        kinds[frozenset() if rulings else one.nearby].append(one)
    return [family for some in kinds.values() for family in _families(some, likenesses, rulings)]


def _families(
    ordered: Sequence[Traits], likenesses: Likenesses, rulings: Rulings
) -> Iterator[tuple[Group, ...]]:
    pairs = _Pairs(ordered, likenesses, rulings)
    happenings = _Sets(len(ordered))
    for one, other in pairs.surest_first():
        if not happenings.same(one, other) and pairs.may_join(happenings.of(one), happenings.of(other)):
            happenings.join(one, other)
    groups: dict[int, list[Group]] = defaultdict(list)
    family_of = pairs.families()
    for group in happenings.all():
        groups[family_of[group[0]]].append(tuple(ordered[number].report for number in group))
    return (tuple(family) for family in groups.values())


class _Sets:
    """Numbers from 0 in sets that can be joined."""

    def __init__(self, size: int) -> None:
        self._sets = [[number] for number in range(size)]

    def of(self, number: int) -> list[int]:
        return self._sets[number]

    def same(self, one: int, other: int) -> bool:
        return self._sets[one] is self._sets[other]

    def join(self, one: int, other: int) -> None:
        if not self.same(one, other):
            joined = sorted(self._sets[one] + self._sets[other])
            for number in joined:
                self._sets[number] = joined

    def all(self) -> list[list[int]]:
        return [found for number, found in enumerate(self._sets) if found[0] == number]


@dataclass(slots=True)
class _Pairs:
    """What speaks for and against each pair of reports, by their places in `reports`."""

    reports: Sequence[Traits]
    likenesses: Likenesses
    rulings: Rulings
    _fits: Fits = field(init=False)
    _places: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self._fits = self.likenesses.fits(self.reports)
        self._places = {one.key: place for place, one in enumerate(self.reports)}

    def families(self) -> Mapping[int, int]:
        """Return for each place the first of its family: what resembles each other, or was ruled to be one happening."""
        kin: dict[int, set[int]] = (
            {key: set(fits) for key, fits in self._fits.items()} if self.rulings else {}
        )
        for one, other in self._ruled_same():
            kin[self.reports[one].key].add(self.reports[other].key)
            kin[self.reports[other].key].add(self.reports[one].key)
        first_of: dict[int, int] = {}
        for place, report in enumerate(self.reports):
            new = {report.key} if report.key not in first_of else set()
            while new:
                first_of.update(dict.fromkeys(new, place))
                new = set().union(*((kin or self._fits)[key] for key in new)) - first_of.keys()
        return {self._places[key]: first for key, first in first_of.items()}

    def surest_first(self) -> Iterator[tuple[int, int]]:
        """The pairs that are to be joined: what was ruled, then what fits clearly, the best first."""
        yield from self._ruled_same()
        clear = [
            (-self._fits[one.key][other], place, self._places[other])
            for place, one in enumerate(self.reports)
            for other in self._clear(one.key, place)
        ]
        yield from ((one, other) for _, one, other in sorted(clear))

    def may_join(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """True unless a report of one side contradicts one of the other, or an editor parted them."""
        pairs = list(product(mine, theirs))
        if self.rulings and any(self._ruling(*pair) for pair in pairs):
            return all(self._ruling(*pair) is not False for pair in pairs)
        against = [pair for pair in pairs if self._is_against(*pair)]
        return not against or (bool(self.rulings) and self._are_excused(against, mine, theirs))

    def _are_excused(
        self, against: Sequence[tuple[int, int]], mine: Sequence[int], theirs: Sequence[int]
    ) -> bool:
        """True where an editor has put each report that is contradicted together with one that is not."""
        return all(
            self._ruling(one, other) is None
            and (
                any(self._ruling(other, third) and not self._is_against(one, third) for third in theirs)
                or any(self._ruling(one, third) and not self._is_against(other, third) for third in mine)
            )
            for one, other in against
        )

    def _is_against(self, one: int, other: int) -> bool:
        ruled = self._ruling(one, other)
        return not ruled if ruled is not None else apart(self.reports[one], self.reports[other])

    def _ruled_same(self) -> Iterator[tuple[int, int]]:
        for pair in (pair for pair, same in self.rulings.items() if same):
            one, other = sorted(self._places[key] for key in pair)
            yield one, other

    def _clear(self, one: int, place: int) -> Iterator[int]:
        """Give the keys of those after `one` that it resembles, each of the two meaning the other for certain."""
        rivalled = self.likenesses.rivalled
        for key in self._fits[one].keys() - (() if self.rulings else rivalled(one)):
            if self._places[key] <= place or (not self.rulings and one in rivalled(key)):
                continue
            if not (self._has_rival(one, key) or self._has_rival(key, one)):
                yield key

    def _has_rival(self, report: int, chosen: int) -> bool:
        """True where `report` fits another happening than `chosen`'s nearly as well."""
        fits = self._fits[report]
        enough = fits[chosen] - _CLEARLY
        for third, points in fits.items():
            if points > enough and third != chosen and self._are_rivals(chosen, third):
                if not self.rulings:
                    self.likenesses.keep_rival(report, chosen, third)
                return True
        return False

    def _are_rivals(self, one: int, other: int) -> bool:
        """Two that one article tells twice over are no rivals: they differ in nothing but that."""
        mine, theirs = self._places[one], self._places[other]
        ruled = self._ruling(mine, theirs)
        return not ruled if ruled is not None else self._contradict(mine, theirs)

    def _contradict(self, one: int, other: int) -> bool:
        return self.likenesses.contradict(self.reports[one], self.reports[other])

    def _ruling(self, one: int, other: int) -> bool | None:
        if not self.rulings:
            return None
        return self.rulings.get(frozenset((self.reports[one].key, self.reports[other].key)))
