"""Letters to words: tokens with a folded form to match and a place in the original to quote; knows no meaning."""

from __future__ import annotations

import re
from typing import NamedTuple

_FOLDS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ک": "ك", "ی": "ي"}
_FOLDS.update({digit: str(value) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")})
_FOLDS.update({digit: str(value) for value, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")})
_MARKS = "\u0640\u0670\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_TABLE = str.maketrans(_FOLDS) | {ord(mark): None for mark in _MARKS} | {code: None for code in range(0x64B, 0x660)}
_LETTER = r"(?:[^\W\d_]|[\u064b-\u065f\u0670\u0640\u200c\u200d])"
_TOKEN = re.compile(rf"\d+(?:[.,٫٬]\d+)*|{_LETTER}+|[^\w\s]|_")


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
    found = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        raw = match.group()
        kind = "number" if raw[0].isdigit() else "word" if raw[0].isalpha() or len(raw) > 1 else "mark"
        form = fold(raw)
        if form:
            found.append(Token(form, match.start(), match.end(), kind))
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, as entries of the catalog are compared."""
    return tuple(token.form for token in tokens(text) if token.kind != "mark")


def is_arabic(text: str) -> bool:
    """True when half or more of the text's letters are Arabic."""
    letters = [letter for letter in text if letter.isalpha()]
    arabic = sum("\u0600" <= letter <= "\u06ff" or "\ufb50" <= letter <= "\ufeff" for letter in letters)
    return bool(letters) and 2 * arabic >= len(letters)
