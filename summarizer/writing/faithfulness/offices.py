"""Offices of a written sentence against those of its sources and of the dossier on the day; knows no events."""

from __future__ import annotations

from functools import cache

from storage.model import Flaw
from summarizer.reading.fold import words as folded
from summarizer.reading.mention import Mention, is_head, prefixes
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import is_listed, listed, root

# How far from a name, in words, its title may stand.
_NEAR = 6


def wrong_office(said: Heard, of: Ground) -> Finding | None:
    """Return a word that makes somebody a former or a coming holder of an office, or the office of another."""
    for place, form in enumerate(said.forms):
        for kind in ("former", "coming"):
            if is_listed(kind, form) and not _marked(said, place, kind, of):
                return Finding(Flaw.OFFICE, said.parsed.quote(place, place + 1))
    for mention in said.parsed.mentions:
        finding = _wrong_title(said, mention, of)
        if finding is not None:
            return finding
    return None


def _marked(said: Heard, place: int, kind: str, of: Ground) -> bool:
    """True where a source marks the same one so, or the dossier knows that the time in office is over."""
    near = _nearest(said, place)
    if near is None or near.person is None:
        stem = root(said.forms[place - 1]) if place else ""
        return any(
            is_listed(kind, form) and i and root(s.forms[i - 1]) in (stem, root(said.forms[place - 1]))
            for s in of.sentences
            for i, form in enumerate(s.forms)
        )
    if any(
        _is_marked(s, m, kind) for s in of.sentences for m in s.parsed.mentions if m.person == near.person
    ):
        return True
    person = of.names.actors.people.get(near.person)
    day = of.day
    held = [office for office in person.offices if not office.shared] if person else []
    return (
        kind == "former"
        and day is not None
        and bool(held)
        and all(office.until and office.until < day for office in held)
    )


def _nearest(said: Heard, place: int) -> Mention | None:
    people = [m for m in said.parsed.mentions if m.person and m.first - _NEAR <= place <= m.last + 2]
    return min(people, key=lambda m: abs(m.first - place) if place < m.first else 0, default=None)


def _is_marked(s: Heard, mention: Mention, kind: str) -> bool:
    near = s.forms[max(0, mention.first - _NEAR) : mention.last + 3]
    return any(is_listed(kind, form) for form in near)


def _wrong_title(said: Heard, mention: Mention, of: Ground) -> Finding | None:
    """A title beside a name that is not this one's on the day, or that every source gives with "former"."""
    if not mention.person:
        return None
    titled = [
        m
        for s in of.sentences
        for m in s.parsed.mentions
        if m.person == mention.person and m.last - m.first > 1
    ]
    words = said.parsed.quote(mention.first, mention.last)
    titled_here = is_head(said.forms[mention.first]) or is_head(said.forms[mention.first - 1])
    if not mention.offices and not _title_of(said, mention, of) and not titled_here:
        return None
    telling = [
        (s, m)
        for s in of.sentences
        for m in s.parsed.mentions
        if m.person == mention.person
        and (m.offices or _title_of(s, m, of) or is_head(s.forms[m.first]) or is_head(s.forms[m.first - 1]))
    ]
    for kind in ("former", "coming"):
        always = bool(telling) and all(_is_marked(s, m, kind) for s, m in telling)
        if always and not _is_marked(said, mention, kind):
            return Finding(Flaw.OFFICE, words)
    if _other_head(said, mention, of):
        return Finding(Flaw.OFFICE, words)
    title = _title_of(said, mention, of)
    if title and not _holds(mention.person, title, said, mention, of) and not any(
        title in " ".join(s.forms[m.first : m.last]) for s in of.sentences for m in titled if m in s.parsed.mentions
    ):  # fmt: skip
        return Finding(Flaw.OFFICE, words)
    return None


def _other_head(said: Heard, mention: Mention, of: Ground) -> bool:
    """True for a post before a name that neither a source nor the dossier gives to this one: a minister for a director."""
    before = range(max(0, mention.first - 2), mention.last)
    heads = {rest for i in before for _, rest in prefixes(said.forms[i]) if rest in _posts()}
    person = of.names.actors.people.get(mention.person or "")
    if not heads or person is None:
        return False
    held = {word for office in person.offices for title in office.titles for word in folded(title)}
    near = {
        rest
        for s in of.sentences
        for m in s.parsed.mentions
        if m.person == mention.person
        for form in s.forms[max(0, m.first - _NEAR) : m.last + _NEAR]
        for _, rest in prefixes(form)
    }
    return not heads & (held | near)


@cache
def _posts() -> frozenset[str]:
    return listed("posts")


def _title_of(s: Heard, mention: Mention, of: Ground) -> str | None:
    """The office that stands in a name's own words: "وزير الخارجية الأميركي" before "أنتوني بلينكن"."""
    forms = s.forms
    for place in range(mention.first, mention.last):
        for _, rest in prefixes(forms[place]):
            hit = of.names.at(forms, place, rest, mention.last - place)
            if hit and hit[1].offices:
                return " ".join((rest, *forms[place + 1 : place + hit[0]]))
    return None


def _holds(person: str, title: str, said: Heard, mention: Mention, of: Ground) -> bool:
    entry = of.names.phrase(tuple(title.split()))
    held = [office for one, office in entry.offices if one.name == person] if entry else []
    if not held or of.day is None:
        return bool(held)
    now = any(office.covers(of.day) for office in held)
    return not now if _is_marked(said, mention, "former") else now
