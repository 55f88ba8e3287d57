"""What a reader remembers while reading: who spoke last, which delegation, which day; knows no grammar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from storage.model import Period
from summarizer.reading.actors import Actors
from summarizer.reading.fold import fold, words
from summarizer.reading.lexicon import language
from summarizer.reading.mention import COLLECTIVES, Mention

_PAIR, _THREE = 2, 3
# At most so many words stand between the names of a list.
_BESIDE = 2
# How many of those named last a form of address may mean.
_RECENT = 8


class Who(NamedTuple):
    """Those who take part: people, and the states and organisations for which they do."""

    people: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people or self.parties)

    def __or__(self, other: Who) -> Who:
        return Who(_once(*self.people, *other.people), _once(*self.parties, *other.parties))

    @property
    def names(self) -> frozenset[str]:
        return frozenset((*self.people, *self.parties))


def _once(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Dating:
    """Words `first` to `last` (exclusive) of a sentence that date a happening, the days that they mean, and from when.

    `anchor` is the day of writing or that of the happening told before, None for a date that is written out.
    """

    sentence: int
    first: int
    last: int
    when: Period
    anchor: date | None
    told_before: bool = False


@dataclass(slots=True)
class Discourse:
    """The memory of one article, filled sentence by sentence."""

    actors: Actors
    written: date | None
    subject: Who = field(default_factory=Who)
    speaker: Who = field(default_factory=Who)
    party: Who = field(default_factory=Who)
    movement: Who = field(default_factory=Who)
    # The day told last, and that of the main thread: what "had" happened before is told aside, within its paragraph.
    told: Period = field(default_factory=Period)
    main: Period = field(default_factory=Period)
    # Where somebody last went, and in which sentence.
    place: str | None = None
    placed: int = -1
    # Where the last gathering was.
    venue: str | None = None
    paragraph: int = -1
    heads: dict[str, Who] = field(default_factory=dict)
    known: dict[tuple[str, ...], str] = field(default_factory=dict)
    met: Who = field(default_factory=Who)
    # The guest and the host of a visit that this paragraph tells; whether the sentence is about dealings of those at war.
    visited: Who = field(default_factory=Who)
    dealing: bool = False
    # Whether who spoke last has no name, or is an outlet: "and added" is then nobody's.
    sourced: bool = False
    mediators: Who = field(default_factory=Who)
    three: Who = field(default_factory=Who)
    named: tuple[str, ...] = ()
    here: tuple[Mention, ...] = ()
    # The expression by which the happening in hand was dated, and from which day it counts, if it does.
    dating: Dating | None = None
    # Who does what the predicates of the sentence say, by the place of each.
    doing: dict[int, Who] = field(default_factory=dict)

    def note(self, who: Who, *, speaking: bool) -> None:
        """Remember who acted, and who spoke."""
        if not who:
            return
        self.subject, self.sourced = who, False
        if speaking:
            self.speaker = who
        if not who.people:
            self.party = who

    def learn(self, mentions: Iterable[Mention]) -> None:
        """From a full name on, a first name with an honorific or an ambiguous short form means that person."""
        for mention in mentions:
            person = self.actors.people.get(mention.person or "")
            if person is not None:
                for form in self.actors.short_forms(person.name):
                    self.known.setdefault(form, person.name)

    def resolve(self, mention: Mention) -> Who:
        """Whom a mention means here; nobody where the text leaves it open."""
        if mention.group == "mediators":
            return self.mediators or Who(parties=mention.parties)
        if mention.group in COLLECTIVES:
            return self._group(mention)
        if mention.bare and not mention.person:
            return self._titled(mention)
        people = (mention.person,) if mention.person else ()
        return Who(people, mention.parties)

    def remember(self, mentions: Iterable[Mention]) -> None:
        """Keep for the next sentences who was named in this one, and which three states were."""
        row: list[str] = []
        last = 0
        for mention in mentions:
            if mention.person:
                others = (name for name in self.named if name != mention.person)
                self.named = (mention.person, *others)[:_RECENT]
            joined = mention.first - last <= _BESIDE and mention.prefix in ("و", "")
            states = [n for n in mention.parties if n in self.actors.parties and self._is_state(n)]
            row = [*row, *states] if joined else states
            last = mention.last
            if len(set(row)) == _THREE:
                self.three = Who(parties=_once(*row))

    def _is_state(self, name: str) -> bool:
        return self.actors.parties[name].kind == "state"

    def _group(self, mention: Mention) -> Who:
        group = mention.group
        if group == "movements":
            return self.movement or Who(parties=self._first_movement())
        if group == "threes":
            return self.met if len(self.met.people) == _THREE else self.three
        if group == "couples" and (here := self._named_before(mention)):
            return Who(here, self._sides_of(here)) if len(here) == _PAIR else Who()
        last = self.visited or self.met
        two = len(last.people) == _PAIR or len(last.parties) == _PAIR
        if two:
            return last if len(last.people) in (0, _PAIR) else Who(parties=last.parties)
        return Who(parties=tuple(self.actors.principals)) if group == "pairs" and self.dealing else Who()

    def _named_before(self, mention: Mention) -> tuple[str, ...]:
        """The people whom the sentence named before a word that stands for several of them."""
        return _once(*(m.person for m in self.here if m.person and m.last <= mention.first))

    def _sides_of(self, people: Iterable[str]) -> tuple[str, ...]:
        return _once(*(party for name in people for party in self.actors.of_person(name, self.written)))

    def _first_movement(self) -> tuple[str, ...]:
        return tuple(n for n in self.actors.principals if self.actors.parties[n].kind == "armed_group")[:1]

    def _titled(self, mention: Mention) -> Who:
        """'The prime minister' alone is the last one named who is one, else that of the last speaker's state."""
        title = mention.bare or ""
        if title == "مكتب":
            return Who(parties=tuple(n for n in self.actors.principals if self._is_state(n))[:1])
        starts = _addressed().get(title)
        here = [m.person for m in reversed(self.here) if m.person and m.last <= mention.first]
        topic = self.subject.people if len(self.subject.people) == 1 else ()
        # "مكتب نتنياهو: رئيس الوزراء هاتف": whose office speaks.
        served = [m.of for m in self.here if m.of and m.last <= mention.first]
        spoken = (*served, *self.speaker.people, *self.subject.people)
        recent = (*here, *topic, *self.named) if starts else spoken
        for name in recent:
            if any(self.actors.holds(name, start, self.written) for start in starts or (title,)):
                return Who((name,), self.actors.of_person(name, self.written))
        for party in () if starts else (*self.speaker.parties[:1], *self.subject.parties[:1]):
            holder = self.actors.head(title, self.actors.state_of(party) or "", self.written)
            if holder:
                return Who((holder,), self.actors.of_person(holder, self.written))
        return Who()


@cache
def _addressed() -> dict[str, tuple[str, ...]]:
    table = language("people")["addressed"]
    return {" ".join(words(form)): tuple(fold(start) for start in starts) for form, starts in table.items()}


def resolved(found: Sequence[Mention], memory: Discourse) -> Who:
    """Whom several mentions mean together."""
    meant = [memory.resolve(mention) for mention in found]
    people, parties = (
        [name for who in meant for name in who.people],
        [n for who in meant for n in who.parties],
    )
    return Who(_once(*people), _once(*parties))
