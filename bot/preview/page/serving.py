"""The chat page over HTTP: its files, what it begins with, and what happens, as server-sent events.

It lets nobody do anything: the page writes and presses by the people's side, as a test does.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from itertools import islice
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.preview.botapi.wire import user_json
from bot.preview.page.scene import Scene
from bot.preview.people.routes import route
from bot.preview.world.bell import Bell
from bot.preview.world.model import Json
from bot.preview.world.state import World

_FOLDER = Path(__file__).parent
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
# By name, so that no path of a request ever reaches the disk.
_FILES = {path.name: path for path in _FOLDER.iterdir() if path.suffix in _TYPES}
# Nothing comes from elsewhere, nothing is run that does not stand in a file of ours, and nobody frames the page.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
# How many people one page can be; a crowd for measurements is none of them.
_PEOPLE = 20
# A stream that is silent longer may be taken for dead on its way.
_SILENCE_SECONDS = 15.0


async def read_page(world: World, request: Request) -> Response:
    """Hand out the page."""
    return _file("chat.html")


async def read_part(world: World, request: Request) -> Response:
    """Hand out a file that the page is made of."""
    return _file(request.path_params["name"])


def _file(name: str) -> Response:
    path = _FILES[name]
    return Response(path.read_bytes(), media_type=_TYPES[path.suffix], headers=_HEADERS)


async def read_start(world: World, request: Request) -> Json:
    """Tell what a page begins with: the bot, who one can be, the articles at hand, the number of the last event."""
    people = [user_json(person) | {"name": person.name} for person in islice(world.people.values(), _PEOPLE)]
    begin: Json = {
        "bot": user_json(world.bot),
        "people": people,
        "now": world.clock(),
        "event": world.feed.last,
    }
    scene: Scene = request.app.state.scene()
    return begin | scene.view()


async def stream(world: World, request: Request) -> Response:
    """Tell all that happens after an event as long as the page is open; a browser that comes back names the last."""
    after = int(request.headers.get("last-event-id") or request.query_params.get("after", "0"))
    told = _happenings(world, request.app.state.bell, after)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(told, media_type="text/event-stream", headers=headers)


async def _happenings(world: World, bell: Bell, after: int) -> AsyncIterator[str]:
    while not bell.closed:
        events, after = world.feed.after(after), world.feed.last
        told = json.dumps({"now": world.clock(), "events": events}, ensure_ascii=False)
        yield f"id: {after}\ndata: {told}\n\n"
        await bell.wait("world", _SILENCE_SECONDS)


ROUTES = [
    route("/", read_page, "GET"),
    route("/page/start", read_start, "GET"),
    route("/page/stream", stream, "GET"),
    route("/page/{name}", read_part, "GET"),
]
