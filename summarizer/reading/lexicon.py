"""The catalog's word lists, folded and ready to look up; knows no articles."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import storage.catalog
from summarizer.reading.fold import words

_FOLDER = Path(storage.catalog.__file__).parent / "language"

Phrase = tuple[str, ...]
Of = TypeVar("Of")
Made = TypeVar("Made")
# As many dossiers as one process reads for, and more.
_FEW = 8


@cache
def language(name: str) -> dict[str, Any]:
    """Return one of the catalog's language files, as it was written."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def forms(entries: list[str]) -> frozenset[str]:
    """Return the folded single words of a list."""
    return frozenset(form for entry in entries for form in words(entry)[:1])


def once_for_each(make: Callable[[Of], Made]) -> Callable[[Of], Made]:
    """Return a function that makes something once for each object that it is given, and keeps the last few.

    Objects are told apart by identity: a dossier is too large to be compared, or hashed, for each article.
    """
    kept: dict[int, tuple[Of, Made]] = {}

    def made(of: Of) -> Made:
        known = kept.get(id(of))
        if known is None or known[0] is not of:
            if len(kept) >= _FEW:
                kept.clear()
            known = kept[id(of)] = of, make(of)
        return known[1]

    return made


class Phrases:
    """Phrases of one or more words, each with a value; the longest that begins at a place wins."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[Phrase, Any]]] = {}

    def add(self, phrase: Phrase, value: Any) -> None:
        """Know one more phrase; a later value does not replace an earlier one."""
        if phrase:
            known = self._by_first.setdefault(phrase[0], [])
            if all(other != phrase for other, _ in known):
                known.append((phrase, value))
                known.sort(key=lambda item: -len(item[0]))

    def opens(self, form: str) -> bool:
        """True for a word with which one of the phrases begins."""
        return form in self._by_first

    def at(self, forms: tuple[str, ...], place: int, first: str | None = None) -> tuple[int, Any] | None:
        """Return the length and value of the longest phrase at a place; `first` stands in for its first word."""
        known = self._by_first.get(first or forms[place]) if place < len(forms) else None
        for phrase, value in known or ():
            if forms[place + 1 : place + len(phrase)] == phrase[1:]:
                return len(phrase), value
        return None


def phrases(table: dict[str, list[str]]) -> Phrases:
    """Return the phrases of a table `number → spellings`."""
    found = Phrases()
    for value, spellings in table.items():
        for spelling in spellings:
            found.add(words(spelling), int(value))
    return found
