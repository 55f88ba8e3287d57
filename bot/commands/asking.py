"""What somebody who searches means: who, where, which kind, about what, when, and the words that are left.

Arabic as people type it: without hamza, ه for ة, any digits, with and without the article and "and", names a letter
off. Knows no wording and no store.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import Any

from bot.commands.spans import found_days
from storage.catalog import load_event_kinds
from storage.catalog.checks import folded
from storage.catalog.files import ROOT, read_toml
from storage.catalog.schema import Dossier
from storage.model import EventType

# The longest name has so many words.
_LONGEST = 6
# A name may be mistyped by about one letter in six; shorter words are too alike for that.
_ALIKE, _SHORTEST_MISTYPED = 84, 4
_WORD = re.compile(r"[^\W_]+")
_CLITICS = "وفبلك"
_IN = ("في", "مدينه", "بمدينه", "الي", "من")
_WHERE_ONE_MEETS = frozenset({EventType.MEETING, EventType.TALKS, EventType.VISIT})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was understood. `names` are parties and people of the dossier, `words` what has no meaning of its own.

    `guessed` are those names that were typed otherwise than anybody writes them, `spoken` with which words each issue
    was named.
    """

    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    types: tuple[EventType, ...] = ()
    issues: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    spoken: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        return not (
            self.names or self.places or self.types or self.issues or self.words or self.first or self.last
        )


@dataclass(slots=True)
class _Heard:
    """What was understood so far, in the order of the words."""

    names: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    spoken: list[tuple[str, str]] = field(default_factory=list)

    def take(self, thing: _Thing) -> None:
        into: list[str] = getattr(self, thing.kind)
        if thing.name not in into:
            into.append(thing.name)


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something that has a name: `kind` is the field of `Meaning` into which it goes. `seat` is of whom a city is one."""

    kind: str
    name: str
    seat: str | None = None


def understand(text: str, dossier: Dossier, today: date) -> Meaning:
    """Return what `text` asks for; days are those of a reader for whom it is `today`."""
    days, rest = found_days(text, today)
    words = _WORD.findall(folded(rest).lower())
    lexicon, heard = _lexicon(dossier, today), _Heard()
    place = 0
    while place < len(words):
        thing, length = lexicon.at(words, place)
        if thing is None and (idle := lexicon.idle(words, place)):
            length = idle
        elif thing is None:
            length = lexicon.leave(words, place, heard)
        else:
            heard.take(_in_context(thing, words[place], words[place - 1] if place else "", lexicon))
            if thing.kind == "issues":
                heard.spoken.append((thing.name, " ".join(words[place : place + length])))
        place += length
    return Meaning(
        tuple(heard.names),
        tuple(heard.places),
        tuple(map(EventType, heard.types)),
        tuple(heard.issues),
        tuple(heard.words),
        tuple(heard.guessed),
        *days,
        spoken=tuple(heard.spoken),
    )


def spoken(text: str, table: str) -> str | None:
    """Return what some words name in one of the tables of how people ask, `types` or `figures`; None for nothing."""
    known, words = _spoken(table), _WORD.findall(folded(text).lower())
    # "انسحاب من المفاوضات" is named with all its words, "عدد الرهائن" by what is left of them.
    asked = (words, [word for word in words if _bare(word) not in _idle_words()])
    keys = (key for some in asked if some for key in _keys(some))
    return next((known[key] for key in keys if key in known), None)


@cache
def _spoken(table: str) -> Mapping[str, str]:
    told = _asking()[table]
    return {_key(form): name for name, forms in told.items() for form in forms}


@cache
def _idle_words() -> frozenset[str]:
    return frozenset(map(_key, _asking()["idle"]))


@cache
def _asking() -> Mapping[str, Any]:
    return read_toml(ROOT / "language" / "asking.toml")


def _in_context(thing: _Thing, word: str, before: str, lexicon: _Lexicon) -> _Thing:
    """A capital is the city behind "in" and where one meets, and stands for its government elsewhere."""
    if thing.kind != "places" or thing.seat is None or before in _IN:
        return thing
    met, _ = lexicon.at([before], 0) if before else (None, 0)
    joined = word[:1] in "بل" and not word.startswith("لل")
    if joined or (met is not None and met.name in _WHERE_ONE_MEETS):
        return thing
    return _Thing("names", thing.seat)


class _Lexicon:
    """All that has a name in a dossier, by how people write it."""

    def __init__(self, dossier: Dossier, today: date) -> None:
        asking = _asking()
        self._idle = {*_idle_words(), *map(_key, _ground(dossier))}
        self._things: dict[str, _Thing] = {}
        # What comes first stays: a name means whom it names before it means what it sounds like.
        for form, thing in (
            *_named(dossier, today),
            *_kinds(asking["types"]),
            *_issues(dossier),
            *_places(dossier),
        ):
            self._things.setdefault(_key(form), thing)
        # A corridor that is negotiated about has a name as well as those who take part have.
        places = {_key(form) for form, _ in _places(dossier)}
        self._mistyped = {
            key: thing
            for key, thing in self._things.items()
            if (thing.kind in ("names", "places") or key in places) and len(key) >= _SHORTEST_MISTYPED
        }

    def at(self, words: Sequence[str], place: int) -> tuple[_Thing | None, int]:
        """Return the longest thing that begins at a word, and how many words it takes (one for nothing)."""
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            for key in _keys(words[place : place + length]):
                if key in self._things and key not in self._idle:
                    return self._things[key], length
        return None, 1

    def idle(self, words: Sequence[str], place: int) -> int:
        """Return how many of the words from here on say nothing: "ماذا", or "قطاع غزة" where all is about Gaza."""
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            if any(key in self._idle for key in _keys(words[place : place + length])):
                return length
        return 0

    def leave(self, words: Sequence[str], place: int, heard: _Heard) -> int:
        """Deal with a word that names nothing: it may be a name mistyped, alone or with the next word, which names
        nothing either ("ممر فلادلفيا"), or is looked for as it is. Returns how many words that took.
        """
        next_too = place + 1 < len(words) and self.at(words, place + 1)[0] is None
        for length in (2, 1) if next_too else (1,):
            if (thing := self._nearly(words[place : place + length])) is not None:
                heard.take(thing)
                heard.guessed.append(thing.name)
                return length
        if words[place] not in heard.words:
            heard.words.append(words[place])
        return 1

    def _nearly(self, words: Sequence[str]) -> _Thing | None:
        # Not at the top: only what is mistyped needs it.
        from rapidfuzz import fuzz, process

        key = " ".join(map(_bare, words))
        if len(key) < _SHORTEST_MISTYPED or key.isdecimal():
            return None
        alike = [name for name in self._mistyped if name[:1] == key[:1]]
        found = process.extractOne(key, alike, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return self._mistyped[found[0]] if found else None


@lru_cache(maxsize=4)
def _lexicon_of(dossier_code: str, today: date, holder: _Held) -> _Lexicon:
    return _Lexicon(holder.dossier, today)


@dataclass(frozen=True, slots=True)
class _Held:
    """A dossier as part of a cache's key: one that is loaded again is another."""

    dossier: Dossier = field(hash=False, compare=False)
    number: int = 0


