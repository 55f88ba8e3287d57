"""Which of many reports tell one happening, whatever the order in which they came; knows no store and no clock.

Pairs are joined the surest first, unless something speaks against it (`apart`) in any report of either side, or
a rival fits nearly as well. What an editor ruled stands above all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from storage.model import Report
from summarizer.contradiction import apart, contradicted
from summarizer.gazetteer import Gazetteer
from summarizer.kinds import in_order
from summarizer.sameness import likeness

# Where a second report fits nearly as well, nobody can tell which is meant, and neither is joined.
_CLEARLY = 2

# Pairs of reports, by their ids, of which an editor ruled that they tell one happening or two.
Rulings = Mapping[frozenset[int], bool]


def grouped(
    reports: Sequence[Report], gazetteer: Gazetteer, rulings: Rulings
) -> list[tuple[tuple[Report, ...], ...]]:
    """Return the families of `reports` (those that resemble each other), each as groups that tell one happening."""
    ordered = sorted(reports, key=in_order)
    pairs = _Pairs(ordered, gazetteer, rulings)
    happenings = _Sets(len(ordered))
    for one, other in pairs.surest_first():
        if not happenings.same(one, other) and pairs.may_join(happenings.of(one), happenings.of(other)):
            happenings.join(one, other)
    families = _Sets(len(ordered))
    for one, other in [*pairs.points, *pairs.ruled_same]:
        families.join(one, other)
    return [
        tuple(
            tuple(ordered[number] for number in group)
            for group in happenings.all()
            if families.same(group[0], family[0])
        )
        for family in families.all()
    ]


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

    reports: Sequence[Report]
    gazetteer: Gazetteer
    rulings: Rulings
    points: dict[tuple[int, int], int] = field(init=False)
    ruled_same: list[tuple[int, int]] = field(init=False)
    _fits: dict[int, dict[int, int]] = field(init=False, default_factory=dict)
    _against: dict[tuple[int, int], bool] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        every = list(combinations(range(len(self.reports)), 2))
        self.ruled_same = [pair for pair in every if self._ruling(*pair)] if self.rulings else []
        found = {
            pair: points
            for pair in every
            if (points := likeness(self.reports[pair[0]], self.reports[pair[1]], self.gazetteer))
        }
        self.points = found
        for (one, other), points in found.items():
            self._fits.setdefault(one, {})[other] = points
            self._fits.setdefault(other, {})[one] = points

    def surest_first(self) -> Iterator[tuple[int, int]]:
        """The pairs that are to be joined: what was ruled, then what fits clearly, the best first."""
        yield from self.ruled_same
        yield from sorted(
            (pair for pair in self.points if self._is_clear(*pair)),
            key=lambda pair: (-self.points[pair], pair),
        )

    def may_join(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """True unless a report of one side contradicts one of the other, or an editor parted them."""
        pairs = [(one, other) for one in mine for other in theirs]
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
        pair = (min(one, other), max(one, other))
        if pair not in self._against:
            ruled = self._ruling(*pair)
            self._against[pair] = (
                not ruled
                if ruled is not None
                else apart(self.reports[one], self.reports[other], self.gazetteer)
            )
        return self._against[pair]

    def _is_clear(self, one: int, other: int) -> bool:
        return not (self._has_rival(one, other) or self._has_rival(other, one))

    def _has_rival(self, report: int, chosen: int) -> bool:
        """True where `report` fits another happening than `chosen`'s nearly as well."""
        enough = self._fits[report][chosen] - _CLEARLY
        return any(
            points > enough and third != chosen and self._are_rivals(chosen, third)
            for third, points in self._fits[report].items()
        )

    def _are_rivals(self, one: int, other: int) -> bool:
        """Two that one article tells twice over are no rivals: they differ in nothing but that."""
        ruled = self._ruling(one, other)
        if ruled is not None:
            return not ruled
        return contradicted(self.reports[one], self.reports[other], self.gazetteer)

    def _ruling(self, one: int, other: int) -> bool | None:
        mine, theirs = self.reports[one].id, self.reports[other].id
        if mine is None or theirs is None or not self.rulings:
            return None
        return self.rulings.get(frozenset((mine, theirs)))
