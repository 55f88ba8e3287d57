"""Forums as the stand-in plays them: topics, General, what is closed or gone, and admins who write as their group."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from telegram import Bot, Message
from telegram.error import BadRequest

from bot.preview.client import Person, Preview, PreviewError

Refused = Callable[..., str]


async def messages(bot: Bot) -> list[Message]:
    updates = list(await bot.get_updates(timeout=0))
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return [one.message for one in updates if one.message]


@pytest.fixture
def forum(preview: Preview, nur: Person) -> int:
    return preview.chat("منتدى", nur, bot="member", forum=True)


async def test_a_topic_has_the_number_of_the_message_that_announces_it(
    bot: Bot, preview: Preview, nur: Person, forum: int
) -> None:
    topic = preview.topic(forum, "موجز")
    nur.say("/start", chat=forum, topic=topic)
    *_, created, start = await messages(bot)
    assert created.forum_topic_created and created.forum_topic_created.name == "موجز"
    assert created.message_id == topic and created.chat.is_forum
    assert (start.message_thread_id, start.is_topic_message) == (topic, True)
    # What answers nothing in a topic answers the message that announced it.
    assert start.reply_to_message and start.reply_to_message.message_id == topic


async def test_in_general_messages_name_no_topic_and_answers_only_their_first_message(
    bot: Bot, nur: Person, forum: int
) -> None:
    first = nur.say("/start", chat=forum)
    nur.say("/help", chat=forum, reply_to=first.id)
    *_, start, answer = await messages(bot)
    assert (start.message_thread_id, start.is_topic_message) == (None, None)
    assert (answer.message_thread_id, answer.is_topic_message) == (first.id, None)


async def test_the_bot_writes_into_a_topic_and_answers_where_the_question_stands(
    bot: Bot, preview: Preview, nur: Person, forum: int
) -> None:
    topic = preview.topic(forum, "موجز")
    sent = await bot.send_message(forum, "في الموضوع", message_thread_id=topic)
    assert sent.is_topic_message and sent.message_thread_id == topic
    assert (await bot.send_message(forum, "في العام")).is_topic_message is None
    asked = nur.say("/start", chat=forum, topic=topic)
    answered = await bot.send_message(forum, "جواب", reply_to_message_id=asked.id)
    assert answered.message_thread_id == topic
    assert [one.topic for one in nur.read(forum) if one.from_bot] == [topic, None, topic]


async def test_what_is_closed_is_closed_to_all_who_do_not_run_the_chat(
    bot: Bot, preview: Preview, nur: Person, forum: int
) -> None:
    topic, guest = preview.topic(forum, "موجز"), preview.person("ضيف")
    preview.set_standing(forum, "member", guest)
    for closed, thread in ((topic, topic), (0, None)):
        preview.close_topic(forum, closed)
        with pytest.raises(BadRequest, match=r"(?i)^topic_closed$"):
            await bot.send_message(forum, "x", message_thread_id=thread)
        with pytest.raises(PreviewError, match="TOPIC_CLOSED"):
            guest.say("x", chat=forum, topic=thread)
        nur.say("x", chat=forum, topic=thread)
        preview.close_topic(forum, closed, closed=False)
        await bot.send_message(forum, "x", message_thread_id=thread)
    told = await messages(bot)
    assert [bool(one.forum_topic_closed) for one in told].count(True) == 2
    assert [one.message_thread_id for one in told if one.forum_topic_reopened] == [topic, None]
    preview.set_standing(forum, "administrator")
    preview.close_topic(forum, topic)
    await bot.send_message(forum, "x", message_thread_id=topic)


async def test_a_topic_that_is_gone_or_never_was_is_not_found(
    bot: Bot, preview: Preview, forum: int, nur: Person
) -> None:
    topic = preview.topic(forum, "موجز")
    preview.close_topic(forum, topic, deleted=True)
    plain = preview.chat("غرفة", nur, bot="member")
    # General is no topic that could be named.
    for chat, thread in ((forum, topic), (forum, 1), (forum, 999), (plain, 5)):
        with pytest.raises(BadRequest, match=r"(?i)message thread not found"):
            await bot.send_message(chat, "x", message_thread_id=thread)


async def test_the_bot_makes_and_closes_topics_where_it_runs_the_chat(
    bot: Bot, preview: Preview, forum: int, refused: Refused
) -> None:
    assert "not enough rights" in refused("createForumTopic", chat_id=forum, name="x")
    preview.set_standing(forum, "administrator")
    topic = await bot.create_forum_topic(forum, "جديد")
    assert await bot.close_forum_topic(forum, topic.message_thread_id)
    assert "TOPIC_NOT_MODIFIED" in refused(
        "closeForumTopic", chat_id=forum, message_thread_id=topic.message_thread_id
    )
    assert await bot.reopen_forum_topic(forum, topic.message_thread_id)
    assert await bot.delete_forum_topic(forum, topic.message_thread_id)


async def test_an_admin_may_write_as_the_group_and_nobody_else(
    bot: Bot, preview: Preview, nur: Person
) -> None:
    guest = preview.person("ضيف")
    group = preview.chat("غرفة", nur, guest, bot="member")
    nur.say("/start", chat=group, anonymous=True)
    (*_, told) = await messages(bot)
    assert told.sender_chat and told.sender_chat.id == group
    assert told.from_user and told.from_user.username == "GroupAnonymousBot" and told.from_user.is_bot
    with pytest.raises(PreviewError, match="only who runs a group"):
        guest.say("/start", chat=group, anonymous=True)
