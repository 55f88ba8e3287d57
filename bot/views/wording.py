"""Keeps an outlet's loaded words out of our own voice; which words are loaded, the dossier says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from storage.catalog.schema import Wording

_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")


def neutral(text: str, wordings: Sequence[Wording], *, attributed: bool = False) -> str | None:
    """Return `text` with each loaded word replaced by its neutral one, or None where that cannot be done.

    What stands in quotation marks is never changed: in an attributed line it is somebody's own word and
    stays, in ours it takes the whole text with it.
    """
    pieces: list[str | None] = []
    at = 0
    for quoted in _QUOTED.finditer(text):
        own = quoted.group()
        pieces += (_neutral(text[at : quoted.start()], wordings), own)
        if not attributed and _neutral(own, wordings) != own:
            return None
        at = quoted.end()
    pieces.append(_neutral(text[at:], wordings))
    kept = [piece for piece in pieces if piece is not None]
    return "".join(kept) if len(kept) == len(pieces) else None


def _neutral(text: str, wordings: Sequence[Wording]) -> str | None:
    # Vowel marks would hide a word: a text in which one is found is shown without them.
    changed = plain = _MARKS.sub("", text)
    # A longer phrase is tried before the word that it contains.
    for wording in sorted(wordings, key=lambda one: -len(one.loaded)):
        for found in reversed(list(_pattern(wording.loaded).finditer(changed))):
            word = _instead(wording.neutral, found[1], found[2])
            if word is None:
                return None
            changed = changed[: found.start()] + word + changed[found.end() :]
    return text if changed == plain else changed


@cache
def _pattern(loaded: str) -> re.Pattern[str]:
    """Match a word with what may be written together with it: conjunction, preposition, pronoun."""
    body = _spellings(_MARKS.sub("", loaded))
    pronoun = "" if " " in loaded else "(?:ها|هما|هم|ه)?"
    if body.startswith("[أإا]ل"):
        # The article melts into ل: "للعدوان" holds "العدوان".
        body, pronoun = f"(?:[أإا]ل|(?<=ل)ل){body.removeprefix('[أإا]ل')}", ""
    return re.compile(rf"(?<!\w)([وف]?[بلك]?){body}({pronoun})(?!\w)")


def _spellings(loaded: str) -> str:
    words = (re.sub("[أإا]", "[أإا]", re.escape(word)).replace("ة", "[ةه]") for word in loaded.split())
    return r"\s+".join(words)


def _instead(word: str | None, before: str, pronoun: str) -> str | None:
    """Return the neutral word with what was attached to the loaded one, None where it cannot take it."""
    if word is None or (pronoun and (" " in word or word.startswith("ال") or word.endswith("ة"))):
        return None
    if before.endswith("ل") and word.startswith("ال"):
        return f"{before}ل{word[2:]}"
    return f"{before}{word}{pronoun}"
