"""The menu of commands, by scope and language."""

from __future__ import annotations

import json

from bot.preview.botapi.api import Result, method
from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import bad
from bot.preview.text.limits import checked_commands
from bot.preview.world.access import readable_chat
from bot.preview.world.state import World

SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)


@method("setMyCommands")
def set_my_commands(world: World, call: Call) -> Result:
    """Set the menu of one scope and language."""
    key = _key(world, call)
    commands = checked_commands(call.value("commands", "commands"))
    world.commands.pop(key, None)
    if commands:
        world.commands[key] = commands
    return True


@method("getMyCommands")
def get_my_commands(world: World, call: Call) -> Result:
    """Return the menu of exactly one scope and language."""
    return world.commands.get(_key(world, call), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, call: Call) -> Result:
    """Take away the menu of one scope and language."""
    world.commands.pop(_key(world, call), None)
    return True


def _key(world: World, call: Call) -> tuple[str, str]:
    scope = call.value("scope", "BotCommandScope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad("can't parse BotCommandScope: Object expected as scope")
    if scope.get("type") not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    if scope["type"] in ("chat", "chat_administrators", "chat_member"):
        readable_chat(world, Call(call.method, {"chat_id": scope.get("chat_id")}))
    language = call.string("language_code")
    if language and not (len(language) == 2 and language.isascii() and language.islower()):
        raise bad("invalid language code specified")
    return json.dumps(scope, sort_keys=True), language


def shown_menu(world: World, kind: str, chat_id: int, language: str) -> list[dict[str, str]]:
    """Return the menu that a person sees in a chat: the narrowest scope first, their language first."""
    wide = "all_private_chats" if kind == "private" else "all_group_chats"
    scopes = ({"type": "chat", "chat_id": chat_id}, {"type": wide}, {"type": "default"})
    for scope in scopes:
        for code in (language[:2], ""):
            commands = world.commands.get((json.dumps(scope, sort_keys=True), code))
            if commands:
                return commands
    return []
