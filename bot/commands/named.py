"""Finds the party, person or place that somebody means: by any of its names, in Arabic or English; knows no wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from storage.catalog.checks import folded
from storage.catalog.schema import Dossier, Party, Person
from storage.model import Participant


def named(text: str, parties: Iterable[Party]) -> Party | None:
    """Return the one of `parties` that `text` names; a link writes blanks as "_": "united_states"."""
    asked = _key(text)
    return next((party for party in parties if asked in _names(party)), None)


def participant(text: str, dossier: Dossier) -> Participant | None:
    """Return the person or the party that `text` names, as one who takes part."""
    asked = _key(text)
    for person in dossier.people:
        if asked in {_key(name) for name in (person.name, person.en, *person.aliases)}:
            return Participant(person.name, person=True, party=person.party)
    party = named(text, dossier.parties)
    return Participant(party.name) if party else None


def key_of(name: str, dossier: Dossier) -> str:
    """Return by what a button names a party or a person: their Arabic name may be longer than what a button holds."""
    known = (one.en for some in (dossier.people, dossier.parties) for one in _called(some, name))
    return next(known, name).replace(" ", "_")


def _called(some: Iterable[Person | Party], name: str) -> Iterator[Person | Party]:
    return (one for one in some if one.name == name)


def place(text: str, dossier: Dossier) -> str | None:
    """Return the place that `text` names, by the name under which it is kept."""
    asked = _key(text)
    places = (
        (known.name, {_key(name) for name in (known.name, known.en, *known.aliases)})
        for known in dossier.places
    )
    return next((name for name, names in places if asked in names), None)


def mediators(dossier: Dossier) -> list[Party]:
    return [party for party in dossier.parties if party.mediator]


def principals(dossier: Dossier) -> list[Party]:
    """Return those between whom is negotiated."""
    return [party for party in dossier.parties if party.principal]


def _names(party: Party) -> set[str]:
    return {_key(name) for name in (party.name, party.en, *party.aliases, *party.metonyms)}


def _key(name: str) -> str:
    return folded(name).strip().lower().replace(" ", "_")
