"""How a request of the people's or the control side is read, and how its result or refusal is told."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.preview.botapi.refusals import Refusal
from bot.preview.text.html import HtmlFault
from bot.preview.world.model import User
from bot.preview.world.state import World

LOOPBACK = ("127.0.0.1", "localhost", "::1")
A = TypeVar("A", bound=BaseModel)
Act = Callable[[World, Request], Awaitable[Any]]


async def asked(request: Request, shape: type[A]) -> A:
    """Return the body of `request` in its shape; raises ValidationError, or ValueError for no JSON."""
    return shape.model_validate(json.loads(await request.body() or b"{}"))


def route(path: str, act: Act, *methods: str) -> Route:
    """Return a route that answers what `act` returns, and says what was wrong with a request."""

    async def answer(request: Request) -> Response:
        if not _from_this_machine(request):
            return JSONResponse({"error": "this server answers pages of this machine only"}, 403)
        try:
            result = await act(request.app.state.world, request)
        except ValidationError as error:
            told = [{"where": list(e["loc"]), "what": e["msg"]} for e in error.errors()]
            return JSONResponse({"error": "wrong request", "details": told}, 422)
        except (Refusal, HtmlFault, ValueError) as error:
            return JSONResponse({"error": str(error)}, 422)
        except LookupError as error:
            return JSONResponse({"error": f"not found: {error}"}, 404)
        return result if isinstance(result, Response) else JSONResponse(result)

    return Route(path, answer, methods=list(methods) or ["POST"])


def person_of(world: World, request: Request) -> User:
    return world.people[int(request.path_params["person"])]


def _from_this_machine(request: Request) -> bool:
    """Tell whether a request is meant for loopback, and comes from no page but our own.

    So no page of the web, nor of another server on this machine, can press buttons here.
    """
    origin = request.headers.get("origin")
    return request.url.hostname in LOOPBACK and (
        origin is None or origin == f"{request.url.scheme}://{request.url.netloc}"
    )
