"""Updates that are brought instead of asked for: done once, in order, by Telegram alone, over HTTP."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator

import httpx
import pytest
from botroom import NOW, OWNER, RunningBot, eventually
from pydantic import AnyHttpUrl, ValidationError
from telegram import Update

from bot import handling
from bot.commands.request import Defaults
from bot.desk import Desk
from bot.errors import BotError
from bot.handling import Handling
from bot.preview.client import Person, Preview
from bot.serving import make_bot
from bot.webhook import SECRET_HEADER, Webhook, secret_of
from storage import inbox
from storage.db import Store
from storage.settings import BotSettings

PATH = "/telegram/updates"


@pytest.fixture
def port() -> Iterator[int]:
    """A port that no other test takes, because a socket that does not listen holds it."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind(("127.0.0.1", 0))
        number: int = held.getsockname()[1]
    yield number


@pytest.fixture
def url(port: int) -> str:
    return f"http://127.0.0.1:{port}{PATH}"


@pytest.fixture
def hooked(url: str, port: int) -> dict[str, object]:
    """The settings of a bot that has a webhook."""
    return {"webhook_url": AnyHttpUrl(url), "webhook_addr": ("127.0.0.1", port)}


@pytest.fixture
def secret(bot_settings: BotSettings) -> str:
    return secret_of(bot_settings.telegram_token.get_secret_value())


def post(url: str, content: bytes, secret: str) -> int:
    answer = httpx.post(url, content=content, headers={SECRET_HEADER: secret}, trust_env=False)
    return answer.status_code


def test_a_reader_is_answered_over_a_webhook(
    settled: Callable[..., RunningBot], hooked: dict[str, object], reader: Person
) -> None:
    settled(**hooked)
    assert "/latest" in reader.ask("/help").text
    assert reader.ask("/latest").text


def test_nobody_else_can_bring_updates(
    settled: Callable[..., RunningBot], hooked: dict[str, object], url: str, secret: str, reader: Person
) -> None:
    settled(**hooked)
    reader.ask("/help")
    one = b'{"update_id": 1}'
    assert post(url, one, "guessed") == 401
    assert httpx.post(url, content=one, trust_env=False).status_code == 401
    assert post(url.replace(PATH, "/elsewhere"), one, secret) == 404
    for nonsense in (b"", b"{", b"[]", b'{"update_id": "1"}', b"[" * 100_000):
        assert post(url, nonsense, secret) == 400
    assert post(url, b"x" * 1_100_000, secret) == 413
    # An update that cannot be read is done with: brought again and again it would keep the others away.
    assert post(url, b'{"update_id": 7, "message": {"chat": 3}}', secret) == 200
    assert "/latest" in reader.ask("/help").text


