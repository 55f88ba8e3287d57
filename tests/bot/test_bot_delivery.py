"""Digests on their way to chats, over HTTP: each once, whatever Telegram answers."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from botroom import NOW, OWNER, READER, RunningBot, digest_line, digest_of, eventually
from postroom import UNPACED, Post, received
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot import wire
from bot.commands.dispatch import answer, perform, pressed
from bot.commands.request import Defaults, Request
from bot.deliver import MOST_ATTEMPTS, Deliverer, backoff
from bot.desk import Desk
from bot.pace import Limits, Pace
from bot.preview.client import Person, Preview
from bot.preview.server import running_preview
from bot.serving import make_bot
from bot.views.plain import plain
from storage import subscribers
from storage.db import Store
from storage.errors import StoreUnavailableError
from storage.model import DeliveryState, Ended, Timing
from storage.settings import BotSettings
from storage.subscribers import MOST_STRIKES
from storage.tables import DeliveryRow

SHORT = digest_of(digest_line(1))
# Far more than fits in one message.
LONG = digest_of(*(digest_line(n, substance=f"البند رقم {n}: " + "كلمة " * 40) for n in range(60)))


async def test_a_digest_arrives_once(post: Post, reader: Person) -> None:
    post.queue(SHORT, READER)
    await post.send()
    await post.send()
    assert len(received(reader)) == 1 and "الجهود المشتركة للوساطة" in received(reader)[0]
    assert post.state() == DeliveryState.SENT


async def test_nothing_is_sent_before_it_is_due(post: Post, reader: Person) -> None:
    post.ahead = -timedelta(minutes=1)
    post.queue(SHORT, READER)
    await post.send()
    assert received(reader) == []
    post.ahead = timedelta()
    await post.send()
    assert len(received(reader)) == 1


async def test_a_digest_that_is_due_in_the_quiet_hours_comes_when_they_end(
    post: Post, reader: Person
) -> None:
    # Seven in the morning in Doha; quiet until nine.
    post.queue(SHORT, READER)
    with post.store.writing() as session:
        subscribers.keep_timing(session, READER, Timing("Asia/Qatar", (7,), quiet=(22, 9)), now=NOW)
    for hours, expected in ((0, 0), (1, 0), (2, 1)):
        post.ahead = timedelta(hours=hours)
        await post.send()
        assert len(received(reader)) == expected


async def test_a_long_digest_comes_in_parts_in_their_order(post: Post, reader: Person) -> None:
    post.queue(LONG, READER)
    await post.send()
    parts = received(reader)
    assert len(parts) > 2 and all(len(part) <= 4096 for part in parts)
    numbers = [int(piece.split(":")[0]) for part in parts for piece in part.split("البند رقم ")[1:]]
    assert numbers == list(range(60))


async def test_an_interrupted_digest_goes_on_with_the_part_that_is_missing(
    post: Post, reader: Person, telegram: Preview
) -> None:
    post.queue(LONG, READER)
    telegram.fault("delay", method="sendMessage", seconds=0)
    telegram.fault("server_error", method="sendMessage", chat_id=READER)
    await post.send()
    assert len(received(reader)) == 1 and post.state() == DeliveryState.PENDING
    post.ahead += timedelta(minutes=1)
    await post.send()
    assert post.state() == DeliveryState.SENT
    assert len(set(received(reader))) == len(received(reader)) > 2


async def test_a_429_postpones_its_chat_as_long_as_asked_and_holds_no_other(
    post: Post, reader: Person, telegram: Preview
) -> None:
    other = telegram.person("منى", started=True)
    telegram.fault("flood", method="sendMessage", chat_id=READER, seconds=30)
    post.queue(SHORT, READER, other.id)
    await post.send()
    assert post.states() == {READER: DeliveryState.PENDING, other.id: DeliveryState.SENT}
    post.ahead = timedelta(seconds=29)
    await post.send()
    assert received(reader) == []
    post.ahead = timedelta(seconds=31)
    await post.send()
    assert len(received(reader)) == 1


@pytest.mark.parametrize("name", ["blocked", "deactivated", "chat_not_found"])
async def test_a_chat_that_is_gone_is_unsubscribed(
    post: Post, reader: Person, telegram: Preview, name: str
) -> None:
    telegram.fault("refuse", method="sendMessage", name=name)
    post.queue(SHORT, READER)
    await post.send()
    known = post.subscriber()
    assert post.state() == DeliveryState.GONE and known is not None and not known.active


@pytest.mark.parametrize("name", ["no_rights", "no_channel_rights"])
async def test_lost_rights_end_a_subscription_only_when_they_stay_lost(
    post: Post, reader: Person, telegram: Preview, name: str
) -> None:
    for day in range(MOST_STRIKES):
        telegram.fault("refuse", method="sendMessage", name=name)
        known = post.subscriber() if day else None
        assert known is None or known.active
        slot = NOW + timedelta(days=day)
        post.ahead = timedelta(days=day)
        post.queue(replace(SHORT, slot=slot), READER)
        await post.send()
        assert set(post.states().values()) == {DeliveryState.FAILED}
    known = post.subscriber()
    assert known is not None and not known.active and known.ended is Ended.NO_RIGHTS


async def test_one_who_was_gone_is_told_why_when_they_come_back(
    post: Post, reader: Person, defaults: Defaults
) -> None:
    reader.block()
    post.queue(SHORT, READER)
    await post.send()
    request = Request(defaults, READER, READER, NOW)
    for text in ("/start", "/subscribe"):
        assert "محظورًا" in plain(answer(post.store, text, request))
    assert "محظورًا" not in plain(answer(post.store, "/start", request))


async def test_a_connection_that_is_refused_is_tried_again_and_unsubscribes_nobody(
    post: Post, reader: Person, bot_settings: BotSettings
) -> None:
    with running_preview() as gone:
        nowhere = bot_settings.model_copy(update={"telegram_api": gone.url})
    async with make_bot(bot_settings) as there:
        elsewhere = make_bot(nowhere)
        await elsewhere._request[1].initialize()
        desk = Desk(post.store, lambda: NOW + post.ahead, post.defaults)
        lost = Deliverer(desk, elsewhere, post.stop, Pace(UNPACED))
        post.queue(SHORT, READER)
        await lost.work()
        lost.leave()
        await elsewhere._request[1].shutdown()
        assert post.state() == DeliveryState.PENDING and there
    post.ahead += timedelta(minutes=1)
    await post.send()
    known = post.subscriber()
    assert len(received(reader)) == 1 and known is not None and known.active


async def test_a_connection_that_breaks_before_the_server_took_the_message_leaves_it_in_doubt(
    post: Post, reader: Person, telegram: Preview
) -> None:
    # From here it looks the same as one that breaks after: nobody but Telegram knows.
    telegram.fault("drop_before", method="sendMessage")
    post.queue(SHORT, READER)
    await post.send()
    assert received(reader) == [] and post.state() == DeliveryState.UNCERTAIN


@pytest.mark.parametrize(("fault", "details"), [("delay", {"seconds": 5}), ("server_error", {"status": 504})])
async def test_an_answer_that_stays_out_leaves_the_message_in_doubt(
    post: Post,
    telegram: Preview,
    reader: Person,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    details: dict[str, int],
) -> None:
    monkeypatch.setattr(wire, "PUSH_SECONDS", 0.2)
    telegram.fault(fault, method="sendMessage", **details)
    post.queue(SHORT, READER)
    await post.send()
    known = post.subscriber()
    assert post.state() == DeliveryState.UNCERTAIN and known is not None and known.active


async def test_two_chats_that_are_refused_one_after_the_other_hold_all(
    post: Post, reader: Person, telegram: Preview
) -> None:
    other, third = (telegram.person(name, started=True) for name in ("منى", "هدى"))
    telegram.fault("flood", method="sendMessage", seconds=30, times=2)
    post.queue(SHORT, READER, other.id)
    await post.send()
    post.queue(SHORT, third.id)
    assert set(post.states().values()) == {DeliveryState.PENDING}
    sending = asyncio.create_task(post.sender.work())
    # It waits for its turn, which comes when all may go on.
    await asyncio.wait([sending], timeout=0.3)
    assert not sending.done() and received(third) == []
    post.stop.set()
    await sending
    assert post.states()[third.id] == DeliveryState.PENDING


async def test_an_editor_sends_what_is_in_doubt_again_with_one_tap(
    post: Post, reader: Person, telegram: Preview, defaults: Defaults
) -> None:
    telegram.fault("drop_before", method="sendMessage", chat_id=READER)
    post.queue(SHORT, READER)
    await post.send()
    request = Request(defaults, OWNER, OWNER, NOW)
    listed = answer(post.store, "/deliveries", request)
    assert str(READER) in plain(listed)
    (again,) = [button for row in listed.buttons for button in row if button.press.startswith("resend")]
    action, args = pressed(again.press)
    assert action is not None
    stranger = replace(request, user_id=READER, args=args)
    assert "للمحررين" in plain(perform(post.store, action, stranger))
    assert post.state() == DeliveryState.UNCERTAIN
    assert str(READER) not in plain(perform(post.store, action, replace(request, args=args)))
    await post.send()
    await post.send()
    assert len(received(reader)) == 1 and post.state() == DeliveryState.SENT


async def test_what_an_editor_takes_as_arrived_is_listed_no_more_and_not_sent(
    post: Post, reader: Person, telegram: Preview, defaults: Defaults
) -> None:
    telegram.fault("drop_after", method="sendMessage")
    post.queue(SHORT, READER)
    await post.send()
    action, args = pressed("arrived all")
    assert action is not None
    perform(post.store, action, Request(defaults, OWNER, OWNER, NOW, args))
    await post.send()
    assert len(received(reader)) == 1 and post.state() == DeliveryState.SENT


async def test_what_arrived_while_the_store_was_away_is_written_down_when_it_is_back(
    post: Post, reader: Person, telegram: Preview
) -> None:
    away = [False]

    def unless_away(*_said: object) -> None:
        if away[0]:
            raise OperationalError("a change", {}, ConnectionError("nobody is there"))

    listen(post.store.engine, "before_cursor_execute", unless_away)
    telegram.fault("delay", method="sendMessage", seconds=0.3)
    post.queue(SHORT, READER)
    sending = asyncio.create_task(post.sender.work())
    await asyncio.to_thread(eventually, lambda: post.state() == DeliveryState.SENDING)
    away[0] = True
    await asyncio.to_thread(eventually, lambda: received(reader))
    await asyncio.wait([sending], timeout=0.5)
    assert not sending.done()
    away[0] = False
    await asyncio.wait_for(sending, 10)
    await post.send()
    assert len(received(reader)) == 1 and post.state() == DeliveryState.SENT


async def test_nothing_goes_while_the_store_cannot_be_told(post: Post, reader: Person) -> None:
    def away(*_said: object) -> None:
        raise OperationalError("a change", {}, ConnectionError("locked"))

    post.queue(SHORT, READER)
    assert post.sender._badge is None
    listen(post.store.engine, "before_cursor_execute", away)
    with pytest.raises(StoreUnavailableError):
        await post.sender.work()
    remove(post.store.engine, "before_cursor_execute", away)
    assert received(reader) == []
    await post.send()
    assert len(received(reader)) == 1


async def test_a_second_sender_on_one_store_does_no_harm(post: Post, telegram: Preview) -> None:
    chats = list(range(9_001, 9_041))
    telegram.crowd(chats[0], len(chats))
    post.queue(SHORT, *chats)
    second = post.hire(UNPACED)
    await asyncio.gather(post.sender.work(), second.work())
    await post.send()
    second.leave()
    tally = telegram.tally()
    assert set(post.states().values()) == {DeliveryState.SENT} and {tally[chat] for chat in chats} == {1}


async def test_two_digests_for_one_chat_come_whole_and_in_their_order(post: Post, reader: Person) -> None:
    post.ahead = timedelta(days=1)
    post.queue(LONG, READER)
    post.queue(replace(LONG, slot=NOW + timedelta(hours=1)), READER)
    await post.send()
    parts = received(reader)
    half = len(parts) // 2
    assert half > 1 and parts[1:half] == parts[half + 1 :]


async def test_a_group_that_had_its_share_keeps_no_place_from_others(
    post: Post, reader: Person, telegram: Preview
) -> None:
    group = telegram.chat("غرفة", reader, type="supergroup", bot="member")
    post.sender = post.hire(Limits(per_second=10_000, per_chat=10_000, per_group_minute=1))
    post.queue(LONG, group)
    post.queue(SHORT, READER)
    await post.send()
    assert post.states() == {group: DeliveryState.PENDING, READER: DeliveryState.SENT}
    post.ahead = timedelta(minutes=61)
    await post.send()
    assert len([message for message in reader.read(group) if message.from_bot]) == 2


async def test_a_message_that_may_have_arrived_is_not_sent_again(
    post: Post, reader: Person, telegram: Preview
) -> None:
    telegram.fault("drop_after", method="sendMessage")
    post.queue(SHORT, READER)
    await post.send()
    post.ahead = timedelta(hours=1)
    await post.send()
    known = post.subscriber()
    assert len(received(reader)) == 1 and post.state() == DeliveryState.UNCERTAIN
    assert known is not None and known.active


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_that_is_down_is_tried_again_later(
    post: Post, reader: Person, telegram: Preview, status: int
) -> None:
    telegram.fault("server_error", method="sendMessage", status=status)
    post.queue(SHORT, READER)
    await post.send()
    assert received(reader) == [] and post.state() == DeliveryState.PENDING
    post.ahead = timedelta(minutes=1)
    await post.send()
    assert len(received(reader)) == 1


async def test_a_delivery_that_never_gets_through_fails_in_the_end(
    post: Post, reader: Person, telegram: Preview
) -> None:
    telegram.fault("server_error", method="sendMessage", times=100)
    post.queue(SHORT, READER)
    for _ in range(MOST_ATTEMPTS):
        await post.send()
        post.ahead += timedelta(hours=1)
    assert post.state() == DeliveryState.FAILED


async def test_an_upgraded_group_gets_its_digest_under_the_new_id(
    post: Post, reader: Person, telegram: Preview
) -> None:
    group = telegram.chat("غرفة", reader, type="group", bot="member")
    post.queue(SHORT, group)
    new = telegram.upgrade(group)
    await post.send()
    assert post.states() == {new: DeliveryState.SENT}
    known = post.subscriber(new)
    assert known is not None and known.active


async def test_what_a_crash_left_in_the_middle_is_uncertain(post: Post, reader: Person) -> None:
    post.queue(SHORT, READER)
    with post.store.writing() as session:
        row = session.exec(select(DeliveryRow)).one()
        row.state, row.taken_by = DeliveryState.SENDING, 12_345
    await post.send()
    assert post.state() == DeliveryState.UNCERTAIN and received(reader) == []


async def test_when_the_sender_dies_only_messages_in_the_air_are_uncertain(
    post: Post, telegram: Preview, defaults: Defaults
) -> None:
    chats = list(range(9_001, 9_031))
    telegram.crowd(chats[0], len(chats))
    telegram.fault("delay", method="sendMessage", seconds=30)
    post.queue(SHORT, *chats)
    # One in five seconds: the first hangs in the air when the sender is killed, the others wait their turn.
    post.sender = post.hire(Limits(per_second=0.2))
    dying = asyncio.create_task(post.sender.work())
    await asyncio.to_thread(eventually, lambda: DeliveryState.SENDING in post.states().values())
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    post.sender.leave()
    post.sender = post.hire(UNPACED)
    telegram.clear_faults()
    await post.send()
    states = list(post.states().values())
    assert states.count(DeliveryState.UNCERTAIN) == 1
    assert states.count(DeliveryState.SENT) == len(chats) - 1


async def test_a_stop_puts_back_what_was_not_begun(post: Post, reader: Person) -> None:
    post.queue(LONG, READER)
    post.stop.set()
    await post.sender.work()
    assert post.state() == DeliveryState.PENDING and received(reader) == []


def test_the_pause_between_attempts_grows_and_has_an_end() -> None:
    waits = [backoff(attempts) for attempts in range(1, 40)]
    assert waits == sorted(waits) and waits[0] == timedelta(seconds=2) and waits[-1] == timedelta(minutes=10)


def test_the_running_bot_drains_the_outbox(bot: RunningBot, reader: Person, store: Store) -> None:
    Post(store).queue(SHORT, READER)
    assert eventually(lambda: received(reader))


def test_a_command_is_answered_while_a_long_queue_of_digests_goes_out(
    bot: RunningBot, reader: Person, telegram: Preview, store: Store
) -> None:
    chats = list(range(9_001, 9_301))
    telegram.crowd(chats[0], len(chats))
    Post(store).queue(SHORT, *chats)
    assert eventually(lambda: telegram.tally().get(chats[0]))
    assert reader.ask("/help", timeout=5)
    # At thirty a second the queue takes ten.
    assert len(telegram.tally()) < len(chats)
