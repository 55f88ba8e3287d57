"""How alike many reports are, pair by pair; of stored ones it is remembered, since what they tell never changes.

Knows no store: whoever asks says which reports there are. What is remembered of a report is forgotten where its
article turned out to be a copy of another, and all of it where it becomes too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from storage.model import Report
from summarizer.contradiction import contradicted
from summarizer.gazetteer import NOWHERE, Gazetteer
from summarizer.sameness import likeness
from summarizer.traits import Traits

# Some months of a busy desk.
_REMEMBERED = 20_000
_NONE: Set[int] = frozenset()

Fits = Mapping[int, Mapping[int, int]]


class Likenesses:
    """What comparing reports has given, by the reports' keys: their ids, negative numbers for those not stored yet."""

    def __init__(self, gazetteer: Gazetteer = NOWHERE) -> None:
        self.gazetteer = gazetteer
        self._start_anew()

    def _start_anew(self) -> None:
        self._traits: dict[int, Traits] = {}
        self._fits: dict[int, dict[int, int]] = {}
        # Those that have all been compared with each other share one set.
        self._compared: dict[int, set[int]] = {}
        self._contradicting: dict[int, dict[int, bool]] = defaultdict(dict)
        self._rivalled: dict[int, set[int]] = defaultdict(set)
        # Of the article that is taken in: whom each new report was compared with, and the points.
        self._of_new: dict[tuple[int, int], tuple[Traits, Traits, int]] = {}

    def traits(self, reports: Iterable[Report]) -> list[Traits]:
        """Return what is compared of these reports, in their order."""
        if len(self._traits) > _REMEMBERED:
            self._start_anew()
        return [self._traits_of(report, -place) for place, report in enumerate(reports, 1)]

    def points(self, new: Traits, stored: Traits) -> int:
        """Return by how many points a new report resembles a stored one; asked twice of many, worked out once."""
        known = self._of_new.get((new.key, stored.key))
        if known is None or known[0] is not new or known[1] is not stored:
            known = self._of_new[new.key, stored.key] = (new, stored, likeness(new, stored))
        return known[2]

    def _traits_of(self, report: Report, key: int) -> Traits:
        if report.id is None:
            return Traits(report, self.gazetteer, key)
        known = self._traits.get(report.id)
        if known is not None and known.report is report:
            return known
        made = self._traits[report.id] = Traits(report, self.gazetteer)
        if known is not None and known.copies != made.copies:
            self._forget(report.id)
        return made

    def fits(self, some: Sequence[Traits]) -> Fits:
        """Return for each of `some`, all of one kind, which others of them it resembles, and by how many points."""
        stored, new = [one for one in some if one.key > 0], [one for one in some if one.key < 0]
        self._compare(stored)
        here = {one.key for one in stored}
        found = {key: self._among(here, key) for key in here}
        for fresh in new:
            mine = {one.key: points for one in stored if (points := self.points(fresh, one))}
            for key, points in mine.items():
                found[key] = {**found[key], fresh.key: points}
            # Two reports of one article are never alike.
            found[fresh.key] = mine
        self._add_unstored(new, found)
        return found

    def forget_new(self) -> None:
        """Forget what the new reports were compared with: the next article has others."""
        self._of_new.clear()

    def _among(self, here: set[int], key: int) -> dict[int, int]:
        fits = self._fits.get(key, {})
        # Whoever resembles it and is not here, in the same family, has been deleted.
        for gone in fits.keys() - here:
            self._forget(gone)
        return fits

    @staticmethod
    def _add_unstored(new: Sequence[Traits], found: dict[int, dict[int, int]]) -> None:
        for place, one in enumerate(new):
            for other in new[:place]:
                if points := likeness(one, other):
                    found[one.key][other.key] = found[other.key][one.key] = points

    def _compare(self, stored: Sequence[Traits]) -> None:
        """Compare those of the stored ones that have not been compared with each other."""
        groups: dict[int, list[Traits]] = defaultdict(list)
        for one in stored:
            known = self._compared.get(one.key)
            groups[id(known) if known else -one.key].append(one)
        if len(groups) < 2:
            return
        done: list[Traits] = []
        for group in sorted(groups.values(), key=len, reverse=True):
            for one in group:
                for other in done:
                    if points := likeness(one, other):
                        self._fits.setdefault(one.key, {})[other.key] = points
                        self._fits.setdefault(other.key, {})[one.key] = points
            done += group
        everyone = {one.key for one in stored}
        self._compared.update(dict.fromkeys(everyone, everyone))

    def contradict(self, one: Traits, other: Traits) -> bool:
        """True where the two cannot be one happening by what they say, be they of one article or of two."""
        low, high = (one, other) if one.key < other.key else (other, one)
        if low.key < 0:
            return contradicted(one, other)
        row = self._contradicting[low.key]
        if high.key not in row:
            row[high.key] = contradicted(low, high)
        return row[high.key]

    def rivalled(self, key: int) -> Set[int]:
        """Return those of whom it was kept that this report resembles a rival nearly as much."""
        return self._rivalled.get(key, _NONE)

    def keep_rival(self, key: int, chosen: int, rival: int) -> None:
        """Keep that a report resembles `rival` nearly as much as it does `chosen`: so it will be for good."""
        if min(key, chosen, rival) > 0:
            self._rivalled[key].add(chosen)

    def _forget(self, key: int) -> None:
        for other in self._fits.pop(key, {}):
            self._fits[other].pop(key, None)
            self._rivalled.pop(other, None)
        self._rivalled.pop(key, None)
        self._contradicting.pop(key, None)
        compared = self._compared.pop(key, set())
        compared.discard(key)
        for other in compared:
            self._contradicting[other].pop(key, None)
