"""Carries calls to the Bot API over aiohttp, and says of one that failed whether it can have arrived.

python-telegram-bot's own transport is several times as slow (docs/decisions/0015); it is handed this one
instead. It knows no commands and no store.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import (
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    TCPConnector,
)
from aiohttp.client_exceptions import ClientConnectorError
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# How long an answer may take, in seconds, unless the call says so itself, and how long a connection. Nobody sits
# waiting for a push, and one that is given up on is in doubt.
READ_SECONDS, PUSH_SECONDS, CONNECT_SECONDS = 10.0, 30.0, 5.0
# A connection that was idle for longer may be about to be closed by the other side: a call on it would be in doubt.
IDLE_SECONDS = 15.0
_GATEWAY_TIMEOUT = 504
# What is read of a message that we sent: which one it became, where, and what Telegram calls its picture.
_RECEIPT = ("message_id", "date", "chat", "photo")
_UNASKED = "?"
# What puts a message into a chat, and so counts for its pace.
_MESSAGES = ("send", "edit", "copy", "forward")

Told = Callable[[int], Awaitable[None]]
_pushing: ContextVar[bool] = ContextVar("pushing", default=False)


class NotSentError(NetworkError):
    """The connection was never made, so nothing can have arrived."""


class BrokenError(NetworkError):
    """The connection broke after the call was on its way: it may have arrived."""


@contextmanager
def pushing() -> Iterator[None]:
    """Send pushes inside: they wait for their turns before, all other messages are answers and do not."""
    before = _pushing.set(True)
    try:
        yield
    finally:
        _pushing.reset(before)


class Wire(BaseRequest):
    """A transport with as many connections as are needed at once; `on_answer` is awaited with the chat before
    each message that is no push.

    Of what Telegram says of a message of ours no more is read than which one it became: a digest has hundreds of
    links, and to make objects of them took longer than all the rest.
    """

    def __init__(self, on_answer: Told | None = None) -> None:
        super().__init__()
        self._on_answer = on_answer
        self._proxy: str | None = _UNASKED
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None or self._session.closed:
            # limit=0: who sends at once is bounded where it is decided, and answers never wait for a place.
            connector = TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS)
            self._session = ClientSession(connector=connector, timeout=ClientTimeout(total=None))

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; returns status and body. Raises NotSentError, TimedOut or BrokenError."""
        if self._on_answer is not None and not _pushing.get() and request_data is not None:
            await self._announce(url, request_data)
        patience = ClientTimeout(
            total=None,
            connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, PUSH_SECONDS if _pushing.get() else READ_SECONDS),
        )
        return await self._call(url, method, request_data, patience)

    async def _announce(self, url: str, request_data: RequestData) -> None:
        assert self._on_answer is not None
        chat = request_data.parameters.get("chat_id")
        if _puts_a_message(url) and isinstance(chat, int):
            await self._on_answer(chat)

    async def _call(
        self, url: str, method: str, request_data: RequestData | None, patience: ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSentError("the transport was not started")
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=patience, proxy=self._proxy_for(url)
            ) as answer:
                payload = await answer.read()
        except (ClientConnectorError, ConnectionTimeoutError) as cause:
            raise NotSentError(type(cause).__name__) from cause
        except TimeoutError as cause:
            raise TimedOut from cause
        except (ClientError, OSError) as cause:
            # Not its text: it may hold the address, and with it the token.
            raise BrokenError(type(cause).__name__) from cause
        if answer.status == _GATEWAY_TIMEOUT:
            # Somebody on the way stopped waiting; what was behind it may have done the work.
            raise TimedOut
        return answer.status, _receipt(payload) if answer.ok and _puts_a_message(url) else payload

    def _proxy_for(self, url: str) -> str | None:
        """Return the proxy that the environment names for the server; asked once, it being always the same one."""
        if self._proxy is _UNASKED:
            address = urlsplit(url)
            bypassed = proxy_bypass(address.netloc)
            self._proxy = None if bypassed else getproxies().get(address.scheme)
        return self._proxy


def _puts_a_message(url: str) -> bool:
    return url.rpartition("/")[2].startswith(_MESSAGES)


def _receipt(payload: bytes) -> bytes:
    """Return of a message that Telegram tells only which one it is; of what is none, all."""
    told = json.loads(payload)
    result = told.get("result") if isinstance(told, dict) else None
    if not isinstance(result, dict) or "message_id" not in result:
        return payload
    return json.dumps(
        {**told, "result": {name: result[name] for name in _RECEIPT if name in result}}
    ).encode()


def _seconds(asked: ODVInput[float], usual: float) -> float | None:
    return usual if isinstance(asked, DefaultValue) else asked


def _body(request_data: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    """Return a call's arguments as JSON, or as a form where there are files."""
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        return request_data.json_payload, {"Content-Type": "application/json"}
    form = FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}
