"""The word lists behind a clause of substance, folded and ready to look up; cuts nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from summarizer.reading.fold import words
from summarizer.reading.lexicon import Phrases, language
from summarizer.reading.verbs import forms_of


@dataclass(frozen=True, slots=True)
class Frame:
    """How the content of one verb begins; the fields are explained in the catalog's `substance.toml`."""

    that: bool = False
    before_that: frozenset[str] = frozenset()
    into: tuple[tuple[str, ...], ...] = ()
    object: bool = False
    head: str = ""
    joined: bool = False
    openers: bool = False
    deed: bool = False


@cache
def _frames() -> dict[str, Frame]:
    found: dict[str, Frame] = {}
    for table in language("substance")["frames"]:
        frame = Frame(
            that=table.get("that", False),
            before_that=frozenset(form for prep in table.get("before_that", ()) for form in words(prep)),
            into=tuple(words(prep) for prep in table.get("into", ())),
            object=table.get("object", False),
            head=table.get("head", ""),
            joined=table.get("joined", False),
            openers=table.get("openers", False),
            deed=table.get("deed", False),
        )
        for verb in table["verbs"]:
            for form, _ in forms_of(verb, objects=True):
                found.setdefault(form, frame)
    return found


def frame_of(form: str) -> Frame | None:
    """Return the frame of a verb's form, with or without و or ف before it."""
    known = _frames()
    return known.get(form) or (known.get(form[1:]) if form[:1] in "وف" and len(form) > 3 else None)


@cache
def phrases(section: str, kind: str) -> Phrases:
    """Return one list of phrases."""
    found = Phrases()
    for entry in language("substance")[section][kind]:
        found.add(words(entry), True)
    return found


# As many words as a long article has different ones, for each of the lists.
@lru_cache(maxsize=1 << 16)
def _may_open(section: str, kind: str, form: str) -> bool:
    """True for a word with which, or with what stands behind its و, one of the listed phrases begins."""
    known = phrases(section, kind)
    return known.opens(form) or (form[:1] == "و" and known.opens(form[1:]))


def length_at(section: str, kind: str, forms: tuple[str, ...], place: int, *, joined: bool = False) -> int:
    """Return how many words long the listed phrase is that begins at a place, 0 where none does.

    With `joined` its first word may have و before it.
    """
    if place >= len(forms) or not _may_open(section, kind, forms[place]):
        return 0
    hit = phrases(section, kind).at(forms, place)
    if hit is None and joined and forms[place][:1] == "و":
        hit = phrases(section, kind).at(forms, place, forms[place][1:])
    return hit[0] if hit else 0


@cache
def owned() -> dict[str, tuple[str, str]]:
    """Return the openers with a pronoun: how each is said without it, and what must follow."""
    table = language("substance")["openers"]["own"]
    return {words(form)[0]: (entry["plain"], entry["before"]) for entry in table for form in entry["forms"]}


@cache
def spellings() -> dict[str, str]:
    """Return the spellings that are put right in what readers see."""
    return dict(language("substance")["spelling"])
