"""Single lines that every site puts around its articles, told by their words; knows nothing of neighbouring lines."""

from __future__ import annotations

import re
from functools import cache

from summarizer.reading.calendar import is_calendar_word
from summarizer.reading.fold import fold
from summarizer.reading.lexicon import language

_WORD = re.compile(r"[^\W_]+")
_EDGE = " \t|-–—•*#.:،,…()[]«»\"'/"
_CLOCK = re.compile(r"\W*\d{1,2}[:.]\d{2}\W*")
_RESIDUE = re.compile(r"[\[{]{2,}|\[/?\w{2,12}_\d+\]")
_INITIALS = re.compile(r"(?:\(?[^\W\d_]{1,2}[./]\s?){1,4}[^\W\d_]{0,2}\)?")
_SHORT = 25


@cache
def _known(name: str) -> tuple[str, ...]:
    return tuple(fold(entry) for entry in language("noise")[name])


@cache
def _opening() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(re.escape(entry) for entry in _known("opens")) + r")(?![^\W\d_])")


@cache
def _exact() -> frozenset[str]:
    return frozenset(_known("exact"))


@cache
def _dateline_words() -> frozenset[str]:
    return frozenset(_known("furniture"))


def is_furniture(line: str) -> bool:
    """True when a folded line is no part of an article: shares, tags, counters, credits, dates, residue."""
    bare = line.strip(_EDGE)
    count = len(line.split())
    if not bare or bare in _exact() or _CLOCK.fullmatch(line) or _RESIDUE.match(line):
        return True
    if count <= _SHORT and (_opening().match(bare) or any(mark in line for mark in _known("holds"))):
        return True
    if all(word.startswith(("#", "@")) for word in line.split()):
        return True
    return _is_foreign(bare) or _is_menu(line) or _INITIALS.fullmatch(bare) is not None or _is_dateline(bare)


def is_caption(line: str) -> bool:
    """True when a folded line ends with a picture's credit."""
    tail = re.split(r"[/(|–\-،]", line.rstrip(" .)»\""))[-1].strip(_EDGE)
    return tail in _known("credits") and len(line.split()) > len(tail.split())


def opens_list(line: str) -> bool:
    """True when a folded line announces other articles in the line below it."""
    return line.rstrip().endswith(":") or len(line.split()) <= 3


def _is_foreign(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in letters)
    return not letters or 2 * arabic < len(letters) or _is_advert(line)


def _is_advert(line: str) -> bool:
    """A short line in two languages at once."""
    found = line.split()
    latin = sum(word.isascii() and word.isalpha() for word in found)
    return len(found) <= _SHORT and latin > 2


def _is_menu(line: str) -> bool:
    """Several short pieces between bars: a share bar, a path, tags."""
    pieces = [piece for piece in re.split(r"[|/•›»]", line) if piece.strip()]
    return len(pieces) > 2 and "|" in line and all(len(piece.split()) <= 4 for piece in pieces)


def _is_dateline(line: str) -> bool:
    """A line of dates, hours and desk words, with room for an outlet's name or a city."""
    found = _WORD.findall(line)
    dated = sum(word.isdigit() or is_calendar_word(word) for word in found)
    known = dated + sum(word in _dateline_words() for word in found if not is_calendar_word(word))
    return dated > 0 and len(found) <= _SHORT and len(found) - known <= (3 if dated > 2 else 1) and known >= 2
