"""The small words that decide what a clause claims, folded and ready to ask; knows no events."""

from __future__ import annotations

from collections.abc import Mapping
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


def first_cue(kind: str, forms: tuple[str, ...], start: int, end: int) -> int | None:
    """The first place between two where such a word stands."""
    return next((i for i in range(start, min(end, len(forms))) if is_cue(kind, forms, i)), None)
