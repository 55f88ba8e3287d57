"""Every name of a dossier ready to be found in a text: people, parties, places, offices, outlets; knows no sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from storage.catalog.schema import Dossier, Office, Outlet, Person
from summarizer.reading.actors import Actors
from summarizer.reading.fold import words
from summarizer.reading.lexicon import language
from summarizer.reading.mention import prefixes

# A shorter single word is no name of an outlet by itself.
_SHORT = 5
# No name has more words.
LONGEST = 9
# Of how many words it is kept whether a name may begin there: as many as a long article has.
_KEPT = 1 << 15


class Entry(NamedTuple):
    """What a name means; one name may mean a person, a party, a place (or a capital and its state), an outlet.

    `candidates` are the people of one name, of whom the article's words or its day choose. An `uncertain` outlet
    is called by ordinary words, and meant only where the text says that it is a medium.
    """

    person: str | None = None
    party: str | None = None
    place: str | None = None
    outlet: str | None = None
    offices: tuple[tuple[Person, Office], ...] = ()
    adjective: str | None = None
    candidates: tuple[str, ...] = ()
    uncertain: bool = False

    @property
    def weight(self) -> int:
        """Which of two names of the same length is meant."""
        if self.person or self.candidates:
            return 5
        return 4 if self.outlet else 3 if self.party else 2 if self.offices else 1


class Gazetteer:
    """Names by their folded words; the longest that begins at a word wins."""

    def __init__(self, dossier: Dossier, outlets: Iterable[Outlet]) -> None:
        self.actors = Actors(dossier)
        self._names: dict[str, dict[tuple[str, ...], Entry]] = {}
        # How many words the names have that begin with a word, the most first.
        self._lengths: dict[str, list[int]] = {}
        # The ways to cut the letters from a word's front so that a name may begin with the rest: (letters, rest).
        self.openings = lru_cache(maxsize=_KEPT)(self._openings)
        self.ground = dossier.ground
        self.at_war = frozenset(p.name for p in dossier.parties if p.principal and p.kind == "state")
        self._country = {place.name: place.country for place in dossier.places}
        self.titled = _titled(dossier)
        self.titled_first = frozenset(form[0] for form in self.titled)
        for phrase, entry in (*_people(dossier), *_outlets(outlets), *_parties(dossier), *_places(dossier)):
            self._add(phrase, entry)
        for phrase, entry in (*_offices(dossier), *_several(dossier)):
            self._add(phrase, entry)

    def _add(self, phrase: str, entry: Entry) -> None:
        for key in _spellings(words(phrase)):
            known = self._names.setdefault(key[0], {})
            known[key] = _joined(known[key], entry) if key in known else entry
            self._lengths[key[0]] = sorted({len(key), *self._lengths.get(key[0], ())}, reverse=True)

    def _openings(self, form: str) -> tuple[tuple[str, str], ...]:
        return tuple(cut for cut in prefixes(form) if cut[1] in self._names)

    def at(
        self, forms: tuple[str, ...], place: int, first: str, most: int = LONGEST
    ) -> tuple[int, Entry] | None:
        """Return the length and meaning of the longest name that begins at a place with the word `first`.

        It has no more than `most` words.
        """
        known = self._names.get(first)
        if not known:
            return None
        room = min(most, len(forms) - place)
        for length in self._lengths[first]:
            entry = known.get((first, *forms[place + 1 : place + length])) if length <= room else None
            if entry is not None:
                return length, entry
        return None

    def phrase(self, key: tuple[str, ...]) -> Entry | None:
        """Return the meaning of a whole phrase of folded words."""
        return self._names.get(key[0], {}).get(key) if key else None

    def country(self, place: str) -> str | None:
        """The state in which a place lies."""
        party = self.actors.parties.get(place)
        if party is not None and party.kind == "state":
            return place
        return self._country.get(place) or self.actors.capital(place)


def _joined(one: Entry, other: Entry) -> Entry:
    if one.candidates or other.candidates:
        return one if one.candidates else other
    first, second = (one, other) if one.weight >= other.weight else (other, one)
    if first.person or (first.outlet and not first.uncertain and not second.party):
        return first
    return first._replace(
        party=first.party or second.party,
        place=first.place or second.place,
        outlet=first.outlet or second.outlet,
        uncertain=first.uncertain or second.uncertain,
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
            yield name, Entry(outlet=outlet.name, uncertain=_is_ordinary(name))


def _is_ordinary(name: str) -> bool:
    """True for an outlet's name that says something else as well: "القدس", "معا", "اليوم السابع"."""
    form = words(name)
    if len(form) > 1 or not form or not "ء" <= form[0][0] <= "ي":
        return form in _ordinary_outlets()
    return form in _ordinary_outlets() or len(form[0]) < _SHORT or form[0].startswith("ال")


@cache
def _ordinary_outlets() -> frozenset[tuple[str, ...]]:
    return frozenset(words(name) for name in language("people")["ordinary_outlets"])


def _titled(dossier: Dossier) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Names of many that mean one of the dossier's people beside a title, and after the full name."""
    people = {person.name for person in dossier.people}
    return {
        words(entry.form): tuple(name for name in entry.candidates if name in people)
        for entry in dossier.ambiguous
        if entry.reading == "mentioned" and people.intersection(entry.candidates)
    }


def _several(dossier: Dossier) -> Iterator[tuple[str, Entry]]:
    """Names that need no full mention, borne by several people of the dossier or by the first who lived on a day."""
    people = {person.name for person in dossier.people}
    for entry in dossier.ambiguous:
        candidates = tuple(name for name in entry.candidates if name in people)
        if entry.reading == "first" and candidates:
            yield entry.form, Entry(candidates=candidates)


def _parties(dossier: Dossier) -> Iterator[tuple[str, Entry]]:
    never = {words(entry.form) for entry in dossier.ambiguous if entry.reading == "never"}
    for party in dossier.parties:
        for name in (party.name.split(" (")[0], *party.aliases, *party.metonyms):
            if words(name) not in never:
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
