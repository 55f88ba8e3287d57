"""What Telegram does to a text before it keeps it: control characters go, the ends are trimmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.preview.entities import Entity, Formatted, normalised, shifted, utf16_length

# Line and paragraph separators, the old direction marks (U+202A–U+202E) and three combining lines.
# The newer isolates (U+2066–U+2069) and U+200E, U+200F stay.
_REMOVED = frozenset("\r\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u030a\u0333\u033f")
_BLANK = " \n"


def cleaned(formatted: Formatted) -> Formatted:
    """Return `formatted` as Telegram keeps it; the text is empty when nothing visible was left."""
    text, entities = _without_controls(formatted.text, formatted.entities)
    text, entities = _trimmed_right(text, entities)
    if not text:
        return Formatted()
    return _trimmed_left(text, normalised(entities))


def _without_controls(text: str, entities: Iterable[Entity]) -> tuple[str, list[Entity]]:
    kept: list[str] = []
    places = [0]
    for character in text:
        width = utf16_length(character)
        gone = character in _REMOVED
        if not gone:
            kept.append(" " if character < " " and character != "\n" else character)
        places.extend([places[-1] if gone else places[-1] + step for step in range(1, width + 1)])
        places[-1] = places[-1 - width] + (0 if gone else width)
    last = len(places) - 1
    return "".join(kept), [
        replace(
            e,
            offset=places[min(e.offset, last)],
            length=places[min(e.end, last)] - places[min(e.offset, last)],
        )
        for e in entities
    ]


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
