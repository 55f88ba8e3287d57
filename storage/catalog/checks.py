"""Finds what contradicts itself in a loaded dossier or set of outlets; knows no files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from storage.catalog.schema import Dossier, DossierFile, Office, Outlet, Party, PersonRecord, Place, Term

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


def record_faults(record: DossierFile) -> Iterator[str]:
    """Give each contradiction in a dossier's file as one sentence that begins with its place in it."""
    for check in RECORD_CHECKS:
        yield from check(record)


def outlet_faults(outlets: Sequence[Outlet]) -> Iterator[str]:
    """Give each name that two outlets share."""
    named = [(outlet.slug, (outlet.name, *outlet.aliases)) for outlet in outlets]
    yield from shared_forms("sources", named)


def shared_names(dossier: DossierFile) -> Iterator[str]:
    """Names and aliases that two records of one section share."""
    for section in ("parties", "people", "places"):
        records: Sequence[Party | PersonRecord | Place] = getattr(dossier, section)
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


def parties_known(dossier: DossierFile) -> Iterator[str]:
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


def places_known(dossier: DossierFile) -> Iterator[str]:
    """Countries that are no state of the dossier, and capitals that their state does not list."""
    states = {party.name: party for party in dossier.parties if party.kind in ("state", "government", "igo")}
    for place in dossier.places:
        if place.country is not None and place.country not in states:
            yield f"places ({place.name}).country: {place.country} is not a state among parties"
        seat = place.capital_of
        if seat is not None and (seat not in states or place.name not in states[seat].metonyms):
            yield f"places ({place.name}).capital_of: {seat} does not list it among its metonyms"


def terms_in_order(record: DossierFile) -> Iterator[str]:
    """Terms that end before they begin, or outlast their holder."""
    deaths = {person.name: person.died for person in record.people}
    for post in record.posts:
        for term in post.holders:
            fault = fault_of_term(term, deaths.get(term.name))
            if fault:
                yield f"posts ({post.titles[0]}), {term.name}: {fault}"


def fault_of_term(term: Term, died: date | None) -> str | None:
    since, until = bounds(term)
    if until < since:
        return f"ends on {until}, before it begins on {since}"
    if died is None or until <= died:
        return None
    if term.until is None:
        return f"is still held after the death on {died}"
    return f"lasts until {until}, after the death on {died}"


def one_holder_of_a_post(record: DossierFile) -> Iterator[str]:
    """Days on which two people hold one post that is not marked as shared."""
    for post in record.posts:
        if not post.shared:
            terms = [(*bounds(term), term.name) for term in post.holders]
            yield from overlaps(post.titles[0], sorted(terms))


def office_faults(dossier: Dossier) -> Iterator[str]:
    """Days on which two people hold one title, by different posts."""
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


def bounds(office: Office | Term) -> tuple[date, date]:
    return office.since or date.min, office.until or date.max


def issues_complete(dossier: DossierFile) -> Iterator[str]:
    codes = {issue.code for issue in dossier.issues}
    for code in sorted(codes - ISSUE_CODES):
        yield f"issues: {code} is not one of the issue codes ({', '.join(sorted(ISSUE_CODES))})"


def candidates_known(dossier: DossierFile) -> Iterator[str]:
    """Candidates of an ambiguous form that the dossier does not know."""
    known = {r.name for section in (dossier.parties, dossier.people, dossier.places) for r in section}
    for entry in dossier.ambiguous:
        for name in entry.candidates:
            if name not in known:
                yield f"ambiguous ({entry.form}).candidates: {name} is no party, person or place"


def ambiguous_open(dossier: DossierFile) -> Iterator[str]:
    """Ambiguous forms whose rule would never be asked, since they are plain aliases as well."""
    settled = {
        folded(form): person.name for person in dossier.people for form in (person.name, *person.aliases)
    }
    for entry in dossier.ambiguous:
        name = settled.get(folded(entry.form))
        if name and entry.reading != "first":
            yield f"ambiguous ({entry.form}): is also a plain alias of {name}"


def wordings_settle(dossier: DossierFile) -> Iterator[str]:
    """Neutral words in which another entry would find a loaded one."""
    loaded = {folded(wording.loaded) for wording in dossier.wordings if not wording.stays}
    protected = {wording.neutral for wording in dossier.wordings if wording.stays}
    for wording in dossier.wordings:
        if wording.neutral is None or wording.neutral in protected:
            continue
        for phrase in phrases(folded(wording.neutral).split()):
            if phrase in loaded:
                yield f"wordings ({wording.loaded}).neutral: holds the loaded “{phrase}”"


def phrases(words: Sequence[str]) -> Iterator[str]:
    """Every run of words."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield " ".join(words[start:end])


RECORD_CHECKS: tuple[Callable[[DossierFile], Iterator[str]], ...] = (
    shared_names,
    parties_known,
    places_known,
    issues_complete,
    candidates_known,
    ambiguous_open,
    wordings_settle,
    terms_in_order,
    one_holder_of_a_post,
)
