"""Who counts as taking part: persons to their parties at a date, offices and agencies to their states; knows no text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from storage.catalog.schema import Dossier, Office, Party, Person
from summarizer.reading.fold import words

# Parts of a state that take part by their own name beside it: intelligence services, a president elect's team.
_BESIDE = ("SPY", "ELI")


class Actors:
    """The dossier's parties and people by name, with the questions that reading asks of them."""

    def __init__(self, dossier: Dossier) -> None:
        self.parties = {party.name: party for party in dossier.parties}
        self.people = {person.name: person for person in dossier.people}
        self.mediators = tuple(party.name for party in dossier.parties if party.mediator)
        self.principals = tuple(party.name for party in dossier.parties if party.principal)
        self._capitals = {metonym: party.name for party in dossier.parties for metonym in party.metonyms}

        self._short = _short_forms(dossier)

    def short_forms(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Forms that mean a person only where the text has named him in full: "الشيخ محمد", "رشاد"."""
        return self._short.get(name, ())

    def of_party(self, name: str) -> tuple[str, ...]:
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

    def of_person(self, name: str, day: date | None) -> tuple[str, ...]:
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
        for office in person.offices if person else ():
            if not _held(office, day):
                continue
            kinds = {_kind_of_post(title) for title in office.titles}
            found = {
                other.name for other in self.people.values() for theirs in other.offices
                if _held(theirs, day) and not theirs.shared and self.state_of(theirs.party) == state
                and any(_kind_of_post(title) in kinds for title in theirs.titles)
            }  # fmt: skip
            if len(found) == 1:
                return found.pop()
        return None

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


@cache
def _kind_of_post(title: str) -> str:
    """A title without its last word, the state's adjective: what counterparts have in common."""
    return " ".join(words(title)[:-1]) or title


def _held(office: Office, day: date | None) -> bool:
    return day is not None and office.covers(day)


def _alive(person: Person, day: date | None) -> bool:
    return person.died is None or day is None or day <= person.died
