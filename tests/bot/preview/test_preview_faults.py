"""Faults on demand, and the log that counts what a sender did."""

from __future__ import annotations

import time

import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.preview.botapi.refusals import Refusal
from bot.preview.client import Person, Preview, PreviewError
from bot.preview.world.clock import MovableClock
from bot.preview.world.faults import LOGGED, CallLog
from bot.preview.world.pace import Pace


async def test_a_flood_names_its_seconds_and_happens_as_often_as_asked(
    bot: Bot, nur: Person, preview: Preview
) -> None:
    preview.fault("flood", method="sendMessage", seconds=7, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as raised:
            await bot.send_message(nur.id, "x")
        assert raised.value._retry_after.total_seconds() == 7
    await bot.send_message(nur.id, "وصلت")
    assert [seen.text for seen in nur.read()] == ["وصلت"]


async def test_a_flood_of_one_chat_leaves_the_others_alone(bot: Bot, nur: Person, preview: Preview) -> None:
    other = preview.person("Other", started=True)
    preview.fault("flood", chat_id=nur.id)
    await bot.send_message(other.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(nur.id, "x")


async def test_a_held_flood_refuses_everyone_until_its_seconds_have_passed(
    bot: Bot, nur: Person, preview: Preview
) -> None:
    preview.fault("flood", seconds=30, hold=True)
    for _ in range(3):
        with pytest.raises(RetryAfter):
            await bot.send_message(nur.id, "x")
    preview.move_clock(forward=31)
    await bot.send_message(nur.id, "x")


async def test_a_server_error_takes_nothing_and_one_after_takes_it(
    bot: Bot, nur: Person, preview: Preview
) -> None:
    preview.fault("server_error", status=500)
    preview.fault("error_after", status=502)
    with pytest.raises(NetworkError, match="Internal Server Error"):
        await bot.send_message(nur.id, "ضاعت")
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(nur.id, "أُخذت")
    assert [seen.text for seen in nur.read()] == ["أُخذت"]


async def test_a_connection_is_cut_before_or_after_the_message_was_taken(
    bot: Bot, nur: Person, preview: Preview
) -> None:
    preview.fault("drop_before", method="sendMessage")
    preview.fault("drop_after", method="sendMessage")
    for text in ("ضاعت", "أُخذت"):
        with pytest.raises(NetworkError):
            await bot.send_message(nur.id, text)
    await bot.send_message(nur.id, "بعد ذلك")
    assert [seen.text for seen in nur.read()] == ["أُخذت", "بعد ذلك"]
    outcomes = [call["outcome"] for call in preview.calls("sendMessage")]
    assert outcomes == ["drop_before", "drop_after", "200"]


async def test_a_delay_makes_the_caller_give_up_although_the_message_arrives(
    bot: Bot, nur: Person, preview: Preview
) -> None:
    preview.fault("delay", method="sendMessage", seconds=0.4)
    with pytest.raises(TimedOut):
        await bot.send_message(nur.id, "متأخرة", read_timeout=0.1)
    assert nur.wait_for(timeout=5).text == "متأخرة"


@pytest.mark.parametrize(
    ("name", "error", "text"),
    [
        ("blocked", Forbidden, "Forbidden: bot was blocked by the user"),
        ("deactivated", Forbidden, "Forbidden: user is deactivated"),
        ("kicked", Forbidden, "Forbidden: bot was kicked from the supergroup chat"),
        ("cannot_initiate", Forbidden, "Forbidden: bot can't initiate conversation with a user"),
        ("chat_not_found", BadRequest, "Chat not found"),
        ("message_too_old", BadRequest, "Message can't be edited"),
        ("no_channel_rights", BadRequest, "Need administrator rights in the channel chat"),
    ],
)
async def test_a_refusal_can_be_asked_for_by_name(
    bot: Bot, nur: Person, preview: Preview, name: str, error: type[Exception], text: str
) -> None:
    preview.fault("refuse", name=name)
    with pytest.raises(error) as raised:
        await bot.send_message(nur.id, "x")
    assert str(raised.value) == text


async def test_a_migration_names_the_new_chat(bot: Bot, nur: Person, preview: Preview) -> None:
    preview.fault("migrate", to=-1001234567890)
    with pytest.raises(ChatMigrated) as raised:
        await bot.send_message(nur.id, "x")
    assert raised.value.new_chat_id == -1001234567890


async def test_faults_for_every_method_leave_polling_alone_unless_it_is_named(
    bot: Bot, nur: Person, preview: Preview
) -> None:
    preview.fault("server_error")
    assert await bot.get_updates(timeout=0) == ()
    preview.clear_faults()
    preview.fault("server_error", method="getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates(timeout=0)


def test_an_unknown_fault_is_refused_with_what_there_is(preview: Preview) -> None:
    with pytest.raises(PreviewError, match="there are: "):
        preview.fault("refuse", name="bad_mood")
    with pytest.raises(PreviewError, match="flood"):
        preview.fault("earthquake")


async def test_calls_are_logged_and_counted(bot: Bot, nur: Person, preview: Preview) -> None:
    preview.clear_calls()
    started = time.time()
    for _ in range(3):
        await bot.send_message(nur.id, "x")
    with pytest.raises(BadRequest):
        await bot.send_message(nur.id, "")
    calls = preview.calls("sendMessage")
    assert [call["outcome"] for call in calls] == ["200", "200", "200", "400"]
    assert all(call["chat_id"] == str(nur.id) for call in calls)
    assert started - 1 < calls[0]["time"] < time.time() + 1
    assert preview.counts()["sendmessage"] == 4
    assert preview.tally() == {nur.id: 3}


def test_the_log_stays_small_while_its_counts_go_on() -> None:
    log = CallLog()
    for number in range(LOGGED + 500):
        log.note(number, "sendmessage", "1", "200")
    assert log.total == LOGGED + 500
    assert [entry["number"] for entry in log.after(LOGGED + 498)] == [LOGGED + 499, LOGGED + 500]
    assert len(log.after(0)) == LOGGED


def granted(pace: Pace, chat: str, method: str = "sendmessage") -> bool:
    try:
        pace.check(method, chat)
    except Refusal:
        return False
    return True


def test_thirty_a_second_go_through_and_the_next_waits() -> None:
    clock = MovableClock(1000, ticks=lambda: 0)
    pace = Pace(clock)
    pace.set(overall=30, chat=0, group=0, burst=1)
    assert [granted(pace, str(number)) for number in range(31)] == [True] * 30 + [False]
    clock.move_to(1000.5)
    assert sum(granted(pace, str(number)) for number in range(40)) == 15


def test_a_chat_gets_one_a_second_and_a_group_twenty_a_minute() -> None:
    clock = MovableClock(1000, ticks=lambda: 0)
    pace = Pace(clock)
    pace.set(overall=0, chat=1, group=20, burst=1)
    assert [granted(pace, "5"), granted(pace, "5"), granted(pace, "6")] == [True, False, True]
    assert granted(pace, "5", "sendchataction") and granted(pace, "5", "getme")
    assert sum(granted(pace, "-1005") for _ in range(30)) == 20
    clock.move_to(1001)
    assert granted(pace, "5") and not granted(pace, "-1005")
    clock.move_to(1003.1)
    assert granted(pace, "-1005")


async def test_a_sender_that_keeps_no_pace_is_told_to_wait(bot: Bot, nur: Person, preview: Preview) -> None:
    preview.watch_pace()
    await bot.send_message(nur.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(nur.id, "x")
    preview.move_clock(forward=1)
    await bot.send_message(nur.id, "x")
