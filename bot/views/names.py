"""Who took part, in words: people with the office that they held on the day, parties where nobody is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.views.arabic import joined
from bot.views.subjects import Named
from storage.catalog.schema import Dossier, Office, Person
from storage.model import EventType, Participant, Role

# Types in which both sides do the same; in the others, one acts.
MUTUAL = frozenset({EventType.MEETING, EventType.CALL, EventType.TALKS, EventType.AGREEMENT, EventType.TRUCE})

# "The former president" is a way to be called, not an office.
_FORMER = frozenset({"السابق", "السابقة", "الأسبق"})


@dataclass(frozen=True, slots=True)
class _Known:
    """A dossier by its names: what parties are part of, people, and in which country places lie."""

    dossier: Dossier
    parents: Mapping[str, str | None]
    people: Mapping[str, Person]
    countries: Mapping[str, str | None]


# There is hardly ever more than one dossier.
_made: dict[int, _Known] = {}


def _known(dossier: Dossier) -> _Known:
    known = _made.get(id(dossier))
    if known is None or known.dossier is not dossier:
        known = _made[id(dossier)] = _Known(
            dossier,
            {party.name: party.parent for party in dossier.parties},
            {person.name: person for person in dossier.people},
            {place.name: place.country for place in dossier.places},
        )
    return known


class Names:
    """Names people and parties within one reply: an office stands with its holder's first mention only."""

    def __init__(self, dossier: Dossier) -> None:
        known = _known(dossier)
        self._parents, self._people, self._countries = known.parents, known.people, known.countries
        self._introduced: set[tuple[str, str | None]] = set()

    def acting(
        self, kind: EventType, participants: Sequence[Participant], place: str | None, day: date | None
    ) -> list[Named]:
        """Return those who acted, as they are called; `day` tells which office was held."""
        return [Named(one, self.named(one, day)) for one in self._acting(kind, participants, place)]

    def addressed(self, participants: Sequence[Participant], day: date | None) -> list[Named]:
        """Return those to whom something was done, as they are called."""
        to = [one for one in participants if one.role is Role.RECIPIENT]
        return [Named(one, self.named(one, day)) for one in self._without_repeats(to)]

    def lead(self, kind: EventType, participants: Sequence[Participant], place: str | None) -> str:
        """Return the bare name of the first of those who acted, or an empty text."""
        return next((one.name for one in self._acting(kind, participants, place)), "")

    def named(self, participant: Participant, day: date | None) -> str:
        """Return a name, a person's with office at the first mention."""
        if not participant.person:
            return participant.name
        office = self._office(participant, day)
        title = office.titles[0] if office else None
        if title is None or (participant.name, title) in self._introduced:
            return participant.name
        self._introduced.add((participant.name, title))
        return f"{title} {participant.name}"

    def office_for(self, person: str, party: str, day: date) -> str | None:
        """Return the title of the office by which a person of `party` is known on a day, or None without one.

        Only offices held by one person count: a spokesman among three is not who a state is.
        """
        office = self._office(Participant(person, person=True, party=party), day)
        if office is None or office.shared or party not in set(self._above(office.party)) or _former(office):
            return None
        return office.titles[0]

    def mediators(self, participants: Iterable[Participant]) -> str:
        """Return those who mediated as one phrase, or an empty text."""
        mediating = [one for one in participants if one.role is Role.MEDIATOR]
        return joined([one.name for one in self._without_repeats(mediating)])

    def _acting(
        self, kind: EventType, participants: Sequence[Participant], place: str | None
    ) -> list[Participant]:
        roles = {Role.ACTOR, Role.RECIPIENT} if kind in MUTUAL else {Role.ACTOR}
        acting = [one for one in participants if one.role in roles]
        if kind is EventType.VISIT:
            # The visited country is said by the place.
            visited = {place, self._countries.get(place or "")}
            acting = [one for one in acting if one.person or one.name not in visited] or acting
        if not acting:
            acting = [one for one in participants if one.role is not Role.MEDIATOR]
        if kind not in MUTUAL and any(one.person for one in acting):
            acting = [one for one in acting if one.person]
        return list(self._without_repeats(acting))

    def _without_repeats(self, participants: Sequence[Participant]) -> Iterator[Participant]:
        """People first; a party is left out where its people, or a part of it, are named."""
        people = [one for one in participants if one.person]
        parties = [one for one in participants if not one.person]
        said = {name for one in people for name in self._parties_of(one)}
        said |= {name for one in parties for name in self._above(self._parents.get(one.name))}
        yield from people
        yield from (one for one in parties if one.name not in said)

    def _parties_of(self, participant: Participant) -> Iterator[str]:
        person = self._people.get(participant.name)
        yield from self._above(participant.party)
        if person is not None:
            yield from self._above(person.party)
            for office in person.offices:
                yield from self._above(office.party)

    def _above(self, party: str | None) -> Iterator[str]:
        """Give a party and what it is a part of."""
        while party is not None:
            yield party
            party = self._parents.get(party)

    def _office(self, participant: Participant, day: date | None) -> Office | None:
        """Return the office to introduce a person by: of their own party, not shared, the newest."""
        person = self._people.get(participant.name)
        if person is None or day is None:
            return None
        held = [office for office in person.offices if office.covers(day)]
        home = participant.party or person.party
        return max(
            held,
            key=lambda office: (
                home in set(self._above(office.party)),
                not office.shared,
                office.since or date.min,
            ),
            default=None,
        )


def _former(office: Office) -> bool:
    return bool(_FORMER & set(office.titles[0].split()))
