"""The entities that Telegram finds by itself: commands, mentions, hashtags, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.preview.text.entities import QUOTES, SPLITTABLE, Entity, Formatted, ordered, utf16_length

_PATTERNS = (
    (
        "url",
        re.compile(
            r"(?<![\w@.])(?:https?://[^\s<>\"«»]+|(?:[\w-]+\.)+(?:com|org|net|info|me|ps|qa|il|eg)\b(?:/[^\s<>\"«»]*)?)"
        ),
    ),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}\b")),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z]\w{3,31}\b", re.ASCII)),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
)
_URL_TAIL = ".,:;!?'\"()[]…،؛؟"


def with_found(formatted: Formatted) -> Formatted:
    """Return `formatted` with what Telegram would find in it, where that crosses nothing given."""
    taken = [entity for entity in formatted.entities if entity.type not in SPLITTABLE + QUOTES]
    kept = list(formatted.entities)
    for entity in _found(formatted.text):
        clear = all(entity.end <= other.offset or entity.offset >= other.end for other in taken)
        if clear and not _crosses(entity, formatted.entities):
            kept.append(entity)
            taken.append(entity)
    return Formatted(formatted.text, tuple(ordered(kept)))


def _crosses(entity: Entity, others: tuple[Entity, ...]) -> bool:
    return any(
        o.offset < entity.offset < o.end < entity.end or entity.offset < o.offset < entity.end < o.end
        for o in others
    )


def _found(text: str) -> Iterator[Entity]:
    if not any(mark in text for mark in "/@#."):
        return
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            piece = match.group().rstrip(_URL_TAIL) if kind == "url" else match.group()
            yield Entity(kind, utf16_length(text[: match.start()]), utf16_length(piece))
