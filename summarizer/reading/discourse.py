"""What a reader remembers while reading: who spoke last, which delegation, which day; knows no grammar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from storage.model import Period
from summarizer.reading.actors import Actors
from summarizer.reading.fold import fold
from summarizer.reading.mentions import Mention


@dataclass(frozen=True, slots=True)
class Who:
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


@dataclass(slots=True)
class Discourse:
    """The memory of one article, filled sentence by sentence."""

    actors: Actors
    written: date | None
    subject: Who = field(default_factory=Who)
    speaker: Who = field(default_factory=Who)
    party: Who = field(default_factory=Who)
    movement: Who = field(default_factory=Who)
    told: Period = field(default_factory=Period)
    place: str | None = None
    paragraph: int = -1
    heads: dict[str, Who] = field(default_factory=dict)
    known: dict[tuple[str, ...], str] = field(default_factory=dict)
    met: Who = field(default_factory=Who)

    def note(self, who: Who, *, speaking: bool) -> None:
        """Remember who acted, and who spoke."""
        if not who:
            return
        self.subject = who
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
        if mention.group in ("movements", "pairs", "mediators"):
            return self._group(mention.group)
        if mention.bare and not mention.person:
            return self._titled(mention.bare)
        people = (mention.person,) if mention.person else ()
        return Who(people, mention.parties)

    def _group(self, group: str) -> Who:
        if group == "movements":
            return self.movement or Who(parties=self._first_movement())
        if group == "pairs":
            pair = self.met.parties if len(self.met.parties) == 2 else self.actors.principals
            return Who(parties=tuple(pair))
        return Who()

    def _first_movement(self) -> tuple[str, ...]:
        return tuple(n for n in self.actors.principals if self.actors.parties[n].kind == "armed_group")[:1]

    def _titled(self, title: str) -> Who:
        """'The prime minister' alone is the last one who acted, if he holds such an office; else it stays open."""
        for who in (self.speaker, self.subject):
            for name in who.people:
                person = self.actors.people.get(name)
                titles = [fold(t) for office in person.offices for t in office.titles] if person else []
                if any(t.startswith(title) for t in titles):
                    return Who((name,), who.parties)
        return Who()
