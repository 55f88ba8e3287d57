"""Telegram's limits as numbers, and the checks that need nothing but them; it knows no chats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bot.preview.botapi.refusals import bad

# Counted in characters (Unicode code points) of the text that is left after its entities are parsed, as
# the server's own configuration counts `message_length_max`; only entity offsets are in UTF-16 units.
TEXT_CHARACTERS = 4096
CAPTION_CHARACTERS = 1024
ANSWER_CHARACTERS = 200
CALLBACK_DATA_BYTES = 64
KEYBOARD_BUTTONS = 100
COMMANDS = 100
COMMAND_CHARACTERS = 32
COMMAND_DESCRIPTION_CHARACTERS = 256
UPDATES_AT_ONCE = 100
LONG_POLL_SECONDS = 50
UPDATE_LIFETIME_SECONDS = 24 * 3600
DELETE_WINDOW_SECONDS = 48 * 3600
# Telegram does not publish how long a pressed button waits; a client gives up after about this long.
QUERY_LIFETIME_SECONDS = 60
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
DOWNLOAD_BYTES = 20 * 1024 * 1024
PHOTO_SIDES_SUM = 10_000
PHOTO_RATIO = 20
INLINE_RESULTS = 50
INLINE_RESULT_ID_BYTES = 64

_COMMAND = re.compile(r"[a-z0-9_]+")


def check_text_length(text: str) -> None:
    """Refuse an empty message text, and one that is over the limit."""
    if not text:
        raise bad("text must be non-empty")
    if len(text) > TEXT_CHARACTERS:
        raise bad("message is too long")


def check_caption_length(text: str) -> None:
    """Refuse a caption that is over the limit."""
    if len(text) > CAPTION_CHARACTERS:
        raise bad("message caption is too long")


def checked_commands(raw: Any) -> list[dict[str, str]]:
    """Return the commands of setMyCommands, trimmed, in order; refuse what Telegram refuses."""
    if not isinstance(raw, Sequence) or isinstance(raw, str | bytes):
        raise bad("expected an Array of BotCommand")
    commands = [_checked_command(one) for one in raw]
    if len(commands) > COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    return commands


def _checked_command(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise bad("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if not isinstance(raw.get(field), str):
            raise bad(f"can't parse BotCommand: Can't find field \"{field}\"")
    command = raw["command"].strip().removeprefix("/")
    description = raw["description"].strip()
    _check_command_lengths(command, description)
    if not _COMMAND.fullmatch(command):
        raise bad("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}


def _check_command_lengths(command: str, description: str) -> None:
    if not command:
        raise bad("command must be non-empty")
    if len(command) > COMMAND_CHARACTERS:
        raise bad(f"command length must not exceed {COMMAND_CHARACTERS}")
    if not description:
        raise bad("command description must be non-empty")
    if len(description) > COMMAND_DESCRIPTION_CHARACTERS:
        raise bad(f"command description length must not exceed {COMMAND_DESCRIPTION_CHARACTERS}")
