"""What people look at over HTTP: chats, what happens in them, menus, files. It changes nothing."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from bot.preview.botapi.methods.menus import shown_menu
from bot.preview.people.doings import chat_for
from bot.preview.people.routes import person_of, route
from bot.preview.people.views import chat_view
from bot.preview.world.model import Chat, Json
from bot.preview.world.state import World


def _chat(world: World, request: Request) -> Chat:
    return chat_for(world, person_of(world, request), int(request.path_params["chat"]))


async def read_chats(world: World, request: Request) -> list[Json]:
    """List the chats that a person is in."""
    person = person_of(world, request)
    mine = [c for c in world.chats.values() if c.id == person.id or person.id in c.members]
    return [{"chat_id": c.id, "type": c.type, "title": c.title} for c in mine]


async def read_chat(world: World, request: Request) -> Json:
    """Show a chat with all its messages."""
    return chat_view(_chat(world, request)) | {"event": world.feed.last}


async def watch_chat(world: World, request: Request) -> Json:
    """Wait for what happens in a chat after a given event."""
    return await _watch(world, request, _chat(world, request).id)


async def watch_world(world: World, request: Request) -> Json:
    """Wait for what happens in any chat after a given event."""
    return await _watch(world, request, None)


async def _watch(world: World, request: Request, chat_id: int | None) -> Json:
    after = int(request.query_params.get("after", 0))
    seconds = min(float(request.query_params.get("timeout", 0)), 60.0)
    clock = asyncio.get_running_loop().time
    deadline = clock() + seconds
    key = "world" if chat_id is None else ("chat", chat_id)
    while not (events := world.feed.after(after, chat_id)):
        if not await world.wait(key, deadline - clock()):
            break
    return {"events": events, "last": world.feed.last}


async def read_menu(world: World, request: Request) -> list[dict[str, str]]:
    """Show the menu of commands as the person sees it, in their own chat with the bot or in the `chat` named."""
    person = person_of(world, request)
    chat = chat_for(world, person, int(request.query_params.get("chat", person.id)))
    return shown_menu(world, chat.type, chat.id, person.language_code)


async def read_file(world: World, request: Request) -> Response:
    """Hand out a file that was sent in any chat."""
    stored = world.files.by_id(request.path_params["file"])
    if stored is None:
        raise LookupError("file")
    # A file from a chat is data for the person, never a page of this server.
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    return Response(stored.data, media_type=stored.mime_type, headers=headers)


ROUTES = [
    route("/people/{person:int}/menu", read_menu, "GET"),
    route("/people/{person:int}/chats", read_chats, "GET"),
    route("/people/{person:int}/chats/{chat}", read_chat, "GET"),
    route("/people/{person:int}/chats/{chat}/events", watch_chat, "GET"),
    route("/events", watch_world, "GET"),
    route("/files/{file}", read_file, "GET"),
]
