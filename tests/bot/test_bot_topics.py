"""Groups with topics, and channels: where a digest goes, what becomes of a closed or deleted topic, who may change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from botroom import NOW, Newsroom, RunningBot, digest_line, digest_of, eventually
from sqlmodel import select

from bot.preview.client import Person, Preview, Seen
from storage import subscribers
from storage.db import Store
from storage.model import Digest, Ended
from storage.tables import DeliveryRow, SubscriberRow
from storage.write.publish import publish

SHORT = digest_of(digest_line(1))
Ask = Callable[..., Seen]


class Forum:
    """A forum with one topic, in which people ask the bot, and what the store keeps of it."""

    def __init__(self, telegram: Preview, owner: Person, guest: Person, store: Store) -> None:
        self.telegram, self.owner, self.guest, self.store = telegram, owner, guest, store
        self.chat = telegram.chat("منتدى", owner, guest, bot="member", forum=True)
        self.topic = telegram.topic(self.chat, "الموجز")
        self._day = 0

    def ask(self, text: str, topic: int | None = None, *, who: Person | None = None, **more: bool) -> Seen:
        who = who or self.owner
        before = who.last_event(self.chat)
        who.say(text, chat=self.chat, topic=topic, **more)
        return who.wait_for(after=before, chat=self.chat)

    def row(self) -> SubscriberRow:
        with self.store.reading() as session:
            return session.get_one(SubscriberRow, self.chat)

    def queue(self) -> None:
        """Publish one more digest for this chat."""
        self._day += 1
        digest: Digest = replace(SHORT, since=SHORT.since - timedelta(days=self._day))
        with self.store.writing() as session:
            publish(session, digest, [self.chat], now=NOW)

    def digests(self) -> list[int | None]:
        """The topics in which digests have arrived."""
        return [one.topic for one in self.owner.read(self.chat) if one.from_bot and "موجز الجمعة" in one.text]

    def sends(self) -> int:
        return len([one for one in self.telegram.calls("sendMessage") if one["chat_id"] == str(self.chat)])

    def states(self) -> list[str]:
        with self.store.reading() as session:
            return [row.state for row in session.exec(select(DeliveryRow).order_by(DeliveryRow.id))]  # type: ignore[arg-type]


@pytest.fixture
def forum(bot: RunningBot, telegram: Preview, owner: Person, reader: Person, store: Store) -> Forum:
    return Forum(telegram, owner, reader, store)


def told(person: Person) -> list[str]:
    return [one.text for one in person.read() if one.from_bot]


def test_a_digest_comes_into_the_topic_in_which_it_was_asked_for(forum: Forum) -> None:
    answer = forum.ask("/subscribe", forum.topic)
    assert answer.topic == forum.topic and "إلى هذا الموضوع" in answer.text
    forum.queue()
    eventually(lambda: forum.digests() == [forum.topic])
    moved = forum.ask("/subscribe@preview_bot")
    assert moved.topic is None and "من الآن إلى الموضوع العام" in moved.text
    forum.queue()
    eventually(lambda: forum.digests() == [forum.topic, None])


def test_an_answer_within_general_is_no_topic(forum: Forum) -> None:
    first = forum.ask("/help")
    before = forum.owner.last_event(forum.chat)
    forum.owner.say("/subscribe", chat=forum.chat, reply_to=first.id)
    assert forum.owner.wait_for(after=before, chat=forum.chat).topic is None
    assert forum.row().topic is None


def test_answers_and_pressed_buttons_stay_in_their_topic(forum: Forum) -> None:
    shown = forum.ask("/settings", forum.topic)
    before = forum.owner.last_event(forum.chat)
    forum.owner.tap(shown, "عدد المرات", chat=forum.chat)
    assert forum.owner.wait_for(after=before, chat=forum.chat).topic == forum.topic
    assert forum.ask("/latest", forum.topic).topic == forum.topic
    forum.owner.say("/latest@other_bot", chat=forum.chat, topic=forum.topic)
    assert forum.ask("/help", forum.topic).topic == forum.topic
    assert [one.text for one in forum.owner.read(forum.chat) if one.from_bot][-1].startswith("الأوامر")


def test_only_those_who_run_the_chat_at_this_moment_subscribe_it(forum: Forum, telegram: Preview) -> None:
    assert "لمشرفيها" in forum.ask("/subscribe", forum.topic, who=forum.guest).text
    telegram.set_standing(forum.chat, "administrator", forum.guest)
    assert "تم الاشتراك" in forum.ask("/subscribe", forum.topic, who=forum.guest).text
    telegram.set_standing(forum.chat, "member", forum.guest)
    assert "لمشرفيها" in forum.ask("/unsubscribe", forum.topic, who=forum.guest).text
    assert forum.row().active


def test_an_admin_who_writes_as_the_group_is_an_admin(forum: Forum) -> None:
    answer = forum.ask("/subscribe", forum.topic, anonymous=True)
    assert "تم الاشتراك" in answer.text and forum.row().topic == forum.topic


@pytest.mark.parametrize("general", [False, True])
def test_a_closed_topic_pauses_all_tells_the_admins_once_and_goes_on_when_it_is_opened(
    forum: Forum, telegram: Preview, general: bool
) -> None:
    topic = None if general else forum.topic
    forum.ask("/subscribe", topic)
    telegram.close_topic(forum.chat, topic or 0)
    before = forum.sends()
    forum.queue()
    eventually(lambda: forum.row().cut_off == Ended.TOPIC_CLOSED)
    forum.queue()
    eventually(lambda: any("مغلق" in text for text in told(forum.owner)))
    assert "«منتدى»" in told(forum.owner)[-1]
    assert forum.sends() - before <= 2 and forum.digests() == []
    assert not forum.row().active and set(forum.states()) == {"pending"}
    telegram.close_topic(forum.chat, topic or 0, closed=False)
    eventually(lambda: forum.digests() == [topic, topic])
    row = forum.row()
    assert row.active and row.cut_off is None and row.ended is None
    assert len([text for text in told(forum.owner) if "مغلق" in text]) == 1


def test_a_closed_topic_is_left_for_another_by_subscribing_there(forum: Forum, telegram: Preview) -> None:
    forum.ask("/subscribe")
    telegram.close_topic(forum.chat)
    forum.queue()
    eventually(lambda: forum.row().cut_off == Ended.TOPIC_CLOSED)
    before = forum.owner.last_event(forum.chat)
    forum.owner.say("/subscribe", chat=forum.chat, topic=forum.topic)
    answer = forum.owner.wait_for(lambda seen: "مغلق" in seen.text, after=before, chat=forum.chat)
    assert "كان الموضوع الذي يصل إليه مغلقًا" in answer.text
    # One as an example at once, and the one that waited.
    eventually(lambda: forum.digests() == [forum.topic, forum.topic])


def test_who_unsubscribes_while_a_topic_is_closed_is_not_subscribed_again_by_its_opening(
    forum: Forum, telegram: Preview
) -> None:
    forum.ask("/subscribe")
    telegram.close_topic(forum.chat)
    forum.queue()
    eventually(lambda: forum.row().cut_off == Ended.TOPIC_CLOSED)
    assert "توقف الموجز" in forum.ask("/unsubscribe", forum.topic).text
    telegram.close_topic(forum.chat, closed=False)
    assert "لا اشتراك قائم" in forum.ask("/unsubscribe", forum.topic).text


def test_what_came_to_a_deleted_topic_comes_to_general(forum: Forum, telegram: Preview) -> None:
    forum.ask("/subscribe", forum.topic)
    telegram.close_topic(forum.chat, forum.topic, deleted=True)
    forum.queue()
    eventually(lambda: forum.digests() == [None])
    assert "حُذف الموضوع" in eventually(lambda: told(forum.owner))[-1]
    assert forum.row().active and forum.row().topic is None


def test_where_the_topic_is_deleted_and_general_closed_it_pauses(forum: Forum, telegram: Preview) -> None:
    forum.ask("/subscribe", forum.topic)
    telegram.close_topic(forum.chat, forum.topic, deleted=True)
    telegram.close_topic(forum.chat)
    forum.queue()
    eventually(lambda: forum.row().cut_off == Ended.TOPIC_CLOSED)
    assert forum.sends() <= 3


def test_who_is_made_an_admin_writes_into_closed_topics(forum: Forum, telegram: Preview) -> None:
    forum.ask("/subscribe", forum.topic)
    telegram.close_topic(forum.chat, forum.topic)
    forum.queue()
    eventually(lambda: forum.row().cut_off == Ended.TOPIC_CLOSED)
    telegram.set_standing(forum.chat, "administrator")
    eventually(lambda: forum.digests() == [forum.topic])


def test_being_removed_ends_it_and_coming_back_does_not_begin_it(forum: Forum, telegram: Preview) -> None:
    forum.ask("/subscribe")
    telegram.set_standing(forum.chat, "left")
    eventually(lambda: not forum.row().active)
    telegram.set_standing(forum.chat, "member")
    eventually(lambda: forum.row().cut_off is None)
    assert not forum.row().active
    assert "خارج هذه المحادثة" in forum.ask("/start").text


def test_a_channel_is_subscribed_by_a_post_and_its_readers_press_no_buttons(
    bot: RunningBot, telegram: Preview, owner: Person, reader: Person, store: Store, newsroom: Newsroom
) -> None:
    channel = telegram.chat("قناة", owner, reader, type="channel", bot="administrator")
    owner.say("/subscribe", chat=channel)
    confirmed = _posted(owner, channel, "تم الاشتراك")
    posts = len(reader.read(channel))
    refused = reader.tap(confirmed, confirmed.labels[0], chat=channel)
    assert "لمشرفيها" in refused.text and len(reader.read(channel)) == posts
    with store.writing() as session:
        publish(session, SHORT, [channel], now=NOW)
    _posted(owner, channel, "موجز الجمعة")
    telegram.set_standing(channel, "member")
    eventually(lambda: not _active(store, channel))
    telegram.set_standing(channel, "administrator")
    eventually(lambda: _active(store, channel))


def _posted(person: Person, channel: int, words: str) -> Seen:
    return eventually(lambda: next((one for one in person.read(channel) if words in one.text), None))


def _active(store: Store, chat: int) -> bool:
    with store.reading() as session:
        known = subscribers.get(session, chat)
    return known is not None and known.active


def test_what_a_channel_posts_for_another_bot_and_what_is_no_command_is_not_answered(
    bot: RunningBot, telegram: Preview, owner: Person
) -> None:
    channel = telegram.chat("قناة", owner, type="channel", bot="administrator")
    for words in ("/subscribe@other_bot", "منشور", "/status", "/nonsense"):
        owner.say(words, chat=channel)
    owner.say("/help@preview_bot", chat=channel)
    _posted(owner, channel, "/latest")
    assert len(owner.read(channel)) == 6


def test_a_group_has_no_more_than_twenty_messages_a_minute(
    bot: RunningBot, telegram: Preview, owner: Person, store: Store
) -> None:
    group = telegram.chat("غرفة", owner, bot="member")
    telegram.watch_pace()
    with store.writing() as session:
        subscribers.subscribe(session, group, hour=7, timezone="Asia/Qatar", now=NOW)
        for number in range(30):
            publish(session, replace(SHORT, since=NOW - timedelta(days=number)), [group], now=NOW)
    eventually(lambda: len([one for one in owner.read(group) if one.from_bot]) >= 20, 40)
    # The stand-in refuses what comes faster than Telegram lets it.
    assert [one for one in telegram.calls("sendMessage") if one["outcome"] == "429"] == []
