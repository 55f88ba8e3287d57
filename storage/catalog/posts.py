"""Turns a dossier's posts into the dated offices of its people; knows no files and no reading rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from storage.catalog.files import CatalogError
from storage.catalog.schema import Dossier, DossierFile, Office, Party, Person, Post, Term

_BRACKETS = re.compile(r"\[([^\]]*)\]")


def with_offices(record: DossierFile) -> Dossier:
    """Return the dossier with each person's offices, oldest first.

    Raises CatalogError where a post names a party or person that the dossier lacks.
    """
    offices = offices_by_name(record)
    people = tuple(
        Person.model_construct(**dict(person), offices=tuple(sorted(offices.pop(person.name, ()), key=start)))
        for person in record.people
    )
    for stranger in offices:
        raise CatalogError(f"posts: {stranger} holds a post but is not among people")
    kept: dict[str, Any] = {key: value for key, value in record if key not in {"people", "posts"}}
    return Dossier.model_construct(**kept, people=people)


def offices_by_name(record: DossierFile) -> dict[str, list[Office]]:
    parties = {party.name: party for party in record.parties}
    women = {person.name for person in record.people if person.woman}
    offices: defaultdict[str, list[Office]] = defaultdict(list)
    for number, post in enumerate(record.posts):
        where = f"posts[{number}] ({post.titles[0]})"
        if post.party not in parties:
            raise CatalogError(f"{where}.party: {post.party} is not among parties")
        men_titles, women_titles = (
            tuple(spellings(titles, parties[post.party], parties, where))
            for titles in (post.titles, post.feminine or post.titles)
        )
        for term in post.holders:
            titles = women_titles if term.name in women else men_titles
            offices[term.name].append(office(post, titles, term))
    return dict(offices)


def office(post: Post, titles: tuple[str, ...], term: Term) -> Office:
    """The post as one person held it; its parts are validated already."""
    return Office.model_construct(
        titles=titles,
        party=post.party,
        since=term.since,
        until=term.until,
        shared=post.shared,
        verified=term.verified,
        month_precision=term.month_precision,
    )


def spellings(
    titles: tuple[str, ...], party: Party, parties: Mapping[str, Party], where: str
) -> Iterator[str]:
    """Write out each title's alternatives, and {m}, {f} and {s} in each spelling of the state's adjective."""
    for title in (variant for written in titles for variant in alternatives(written)):
        if "{" not in title:
            yield title
            continue
        state = nearest_with_adjective(party, parties)
        if state is None:
            raise CatalogError(f"{where}.titles: {title} needs an adjective, and {party.name} has no nisba")
        for base in state.nisba if "{m}" in title or "{f}" in title else state.nisba[:1]:
            yield filled(title, base, state.name, where)


def alternatives(title: str) -> Iterator[str]:
    """Write out brackets: "[رئيس|مدير] [|جهاز ]الموساد" gives four titles."""
    steps = (part.split("|") if odd % 2 else [part] for odd, part in enumerate(_BRACKETS.split(title)))
    return map("".join, product(*steps))


def filled(title: str, base: str, state: str, where: str) -> str:
    """Put the adjective and the name of the state into a title; raises CatalogError for another mark."""
    try:
        return title.format(m=f"ال{base}", f=f"ال{base}ة", s=state)
    except (KeyError, IndexError, ValueError) as error:
        raise CatalogError(f"{where}.titles: {title} has a mark that is not {{m}}, {{f}} or {{s}}") from error


def nearest_with_adjective(party: Party | None, parties: Mapping[str, Party]) -> Party | None:
    while party is not None and not party.nisba:
        party = parties.get(party.parent or "")
    return party


def start(held: Office) -> str:
    """A sorting key: terms without a start come first."""
    return held.since.isoformat() if held.since else ""
