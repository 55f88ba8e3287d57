"""Makes strangers' words safe to show: no markup, no invisible tricks, no endless lines; knows no wording."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import urlsplit

from markupsafe import Markup, escape

# A stack of combining marks would cover the lines above; real Arabic needs two at most.
_STACKED = re.compile(
    r"([\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]{3})[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+"
)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def shown(text: str) -> str:
    """Return `text` as one line without control, zero-width, direction and private characters."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        # Nearly every text is: none of its characters is one of those.
        return _STACKED.sub(r"\1", " ".join(text.split()))
    kept = "".join(_visible(character) for character in unicodedata.normalize("NFC", text))
    return _STACKED.sub(r"\1", " ".join(kept.split()))


def verbatim(text: str) -> str:
    """Return a sentence of an article as it is read on its page: what a page's markup left in it is no part of it."""
    return shown(_TAG.sub(" ", html.unescape(text))) if "&" in text or "<" in text else shown(text)


def lines_shown(text: str) -> str:
    """Return `text` without such characters too, its line breaks and blanks kept."""
    kept = (unicodedata.normalize("NFC", line) for line in text.split("\n"))
    return _STACKED.sub(r"\1", "\n".join("".join(map(_visible, line)) for line in kept))


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") else character


def isolated(text: str) -> Markup:
    """Return `text` escaped; one with Latin letters is isolated, so that it cannot reorder the Arabic around it."""
    clean = shown(text)
    if not _LATIN.search(clean):
        return escape(clean)
    # U+2068 first-strong isolate, U+2069 its end.
    return Markup("\u2068{}\u2069").format(clean)


def shortened(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`, cut between words, with an ellipsis where something is gone."""
    # What is far beyond the limit is never looked at: a sentence may be a megabyte long.
    # What a page's source left of its entities is read as what it stands for, here and only here: in an article's words.
    clean = shown(html.unescape(text[: 4 * limit + 100]))
    if len(clean) <= limit:
        return clean
    cut = clean[: limit - 1]
    head = cut.rpartition(" ")[0]
    return (head if len(head) > limit // 2 else cut).rstrip(" ،؛:,;.") + "…"


def web_address(url: str | None) -> str | None:
    """Return `url` where it is a plain web address that may stand in a link, else None."""
    if not url or len(url) > 2000 or url != shown(url) or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and "." in (parts.hostname or "") else None
