"""Which events and positions a reader's wishes let through: a pure question about the marks by which these are found.

The marks are those of the search (`storage.search.words`), so that a word lets through what it would find, in any of
its forms, and a state its ministries too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from storage.model import EventType, Position, Stance, Wishes
from storage.search.indexing import Kin
from storage.search.words import of_issue, of_name, of_type, of_word, stems

Marks = frozenset[int]

# A stance that no event tells is like the event that would tell it.
_TOLD_AS: Mapping[Stance, EventType] = {
    Stance.DEMANDS: EventType.DEMAND,
    Stance.ACCEPTS: EventType.ACCEPTANCE,
    Stance.REJECTS: EventType.REJECTION,
    Stance.OFFERS: EventType.PROPOSAL,
}


@dataclass(frozen=True, slots=True)
class Sieve:
    """Wishes as marks: one of each group of `needed`, all of one of the `spoken`, none of the `unwanted`."""

    needed: tuple[Marks, ...]
    spoken: tuple[Marks, ...]
    unwanted: tuple[Marks, ...]

    @classmethod
    def of(cls, wishes: Wishes) -> Sieve:
        groups = (
            frozenset(map(of_name, wishes.parties)),
            frozenset(map(of_issue, wishes.issues)),
            frozenset(map(of_type, wishes.types)),
        )
        return cls(
            tuple(group for group in groups if group),
            tuple(_of_words(wishes.words)),
            tuple(_of_words(wishes.without)),
        )

    def lets_through(self, marks: Marks) -> bool:
        if any(phrase <= marks for phrase in self.unwanted):
            return False
        if self.spoken and not any(phrase <= marks for phrase in self.spoken):
            return False
        return all(group & marks for group in self.needed)


def marks_of_position(position: Position, known: Mapping[int, str], kin: Kin) -> Marks:
    """Return by what a stance is found: who takes it, on what, as what, and the words of its sentence."""
    return frozenset(_marks(position, known, kin))


def _marks(position: Position, known: Mapping[int, str], kin: Kin) -> Iterator[int]:
    yield from map(of_name, kin.above(position.party))
    yield of_issue(position.issue)
    yield of_type(_TOLD_AS[position.stance])
    yield from map(of_word, stems(f"{position.party} {position.gist}"))
    text = known.get(position.source.article_id, "") if position.source else ""
    for span in position.spans:
        yield from map(of_word, stems(span.of(text)))


def _of_words(phrases: Iterable[str]) -> Iterator[Marks]:
    for phrase in phrases:
        if marks := frozenset(map(of_word, stems(phrase))):
            yield marks
