"""The small words that decide what a clause claims, folded and ready to ask; knows no events."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from summarizer.reading.fold import words
from summarizer.reading.lexicon import language

# The kinds of which a word is a cue by itself, and those of which it is one before another word.
Cues = tuple[frozenset[str], Mapping[str, frozenset[str]]]


@cache
def _catalog() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The grammar's lists by their words: first word → second word (empty for none) → kinds."""
    found: dict[str, dict[str, set[str]]] = {}
    for kind, entries in language("grammar").items():
        for entry in entries:
            if not 1 <= len(words(entry)) <= 2:
                raise ValueError(f"grammar.toml, {kind}: {entry!r} is not of one or two words")
            first, then = (*words(entry), "")[:2]
            found.setdefault(first, {}).setdefault(then, set()).add(kind)
    return {first: {then: frozenset(kinds) for then, kinds in by.items()} for first, by in found.items()}


@lru_cache(maxsize=1 << 15)
def _cues(form: str) -> Cues:
    alone: frozenset[str] = frozenset()
    before: dict[str, frozenset[str]] = {}
    for variant in (form, form[1:]) if form[:1] in "وف" and len(form) > 2 else (form,):
        for then, kinds in _catalog().get(variant, {}).items():
            if then:
                before[then] = before.get(then, frozenset()) | kinds
            else:
                alone |= kinds
    return alone, before


def is_cue(kind: str, forms: tuple[str, ...], place: int) -> bool:
    """True where a word (or two) of one kind of the grammar's lists stands, with or without و or ف before it."""
    if not 0 <= place < len(forms):
        return False
    alone, before = _cues(forms[place])
    if kind in alone:
        return True
    return bool(before) and place + 1 < len(forms) and kind in before.get(forms[place + 1], ())


def tells(kind: str, form: str) -> bool:
    """True for a word that is a cue of one kind whatever stands behind it."""
    return kind in _cues(form)[0]


# As many sentences as are in hand at once: an article's.
@lru_cache(maxsize=256)
def _places(forms: tuple[str, ...]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        alone, before = _cues(form)
        if before and place + 1 < len(forms):
            alone = alone.union(before.get(forms[place + 1], ()))
        for kind in alone:
            found.setdefault(kind, []).append(place)
    return found


def cue_places(kind: str, forms: tuple[str, ...]) -> Sequence[int]:
    """Where in a sentence the cues of one kind stand, in order; a sentence is looked through once for all kinds."""
    return _places(forms).get(kind, ())


def first_cue(kind: str, forms: tuple[str, ...], start: int, end: int) -> int | None:
    """The first place between two, the second excluded, where a cue of one kind stands."""
    places = cue_places(kind, forms)
    at = bisect_left(places, start)
    return places[at] if at < len(places) and places[at] < end else None
