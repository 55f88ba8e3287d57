"""What Telegram does to a text before it keeps it: control characters go, the ends are trimmed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from bot.preview.text.entities import Entity, Formatted, normalised, shifted, utf16_length

# Line and paragraph separators, the old direction marks (U+202A–U+202E) and three combining lines.
# The newer isolates (U+2066–U+2069) and U+200E, U+200F stay.
_REMOVED = "\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u030a\u0333\u033f"
_CONTROLS = "".join(map(chr, range(32))).replace("\n", "").replace("\r", "")
_UNCLEAN = re.compile(f"[{_REMOVED}{_CONTROLS}]")
_CLEAN = str.maketrans(_CONTROLS, " " * len(_CONTROLS), _REMOVED)
_BLANK = " \n"


def cleaned(formatted: Formatted) -> Formatted:
    """Return `formatted` as Telegram keeps it; the text is empty when nothing visible was left."""
    text, entities = _without_controls(formatted.text, formatted.entities)
    text, entities = _trimmed_right(text, entities)
    if not text:
        return Formatted()
    return _trimmed_left(text, normalised(entities))


def _without_controls(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    if not _UNCLEAN.search(text):
        return text, list(entities)
    gone = [utf16_length(text[:at]) for at, character in enumerate(text) if character in _REMOVED]

    def moved(offset: int) -> int:
        return offset - bisect_left(gone, offset)

    shrunk = [replace(e, offset=moved(e.offset), length=moved(e.end) - moved(e.offset)) for e in entities]
    return text.translate(_CLEAN), shrunk


def _trimmed_right(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    text = text.rstrip(_BLANK)
    end = utf16_length(text)
    inside = (entity for entity in entities if entity.offset < end)
    return text, [replace(entity, length=min(entity.length, end - entity.offset)) for entity in inside]


def _trimmed_left(text: str, entities: tuple[Entity, ...]) -> Formatted:
    blank = len(text) - len(text.lstrip(_BLANK))
    # A blank that an entity covers stays, as it does in Telegram.
    skipped = min(blank, entities[0].offset) if entities else blank
    return Formatted(text[skipped:], shifted(entities, -skipped))
