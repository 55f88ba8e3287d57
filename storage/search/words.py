"""What one searches by: stems of words as people type them, and marks for what is known by name; knows no store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from storage.catalog.checks import folded

if TYPE_CHECKING:
    from Stemmer import Stemmer  # type: ignore[import-not-found]

_WORD = re.compile(r"[^\W_]+")
# "And the", "in the", "for the": with the article the stemmer leaves some endings that it takes off without.
_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")
# A stem of one letter is none.
_SHORTEST = 2


def words_of(text: str) -> Iterator[str]:
    """Give the words of a text as they stand in it."""
    return iter(_WORD.findall(text))


def stems(text: str) -> Iterator[str]:
    """Give the stem of each word of a text, in any letters and digits; what is written both ways gives one stem."""
    return map(stem, words_of(folded(_with_our_digits(text)).lower()))


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """Return the stem of one folded word: "المفاوضات", "والمفاوضات" and "مفاوضات" have the same."""
    bare = _ARTICLE.sub("", word)
    found = _stemmer().stemWord(bare)
    # Of a feminine plural the stemmer leaves one letter: "مفاوضا".
    found = found.removesuffix("ا") if bare.endswith("ات") else found
    return found if len(found) >= _SHORTEST else bare


def of_word(stemmed: str) -> int:
    """Return the mark of a word by its stem."""
    return _mark("word", stemmed)


def of_name(name: str) -> int:
    """Return the mark of a party or a person, by the name that the dossier has for it."""
    return _mark("name", name)


def of_place(name: str) -> int:
    return _mark("place", name)


def of_type(event_type: str) -> int:
    return _mark("type", event_type)


def of_issue(code: str) -> int:
    return _mark("issue", code)


@lru_cache(maxsize=1 << 15)
def _mark(kind: str, value: str) -> int:
    """48 bits of a hash: two of a hundred thousand words are alike once in fifty thousand such sets."""
    return int.from_bytes(blake2b(f"{kind} {value}".encode(), digest_size=6).digest())


def _with_our_digits(text: str) -> str:
    return "".join(str(int(one)) if one.isdecimal() else one for one in text)


@cache
def _stemmer() -> Stemmer:
    # Not at the top: most processes never search.
    from Stemmer import Stemmer

    return Stemmer("arabic")
