"""Keyboards under a message, checked as Telegram checks them; it knows no chats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bot.preview.botapi.refusals import Refusal, bad
from bot.preview.text.limits import CALLBACK_DATA_BYTES, KEYBOARD_BUTTONS
from bot.preview.text.links import checked_link
from bot.preview.world.model import Json

_KINDS = (
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def checked_markup(raw: Any) -> Json | None:
    """Return the reply markup of a call as an object, None when there is none; refuse what Telegram refuses."""
    if raw is None or raw == "":
        return None
    if isinstance(raw, str):
        try:
            raw = json.loads(raw)
        except ValueError as error:
            raise bad("can't parse reply keyboard markup JSON object") from error
    if not isinstance(raw, dict):
        raise bad("object expected as reply markup")
    if raw.get("keyboard"):
        return {**raw, "keyboard": _rows(raw["keyboard"], "keyboard", "ReplyKeyboardMarkup", _plain_button)}
    if raw.get("inline_keyboard"):
        rows = _rows(raw["inline_keyboard"], "inline_keyboard", "InlineKeyboardMarkup", _inline_button)
        return {"inline_keyboard": rows} if rows else None
    told = ("remove_keyboard", "force_reply", "selective", "input_field_placeholder")
    kept = {key: raw[key] for key in told if raw.get(key)}
    return kept if kept.keys() & {"remove_keyboard", "force_reply"} else None


def inline_only(markup: Json | None) -> Json | None:
    """Return `markup` if it stays with the message; only inline keyboards do."""
    return markup if markup and "inline_keyboard" in markup else None


def buttons(markup: Json | None) -> Iterator[Json]:
    """Yield the buttons of an inline keyboard, row by row."""
    for row in (markup or {}).get("inline_keyboard", []):
        yield from row


def _rows(raw: Any, field: str, owner: str, read: Any) -> list[list[Json]]:
    if not isinstance(raw, list):
        raise bad(f'field "{field}" of the {owner} must be an Array')
    rows: list[list[Json]] = []
    for row in raw:
        if not isinstance(row, list):
            raise bad(f'field "{field}" of the {owner} must be an Array of Arrays')
        rows.append([read(button) for button in row])
    if sum(map(len, rows)) > KEYBOARD_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return [row for row in rows if row]


def _plain_button(raw: Any) -> Json:
    if isinstance(raw, str):
        return {"text": raw}
    if not isinstance(raw, dict):
        raise bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
    _require_text(raw, "keyboard button")
    return raw


def _inline_button(raw: Any) -> Json:
    if not isinstance(raw, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _require_text(raw, "inline keyboard button")
    if not raw["text"].strip():
        raise bad("BUTTON_TEXT_INVALID")
    if raw.get("url"):
        return {"text": raw["text"], "url": _button_url(str(raw["url"]))}
    data = raw.get("callback_data")
    if data and len(str(data).encode()) > CALLBACK_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    kinds = [kind for kind in _KINDS if raw.get(kind) or (kind.startswith("switch") and kind in raw)]
    if not kinds:
        raise _without_kind()
    return {"text": raw["text"], kinds[0]: raw[kinds[0]]}


def _without_kind() -> Refusal:
    return bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _require_text(raw: Json, owner: str) -> None:
    if "text" not in raw:
        raise bad(f"can't parse {owner}: Can't find field \"text\"")
    if not isinstance(raw["text"], str):
        raise bad(f'can\'t parse {owner}: Field "text" must be of type String')


def _button_url(url: str) -> str:
    link = checked_link(url)
    if not link:
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return link
