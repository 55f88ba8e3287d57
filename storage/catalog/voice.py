"""Keeps an outlet's loaded words out of our own voice; which words are loaded, the dossier says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import takewhile
from operator import itemgetter

from storage.catalog.schema import Wording

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_MARK = "[\u064b-\u065f\u0670\u0640]"
_MARKS = re.compile(_MARK)
# The same group named twice, after both its names were replaced: "المحتجزين والمحتجزين".
_TWICE = re.compile(r"(?<!\w)(\w{4,})\s+و?\1(?!\w)")
_LETTERS, _REMEMBERED = 3, 4096
_ALIKE = str.maketrans("أإة", "ااه")


class Voice:
    """Says things in our own words; made once for a dossier's wordings.

    A wording whose neutral form is the loaded one protects a name that holds a loaded word; an empty neutral
    form drops the word, and one without takes the whole text with it.
    """

    def __init__(self, wordings: Iterable[Wording]) -> None:
        # A longer phrase is tried before the word that it contains.
        longest_first = sorted(wordings, key=lambda one: -len(one.loaded))
        # By the first letters of what a text that holds one must hold: of hundreds, a text may hold two or three.
        self._by_letters: dict[str, list[tuple[int, str, Wording]]] = defaultdict(list)
        for place, one in enumerate(longest_first):
            key = _key(one.loaded)
            self._by_letters[key[:_LETTERS]].append((place, key, one))
        self._lengths = sorted(set(map(len, self._by_letters)))
        # What is told in one answer is told in the next.
        self._remembered = lru_cache(_REMEMBERED)(self._neutral)

    def neutral(self, text: str, *, attributed: bool = False) -> str | None:
        """Return `text` with each loaded word replaced by its neutral one, or None where that cannot be done.

        What stands in quotation marks is never changed: in an attributed line it is somebody's own word and
        stays, in ours it takes the whole text with it.
        """
        return self._remembered(text, attributed)

    def _neutral(self, text: str, attributed: bool) -> str | None:
        pieces: list[str | None] = []
        at = 0
        for quoted in _QUOTED.finditer(text):
            own = quoted.group()
            pieces += (self._replaced(text[at : quoted.start()]), own)
            if not attributed and self._replaced(own) != own:
                return None
            at = quoted.end()
        pieces.append(self._replaced(text[at:]))
        kept = [piece for piece in pieces if piece is not None]
        return "".join(kept) if len(kept) == len(pieces) else None

    def _replaced(self, text: str) -> str | None:
        folded = _folded(text)
        found: list[tuple[re.Match[str], str]] = []
        # What was put in is not looked at again.
        for wording in self._possible(folded):
            for match in _pattern(wording.loaded).finditer(text):
                if any(match.start() < other.end() and other.start() < match.end() for other, _ in found):
                    continue
                word = _instead(wording.neutral, *map(_unmarked, match.groups()))
                if word is None:
                    return None
                found.append((match, word))
        for match, word in sorted(found, key=lambda pair: -pair[0].start()):
            said = _opening(word) if match.start() == 0 and match.group() != word else word
            text = text[: match.start()] + said + text[match.end() :]
        return _TWICE.sub(lambda twice: _once(twice, [word for _, word in found]), text)

    def _possible(self, folded: str) -> list[Wording]:
        """Return those that a folded text may hold, in their order."""
        letters = {folded[start : start + length] for length in self._lengths for start in range(len(folded))}
        those = (one for some in letters & self._by_letters.keys() for one in self._by_letters[some])
        return [wording for _, key, wording in sorted(those, key=itemgetter(0)) if key in folded]


def _once(twice: re.Match[str], put_in: Iterable[str]) -> str:
    return twice[1] if any(twice[1] in word for word in put_in) else twice[0]


def _opening(word: str) -> str:
    """Return a neutral plural as it stands where a clause begins: nothing before it asks for another case.

    The first word alone, with what describes it, stands free: in "عائلات المحتجزين" the second is governed.
    """
    parts = word.split(" ")
    free = list(takewhile(lambda part: part.removeprefix("و").endswith("ين") and len(part) > 4, parts))
    return " ".join([part[:-2] + "ون" for part in free] + parts[len(free) :])


def _unmarked(text: str) -> str:
    return _MARKS.sub("", text)


def _folded(text: str) -> str:
    return _unmarked(text).translate(_ALIKE)


def _key(loaded: str) -> str:
    """Return what any folded text holds that holds `loaded`: its first word, without the article."""
    return _folded(loaded).split()[0].removeprefix("ال")


@cache
def _pattern(loaded: str) -> re.Pattern[str]:
    """Match a word, vowel marks or not, with what may be written together with it: و ف ب ل ك, a pronoun."""
    words = _unmarked(loaded).split()
    pronoun = "" if len(words) > 1 else f"(?:ه{_MARK}*ا?|ه{_MARK}*ما?)?"
    article = ""
    if words[0].startswith("ال"):
        # The article melts into ل: "للعدوان" holds "العدوان".
        article, pronoun = f"(?:[أإا]{_MARK}*ل{_MARK}*|(?<=ل)ل{_MARK}*)", ""
        words[0] = words[0][2:]
    body = r"\s+".join("".join(map(_letter, word)) for word in words)
    return re.compile(rf"(?<!\w)((?:[وف]{_MARK}*)?(?:[بلك]{_MARK}*)?){article}{body}({pronoun})(?!\w)")


def _letter(letter: str) -> str:
    """Match one letter in either spelling, with its marks."""
    either = {"أ": "[أإا]", "إ": "[أإا]", "ا": "[أإا]", "ة": "[ةه]"}.get(letter, re.escape(letter))
    return either + _MARK + "*"


def _instead(word: str | None, before: str, pronoun: str) -> str | None:
    """Return the neutral word with what was attached to the loaded one, None where it cannot take it."""
    if word == "":
        return None if pronoun or before not in ("", "و", "ف") else ""
    if word is None or (pronoun and (" " in word or word.startswith("ال") or word.endswith("ة"))):
        return None
    if before.endswith("ل") and word.startswith("ال"):
        return f"{before}ل{word[2:]}"
    return f"{before}{word}{pronoun}"
