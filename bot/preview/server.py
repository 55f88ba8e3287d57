"""The stand-in as an ASGI server on loopback: bots on one side, people and controls on the other.

A bot is given the base address as TELEGRAM_API, e.g. `http://127.0.0.1:8081`; python-telegram-bot then
wants `base_url` = `{TELEGRAM_API}/bot` and `base_file_url` = `{TELEGRAM_API}/file/bot`.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import socket
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from bot.preview.botapi import api
from bot.preview.botapi.calls import Call, read_call
from bot.preview.botapi.refusals import NOT_FOUND, Refusal
from bot.preview.page import serving
from bot.preview.page.scene import Scene
from bot.preview.people import control, looking, side
from bot.preview.world.bell import Bell
from bot.preview.world.clock import Clock, MovableClock
from bot.preview.world.faults import CallLog, Fault, Faults
from bot.preview.world.pace import Pace
from bot.preview.world.state import World
from bot.preview.world.webhook import Courier

if TYPE_CHECKING:
    import uvicorn

LOOPBACK = "127.0.0.1"
_JSON = [(b"content-type", b"application/json")]


class PreviewApp:
    """The ASGI application: `/bot<token>/<method>`, `/file/bot<token>/<path>`, the people's side, the chat page."""

    world: World
    faults: Faults
    pace: Pace
    log: CallLog

    def __init__(self, clock: Clock | None = None) -> None:
        api.load()
        # What the chat page shows beside the chats; whoever sets a demo up says it.
        self.scene = Scene()
        self._clock = clock
        self.bell = Bell()
        self._side = Starlette(routes=[*side.ROUTES, *looking.ROUTES, *control.ROUTES, *serving.ROUTES])
        self._side.state.start_anew = self.start_anew
        self._side.state.bell = self.bell
        self._side.state.scene = lambda: self.scene
        self._courier: Courier | None = None
        self.start_anew()

    def start_anew(self) -> None:
        """Forget everything: a new bot, nobody else, no faults, no calls; polls that wait end."""
        if self._courier is not None:
            self._courier.stop()
            self.world.poll_number += 1
            self.bell.ring("updates")
        clock = self._clock or MovableClock()
        self.world = World(clock, self.bell.ring, self.bell.wait)
        self.faults = Faults(clock)
        self.pace = Pace(clock)
        self.log = CallLog()
        self._courier = Courier(self.world)
        state = self._side.state
        state.world, state.faults, state.pace, state.log = self.world, self.faults, self.pace, self.log
        state.inline = OrderedDict()

    def close(self) -> None:
        """End every wait, so that the server can stop at once; called in the server's loop."""
        if self._courier is not None:
            self._courier.stop()
        self.bell.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith("/bot") and path != "/bot":
            await self._answer_bot(scope, receive, send)
        elif scope["type"] == "http" and path.startswith("/file/bot"):
            await self._hand_out(path.removeprefix("/file/bot"), send)
        else:
            # Who goes away in the middle of what they say is not answered, and is no error of ours.
            with suppress(ClientDisconnect):
                await self._side(scope, receive, send)

    async def _answer_bot(self, scope: Scope, receive: Receive, send: Send) -> None:
        token, _, name = scope["path"].removeprefix("/bot").partition("/")
        call = Call(name.lower())
        fault: Fault | None = None
        try:
            found = api.find_method(self.world, token, name)
            call = await read_call(scope, receive, name.lower())
            self.pace.check(call.method, call.string("chat_id"))
            fault = self.faults.strike(call)
            body = await self._carry_out(found, call, fault)
            status = 200
        except Refusal as refusal:
            body, status = refusal.payload(), refusal.code
        except ClientDisconnect:
            return
        dropped = fault is not None and fault.kind.startswith("drop")
        outcome = fault.kind if fault and dropped else str(status)
        self.log.note(self.world.clock(), call.method, call.string("chat_id"), outcome)
        await (_sever(send) if dropped else _send(send, status, json.dumps(body).encode()))

    async def _carry_out(self, found: api.Method, call: Call, fault: Fault | None) -> dict[str, Any]:
        refusal = fault.refusal() if fault else None
        if fault and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        if fault and fault.kind == "drop_before":
            return {}
        if refusal and fault and fault.kind != "error_after":
            raise refusal
        result = found(self.world, call)
        if inspect.isawaitable(result):
            result = await result
        if self._courier is not None and call.method in ("setwebhook", "deletewebhook"):
            self._courier.follow()
        if refusal:
            raise refusal
        return {"ok": True, "result": result}

    async def _hand_out(self, rest: str, send: Send) -> None:
        token, _, path = rest.partition("/")
        stored = self.world.files.by_path(path) if token == self.world.token else None
        if stored is None:
            await _send(send, 404, json.dumps(Refusal(*NOT_FOUND).payload()).encode())
            return
        await _send(send, 200, stored.data, [(b"content-type", b"application/octet-stream")])


async def _send(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]] = _JSON) -> None:
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})


async def _sever(send: Send) -> None:
    """Cut the connection without an answer, as a network does.

    ASGI has no word for that, so it reaches through uvicorn's own `send` for the transport.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionError("only uvicorn's connections can be cut")
    transport.abort()
    # uvicorn hears of it at the loop's next turn, and then expects no answer any more.
    await asyncio.sleep(0)
    await asyncio.sleep(0)


def configure(app: PreviewApp, port: int = 0) -> uvicorn.Server:
    """Return a quiet uvicorn server for `app` on loopback."""
    import uvicorn

    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=LOOPBACK,
            port=port,
            log_level="warning",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=2,
        )
    )


def _listen(port: int) -> socket.socket:
    # asyncio turns off Nagle's delay, 40 ms an answer, only where a socket says itself that it is TCP.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((LOOPBACK, port))
    listener.listen(1024)
    return listener


class RunningPreview:
    """A stand-in that runs in a thread of this process; `url` is what TELEGRAM_API should be."""

    def __init__(self, clock: Clock | None = None, port: int = 0) -> None:
        self.app = PreviewApp(clock)
        self._socket = _listen(port)
        self.url = f"http://{LOOPBACK}:{self._socket.getsockname()[1]}"
        self._server = configure(self.app)
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def token(self) -> str:
        """Return the bot's token."""
        return self.app.world.token

    def start(self) -> RunningPreview:
        """Start to listen; connections that come early wait in the socket's queue."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """End every wait, then the server; returns when its thread has ended."""
        self._server.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.app.close)
        self._thread.join(10)
        self._socket.close()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve(sockets=[self._socket])


@contextmanager
def running_preview(clock: Clock | None = None, port: int = 0) -> Iterator[RunningPreview]:
    """Run a stand-in on loopback, on a free port unless one is given, for as long as the block lasts."""
    preview = RunningPreview(clock, port).start()
    try:
        yield preview
    finally:
        preview.stop()
