"""Single lines that every site puts around its articles, told by their words; knows nothing of neighbouring lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice

from storage.catalog import load_outlets
from storage.catalog.schema import Dossier
from summarizer.reading.calendar import calendar_words
from summarizer.reading.fold import fold, is_arabic, words
from summarizer.reading.lexicon import language, once_for_each

_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[a-z]")
_EDGE = " \t|-–—•*#.:،,…()[]«»\"'/"
_CLOCK = re.compile(r"\W*\d{1,2}[:.]\d{2}\W*")
_HOUR = re.compile(r"^\W*\d{1,2}[:.]\d{2}(?![\d:.])")
_RESIDUE = re.compile(r"[\[{]{2,}|\[/?\w{2,12}_\d+\]")
_INITIALS = re.compile(r"(?:\(?[^\W\d_]{1,2}[./]\s?){1,4}[^\W\d_]{0,2}\)?")
# A line of furniture has no more words than this; one of `also_words` no more than a few; a nameplate a handful; a line about its hour this many.
_SHORT, _FEW, _PLATE, _CLOCKED = 25, 6, 8, 14


@cache
def _known(name: str) -> tuple[str, ...]:
    return tuple(fold(entry) for entry in language("noise")[name])


@cache
def _opening(name: str) -> re.Pattern[str]:
    ordered = sorted(_known(name), key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, ordered)) + r")(?![^\W\d_])")


@cache
def _exact() -> frozenset[str]:
    return frozenset(_known("exact"))


@cache
def _dateline_words() -> frozenset[str]:
    return frozenset(_known("furniture"))


def bared(line: str) -> str:
    """A folded line without the signs, tags' signs and pictures at its edges."""
    first = next((i for i, letter in enumerate(line) if letter.isalnum()), len(line))
    return line[first:].rstrip(_EDGE)


def is_furniture(line: str) -> bool:
    """True when a folded line is no part of an article: shares, tags, counters, credits, dates, residue."""
    bare = bared(line)
    if not bare or bare in _exact() or _CLOCK.fullmatch(line) or _RESIDUE.match(line):
        return True
    if all(word.startswith(("#", "@")) for word in line.split()):
        return True
    if _is_clocked(line):
        return True
    if len(line.split()) <= _SHORT and (_asks(bare, line) or any(mark in line for mark in _known("holds"))):
        return True
    return _is_foreign(bare) or _is_menu(line) or _INITIALS.fullmatch(bare) is not None or _is_dateline(line)


def _is_clocked(line: str) -> bool:
    """True for a line about the hour by whose clock it was written; a sentence may name that clock too."""
    if len(line.split()) > _CLOCKED or line.rstrip().endswith("."):
        return False
    return any(mark in line for mark in _known("clocks"))


def _asks(bare: str, line: str) -> bool:
    """True where a line opens as furniture does; an opening that begins sentences too needs more to go by."""
    opening = _opening("opens").match(bare)
    if opening is None:
        return False
    rest = bare[opening.end() :].lstrip()
    if opening.group() not in _known("also_words") or rest.startswith((":", "|", "-")):
        return True
    named = any(f" {name} " in f" {' '.join(_WORD.findall(line))} " for name in _known("platforms"))
    return named or (
        len(bare.split()) <= _FEW and not rest.startswith("في ") and not line.rstrip().endswith(".")
    )


def is_caption(line: str) -> bool:
    """True when a folded line ends with a picture's credit."""
    tail = re.split(r"[/(|–\-،]", line.rstrip(' .)»"'))[-1].strip(_EDGE)
    return tail in _known("credits") and len(line.split()) > len(tail.split())


def opens_list(line: str) -> bool:
    """True when a folded line announces other articles in the lines below it and names none itself."""
    return _opening("lists").match(bared(line)) is not None and announces(line)


def announces(line: str) -> bool:
    """True when a folded line of furniture leaves what it names to the line below it."""
    return line.rstrip().endswith(":") or len(line.split()) <= 3


def is_end(line: str) -> bool:
    """True when a folded line of furniture closes an article."""
    return _opening("ends").match(bared(line)) is not None


def is_kicker(line: str) -> bool:
    """True when a folded line opens as a line above the headline does."""
    return ".." not in line and _opening("kickers").match(bared(line)) is not None


def nameplates(dossier: Dossier, publisher: str | None) -> frozenset[str]:
    """Words of the names of outlets, of the dossier's places and of the article's publisher."""
    return _plates(dossier) | _forms(publisher or "")


@once_for_each
def _plates(dossier: Dossier) -> frozenset[str]:
    places = (name for place in dossier.places for name in (place.name, *place.aliases))
    return _outlet_names().union(form for name in places for form in words(name))


def is_nameplate(line: str, names: frozenset[str]) -> bool:
    """True when a folded line is no more than names of places and outlets, dates, and words of a desk."""
    found = _WORD.findall(line)
    if not 0 < len(found) <= _PLATE:
        return False
    known = (names, _dateline_words(), calendar_words())
    return all(word.isdigit() or any(word in words for words in known) for word in found)


def is_banner(line: str, publisher: str | None) -> bool:
    """True when a folded line is a channel's head, such as its name beside "breaking"."""
    dates = calendar_words()
    said = (word for word in _WORD.findall(line) if word not in dates and not word[0].isdigit())
    found = list(islice(said, _FEW + 1))
    if not 0 < len(found) <= _FEW or ":" in line:
        return False
    calls = frozenset(_known("banners"))
    own = _forms(publisher or "")
    if all(word in calls or word in own for word in found):
        return True
    named = (found[0] in _known("outlets") and len(found) < 5) or found[-1] in _known("outlets")
    return named or ("|" in line and (found[0] in calls or found[-1] in calls))


@lru_cache(maxsize=64)
def _forms(name: str) -> frozenset[str]:
    return frozenset(words(name))


@cache
def _outlet_names() -> frozenset[str]:
    return frozenset(
        _every(name for outlet in load_outlets().values() for name in (outlet.name, *outlet.aliases))
    )


def _every(names: Iterable[str]) -> Iterable[str]:
    return (form for name in names for form in words(name) if len(form) > 2)


def _is_foreign(line: str) -> bool:
    return not is_arabic(line) or _is_advert(line)


def _is_advert(line: str) -> bool:
    """A short line in two languages at once."""
    if not _LATIN.search(line):
        return False
    found = line.split()
    latin = sum(word.isascii() and word.isalpha() for word in found)
    return len(found) <= _SHORT and latin > 2


def _is_menu(line: str) -> bool:
    """Several short pieces between bars: a share bar, a path, tags."""
    if "|" not in line:
        return False
    pieces = [piece for piece in re.split(r"[|/•›»]", line) if piece.strip()]
    return len(pieces) > 2 and all(len(piece.split()) <= 4 for piece in pieces)


def _is_dateline(line: str) -> bool:
    """A line of dates, hours and desk words, with room for an outlet's name or a city."""
    # "12:05 أردوغان: سأستقبل الوفد السبت": an entry of a live page begins with its hour.
    found: list[str] = _WORD.findall(_HOUR.sub("", line))
    if len(found) > _SHORT or line.endswith(":"):
        return False
    dates, desk = calendar_words(), _dateline_words()
    dated = len([word for word in found if word in dates or word.isdigit()])
    known = dated + len([word for word in found if word in desk and word not in dates])
    return dated > 0 and known >= 2 and len(found) - known <= (3 if dated > 2 else 1)
