"""The forms of an Arabic verb, from its perfect and imperfect; knows no meanings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.reading.fold import fold

_SUFFIXES = ("ه", "ها", "هم", "هما")


class Form(NamedTuple):
    """One form: whether it tells what was (`perfect`), is, or, with س before it, will be; and if it is feminine."""

    perfect: bool
    future: bool = False
    feminine: bool = False


def forms_of(verb: str, *, objects: bool = True) -> Iterator[tuple[str, Form]]:
    """Yield every folded form of a verb that is written perfect/imperfect ("التقى/يلتقي").

    With `objects` also those with a pronoun written to their end ("استقبله").
    """
    perfect, imperfect = verb.split("/")
    yield from _perfect(perfect)
    yield from _imperfect(imperfect)
    if objects:
        yield from with_pronouns(verb)


def _perfect(verb: str) -> Iterator[tuple[str, Form]]:
    weak = verb[-1] in "ىا"
    stem = fold(verb[:-1] if weak else verb)
    middle = "ي" if verb[-1] == "ى" else "و" if weak else ""
    he, she = Form(True), Form(True, feminine=True)
    yield fold(verb), he
    yield stem + "ت", she
    yield stem + middle + "ا", he
    yield stem + "تا", she
    yield stem + "وا", he
    yield stem + middle + "نا", he


def _imperfect(verb: str) -> Iterator[tuple[str, Form]]:
    weak = verb[-1] in "يىو"
    core = fold(verb[1:])
    short = core[:-1] if weak else core
    for letter in "يتن":
        for ending in (core, short) if weak else (core,):
            yield from _tenses(letter + ending, feminine=letter == "ت")
    yield "سا" + core, Form(False, future=True)  # "سألتقي"
    for ending in ("ون", "وا"):
        yield from _tenses("ي" + short + ending, feminine=False)
    for letter in "يت":
        for ending in ("ان", "ا"):
            yield from _tenses(letter + core + ending, feminine=letter == "ت")


def with_pronouns(verb: str) -> Iterator[tuple[str, Form]]:
    """Yield the folded forms of a verb with a pronoun written to their end ("استقبله")."""
    perfect, imperfect = verb.split("/")
    weak = perfect[-1] in "ىا"
    stem, core = fold(perfect[:-1] if weak else perfect), fold(imperfect[1:])
    for suffix in _SUFFIXES:
        yield (stem + "ا" if weak else stem) + suffix, Form(True)
        yield stem + "ت" + suffix, Form(True, feminine=True)
        yield from _tenses("ي" + core + suffix, feminine=False)
        yield from _tenses("ت" + core + suffix, feminine=True)


def _tenses(form: str, *, feminine: bool) -> Iterator[tuple[str, Form]]:
    yield form, Form(False, feminine=feminine)
    yield "س" + form, Form(False, future=True, feminine=feminine)
