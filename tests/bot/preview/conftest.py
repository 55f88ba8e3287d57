"""A stand-in that starts anew for each test, its controls, and a real python-telegram-bot Bot that talks to it over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview, running_preview

# Returns the body of an answer to a method, whatever its status.
Raw = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def server() -> Iterator[RunningPreview]:
    with running_preview() as server:
        yield server


@pytest.fixture(scope="session")
def controls(server: RunningPreview) -> Iterator[Preview]:
    with Preview(server.url) as controls:
        yield controls


@pytest.fixture
def running(server: RunningPreview, controls: Preview) -> RunningPreview:
    """The stand-in as if it had just been started."""
    controls.start_anew()
    return server


@pytest.fixture
def preview(running: RunningPreview, controls: Preview) -> Preview:
    return controls


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
    # Reading the certificates of the world's authorities takes longer than a test; loopback needs none.
    requests = [HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2)]
    async with Bot(
        running.token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    ) as bot:
        yield bot
