"""Whatever Telegram may send: nothing raises, and nobody who is no editor gets past a check.

A short run each time; `WASIT_UPDATES=5000` makes it a long one.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from botroom import NOW, Newsroom
from hypothesis import HealthCheck, Phase, given, settings
from sqlmodel import SQLModel, select
from structlog.testing import capture_logs
from telegram import Bot, Update
from telegrams import CHANNEL, EDITOR, FORMER, GROUP, OWNER, PEOPLE, SUPERGROUP, Json, update

from bot.commands.request import Defaults, Rank
from bot.desk import Desk
from bot.preview.client import Preview
from bot.preview.server import RunningPreview
from bot.serving import make_bot
from bot.shares import person_of
from bot.shell import Shell
from storage import channels, editors
from storage.db import Store
from storage.migrate import migrate
from storage.settings import BotSettings

UPDATES = int(os.environ.get("WASIT_UPDATES", "150"))
# What is a reader's own to change.
OWN = {"subscribers", "questions", "people", "backlog"}
FAILURES = {"update failed", "no apology"}


class Room:
    """The real handler over a store of its own, with replies over HTTP, and what stands in the store."""

    def __init__(self, store: Store, bot: Bot, desk: Desk, loop: asyncio.AbstractEventLoop) -> None:
        self.store, self.bot, self.desk, self.loop = store, bot, desk, loop
        self.shell = Shell(desk, bot)
        self.numbers = count(1)
        self.kinds: set[str] = set()

    def handle(self, told: Json) -> None:
        self.kinds |= told.keys()
        got = Update.de_json({"update_id": next(self.numbers), **told}, self.bot)
        assert got is not None
        trusted = self.is_trusted(got)
        before = None if trusted else self.rows(got)
        with capture_logs() as written:
            self.loop.run_until_complete(self.shell.handle(got))
        assert [line for line in written if line["event"] in FAILURES] == []
        assert trusted or self.rows(got) == before

    def is_trusted(self, got: Update) -> bool:
        """True where this comes from an editor or an owner, or from a channel for which one answers, now."""
        with self.store.reading() as session:
            person = channels.added_by(session, CHANNEL) if got.channel_post else person_of(got)
            return person is not None and self.desk.request(person, person).rank(session) > Rank.READER

    def rows(self, got: Update) -> Mapping[str, list[Any]]:
        # Whoever runs a channel may throw the bot out; that ends what is taken in from it.
        own = OWN | ({"channels", "audit"} if got.my_chat_member else set())
        tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in own]
        with self.store.reading() as session:
            return {table.name: list(session.exec(select(table)).all()) for table in tables}


@pytest.fixture
def room(
    tmp_path: Path, bot_settings: BotSettings, defaults: Defaults, standin: RunningPreview, telegram: Preview
) -> Iterator[Room]:
    people = [telegram.person("س", id=one, started=True) for one in PEOPLE]
    for chat, kind in ((GROUP, "group"), (SUPERGROUP, "supergroup"), (CHANNEL, "channel")):
        telegram.chat("غرفة", *people, id=chat, type=kind, bot="administrator")
    store = Store(f"sqlite:///{tmp_path / 'any.db'}")
    migrate(store)
    with store.writing() as session:
        for one in (EDITOR, FORMER):
            editors.name_editor(session, one, named_by=OWNER, now=NOW)
        editors.dismiss_editor(session, FORMER, by=OWNER, now=NOW)
    newsroom = Newsroom(store)
    newsroom.meeting()
    loop = asyncio.new_event_loop()
    bot = make_bot(bot_settings)
    loop.run_until_complete(bot.initialize())
    yield Room(store, bot, Desk(store, lambda: NOW, defaults), loop)
    loop.run_until_complete(bot.shutdown())
    loop.close()
    store.close()


def test_no_update_raises_or_gets_somebody_past_a_check(room: Room) -> None:
    @settings(
        max_examples=UPDATES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=False,
        # A failing update is small enough to be read as it came.
        phases=[Phase.generate],
    )
    @given(update())
    def handled(told: Json) -> None:
        room.handle(told)

    handled()
    assert {"message", "callback_query"} <= room.kinds
