"""What the bot's tests share: a stand-in Bot API, the bot that runs against it over HTTP, people, and a newsroom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio
from botroom import NOW, OWNER, READER, Newsroom, RunningBot
from handroom import LINK, Summarizer, page
from postroom import UNPACED, Post
from pydantic import SecretStr

from bot.commands.request import Defaults, Request
from bot.deliver import Deliverer
from bot.desk import Desk
from bot.pace import Limits, Pace
from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview, running_preview
from bot.serving import make_bot
from bot.views.context import Context
from storage.catalog import load_dossier, load_event_kinds
from storage.db import Store
from storage.settings import BotSettings


@pytest.fixture
def newsroom(store: Store) -> Newsroom:
    return Newsroom(store)


@pytest.fixture(scope="session")
def defaults() -> Defaults:
    """The Gaza dossier with its usual hour and zone, one owner, and a bot with a username."""
    kinds, dossier = load_event_kinds(), load_dossier("gaza")
    return Defaults(dossier, kinds, 7, "Asia/Qatar", frozenset({OWNER}), "wasit_bot")


@pytest.fixture
def context(defaults: Defaults) -> Context:
    return defaults.context("Asia/Qatar", NOW)


@pytest.fixture
def request_(defaults: Defaults) -> Request:
    """A reader's request in a private chat, early on 25 October 2024."""
    return Request(defaults, chat_id=READER, user_id=READER, now=NOW)


@pytest.fixture
def standin() -> Iterator[RunningPreview]:
    with running_preview() as running:
        yield running


@pytest.fixture
def telegram(standin: RunningPreview) -> Iterator[Preview]:
    """The people's side of the stand-in."""
    with Preview(standin.url) as preview:
        yield preview


@pytest.fixture
def owner(telegram: Preview) -> Person:
    return telegram.person("ليلى", id=OWNER, started=True)


@pytest.fixture
def reader(telegram: Preview) -> Person:
    return telegram.person("سامي", id=READER, started=True)


@pytest.fixture
def bot_settings(standin: RunningPreview) -> BotSettings:
    return BotSettings(telegram_token=SecretStr(standin.token), telegram_api=standin.url, owners="700")


@pytest.fixture
def bot(bot_settings: BotSettings, store: Store) -> Iterator[RunningBot]:
    running = RunningBot(bot_settings, store)
    running.start()
    yield running
    running.stop()
    assert running.error is None


@pytest.fixture
def summarizer(bot: RunningBot, store: Store) -> Summarizer:
    """One who opens what was handed in, with one page on the web."""
    return Summarizer(store, bot, {LINK: page()})


@pytest_asyncio.fixture
async def post(store: Store, bot_settings: BotSettings, defaults: Defaults) -> AsyncIterator[Post]:
    office = Post(store)
    office.defaults = defaults
    desk = Desk(store, lambda: NOW + office.ahead, defaults)
    async with make_bot(bot_settings) as client:
        loop = asyncio.get_running_loop()

        def hire(limits: Limits) -> Deliverer:
            pace = Pace(limits, lambda: loop.time() + office.ahead.total_seconds())
            return Deliverer(desk, client, office.stop, pace)

        office.hire, office.sender = hire, hire(UNPACED)
        yield office
        office.sender.leave()


@pytest.fixture
def settled(bot_settings: BotSettings, store: Store) -> Iterator[Callable[..., RunningBot]]:
    """Returns a function that runs the bot with other settings, and stops what it ran."""
    running: list[RunningBot] = []

    def run(**changes: object) -> RunningBot:
        running.append(RunningBot(bot_settings.model_copy(update=changes), store))
        running[-1].start()
        return running[-1]

    yield run
    for one in running:
        one.stop()
