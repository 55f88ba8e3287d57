"""The gate's word lists, folded and ready to ask, and how words are likened; knows no sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from storage.search.words import stem
from summarizer.reading.fold import fold, words
from summarizer.reading.lexicon import language
from summarizer.reading.mention import prefixes
from summarizer.reading.verbs import forms_of

# Consonants that carry a word whatever its pattern; with fewer of them two words are not likened.
_FEWEST = 3
_WEAK = frozenset("اويءه")
_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")
_ENDINGS = ("هما", "ها", "هم", "هن", "وا", "ون", "ين", "ان", "ات", "تا", "يه", "ه", "ا", "ت", "ي")
_PRONOUNS = ("هما", "هم", "ها", "ه")
_OPENING = frozenset("يتنما")


@cache
def _table() -> dict[str, Any]:
    return language("faithfulness")


@cache
def listed(name: str) -> frozenset[str]:
    """The folded entries of one list, phrases with their blanks."""
    return frozenset(" ".join(words(entry)) for entry in _table()[name])


@cache
def table(name: str) -> dict[str, frozenset[str]]:
    """The folded single words of one table's lists, by their keys."""
    return {key: frozenset(map(fold, entries)) for key, entries in _table()[name].items()}


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of folded words and phrases that exclude each other."""
    return tuple(
        (frozenset(" ".join(words(w)) for w in one), frozenset(" ".join(words(w)) for w in other))
        for one, other in _table()["opposites"]
    )


@cache
def alike() -> tuple[frozenset[str], ...]:
    """Rows of folded words that may stand for one another."""
    return tuple(frozenset(map(fold, row)) for row in _table()["alike"])


@cache
def rows() -> Mapping[str, frozenset[int]]:
    """In which rows of `alike` a word stands, by each of its guises."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(alike()):
        for word in row:
            for guise in (word, core(word)):
                found.setdefault(guise, set()).add(number)
    return {guise: frozenset(numbers) for guise, numbers in found.items()}


@lru_cache(maxsize=1 << 14)
def rows_of(form: str) -> frozenset[int]:
    """The rows of words that may stand for one another in which a word stands, in any of its guises."""
    return frozenset(number for guise in guises(form) for number in rows().get(guise, ()))


@lru_cache(maxsize=1 << 14)
def guises(form: str) -> frozenset[str]:
    """A word without what is written to its front, its article, its pronoun, its tense and its accusative."""
    bare = {rest for _, rest in prefixes(form)}
    bare |= {rest.removeprefix("ال") for rest in bare}
    cut = {w[: -len(e)] for w in bare for e in _PRONOUNS if w.endswith(e) and len(w) - len(e) >= _FEWEST}
    # "موافقته" is "موافقة" with a pronoun.
    cut |= {f"{w[:-1]}ه" for w in cut if w.endswith("ت")}
    # "دعت" is of "دعا", "أنهت" of "أنهى".
    weak = {w[:-1] + last for w in bare if w.endswith("ت") and len(w) >= _FEWEST for last in ("ا", "ي")}
    found = bare | cut | weak
    return frozenset(
        found | {core(w) for w in found} | {w[:-1] for w in found if w.endswith("ا") and len(w) > _FEWEST}
    )


@cache
def saying() -> frozenset[str]:
    """Every form by which a sentence says that somebody says so."""
    verbs = frozenset(form for verb in _table()["says"] for form, _ in forms_of(verb))
    return verbs | listed("saying_words")


@lru_cache(maxsize=1 << 14)
def is_saying(form: str) -> bool:
    return bare_in(form, saying())


def bare_in(form: str, known: frozenset[str]) -> bool:
    """True where a word, or what is left of it without و or ف, is known."""
    return form in known or (form[:1] in "وف" and form[1:] in known)


@lru_cache(maxsize=1 << 14)
def is_listed(name: str, form: str) -> bool:
    return bare_in(form, listed(name))


@lru_cache(maxsize=1 << 14)
def root(form: str) -> str:
    """Return a folded word's stem without the article."""
    return stem(form)


@lru_cache(maxsize=1 << 14)
def skeleton(form: str) -> str:
    """Return the consonants that a verb shares with its noun ("أعلن", "يعلن", "إعلان"); empty where they are too few."""
    found = _light(form)
    if found[:1] == "س" and found[1:2] in "يتن" and len(found) > 4:
        found = found[1:]
    while len(found) > _FEWEST and found[0] in _OPENING:
        found = found[1:]
    found = "".join(letter for letter in found if letter not in _WEAK)
    while len(found) > _FEWEST and found[-1] == "ت":
        found = found[:-1]
    return found if len(found) >= _FEWEST else ""


def _light(form: str) -> str:
    """A folded word without the article, what stands before it, and one ending."""
    found = _ARTICLE.sub("", form)
    found = found[1:] if found == form and form[:1] in "وفب" and len(form) > 4 else found
    ending = next((e for e in _ENDINGS if found.endswith(e) and len(found) - len(e) >= _FEWEST), "")
    return found[: len(found) - len(ending)]


@lru_cache(maxsize=1 << 14)
def core(form: str) -> str:
    """Return a verb's form without its tense and its ending: of "ستسحب", "يسحب" and "سحبت" the same is left."""
    bare = form[1:] if form[:1] in "وف" and len(form) > 4 else form
    if bare[:2] in ("سي", "ست", "سن") and len(bare) > 4:
        return bare[2:]
    if bare[:1] in "ين" and len(bare) > 3:
        return bare[1:]
    for ending in ("تا", "وا", "ت"):
        if bare.endswith(ending) and len(bare) - len(ending) >= _FEWEST:
            return bare[: -len(ending)]
    return bare


@lru_cache(maxsize=1 << 14)
def class_of(name: str, form: str) -> str | None:
    """The key of the list of a table in which a word stands, with or without what is written to its front."""
    for _, rest in prefixes(form):
        for guise in (rest, rest.removeprefix("ال"), rest.removesuffix("ا")):
            for key, entries in table(name).items():
                if guise in entries:
                    return key
    return None
