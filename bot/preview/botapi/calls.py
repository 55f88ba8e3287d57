"""One call of a Bot API method: its arguments, whichever of the four ways they came in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope

from bot.preview.botapi.refusals import TOO_LARGE, Refusal, bad
from bot.preview.text.limits import UPLOAD_BYTES
from bot.preview.world.model import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a call."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A method, in lower case, with its arguments: texts, or values where the body was JSON."""

    method: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def string(self, name: str) -> str:
        """Return an argument as text, empty when it is missing."""
        value = self.arguments.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """Return an argument as a number, brought into its bounds as Telegram does."""
        text = self.string(name)
        if not text:
            return default
        try:
            number = int(text)
        except ValueError:
            number = 0
        number = number if low is None else max(low, number)
        return number if high is None else min(high, number)

    def flag(self, name: str) -> bool:
        """Tell whether an argument is true, yes or 1."""
        return self.string(name).strip().lower() in ("true", "yes", "1")

    def value(self, name: str, what: str) -> Any:
        """Return an argument that is JSON, None when it is missing; `what` names it in the refusal."""
        raw = self.arguments.get(name)
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str):
            return raw
        try:
            return json.loads(raw)
        except ValueError as error:
            raise bad(f"can't parse {what} JSON object") from error


async def read_call(scope: Scope, receive: Receive, method: str) -> Call:
    """Read a call from a query string and a body that is a form, a multipart form or JSON.

    Raises ClientDisconnect when the caller went away before the body was whole.
    """
    arguments: Json = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    kind = _content_type(scope)
    if kind.startswith("multipart/form-data"):
        files = await _read_multipart(scope, receive, arguments)
        return Call(method, arguments, files)
    body = await _read_body(receive)
    if kind.startswith("application/json"):
        arguments.update(_json_arguments(body))
    elif body:
        arguments.update(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return Call(method, arguments)


def _content_type(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"content-type":
            return bytes(value).decode("latin-1").lower()
    return ""


async def _read_body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk = message.get("body", b"")
        chunks.append(chunk)
        size += len(chunk)
        if size > UPLOAD_BYTES:
            raise Refusal(*TOO_LARGE)
        if not message.get("more_body"):
            return b"".join(chunks)


def _json_arguments(body: bytes) -> Json:
    try:
        decoded = json.loads(body or b"{}")
    except ValueError as error:
        raise bad("can't parse JSON object") from error
    if not isinstance(decoded, dict):
        raise bad("object expected as JSON body")
    return decoded


async def _read_multipart(scope: Scope, receive: Receive, arguments: Json) -> dict[str, Upload]:
    files: dict[str, Upload] = {}
    try:
        form = await Request(scope, receive).form(max_files=20, max_part_size=UPLOAD_BYTES)
    except MultiPartException as error:
        raise bad("can't parse multipart form data") from error
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = await _upload(value)
        else:
            arguments[name] = value
    await form.close()
    return files


async def _upload(part: UploadFile) -> Upload:
    data = await part.read()
    if len(data) > UPLOAD_BYTES:
        raise Refusal(*TOO_LARGE)
    return Upload(part.filename or "file", part.content_type or "", data)