def test_who_guesses_or_stammers_is_refused_and_nothing_of_it_is_logged(
    settled: Callable[..., RunningBot],
    hooked: dict[str, object],
    port: int,
    secret: str,
    reader: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settled(**hooked)
    reader.ask("/help")
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\n".encode()
    named = SECRET_HEADER.encode()
    assert b" 401 " in said_to(port, head + named + b": \xff\xfe\r\nContent-Length: 2\r\n\r\n{}")
    assert b" 400 " in said_to(port, head + b"Odd\x00Header: words-of-theirs\r\n\r\n")
    chunk = b"Transfer-Encoding: chunked\r\n\r\nwords-of-theirs\r\n"
    assert b" 400 " in said_to(port, head + named + b": " + secret.encode() + b"\r\n" + chunk)
    assert not [one for one in caplog.records if one.name.startswith("aiohttp")]
    assert "/latest" in reader.ask("/help").text


def said_to(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        return connection.recv(200)


async def test_an_address_with_braces_is_that_address_alone(
    bot_settings: BotSettings, store: Store, defaults: Defaults, url: str, port: int, secret: str
) -> None:
    odd, stop = f"{url}/{{a}}%20{{", asyncio.Event()
    async with make_bot(bot_settings) as client:
        taking = Handling(client, Desk(store, lambda: NOW, defaults), nothing)
        running = asyncio.create_task(Webhook(client, taking, odd, ("127.0.0.1", port)).run(stop))
        async with httpx.AsyncClient(trust_env=False, headers={SECRET_HEADER: secret}) as telegram:
            while not (await client.get_webhook_info()).url:  # noqa: ASYNC110  the stand-in's, not ours
                await asyncio.sleep(0)
            asked = [odd, f"{url}/x%20{{", f"{url}/"]
            statuses = [(await telegram.post(one, json={"update_id": 5})).status_code for one in asked]
        stop.set()
        await running
    assert statuses == [200, 404, 404]


async def nothing(update: Update) -> None:
    """What an update without anything in it asks for."""


def test_what_comes_while_the_bot_is_down_is_done_once_when_it_is_back(
    settled: Callable[..., RunningBot], hooked: dict[str, object], owner: Person, store: Store
) -> None:
    bot = settled(**hooked)
    owner.ask("/help")
    bot.stop()
    owner.forward_from_channel("خبر جاء في الليل.", title="قناة", date=NOW)
    settled(**hooked)
    eventually(lambda: [one for one in owner.read() if one.from_bot and "استلمت" in one.text])
    with store.reading() as session:
        assert len(list(inbox.waiting(session, "gaza"))) == 1


def test_a_bot_without_a_webhook_takes_back_the_one_that_was_left(
    settled: Callable[..., RunningBot], hooked: dict[str, object], reader: Person
) -> None:
    settled(**hooked).stop()
    settled()
    assert "/latest" in reader.ask("/help").text


def test_an_update_cut_short_by_a_stop_comes_again(
    settled: Callable[..., RunningBot],
    hooked: dict[str, object],
    telegram: Preview,
    owner: Person,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(handling, "LAST_PATIENCE", 0.1)
    bot = settled(**hooked)
    owner.ask("/help")
    telegram.fault("flood", method="sendMessage", chat_id=OWNER, seconds=20)
    owner.say("/help")
    owner.forward_from_channel("خبر ينتظر دوره.", title="قناة", date=NOW)
    bot.stop()
    telegram.clear_faults()
    settled(**hooked)
    eventually(lambda: [one for one in owner.read() if one.from_bot and "استلمت" in one.text])
    with store.reading() as session:
        assert len(list(inbox.waiting(session, "gaza"))) == 1


def test_an_address_that_is_taken_is_said_in_one_sentence(
    hooked: dict[str, object], port: int, settled: Callable[..., RunningBot]
) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        bot = settled(**hooked)
        bot.join()
    assert isinstance(bot.error, BotError) and f"WEBHOOK_ADDR: nothing can listen at 127.0.0.1:{port}" in str(
        bot.error
    )


async def test_one_that_takes_long_is_brought_again_and_done_once(
    bot_settings: BotSettings, store: Store, defaults: Defaults, url: str, port: int, secret: str
) -> None:
    begun: list[int] = []
    stop, go_on = asyncio.Event(), asyncio.Event()

    async def slow(update: Update) -> None:
        begun.append(update.update_id)
        await go_on.wait()

    async with make_bot(bot_settings) as client:
        taking = Handling(client, Desk(store, lambda: NOW, defaults), slow)
        webhook = Webhook(client, taking, url, ("127.0.0.1", port), patience=0.05)
        running = asyncio.create_task(webhook.run(stop))
        async with httpx.AsyncClient(trust_env=False, headers={SECRET_HEADER: secret}) as telegram:
            while (await client.get_webhook_info()).url != url:  # noqa: ASYNC110  the stand-in's, not ours
                await asyncio.sleep(0)
            statuses = [(await telegram.post(url, json={"update_id": 5})).status_code for _ in range(3)]
            go_on.set()
            statuses.append((await telegram.post(url, json={"update_id": 5})).status_code)
        stop.set()
        await running
    assert statuses == [503, 503, 503, 200] and begun == [5]


def test_an_address_without_tls_is_refused_unless_it_is_this_machine(bot_settings: BotSettings) -> None:
    with pytest.raises(ValidationError, match="https://"):
        BotSettings(telegram_token=bot_settings.telegram_token, webhook_url="http://wasit.example.org/x")
