"""A stand-in for each test, its controls, and a real python-telegram-bot Bot that talks to it over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from telegram import Bot

from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview, running_preview


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
    """Somebody who has written to the bot before; her first message has been read."""
    return preview.person("Nur", username="nur_reads", started=True)


@pytest_asyncio.fixture
async def bot(running: RunningPreview) -> AsyncIterator[Bot]:
    url = running.url
    async with Bot(running.token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot
