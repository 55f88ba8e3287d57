"""Groups, channels and people: who hears what, who is told of it, and what is remembered."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from telegram import Bot, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.preview.client import Person, Preview, PreviewError
from bot.preview.text.entities import Formatted
from bot.preview.world.clock import MovableClock
from bot.preview.world.model import Content, User
from bot.preview.world.state import World

Refused = Callable[..., str]


async def heard(bot: Bot) -> list[Update]:
    """Return the updates that wait, and confirm them."""
    updates = list(await bot.get_updates(timeout=0))
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return updates


async def test_joining_a_group_is_told_to_the_bot(bot: Bot, preview: Preview, nur: Person) -> None:
    chat = preview.chat("غرفة الأخبار", nur, bot="member")
    change = (await heard(bot))[0].my_chat_member
    assert change and change.chat.id == chat and str(chat).startswith("-100")
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("left", "member")
    assert change.from_user.id == nur.id


async def test_in_a_group_the_bot_hears_commands_and_answers_to_it_but_not_talk(
    bot: Bot, preview: Preview, nur: Person
) -> None:
    chat = preview.chat("غرفة", nur, bot="member")
    await heard(bot)
    nur.say("كلام عابر", chat=chat)
    nur.say("/latest", chat=chat)
    nur.say("/latest@other_bot", chat=chat)
    mine = await bot.send_message(chat, "سؤال؟")
    nur.say("جواب", chat=chat, reply_to=mine.message_id)
    assert [u.message.text for u in await heard(bot) if u.message] == ["/latest", "جواب"]
    preview.set_standing(chat, "administrator")
    nur.say("الآن يسمع", chat=chat)
    assert [u.message.text for u in await heard(bot) if u.message] == ["الآن يسمع"]


async def test_a_channel_needs_the_bot_as_its_administrator(bot: Bot, preview: Preview, nur: Person) -> None:
    channel = preview.chat("قناة", nur, type="channel", username="wasit_channel", bot="administrator")
    message = await bot.send_message("@wasit_channel", "موجز")
    assert message.chat.id == channel and message.sender_chat and message.from_user is None
    await bot.edit_message_text("موجز مصحّح", channel, message.message_id)
    preview.set_standing(channel, "member")
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel, "x")
    preview.set_standing(channel, "kicked")
    with pytest.raises(Forbidden, match="bot was kicked from the channel chat"):
        await bot.send_message(channel, "x")


async def test_posts_in_a_channel_reach_the_bot_as_channel_posts(
    bot: Bot, preview: Preview, nur: Person
) -> None:
    channel = preview.chat("قناة", nur, type="channel", bot="administrator")
    await heard(bot)
    nur.say("منشور", chat=channel)
    (update,) = await heard(bot)
    assert update.channel_post and update.channel_post.text == "منشور" and update.message is None


@pytest.mark.parametrize(
    ("kind", "standing", "words"),
    [
        ("group", "kicked", "bot was kicked from the group chat"),
        ("group", "left", "bot is not a member of the group chat"),
        ("supergroup", "kicked", "bot was kicked from the supergroup chat"),
        ("supergroup", "left", "bot is not a member of the supergroup chat"),
        ("channel", "left", "bot is not a member of the channel chat"),
    ],
)
async def test_where_the_bot_is_no_more_it_is_told_so(
    bot: Bot, preview: Preview, nur: Person, kind: str, standing: str, words: str
) -> None:
    chat = preview.chat("مكان", nur, type=kind, bot="member")
    preview.set_standing(chat, standing)
    with pytest.raises(Forbidden, match=words):
        await bot.send_message(chat, "x")


async def test_a_group_that_takes_away_the_right_to_write_says_so(
    bot: Bot, preview: Preview, nur: Person
) -> None:
    chat = preview.chat("غرفة", nur, bot="member")
    preview.set_standing(chat, "member", can_send=False)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(chat, "x")


async def test_a_group_that_becomes_a_supergroup_leads_to_its_new_id(
    bot: Bot, preview: Preview, nur: Person
) -> None:
    chat = preview.chat("غرفة", nur, type="group", bot="member")
    await heard(bot)
    new = preview.upgrade(chat)
    announced = [u.message for u in await heard(bot) if u.message]
    assert [(m.migrate_to_chat_id, m.migrate_from_chat_id) for m in announced] == [(new, None), (None, chat)]
    with pytest.raises(ChatMigrated) as raised:
        await bot.send_message(chat, "x")
    assert raised.value.new_chat_id == new
    assert (await bot.send_message(new, "x")).message_id == 2


async def test_the_bot_may_ask_about_chats_and_members(bot: Bot, preview: Preview, nur: Person) -> None:
    other, outsider = preview.person("Other"), preview.person("Outsider")
    chat = preview.chat("غرفة", nur, other, username="newsroom", bot="administrator")
    told = await bot.get_chat(chat)
    assert (told.title, told.type, told.username) == ("غرفة", "supergroup", "newsroom")
    private = await bot.get_chat(nur.id)
    assert (private.first_name, private.username) == ("Nur", "nur_reads")
    statuses = [
        (await bot.get_chat_member(chat, one)).status for one in (nur.id, other.id, outsider.id, bot.id)
    ]
    assert statuses == ["creator", "member", "left", "administrator"]
    running = {member.user.id for member in await bot.get_chat_administrators(chat)}
    assert running == {nur.id, bot.id}


async def test_the_bot_may_leave(bot: Bot, preview: Preview, nur: Person, refused: Refused) -> None:
    chat = preview.chat("غرفة", nur, bot="member")
    assert await bot.leave_chat(chat)
    assert (await heard(bot))[-1].my_chat_member.new_chat_member.status == "left"  # type: ignore[union-attr]
    assert refused("getChat", chat_id=chat) == "Forbidden: bot is not a member of the supergroup chat"
    assert refused("leaveChat", chat_id=nur.id) == (
        "Bad Request: chat member status can't be changed in private chats"
    )
    assert refused("getChatAdministrators", chat_id=nur.id) == (
        "Bad Request: there are no administrators in the private chat"
    )
    assert refused("getChatMember", chat_id=nur.id, user_id=0) == "Bad Request: invalid user_id specified"


async def test_blocking_and_coming_back_are_told_to_the_bot(bot: Bot, nur: Person) -> None:
    nur.block()
    nur.say("/start")
    blocked, back, start = await heard(bot)
    assert blocked.my_chat_member and blocked.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member and back.my_chat_member.new_chat_member.status == "member"
    assert start.message and start.message.text == "/start"


async def test_what_a_person_changes_comes_as_an_edited_message(bot: Bot, nur: Person) -> None:
    message = nur.say("أول")
    nur.edit(message, "ثان")
    update = (await heard(bot))[-1]
    assert update.edited_message and update.edited_message.text == "ثان" and update.edited_message.edit_date


async def test_forwards_show_their_origin(bot: Bot, preview: Preview, nur: Person) -> None:
    moment = datetime(2024, 10, 24, 9, tzinfo=UTC)
    other = preview.person("Layla", username="layla")
    nur.forward_from_channel("أ", title="وكالة", username="agency", message_id=12, date=moment, signature="س")
    nur.forward_from_user("ب", name="Layla", user_id=other.id, date=moment)
    nur.forward_from_hidden("ج", name="مجهول", date=moment)
    channel, user, hidden = [u.message.forward_origin for u in await heard(bot) if u.message]
    assert channel and channel.date == moment
    assert (channel.chat.username, channel.message_id, channel.author_signature) == ("agency", 12, "س")  # type: ignore[attr-defined]
    assert user and user.sender_user.username == "layla"  # type: ignore[attr-defined]
    assert hidden and hidden.sender_user_name == "مجهول"  # type: ignore[attr-defined]


def test_a_person_cannot_write_where_they_are_not(preview: Preview, nur: Person) -> None:
    other = preview.person("Other")
    chat = preview.chat("غرفة", other, bot="member")
    for place in (chat, other.id):
        with pytest.raises(PreviewError, match="chat"):
            nur.say("x", chat=place)


def test_people_are_held_to_telegrams_limits_too(nur: Person) -> None:
    with pytest.raises(PreviewError, match="message is too long"):
        nur.say("م" * 4097)
    with pytest.raises(PreviewError, match="message caption is too long"):
        nur.send_file("a.txt", b"x", "م" * 1025)


def test_wrong_requests_say_what_is_wrong(preview: Preview, nur: Person) -> None:
    with pytest.raises(PreviewError, match="Extra inputs are not permitted"):
        preview.ask("/people", {"nickname": "x"})
    with pytest.raises(PreviewError, match="not found"):
        preview.ask("/people/1/messages", {"text": "x"})
    with pytest.raises(PreviewError):
        preview.ask("/bot", {"token": "not a token"})


def test_pages_of_the_web_and_other_host_names_are_kept_out(preview: Preview) -> None:
    for headers in ({"Origin": "https://example.org"}, {"Host": "rebound.example.org"}, {"Origin": "null"}):
        answer = httpx.get(f"{preview.url}/bot", headers=headers, trust_env=False)
        assert answer.status_code == 403, headers
    own = {"Origin": preview.url}
    assert httpx.get(f"{preview.url}/bot", headers=own, trust_env=False).status_code == 200


def test_waiting_for_a_chat_ends_when_its_time_is_over(nur: Person) -> None:
    started = time.monotonic()
    with pytest.raises(TimeoutError, match="Nur got no such message"):
        nur.wait_for(timeout=0.3)
    assert time.monotonic() - started < 3


async def test_a_chat_is_watched_apart_from_the_others(bot: Bot, preview: Preview, nur: Person) -> None:
    other = preview.person("Other", started=True)
    before = nur.last_event()
    await bot.send_message(other.id, "لها")
    await bot.send_message(nur.id, "له")
    assert [event["message"]["text"] for event in nur.events(before)] == ["له"]
    assert [event["message"]["text"] for event in preview.events(before)] == ["لها", "له"]


async def test_events_show_a_message_as_it_was_then(bot: Bot, nur: Person) -> None:
    message = await bot.send_message(nur.id, "قبل")
    await bot.edit_message_text("بعد", nur.id, message.message_id)
    assert [event["message"]["text"] for event in nur.events()] == ["قبل", "بعد"]


def test_the_clock_dates_the_messages(preview: Preview, nur: Person) -> None:
    preview.move_clock(to=datetime(2025, 1, 15, 7, tzinfo=UTC))
    assert datetime.fromtimestamp(nur.say("صباح").raw["date"], UTC).isoformat()[:13] == "2025-01-15T07"


def test_the_oldest_messages_are_forgotten_in_a_long_run() -> None:
    world = World(MovableClock(0, ticks=lambda: 0), kept_messages=10)
    chats = [world.add_person(User(number, "R"), started=True).id for number in (1, 2)]
    for number in range(50):
        world.post(world.chats[chats[number % 2]], Content(Formatted(str(number))))
    kept: list[Any] = [
        message.content.text.text for chat in chats for message in world.chats[chat].messages.values()
    ]
    assert sorted(map(int, kept)) == list(range(40, 50))
