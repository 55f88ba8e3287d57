"""Letters to words: tokens with a folded form to match and a place in the original to quote; knows no meaning."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_FOLDS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي"}
_FOLDS.update({digit: str(value) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")})
_FOLDS.update({digit: str(value) for value, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")})
_MARKS = "\u0640\u0670\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_TABLE = str.maketrans(_FOLDS) | {ord(mark): None for mark in _MARKS} | dict.fromkeys(range(1611, 1632))
_SIGNS = r"[\u064b-\u065f\u0670\u0640\u200c\u200d]"
# Most words are plain Arabic letters; the general form of a word is for the others.
_WORD = rf"[\u0621-\u064a]++(?![^\W\d_]|{_SIGNS})|(?:[^\W\d_]++|{_SIGNS}++)+"
# Entities and tags that a page's source left between words are no part of the text.
_RESIDUE = r"&(?:[a-zA-Z]{2,8}|#\d{1,6});|</?[a-zA-Z]{1,8}\s?/?>"
_TOKEN = re.compile(rf"{_WORD}|\d+(?:[.,٫٬]\d+)*|{_RESIDUE}|[^\w\s]|_")
_LETTERS = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^\W\d_\u0600-\u06ff\ufb50-\ufeff]+")
_TATWEEL = "\u0640"
# What is put between a word's letters to hide it from filters, beside tatweel: "حـ ـمـ ـاس", "الاحـ.ـتلال".
_GAP = frozenset(" .*/-·•")
# A word this short before a gap is a piece: "غـ زة", "لـ حماس".
_PIECE = 3
# Letters that no stroke can follow: a tatweel after one of these is a dash.
_UNJOINED = frozenset("اأإآٱدذرزوؤةىء")


class Token(NamedTuple):
    """A word, a number or a mark: `form` is folded, `start` and `end` lie in the original text."""

    form: str
    start: int
    end: int
    kind: str


def fold(text: str) -> str:
    """Return the text without vowel marks, with one letter for each family and Western digits."""
    return text.translate(_TABLE).lower()


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the tokens between two places of the text, each of kind `word`, `number` or `mark`."""
    last = len(text) if end is None else end
    found = []
    for match in _TOKEN.finditer(text, start, last):
        form, kind = _read(match.group())
        if form:
            found.append(Token(form, *match.span(), kind))
    return tuple(_rejoined(text, found) if text.find(_TATWEEL, start, last) >= 0 else found)


# As many words as a long article has different ones.
@lru_cache(maxsize=1 << 15)
def _read(raw: str) -> tuple[str, str]:
    """A token's folded form, empty for what is no part of the text, and its kind."""
    if len(raw) > 2 and raw[0] in "&<":
        return "", "mark"
    kind = "number" if raw[0].isdigit() else "word" if raw[0].isalpha() or len(raw) > 1 else "mark"
    return fold(raw), kind


def _rejoined(text: str, found: list[Token]) -> list[Token]:
    """The tokens with words made whole whose letters were pulled apart with tatweel and a blank, dot or star."""
    whole: list[Token] = []
    for token in found:
        back = 2 if len(whole) > 1 and whole[-1].kind == "mark" else 1
        before = whole[-back] if whole else None
        if before is not None and token.kind == before.kind == "word" and _continues(text, before, token):
            whole[-back:] = [Token(before.form + token.form, before.start, token.end, "word")]
        else:
            whole.append(token)
    return whole


def _continues(text: str, before: Token, token: Token) -> bool:
    gap = text[before.end : token.start]
    if not 0 < len(gap) < 3 or not _GAP.issuperset(gap):
        return False
    opens = text[before.end - 1] == _TATWEEL and text[before.end - 2] not in _UNJOINED
    closes = text[token.start] == _TATWEEL
    if (before.form == "ه" and not closes) or not "\u0621" <= token.form[0] <= "\u064a":
        return False
    piece = len(before.form) <= _PIECE
    near = piece or " " not in gap
    return (opens and (closes or near)) or (closes and near)


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, as entries of the catalog are compared."""
    return tuple(token.form for token in tokens(text) if token.kind != "mark")


def is_arabic(text: str) -> bool:
    """True when half or more of the text's letters are Arabic."""
    foreign = sum(map(len, _FOREIGN.findall(text)))
    if not foreign:
        return _LETTERS.search(text) is not None
    return sum(map(len, _LETTERS.findall(text))) >= 2 * foreign
