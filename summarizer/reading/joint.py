"""Several holders of posts in one phrase: "رئيسا الموساد والشاباك", "الوزيران المصري والقطري"; knows no events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from summarizer.reading.fold import words
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.lexicon import language
from summarizer.reading.mention import Mention, prefixes

# How long a post's name may be, and how many may be named together.
_POST, _MANY = 4, 6


def jointly(forms: tuple[str, ...], names: Gazetteer, day: date | None) -> list[Mention]:
    """Return a mention for each post of a joint phrase: the first stands on the head, the others on their own words."""
    found: list[Mention] = []
    for place in range(len(forms) - 1):
        head = _head(forms[place])
        if head is None:
            continue
        posts = list(_posts(forms, place + 1, head[1], names, day))
        if len(posts) > 1:
            found.append(posts[0]._replace(first=place, prefix=head[0]))
            found.extend(posts[1:])
    return found


def _posts(
    forms: tuple[str, ...], start: int, head: str, names: Gazetteer, day: date | None
) -> Iterator[Mention]:
    """The posts that a head and the words after it name one after the other."""
    kind: tuple[str, ...] = ()
    for opening in ((), forms[start : start + 1], forms[start : start + 2]):
        found = list(_row(forms, start + len(opening), (head, *opening), names, day))
        if len(found) > 1:
            kind = opening
            break
    else:
        return
    yield from _row(forms, start + len(kind), (head, *kind), names, day)


def _row(
    forms: tuple[str, ...], place: int, opening: tuple[str, ...], names: Gazetteer, day: date | None
) -> Iterator[Mention]:
    for number in range(_MANY):
        if forms[place : place + 1] == ("،",) and number:
            place += 1
        hit = _post(forms, place, opening, names, day, joined=number > 0)
        if hit is None:
            return
        yield hit
        place = hit.last


def _post(
    forms: tuple[str, ...],
    place: int,
    opening: tuple[str, ...],
    names: Gazetteer,
    day: date | None,
    *,
    joined: bool,
) -> Mention | None:
    """The longest post made of the opening and the words at a place: "وزير خارجية" with "مصر"."""
    if place >= len(forms):
        return None
    first = forms[place]
    cut = first[1:] if joined and first[:1] == "و" and len(first) > 3 else first
    if joined and cut == first and forms[place - 1] != "،":
        return None
    for length in range(min(_POST, len(forms) - place), 0, -1):
        entry = names.phrase((*opening, cut, *forms[place + 1 : place + length]))
        if entry is None or not entry.offices:
            continue
        holder = names.actors.holder(entry.offices, day)
        parties = (
            names.actors.of_person(holder, day)
            if holder
            else names.actors.of_party(entry.offices[0][1].party)
        )
        letters = "و" if cut != first else ""
        return Mention(
            place, place + length, holder, parties, prefix=letters, group="office", offices=entry.offices
        )
    return None


def adjectives_after(forms: tuple[str, ...], place: int, names: Gazetteer) -> tuple[str, ...]:
    """The parties whose adjectives (or names after "in") follow a collective: "الوسطاء القطريين والمصريين"."""
    found: list[str] = []
    step = place + 1 if forms[place : place + 1] in (("في",), ("من",)) else place
    while step < len(forms):
        form = forms[step]
        cut = form[1:] if found and form[:1] == "و" else form
        entry = names.phrase((cut,))
        name = (entry.adjective or entry.party) if entry else None
        if name is None or (found and cut == form):
            break
        found.extend(names.actors.of_party(name))
        step += 1
    return tuple(dict.fromkeys(found)) if len(found) > 1 else ()


@lru_cache(maxsize=1 << 15)
def _head(form: str) -> tuple[str, str] | None:
    """The letters before a word that heads several posts ("رئيسا"), and the word for one of them."""
    return next(((cut, _joint()[rest]) for cut, rest in prefixes(form) if rest in _joint()), None)


@cache
def _joint() -> dict[str, str]:
    table = language("people")["joint"]
    return {words(many)[0]: words(one)[0] for many, one in table.items()}
