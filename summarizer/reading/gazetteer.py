"""Every name of a dossier ready to be found in a text: people, parties, places, offices, outlets; knows no sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from storage.catalog.schema import Dossier, Office, Outlet, Person
from summarizer.reading.actors import Actors
from summarizer.reading.fold import words


class Entry(NamedTuple):
    """What a name means; one name may mean a person, a party, a place (or a capital and its state), an outlet."""

    person: str | None = None
    party: str | None = None
    place: str | None = None
    outlet: str | None = None
    offices: tuple[tuple[Person, Office], ...] = ()
    adjective: str | None = None

    @property
    def weight(self) -> int:
        """Which of two names of the same length is meant."""
        if self.person:
            return 5
        return 4 if self.outlet else 3 if self.party else 2 if self.offices else 1


class Gazetteer:
    """Names by their folded words; the longest that begins at a word wins."""

    def __init__(self, dossier: Dossier, outlets: Iterable[Outlet]) -> None:
        self.actors = Actors(dossier)
        self._names: dict[str, dict[tuple[str, ...], Entry]] = {}
        self._country = {place.name: place.country for place in dossier.places}
        for phrase, entry in (*_people(dossier), *_outlets(outlets), *_parties(dossier), *_places(dossier)):
            self._add(phrase, entry)
        for phrase, entry in _offices(dossier):
            self._add(phrase, entry)

    def _add(self, phrase: str, entry: Entry) -> None:
        for key in _spellings(words(phrase)):
            known = self._names.setdefault(key[0], {})
            known[key] = _joined(known[key], entry) if key in known else entry

    def at(self, forms: tuple[str, ...], place: int, first: str) -> tuple[int, Entry] | None:
        """Return the length and meaning of the longest name that begins at a place with the word `first`."""
        known = self._names.get(first)
        if not known:
            return None
        for length in range(min(9, len(forms) - place), 0, -1):
            entry = known.get((first, *forms[place + 1 : place + length]))
            if entry is not None:
                return length, entry
        return None

    def country(self, place: str) -> str | None:
        """The state in which a place lies."""
        party = self.actors.parties.get(place)
        if party is not None and party.kind == "state":
            return place
        return self._country.get(place) or self.actors.capital(place)


def _joined(one: Entry, other: Entry) -> Entry:
    first, second = (one, other) if one.weight >= other.weight else (other, one)
    if first.person or (first.outlet and not second.party):
        return first
    return first._replace(
        party=first.party or second.party,
        place=first.place or second.place,
        outlet=first.outlet or second.outlet,
        offices=(*first.offices, *second.offices),
        adjective=first.adjective or second.adjective,
    )


def _spellings(key: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The phrase, and with `عبد` written to the next word."""
    if not key:
        return
    yield key
    if "عبد" in key[:-1]:
        at = key.index("عبد")
        yield (*key[:at], key[at] + key[at + 1], *key[at + 2 :])


def _people(dossier: Dossier) -> Iterator[tuple[str, Entry]]:
    for person in dossier.people:
        for name in (person.name, *person.aliases):
            yield name, Entry(person=person.name)


def _outlets(outlets: Iterable[Outlet]) -> Iterator[tuple[str, Entry]]:
    for outlet in outlets:
        for name in (outlet.name, *outlet.aliases):
            # An outlet called by an ordinary word is known only by its kind and name together.
            if len(words(name)) > 1 or (outlet.name == name and not outlet.name.startswith("ال")):
                yield name, Entry(outlet=outlet.name)


def _parties(dossier: Dossier) -> Iterator[tuple[str, Entry]]:
    for party in dossier.parties:
        for name in (party.name.split(" (")[0], *party.aliases, *party.metonyms):
            yield name, Entry(party=party.name)
        for form in party.adjectives:
            yield form, Entry(adjective=party.name)


def _places(dossier: Dossier) -> Iterator[tuple[str, Entry]]:
    for place in dossier.places:
        for name in (place.name, *place.aliases):
            yield name, Entry(place=place.name)
    for party in dossier.parties:
        if party.kind == "state":
            yield party.name, Entry(place=party.name)


def _offices(dossier: Dossier) -> Iterator[tuple[str, Entry]]:
    held: dict[str, list[tuple[Person, Office]]] = {}
    for person in dossier.people:
        for office in person.offices:
            for title in office.titles:
                held.setdefault(title, []).append((person, office))
    for title, holders in held.items():
        yield title, Entry(offices=tuple(holders))


def outlets_of(outlets: Mapping[str, Outlet] | Iterable[Outlet] | None) -> tuple[Outlet, ...]:
    """The outlets that a caller gave, by slug or in a row, or none."""
    if outlets is None:
        return ()
    return tuple(outlets.values()) if isinstance(outlets, Mapping) else tuple(outlets)
