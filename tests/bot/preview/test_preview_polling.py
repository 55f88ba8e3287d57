"""Updates: long polls, offsets that confirm, filters, conflicts, and what a day does to them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview
from bot.preview.world.clock import MovableClock
from bot.preview.world.updates import UpdateQueue

Refused = Callable[..., str]


async def test_an_update_is_given_again_until_an_offset_confirms_it(bot: Bot, nur: Person) -> None:
    nur.say("واحد")
    nur.say("اثنان")
    first, second = await bot.get_updates(timeout=0)
    again = await bot.get_updates(timeout=0)
    assert [u.update_id for u in again] == [first.update_id, second.update_id]
    rest = await bot.get_updates(offset=first.update_id + 1, timeout=0)
    assert [u.message.text for u in rest if u.message] == ["اثنان"]
    assert await bot.get_updates(offset=second.update_id + 1, timeout=0) == ()
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_limit_and_a_negative_offset_are_obeyed(bot: Bot, nur: Person) -> None:
    for number in range(5):
        nur.say(str(number))
    assert [u.message.text for u in await bot.get_updates(limit=2, timeout=0) if u.message] == ["0", "1"]
    assert [u.message.text for u in await bot.get_updates(offset=-1, timeout=0) if u.message] == ["4"]
    assert len(await bot.get_updates(timeout=0)) == 1


async def until_it_waits(running: RunningPreview, preview: Preview) -> None:
    """Return once a poll waits at the stand-in; each look is a call to it, so the loop is not busy."""
    while running.app.world.poll_number == 0:
        await asyncio.to_thread(preview.now)


async def test_a_long_poll_ends_as_soon_as_something_comes(
    bot: Bot, nur: Person, running: RunningPreview, preview: Preview
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await until_it_waits(running, preview)
    started = time.monotonic()
    await asyncio.to_thread(nur.say, "حديث")
    (update,) = await poll
    assert update.message and update.message.text == "حديث"
    assert time.monotonic() - started < 2


async def test_a_long_poll_ends_empty_when_its_time_is_over(bot: Bot) -> None:
    started = time.monotonic()
    assert await bot.get_updates(timeout=1) == ()
    assert 0.9 < time.monotonic() - started < 3


async def test_only_the_kinds_that_were_asked_for_come_from_then_on(bot: Bot, nur: Person) -> None:
    await bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    nur.say("لا يُسمع")
    assert await bot.get_updates(timeout=0) == ()
    await bot.get_updates(timeout=0, allowed_updates=[])
    nur.say("يُسمع")
    assert [u.message.text for u in await bot.get_updates(timeout=0) if u.message] == ["يُسمع"]


async def test_two_pollers_conflict_and_the_older_one_loses(
    bot: Bot, nur: Person, running: RunningPreview, preview: Preview
) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await until_it_waits(running, preview)
    async with Bot(running.token, base_url=f"{running.url}/bot") as second:
        newer = asyncio.create_task(second.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await older
        await asyncio.to_thread(nur.say, "لمن بقي")
        assert len(await newer) == 1


async def test_polling_may_delete_a_webhook_and_drop_what_waits(bot: Bot, nur: Person) -> None:
    nur.say("قبل")
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(timeout=0) == ()


class Listener:
    """A webhook: takes what is posted to it, after refusing the first `failures` times."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.heads: list[str] = []
        self.texts: list[str] = []
        self.arrived = asyncio.Event()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := (await reader.readuntil(b"\r\n\r\n")).decode():
            length = int(head.lower().split("content-length:")[1].split("\r\n")[0])
            update = json.loads(await reader.readexactly(length))
            self.heads.append(head)
            status = "500 Internal Server Error" if self.failures > 0 else "200 OK"
            self.failures -= 1
            writer.write(f"HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n".encode())
            if status == "200 OK":
                self.texts.append(update["message"]["text"])
                self.arrived.set()


@asynccontextmanager
async def listening(listener: Listener) -> AsyncIterator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await listener.answer(reader, writer)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    finally:
        server.close()


async def test_a_webhook_gets_updates_with_its_secret_until_it_takes_them(bot: Bot, nur: Person) -> None:
    listener = Listener(failures=1)
    async with listening(listener) as url:
        assert await bot.set_webhook(url, secret_token="a-secret")
        await asyncio.to_thread(nur.say, "بالبريد")
        await asyncio.wait_for(listener.arrived.wait(), 10)
        info = await bot.get_webhook_info()
        assert (info.url, info.last_error_message) == (
            url,
            "Wrong response from the webhook: 500 Internal Server Error",
        )
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates(timeout=0)
        assert await bot.delete_webhook()
    assert listener.texts == ["بالبريد"]
    assert all("x-telegram-bot-api-secret-token: a-secret" in head.lower() for head in listener.heads)


async def test_setting_a_webhook_ends_a_poll(bot: Bot, running: RunningPreview, preview: Preview) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await until_it_waits(running, preview)
    async with Bot(running.token, base_url=f"{running.url}/bot") as second:
        await second.set_webhook("http://127.0.0.1:9/hook")
        with pytest.raises(Conflict, match="terminated by setWebhook request"):
            await poll


async def test_a_webhook_elsewhere_is_refused_and_an_empty_one_deletes(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="http addresses on loopback only"):
        await bot.set_webhook("https://example.org/hook")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("http://127.0.0.1:9/hook", secret_token="not allowed")
    assert await bot.set_webhook("")
    assert (await bot.get_webhook_info()).url == ""


def test_updates_older_than_a_day_are_gone() -> None:
    clock = MovableClock(0, ticks=lambda: 0)
    queue = UpdateQueue(clock)
    queue.add("message", {})
    clock.move_to(24 * 3600 + 1)
    assert queue.take(0, 100) == []


def test_allowed_updates_must_be_a_list(refused: Refused, preview: Preview) -> None:
    description = refused("getUpdates", allowed_updates={"a": 1})
    assert description == "Bad Request: expected an Array of String as allowed_updates"
