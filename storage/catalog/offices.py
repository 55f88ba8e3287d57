"""Answers who held an office on a day, from a loaded dossier; knows no texts and no files."""

from __future__ import annotations

from datetime import date

from storage.catalog.checks import folded
from storage.catalog.schema import Dossier, Party, Person


def holder(dossier: Dossier, title: str, party: str, on: date) -> Person | None:
    """Return who held `title` of `party` (a canonical name) on that day.

    The title may leave the state's adjective out: "وزير الخارجية" of "قطر". A party's offices are also those
    of its services: "رئيس المخابرات" of "مصر". None where nobody held it, where it is shared, or where the
    title fits several people.
    """
    asked = {folded(title)} | {f"{folded(title)} {folded(form)}" for form in adjectives_of(dossier, party)}
    held = {
        person.name: person
        for person in dossier.people
        for office in person.offices
        if not office.shared
        and office.covers(on)
        and belongs(dossier, office.party, party)
        and asked.intersection(map(folded, office.titles))
    }
    return next(iter(held.values())) if len(held) == 1 else None


def adjectives_of(dossier: Dossier, party: str) -> tuple[str, ...]:
    """Return the forms of the adjective of a party, or of its nearest parent that has one."""
    parties = {entry.name: entry for entry in dossier.parties}
    found: Party | None = parties.get(party)
    while found is not None and not found.nisba:
        found = parties.get(found.parent or "")
    return found.adjectives if found else ()


def belongs(dossier: Dossier, office_party: str, party: str) -> bool:
    """True where a post's party is the one that was asked for, or a part of it."""
    parties = {entry.name: entry for entry in dossier.parties}
    step: str | None = office_party
    while step is not None and step != party:
        step = parties[step].parent
    return step is not None
