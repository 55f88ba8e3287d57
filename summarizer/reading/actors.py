"""Who counts as taking part: persons to their parties at a date, offices and agencies to their states; knows no text."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date
from functools import lru_cache

from storage.catalog.schema import Dossier, Office, Party, Person
from summarizer.reading.fold import words

# Parts of a state that take part by their own name beside it: intelligence services, a president elect's team.
_BESIDE = ("SPY", "ELI")
_HEADS = ("رئيس", "الرئيس")
# How many answers to who held what are kept.
_KEPT = 1 << 12


class Actors:
    """The dossier's parties and people by name, with the questions that reading asks of them."""

    def __init__(self, dossier: Dossier) -> None:
        self.parties = {party.name: party for party in dossier.parties}
        self.people = {person.name: person for person in dossier.people}
        self.mediators = tuple(party.name for party in dossier.parties if party.mediator)
        self.principals = tuple(party.name for party in dossier.parties if party.principal)
        self._capitals = {metonym: party.name for party in dossier.parties for metonym in party.metonyms}

        self._nations = {
            form: party.name for party in dossier.parties for word in party.adjectives for form in words(word)
        }
        self._short = _short_forms(dossier)
        # Under whom others hold a title: "مستشار الرئيس".
        self.heads = frozenset(person.name for person in dossier.people if _is_head(person))
        # Posts of one holder, by their state.
        self._offices: dict[str, list[tuple[Person, Office]]] = {}
        for person in dossier.people:
            for office in person.offices:
                if not office.shared and (state := self.state_of(office.party)):
                    self._offices.setdefault(state, []).append((person, office))
        # Asked again and again of the same people and the same day.
        self._holders = lru_cache(maxsize=_KEPT)(self._who_held)
        self.of_party = lru_cache(maxsize=_KEPT)(self._of_party)
        self.of_person = lru_cache(maxsize=_KEPT)(self._of_person)
        self.holds = lru_cache(maxsize=_KEPT)(self._holds)

    def short_forms(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Forms that mean a person only where the text has named him in full: "الشيخ محمد", "رشاد"."""
        return self._short.get(name, ())

    def nation(self, adjective: str) -> str | None:
        """The state whose adjective a folded word is: "المصري"."""
        return self._nations.get(adjective)

    def _of_party(self, name: str) -> tuple[str, ...]:
        """The names under which a party takes part: its state, and itself where it is more than an office."""
        party = self.parties.get(name)
        if party is None:
            return (name,)
        if party.members:
            return tuple(dict.fromkeys(n for member in party.members for n in self.of_party(member)))
        if party.kind == "group":
            return ()
        parent = self.parties.get(party.parent or "")
        if parent is None:
            return (name,)
        beside = (party.cameo or "").endswith(_BESIDE) or party.kind == parent.kind == "armed_group"
        if beside:
            return (*self.of_party(parent.name), name)
        return self.of_party(parent.name) if party.kind in ("agency", "ministry", "office") else (name,)

    def _of_person(self, name: str, day: date | None) -> tuple[str, ...]:
        """The parties for which a person acts on a day; by the dossier's word where no office is known."""
        person = self.people.get(name)
        if person is None:
            return ()
        held = [office for office in person.offices if _held(office, day)]
        parties = [office.party for office in held] or ([person.party] if person.party else [])
        found = (actor for party in parties for actor in self.of_party(party))
        return tuple(dict.fromkeys(found))

    def holder(self, offices: Iterable[tuple[Person, Office]], day: date | None) -> str | None:
        """The one person who held an office on a day, or None where it is shared, vacant or undated."""
        holders = {
            person.name
            for person, office in offices
            if not office.shared and _held(office, day) and _alive(person, day)
        }
        return next(iter(holders)) if len(holders) == 1 else None

    def counterpart(self, name: str, state: str, day: date | None) -> str | None:
        """Who holds the same kind of office for another state: "نظيره القطري" of a foreign minister."""
        person = self.people.get(name)
        held = (
            [office for office in person.offices if _held(office, day) and not office.shared]
            if person
            else []
        )
        kinds = {kind for office in held for kind in self._kinds(office)}
        return self._only({n for kind in kinds for n in self._holders(kind, state, day)})

    def head(self, title: str, state: str, day: date | None) -> str | None:
        """Who holds a post of a state that is named without the state: "رئيس الوزراء" of Qatar."""
        return self._only(self._holders(title, state, day))

    def _holds(self, name: str, title: str, day: date | None) -> bool:
        """True where a person holds an office on a day whose title begins so."""
        person = self.people.get(name)
        return person is not None and any(
            _held(office, day) and any(" ".join(words(t)).startswith(title) for t in office.titles)
            for office in person.offices
        )

    def _who_held(self, kind: str, state: str, day: date | None) -> frozenset[str]:
        return frozenset(
            person.name
            for person, office in self._offices.get(state, ())
            if _held(office, day) and kind in self._kinds(office)
        )

    @staticmethod
    def _only(found: Set[str]) -> str | None:
        return next(iter(found)) if len(found) == 1 else None

    def _kinds(self, office: Office) -> frozenset[str]:
        """An office's titles without its state's adjective or name at the end: what counterparts have in common."""
        state = self.parties.get(self.state_of(office.party) or "")
        if state is None:
            return frozenset()
        marks = {words(form) for form in (state.name, *state.aliases, *state.adjectives)}
        titles = [words(title) for title in office.titles]
        return frozenset(
            " ".join(title[:-n])
            for title in titles
            for n in (1, 2, 3)
            if len(title) > n and title[-n:] in marks
        )

    def lived(self, name: str, day: date | None) -> bool:
        """True for one who had not died by a day, nor had come after."""
        return name in self.people and _alive(self.people[name], day)

    def is_group(self, name: str) -> bool:
        """True for a collective name of several parties."""
        return name in self.parties and bool(self.parties[name].members)

    def state_of(self, name: str) -> str | None:
        """The state that a party belongs to, or itself where it is one."""
        seen: set[str] = set()
        party: Party | None = self.parties.get(name)
        while party is not None and party.kind != "state" and party.name not in seen:
            seen.add(party.name)
            party = self.parties.get(party.parent or "")
        return party.name if party else None

    def capital(self, place: str) -> str | None:
        """The state whose government a capital's name may mean."""
        return self._capitals.get(place)


def _short_forms(dossier: Dossier) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for form in dossier.ambiguous:
        for name in form.candidates if form.reading != "never" else ():
            if words(form.form):
                found.setdefault(name, []).append(words(form.form))
    for person in dossier.people:
        first = words(person.name)[0] if words(person.name) else ""
        if any("الشيخ" in alias or "آل ثاني" in alias for alias in (person.name, *person.aliases)):
            found.setdefault(person.name, []).append(("الشيخ", first))
    return {name: tuple(forms) for name, forms in found.items()}


def _is_head(person: Person) -> bool:
    return any(title.startswith(_HEADS) for office in person.offices for title in office.titles)


def _held(office: Office, day: date | None) -> bool:
    return day is not None and office.covers(day)


def _alive(person: Person, day: date | None) -> bool:
    return person.died is None or day is None or day <= person.died
