"""The small words that decide what a clause claims, folded and ready to ask; knows no events."""

from __future__ import annotations

from functools import cache, lru_cache

from summarizer.reading.fold import words
from summarizer.reading.lexicon import language


@cache
def _single(kind: str) -> frozenset[str]:
    return frozenset(found[0] for entry in language("grammar")[kind] if len(found := words(entry)) == 1)


@cache
def _double(kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(found for entry in language("grammar")[kind] if len(found := words(entry)) > 1)


@lru_cache(maxsize=1 << 16)
def _alone(kind: str, form: str) -> bool:
    return any(variant in _single(kind) for variant in _variants(form))


def _variants(form: str) -> tuple[str, ...]:
    return (form, form[1:]) if form[:1] in "وف" and len(form) > 2 else (form,)


def is_cue(kind: str, forms: tuple[str, ...], place: int) -> bool:
    """True where a word (or two) of one kind of the grammar's lists stands, with or without و or ف before it."""
    if not 0 <= place < len(forms):
        return False
    if _alone(kind, forms[place]):
        return True
    doubles = _double(kind)
    return bool(doubles) and any(
        (v, *forms[place + 1 : place + 2]) in doubles for v in _variants(forms[place])
    )


def first_cue(kind: str, forms: tuple[str, ...], start: int, end: int) -> int | None:
    """The first place between two where such a word stands."""
    return next((i for i in range(start, min(end, len(forms))) if is_cue(kind, forms, i)), None)
