"""The text of a call, with its parse mode and entities, made into what Telegram keeps; it knows no chats."""

from __future__ import annotations

from typing import Any

from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import bad
from bot.preview.text import html
from bot.preview.text.cleaning import cleaned
from bot.preview.text.entities import Entity, Formatted, utf16_length
from bot.preview.text.finding import with_found
from bot.preview.text.limits import check_caption_length, check_text_length

_ARGUMENTS = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id"}
_GIVEN = frozenset(
    [
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "blockquote",
        "expandable_blockquote",
        "custom_emoji",
    ]
)
# These Telegram finds by itself, whatever a bot says.
_FOUND = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bank_card_number",
        "date_time",
    ]
)


def message_text(call: Call) -> Formatted:
    """Return the text of a message; refuse one that is empty, malformed or too long."""
    if not call.string("text"):
        raise bad("message text is empty")
    formatted = cleaned(read_formatted(call, "text", "entities"))
    check_text_length(formatted.text)
    return with_found(formatted)


def caption_text(call: Call) -> Formatted:
    """Return the caption of a file, which may be empty."""
    formatted = cleaned(read_formatted(call, "caption", "caption_entities"))
    check_caption_length(formatted.text)
    return with_found(formatted)


def read_formatted(call: Call, field: str, entities_field: str) -> Formatted:
    """Return the text of `field` with its entities, by parse mode or as given."""
    text = call.string(field)
    mode = call.string("parse_mode").lower()
    if not text or mode in ("", "none"):
        return Formatted(text, tuple(_given_entities(call, entities_field, text)))
    if mode in ("markdown", "markdownv2"):
        raise bad("can't parse entities: this server reads parse_mode HTML only")
    if mode != "html":
        raise bad("unsupported parse_mode")
    try:
        return html.parse(text)
    except html.HtmlFault as fault:
        raise bad(f"can't parse entities: {fault}") from fault


def _given_entities(call: Call, field: str, text: str) -> list[Entity]:
    raw = call.value(field, "entities")
    if not isinstance(raw, list):
        return []
    entities = [entity for one in raw if (entity := _entity(one))]
    end = utf16_length(text)
    for entity in entities:
        _check_place(entity, end)
    return entities


def _entity(raw: Any) -> Entity | None:
    if not isinstance(raw, dict):
        raise bad("can't parse MessageEntity: expected an Object")
    kind = raw.get("type")
    if kind in _FOUND:
        return None
    if kind not in _GIVEN:
        raise bad("can't parse MessageEntity: Unsupported type specified")
    for name in ("offset", "length"):
        if not isinstance(raw.get(name), int):
            raise bad(f"can't parse MessageEntity: Can't find field \"{name}\"")
    argument = (
        str((raw.get("user") or {}).get("id", ""))
        if kind == "text_mention"
        else raw.get(_ARGUMENTS.get(kind, ""))
    )
    return Entity(kind, raw["offset"], raw["length"], str(argument or ""))


def _check_place(entity: Entity, end: int) -> None:
    if entity.offset < 0:
        raise bad(f"receive an entity with incorrect offset {entity.offset}")
    if entity.length < 0:
        raise bad(f"receive an entity with incorrect length {entity.length}")
    if entity.offset > end:
        raise bad(f"entity begins after the end of the text at UTF-16 offset {entity.offset}")
    if entity.end > end:
        raise bad(
            f"entity beginning at UTF-16 offset {entity.offset} ends after the end of the text at UTF-16 "
            f"offset {entity.end}"
        )
