"""The methods of the Bot API by name; each is a function of the world and a call. It knows no HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import NOT_FOUND, UNAUTHORIZED, Refusal
from bot.preview.world.state import World

Result = Any
Method = Callable[[World, Call], Result | Awaitable[Result]]
METHODS: dict[str, Method] = {}


def method(name: str) -> Callable[[Method], Method]:
    """Register a function as the method `name`; Telegram does not mind the case."""

    def register(function: Method) -> Method:
        METHODS[name.lower()] = function
        return function

    return register


def find_method(world: World, token: str, name: str) -> Method:
    """Return the method of a request; refuse a token or a method that does not exist."""
    if ":" not in token or not token.partition(":")[0].isdigit():
        raise Refusal(*NOT_FOUND)
    if token != world.token:
        raise Refusal(*UNAUTHORIZED)
    found = METHODS.get(name.lower())
    if found is None:
        raise Refusal(*NOT_FOUND)
    return found


def load() -> None:
    """Import the modules that hold the methods."""
    from bot.preview.botapi.methods import (  # noqa: F401
        answers,
        chats,
        files,
        menus,
        messages,
        polling,
        topics,
    )
