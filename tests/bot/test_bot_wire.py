"""Calls over our transport: what arrives, and what a failure says of whether it did."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from botroom import READER
from telegram import Bot
from telegram.error import TimedOut

from bot import wire
from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview, running_preview
from bot.sending import Verdict, verdict
from bot.serving import make_bot
from bot.wire import BrokenError, NotSentError, pushing
from storage.settings import BotSettings

A_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest_asyncio.fixture
async def client(bot_settings: BotSettings) -> AsyncIterator[Bot]:
    async with make_bot(bot_settings) as made:
        yield made


async def test_texts_and_pictures_arrive_with_their_marks(client: Bot, reader: Person) -> None:
    await client.send_message(READER, "<b>موجز</b> & «خبر» 100%", parse_mode="HTML")
    await client.send_photo(READER, A_PIXEL, caption="صورة")
    said, shown = [message for message in reader.read() if message.from_bot]
    assert (said.text, shown.text) == ("موجز & «خبر» 100%", "صورة")


async def test_of_a_message_of_ours_only_the_receipt_is_read(client: Bot, reader: Person) -> None:
    with pushing():
        push = await client.send_message(READER, "<b>موجز</b>", parse_mode="HTML")
    answer = await client.send_message(READER, "<b>جواب</b>", parse_mode="HTML")
    for sent in (push, answer):
        assert not sent.entities and sent.text is None
    assert answer.message_id == push.message_id + 1


async def test_messages_that_are_no_pushes_are_announced_before_they_go(
    bot_settings: BotSettings, reader: Person
) -> None:
    announced: list[int] = []

    async def note(chat: int) -> None:
        announced.append(chat)

    async with make_bot(bot_settings, note) as client:
        await client.send_chat_action(READER, "typing")
        sent = await client.send_message(READER, "جواب")
        await client.edit_message_text("جواب آخر", READER, sent.message_id)
        with pushing():
            await client.send_message(READER, "موجز")
    assert announced == [READER, READER, READER]


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
async def test_a_connection_that_breaks_may_have_carried_the_call(
    client: Bot, reader: Person, telegram: Preview, fault: str
) -> None:
    telegram.fault(fault, method="sendMessage")
    with pytest.raises(BrokenError) as caught:
        await client.send_message(READER, "نص")
    assert verdict(caught.value) is Verdict.UNCERTAIN


async def test_an_answer_that_stays_out_may_mean_that_it_arrived(
    client: Bot, reader: Person, telegram: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire, "READ_SECONDS", 0.1)
    telegram.fault("delay", method="sendMessage", seconds=3)
    with pytest.raises(TimedOut) as caught:
        await client.send_message(READER, "نص")
    assert verdict(caught.value) is Verdict.UNCERTAIN


async def test_a_connection_that_is_never_made_carried_nothing_and_is_told_without_the_token(
    bot_settings: BotSettings, standin: RunningPreview
) -> None:
    with running_preview() as gone:
        nowhere = bot_settings.model_copy(update={"telegram_api": gone.url})
    client = make_bot(nowhere)
    with pytest.raises(NotSentError) as caught:
        await client.initialize()
    await client.shutdown()
    assert verdict(caught.value) is Verdict.NOT_TAKEN
    assert standin.token not in f"{caught.value} {caught.value.__cause__!r}"


def test_the_receipt_keeps_what_names_a_message() -> None:
    told = b'{"ok": true, "result": {"message_id": 5, "date": 1, "chat": {"id": 7}, "text": "long"}}'
    assert wire._receipt(told) == b'{"ok": true, "result": {"message_id": 5, "date": 1, "chat": {"id": 7}}}'


def test_what_is_no_message_is_read_whole() -> None:
    for told in (b'{"ok": true, "result": true}', b'{"ok": true, "result": [{"message_id": 5}]}'):
        assert wire._receipt(told) == told
