"""Finds what contradicts itself in a loaded dossier or set of outlets; knows no files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from storage.catalog.schema import Dossier, Office, Outlet, Party, Person, Place

ISSUE_CODES = frozenset(
    {
        "ceasefire",
        "hostages",
        "prisoners",
        "aid",
        "withdrawal",
        "philadelphi",
        "rafah",
        "reconstruction",
        "governance",
        "disarmament",
        "phases",
        "guarantees",
        "displacement",
    }
)

_ALIKE = str.maketrans("أإآٱىةؤئ", "اااايهوي", "ـ")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u200c-\u200f]")


def folded(form: str) -> str:
    """A form without what the press writes both ways: hamza, ta marbuta, marks, the blank of "عبد ال"."""
    return " ".join(_MARKS.sub("", form).translate(_ALIKE).replace("عبد ال", "عبدال").split())


def faults(dossier: Dossier) -> Iterator[str]:
    """Give each contradiction in the dossier as one sentence that begins with its place in the file."""
    for check in DOSSIER_CHECKS:
        yield from check(dossier)


def outlet_faults(outlets: Sequence[Outlet]) -> Iterator[str]:
    """Give each name that two outlets share."""
    named = [(outlet.slug, (outlet.name, *outlet.aliases)) for outlet in outlets]
    yield from shared_forms("sources", named)


def shared_names(dossier: Dossier) -> Iterator[str]:
    """Names and aliases that two records of one section share."""
    for section in ("parties", "people", "places"):
        records: Sequence[Party | Person | Place] = getattr(dossier, section)
        yield from shared_forms(section, ((r.name, (r.name, *r.aliases)) for r in records))
    yield from twice("issues", (issue.code for issue in dossier.issues))
    yield from twice("wordings", (wording.loaded for wording in dossier.wordings))
    yield from twice("ambiguous", (entry.form for entry in dossier.ambiguous))


def shared_forms(section: str, records: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    owner: dict[str, str] = {}
    names: set[str] = set()
    for name, forms in records:
        if name in names:
            yield f"{section}: {name} stands twice"
        names.add(name)
        for form in forms:
            other = owner.setdefault(folded(form), name)
            if other != name:
                yield f"{section}: “{form}” names both {other} and {name}"


def twice(section: str, keys: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield f"{section}: {key} stands twice"
        seen.add(key)


def parties_known(dossier: Dossier) -> Iterator[str]:
    """Parents, members and people's parties that the dossier lacks."""
    names = {party.name for party in dossier.parties}
    for party in dossier.parties:
        for key, named in (("parent", (party.parent,)), ("members", party.members)):
            for name in named:
                if name is not None and name not in names:
                    yield f"parties ({party.name}).{key}: {name} is not among parties"
    for person in dossier.people:
        if person.party is not None and person.party not in names:
            yield f"people ({person.name}).party: {person.party} is not among parties"


def places_known(dossier: Dossier) -> Iterator[str]:
    """Countries that are no state of the dossier, and capitals that their state does not list."""
    states = {party.name: party for party in dossier.parties if party.kind in ("state", "government", "igo")}
    for place in dossier.places:
        if place.country is not None and place.country not in states:
            yield f"places ({place.name}).country: {place.country} is not a state among parties"
        seat = place.capital_of
        if seat is not None and (seat not in states or place.name not in states[seat].metonyms):
            yield f"places ({place.name}).capital_of: {seat} does not list it among its metonyms"


def terms_in_order(dossier: Dossier) -> Iterator[str]:
    """Offices that end before they begin, or outlast their holder."""
    for person in dossier.people:
        for office in person.offices:
            title = f"posts ({office.titles[0]}), {person.name}"
            if office.since and office.until and office.until < office.since:
                yield f"{title}: ends on {office.until}, before it begins on {office.since}"
            last = office.until or date.max
            if person.died and last > person.died and last != date.max:
                yield f"{title}: lasts until {last}, after the death on {person.died}"
            if person.died and (last == date.max or (office.since and office.since > person.died)):
                yield f"{title}: is still held after the death on {person.died}"


def one_holder_at_a_time(dossier: Dossier) -> Iterator[str]:
    """Days on which two people hold one title of one party that is not marked as shared."""
    held: defaultdict[str, list[tuple[date, date, str]]] = defaultdict(list)
    for person in dossier.people:
        for office in person.offices:
            if not office.shared:
                for title in dict.fromkeys(map(folded, office.titles)):
                    held[title].append((*bounds(office), person.name))
    for title, terms in held.items():
        yield from overlaps(title, sorted(terms))


def overlaps(title: str, terms: Sequence[tuple[date, date, str]]) -> Iterator[str]:
    """Give the first day on which a term, in order of their starts, meets another person's."""
    latest: dict[str, date] = {}
    for since, until, name in terms:
        for other, last in latest.items():
            if other != name and since <= last:
                yield f"posts ({title}): {other} and {name} both hold it on {since}"
        latest[name] = max(until, latest.get(name, date.min))


def bounds(office: Office) -> tuple[date, date]:
    return office.since or date.min, office.until or date.max


def issues_complete(dossier: Dossier) -> Iterator[str]:
    codes = {issue.code for issue in dossier.issues}
    for code in sorted(codes - ISSUE_CODES):
        yield f"issues: {code} is not one of the issue codes ({', '.join(sorted(ISSUE_CODES))})"


def candidates_known(dossier: Dossier) -> Iterator[str]:
    """Candidates of an ambiguous form that the dossier does not know."""
    known = {r.name for section in (dossier.parties, dossier.people, dossier.places) for r in section}
    for entry in dossier.ambiguous:
        for name in entry.candidates:
            if name not in known:
                yield f"ambiguous ({entry.form}).candidates: {name} is no party, person or place"


def wordings_settle(dossier: Dossier) -> Iterator[str]:
    """Neutral words in which another entry would find a loaded one."""
    loaded = {f" {folded(w.loaded)} ": w.loaded for w in dossier.wordings if not w.stays}
    protected = {w.neutral for w in dossier.wordings if w.stays}
    for wording in dossier.wordings:
        if wording.neutral is None or wording.neutral in protected:
            continue
        text = f" {folded(wording.neutral)} "
        for form, other in loaded.items():
            if form in text:
                yield f"wordings ({wording.loaded}).neutral: holds the loaded “{other}”"


DOSSIER_CHECKS: tuple[Callable[[Dossier], Iterator[str]], ...] = (
    shared_names,
    parties_known,
    places_known,
    terms_in_order,
    one_holder_at_a_time,
    issues_complete,
    candidates_known,
    wordings_settle,
)
