"""What a predicate is: words that tell a happening, within their clause, and why the clause claims what it claims."""

from __future__ import annotations

from typing import NamedTuple

from storage.model import EventType, Status
from summarizer.reading.triggers import Rule
from summarizer.reading.verbs import Form


class Because(NamedTuple):
    """Why a clause claims what it claims, for those who ask: the rule by name, and the places of the words."""

    rule: str
    places: tuple[int, ...] = ()


class Predicate(NamedTuple):
    """Words that tell a happening: the verb (or noun) at `place`, its noun at `noun`, its clause from `start` to `end`.

    A relative clause between the subject and the verb begins at `aside`. `governor` is the place of the verb of
    saying that tells it, `status` what the clause claims: None where the clause wishes, asks or plans it on
    paper, so that nothing is told. A `nominal` one is told by a noun alone, a `purpose` by a noun with "to". One
    that a verb at the place `gapped` tells too, with a day or partners of its own, has none: it begins where they do.
    """

    place: int
    noun: int
    rule: Rule
    form: Form
    start: int
    end: int
    status: Status | None = Status.HAPPENED
    aside: int | None = None
    governor: int | None = None
    nominal: bool = False
    purpose: bool = False
    because: Because | None = None
    gapped: int | None = None

    @property
    def kind(self) -> EventType:
        return self.rule.kind
