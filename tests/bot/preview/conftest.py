"""A stand-in for each test, its controls, and a real python-telegram-bot Bot that talks to it over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from telegram import Bot

from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview, running_preview

# Returns the body of an answer to a method, whatever its status.
Raw = Callable[..., dict[str, Any]]


@pytest.fixture
def running() -> Iterator[RunningPreview]:
    with running_preview() as preview:
        yield preview


@pytest.fixture
def preview(running: RunningPreview) -> Iterator[Preview]:
    with Preview(running.url) as preview:
        yield preview


@pytest.fixture
def nur(preview: Preview) -> Person:
    """Somebody who has written to the bot before."""
    return preview.person("Nur", username="nur_reads", started=True)


@pytest.fixture
def raw(running: RunningPreview) -> Iterator[Raw]:
    with httpx.Client(base_url=running.url, trust_env=False) as client:

        def post(method: str, token: str = running.token, **arguments: Any) -> dict[str, Any]:
            return dict(client.post(f"/bot{token}/{method}", json=arguments).json())

        yield post


@pytest.fixture
def refused(raw: Raw) -> Callable[..., str]:
    """Returns the description of a refusal, and fails when the call was granted."""

    def describe(method: str, **arguments: Any) -> str:
        answer = raw(method, **arguments)
        assert not answer["ok"], answer
        assert answer["error_code"] in (400, 401, 403, 404, 409, 413, 429)
        return str(answer["description"])

    return describe


@pytest_asyncio.fixture
async def bot(running: RunningPreview) -> AsyncIterator[Bot]:
    url = running.url
    async with Bot(running.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot
