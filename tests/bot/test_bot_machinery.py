"""The bot's moving parts: pace, turns, loops, start and stop, and what it says when things are broken."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from botroom import NOW, OWNER, RunningBot, eventually
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot import handling
from bot.desk import keep_doing, where
from bot.errors import TokenRefusedError
from bot.handling import Turns
from bot.pace import Limits, Pace
from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview
from storage import inbox
from storage.db import Store
from storage.errors import StoreUnavailableError
from storage.model import Article
from storage.settings import BotSettings


async def test_those_with_one_key_go_in_their_order_and_others_beside_them() -> None:
    done: list[str] = []
    first_may_end = asyncio.Event()

    async def work(name: str) -> None:
        if name == "a1":
            await first_may_end.wait()
        done.append(name)

    turns = Turns(2)
    running = [
        asyncio.create_task(turns.take(key, partial(work, name)))
        for key, name in ((1, "a1"), (1, "a2"), (2, "b1"))
    ]
    await asyncio.wait(running, timeout=0.05)
    assert done == ["b1"]
    first_may_end.set()
    await asyncio.gather(*running)
    assert done == ["b1", "a1", "a2"]


async def test_a_group_gets_no_more_than_its_share_a_minute() -> None:
    pace = Pace(Limits(per_second=1000, per_group_minute=20))
    for _ in range(20):
        await asyncio.wait_for(pace.turn(-100), 1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(pace.turn(-100), 0.05)
    await asyncio.wait_for(pace.turn(-200), 1)


async def test_a_person_gets_one_message_a_second() -> None:
    pace = Pace(Limits(per_second=1000))
    await pace.turn(1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(pace.turn(1), 0.05)
    await asyncio.wait_for(pace.turn(2), 0.05)


async def test_all_together_get_no_more_than_telegram_allows() -> None:
    pace = Pace(Limits(per_second=20))
    began = asyncio.get_running_loop().time()
    await asyncio.gather(*(pace.turn(chat) for chat in range(1, 13)))
    # Four may go at once, the other eight take a twentieth of a second each.
    assert 0.3 < asyncio.get_running_loop().time() - began < 2


@pytest.mark.parametrize(("chats", "held"), [((1,), 1.0), ((1, 1), 1.0), ((1, 2), 30.0)])
async def test_a_refusal_holds_all_only_when_a_second_chat_is_refused_too(
    chats: tuple[int, ...], held: float
) -> None:
    now = [100.0]
    pace = Pace(now=lambda: now[0])
    for chat in chats:
        pace.refused(chat, 30)
    waiting = asyncio.create_task(pace.turn(9))
    await asyncio.wait([waiting], timeout=0.01)
    assert not waiting.done()
    waiting.cancel()
    now[0] += held
    await asyncio.wait_for(pace.turn(10), 1)


async def test_refusals_with_a_success_between_them_are_each_for_their_chat() -> None:
    pace = Pace(now=lambda: 100.0)
    pace.refused(1, 30)
    pace.taken()
    pace.refused(2, 30)
    later = Pace(now=lambda: 100.0)
    later.refused(1, 30)
    assert pace.held_until == later.held_until == 101.0


async def test_work_that_fails_is_tried_again_and_work_to_do_is_done_at_once() -> None:
    stop, turns = asyncio.Event(), iter([RuntimeError(), True, True, False])

    async def work() -> bool:
        turn = next(turns, None)
        if isinstance(turn, Exception):
            raise turn
        if turn is None:
            stop.set()
        return bool(turn)

    await asyncio.wait_for(keep_doing("test", work, stop, idle=0.001), 5)


def test_an_error_is_placed_without_its_words() -> None:
    try:
        raise RuntimeError("a secret")
    except RuntimeError as error:
        assert where(error).startswith("test_bot_machinery.py:")
    assert where(RuntimeError()) == "?"


def test_a_wrong_token_is_one_sentence_and_never_shown(
    settled: Callable[..., RunningBot], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    secret = "123456:" + "w" * 35
    with caplog.at_level(logging.DEBUG):
        bot = settled(telegram_token=SecretStr(secret))
        bot.join()
    assert isinstance(bot.error, TokenRefusedError)
    written = "".join((str(bot.error), repr(bot.error.__cause__), caplog.text, *capfd.readouterr()))
    assert "TELEGRAM_TOKEN" in str(bot.error) and secret not in written and "w" * 35 not in written


def test_the_command_says_a_wrong_token_in_one_sentence_and_ends_with_2(
    standin: RunningPreview, tmp_path: Path
) -> None:
    named = {
        "TELEGRAM_TOKEN": "123456:" + "w" * 35,
        "TELEGRAM_API": standin.url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/wasit.db",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "wasit", "bot"],
        env=os.environ | named,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2 and "Traceback" not in ended.stderr
    assert [line for line in ended.stderr.splitlines() if line.startswith("wasit: ")] == [
        f"wasit: {TokenRefusedError()}"
    ]


def test_a_token_that_is_taken_back_ends_the_bot(
    bot_settings: BotSettings, store: Store, telegram: Preview
) -> None:
    # Accepted when the bot introduces itself, refused from then on.
    telegram.fault("refuse", method="getUpdates", name="unauthorized", times=3)
    running = RunningBot(bot_settings, store)
    running.start()
    running.join()
    assert isinstance(running.error, TokenRefusedError)


def test_the_bot_waits_for_a_server_that_is_not_there_yet(
    settled: Callable[..., RunningBot], standin: RunningPreview
) -> None:
    # The port is kept from other tests' servers while nobody listens there.
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        bot = settled(telegram_api=f"http://127.0.0.1:{port}")
    # It knows the token before it listens: the bot asks just then, and one that is not known ends it.
    late = RunningPreview(None, port)
    late.app.world.set_bot(standin.token, "preview_bot", "Preview")
    late.start()
    try:
        with Preview(late.url) as telegram:
            assert telegram.person("منى", started=True).ask("/help", timeout=30)
            bot.stop()
    finally:
        late.stop()


def test_nothing_that_is_logged_holds_the_token(
    bot: RunningBot,
    reader: Person,
    telegram: Preview,
    standin: RunningPreview,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        for kind in ("server_error", "drop_before", "drop_after"):
            telegram.fault(kind, method="getUpdates")
            telegram.fault(kind, method="sendMessage")
            reader.say("/help")
        eventually(lambda: telegram.counts().get("sendmessage", 0) >= 3)
    bot.stop()
    assert standin.token not in caplog.text + "".join(capfd.readouterr())


def test_a_store_that_is_away_is_said_so_and_the_bot_goes_on(
    bot: RunningBot, reader: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: Store) -> object:
        raise StoreUnavailableError

    with monkeypatch.context() as broken:
        broken.setattr(Store, "reading", away)
        assert "تعذّر الوصول إلى البيانات" in reader.ask("/latest").text
    assert "لم يُسجَّل أي حدث" in reader.ask("/latest").text


def test_an_unforeseen_error_is_one_sentence_to_the_person(
    bot: RunningBot, reader: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Store) -> object:
        raise ZeroDivisionError("the text of an article")

    # Not capfd: the bot's other threads write too, and what they write while it reads is lost.
    with monkeypatch.context() as patched, capture_logs() as written:
        patched.setattr(Store, "reading", broken)
        assert "حدث خطأ غير متوقع" in reader.ask("/latest").text
    assert [line["error"] for line in written if line["event"] == "update failed"] == ["ZeroDivisionError"]
    assert "the text of an article" not in str(written)


def test_what_waits_when_the_bot_stops_is_done_once_after_the_next_start(
    settled: Callable[..., RunningBot],
    telegram: Preview,
    owner: Person,
    reader: Person,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    recwarn: pytest.WarningsRecorder,
) -> None:
    monkeypatch.setattr(handling, "LAST_PATIENCE", 0.1)
    bot = settled()
    telegram.fault("flood", method="sendMessage", chat_id=OWNER, seconds=20)
    owner.say("/help")
    owner.forward_from_channel("خبر أول ينتظر دوره.", title="قناة", date=NOW)
    assert reader.ask("/help").text  # One slow chat holds up no other.
    assert reader.ask("/latest").text
    bot.stop()
    gc.collect()
    assert waiting(store) == []
    telegram.clear_faults()
    settled()
    eventually(lambda: waiting(store))
    eventually(lambda: [one for one in owner.read() if one.from_bot and "استلمت" in one.text])
    assert len(waiting(store)) == 1
    assert not [one for one in recwarn if "never awaited" in str(one.message)]


def waiting(store: Store) -> list[Article]:
    with store.reading() as session:
        return list(inbox.waiting(session, "gaza"))


def test_an_update_whose_handling_was_cut_short_comes_again(
    settled: Callable[..., RunningBot], telegram: Preview, owner: Person
) -> None:
    owner.say("/help")
    bot = settled()
    owner.wait_for()
    bot.stop()
    assert len([one for one in owner.read() if one.from_bot]) == 1
    owner.say("/help")
    settled()
    eventually(lambda: len([one for one in owner.read() if one.from_bot]) == 2)
    assert owner.id == OWNER


def test_an_update_that_the_library_cannot_read_keeps_no_other_from_being_answered(
    standin: RunningPreview, settled: Callable[..., RunningBot], reader: Person
) -> None:
    who = {"id": reader.id, "is_bot": False, "first_name": "س"}
    # As a server would send it that is older, or newer, than what we know.
    broken = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": reader.id, "type": "private"},
        "from": who,
        "poll": {},
    }
    reader.say("/help")
    standin.app.world.update_bot("message", broken)
    reader.say("/help")
    settled()
    eventually(lambda: len([one for one in reader.read() if one.from_bot]) == 2)
    assert "/latest" in reader.ask("/help").text