def _lexicon(dossier: Dossier, today: date) -> _Lexicon:
    return _lexicon_of(dossier.code, today, _Held(dossier, id(dossier)))


def _named(dossier: Dossier, today: date) -> Iterator[tuple[str, _Thing]]:
    """Give the names of people, parties and cities, the surest first."""
    for person in dossier.people:
        for form in (person.name, person.en, *person.aliases):
            yield form, _Thing("names", person.name)
    for party in dossier.parties:
        for form in (party.name, party.en, *party.aliases, *party.adjectives):
            yield form, _Thing("names", party.name)
    # A crossing or a corridor that is negotiated about is asked for as such; a city is one first.
    yield from _places(dossier, ("city",))
    for person in dossier.people:
        for office in person.offices:
            if office.covers(today) and not office.shared:
                yield from ((title, _Thing("names", person.name)) for title in office.titles)
    for party in dossier.parties:
        yield from ((form, _Thing("names", party.name)) for form in party.metonyms)
    yield from (
        (entry.form, _Thing("names", entry.candidates[0])) for entry in dossier.ambiguous if entry.candidates
    )
    yield from _family_names(dossier)


def _ground(dossier: Dossier) -> Iterator[str]:
    """Give the names of where the war is: whoever names it says no more than what all of the dossier is about."""
    for place in dossier.places:
        if place.name == dossier.ground:
            yield from (place.name, *place.aliases)


def _places(dossier: Dossier, kinds: Sequence[str] = ()) -> Iterator[tuple[str, _Thing]]:
    codes = {_key(form): issue.code for issue in dossier.issues for form in (issue.label, *issue.words)}
    seats = {_key(form): party.name for party in dossier.parties for form in party.metonyms}
    for place in dossier.places:
        if not kinds or place.kind in kinds:
            forms = (place.name, place.en, *place.aliases)
            # What is negotiated about is asked for as such, by whatever name: "ممر فيلادلفيا".
            code = next((codes[_key(form)] for form in forms if _key(form) in codes), None)
            for form in forms:
                seat = place.capital_of or seats.get(_key(form))
                yield form, _Thing("issues", code) if code else _Thing("places", place.name, seat)


def _family_names(dossier: Dossier) -> Iterator[tuple[str, _Thing]]:
    """Give the last words of names that only one person has."""
    borne: dict[str, set[str]] = {}
    for person in dossier.people:
        for name in (person.name, person.en):
            if len(name.split()) > 1:
                borne.setdefault(name.split()[-1], set()).add(person.name)
    yield from ((form, _Thing("names", min(names))) for form, names in borne.items() if len(names) == 1)


def _kinds(types: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, _Thing]]:
    for kind, known in load_event_kinds().items():
        yield from ((form, _Thing("types", kind)) for form in (known.label, *types[kind]))


def _issues(dossier: Dossier) -> Iterator[tuple[str, _Thing]]:
    for issue in dossier.issues:
        yield from ((form, _Thing("issues", issue.code)) for form in (issue.label, *issue.words))


def _keys(words: Sequence[str]) -> Iterator[str]:
    """Give the ways in which some words may stand in the lexicon: as they are, and behind a letter that is joined on."""
    yield " ".join(map(_bare, words))
    first = words[0]
    if first[:1] in _CLITICS and len(first) > 3:
        yield " ".join(map(_bare, (first[1:], *words[1:])))
    if first.startswith("لل") and len(first) > 4:
        yield " ".join(map(_bare, (first[2:], *words[1:])))


def _key(form: str) -> str:
    return " ".join(_bare(word) for word in _WORD.findall(folded(form).lower()))


def _bare(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
