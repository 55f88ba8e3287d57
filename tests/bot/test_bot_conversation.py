"""Conversations with the running bot over HTTP, as people have them."""

from __future__ import annotations

import asyncio
import threading
from datetime import date

from botroom import NOW, OWNER, READER, Newsroom, RunningBot, eventually, on
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.preview.client import Person, Preview
from bot.serving import make_bot
from storage import subscribers
from storage.db import Store
from storage.model import Subscriber, Timing
from storage.settings import BotSettings


def test_a_newcomer_is_told_what_this_is_and_gets_on_by_buttons(
    bot: RunningBot, reader: Person, newsroom: Newsroom
) -> None:
    newsroom.meeting()
    welcome = reader.ask("/start")
    assert "وسيط" in welcome.text
    # From right to left: the first choice stands on the right.
    assert welcome.labels == ["الاشتراك في الموجز", "الوسطاء", "آخر الأحداث"]
    before = reader.last_event()
    reader.tap(welcome, "الوسطاء")
    assert "أمير قطر" in reader.wait_for(after=before).text


def test_settings_change_in_one_message(bot: RunningBot, reader: Person, store: Store) -> None:
    shown = reader.ask("/settings")
    for button in ("تغيير الساعة", "9 مساءً", "تغيير المنطقة الزمنية", "القاهرة"):
        before = reader.last_event()
        assert reader.tap(shown, button).answered
        changed = reader.wait_for(after=before)
        assert changed.id == shown.id
        shown = changed
    assert "9 مساءً بتوقيت القاهرة" in shown.text
    with store.reading() as session:
        assert subscribers.get(session, READER) == Subscriber(
            READER, Timing("Africa/Cairo", (21,)), active=False
        )


def test_a_second_tap_before_the_first_took_effect_is_no_error(
    bot: RunningBot, reader: Person, telegram: Preview
) -> None:
    shown = reader.ask("/settings")
    telegram.fault("delay", method="editMessageText", seconds=0.2)
    assert reader.tap(shown, "تغيير الساعة").answered
    assert reader.tap(shown, "تغيير الساعة").answered
    eventually(lambda: len(telegram.calls("editMessageText")) == 2)
    assert [one.text for one in reader.read() if one.from_bot] == [reader.read()[-1].text]
    assert "في أي ساعة" in reader.read()[-1].text


def test_a_link_opens_the_event_that_it_names(bot: RunningBot, reader: Person, newsroom: Newsroom) -> None:
    event = newsroom.meeting()
    link = f"https://t.me/preview_bot?start=event_{event.id}"
    assert link in reader.ask("/latest").html
    assert "التقى أمير قطر وزير الخارجية الأميركي في الدوحة." in reader.ask(f"/start event_{event.id}").text


def test_older_events_replace_newer_ones_in_place(
    bot: RunningBot, reader: Person, newsroom: Newsroom
) -> None:
    for number in range(8):
        newsroom.meeting(f"التقى الطرفان للمرة رقم {number}.", substance=f"البند {number}", url=None)
    first = reader.ask("/latest")
    assert "البند 7" in first.text and "البند 1" not in first.text
    before = reader.last_event()
    reader.tap(first, "◀ الأقدم")
    older = reader.wait_for(after=before)
    assert older.id == first.id and "البند 1" in older.text and "الأحدث ▶" in older.labels


def test_unknown_commands_and_plain_words_get_an_answer_that_helps(bot: RunningBot, reader: Person) -> None:
    assert "/help" in reader.ask("/nonsense").text
    assert "/latest" in reader.ask("مرحبا").text


def test_a_command_for_another_bot_and_talk_in_a_group_stay_unanswered(
    bot: RunningBot, reader: Person, telegram: Preview
) -> None:
    group = telegram.chat("غرفة", reader, type="supergroup", bot="administrator")
    for words in ("كلام عابر", "/latest@other_bot", "/nonsense"):
        reader.say(words, chat=group)
    before = reader.last_event(group)
    reader.say("/help@preview_bot", chat=group)
    answer = reader.wait_for(after=before, chat=group)
    assert "/latest" in answer.text
    assert [message.from_bot for message in reader.read(group)].count(True) == 1


def test_in_a_group_only_those_who_run_it_change_its_digest(
    bot: RunningBot, reader: Person, telegram: Preview, store: Store
) -> None:
    guest = telegram.person("ضيف", started=True)
    group = telegram.chat("غرفة", reader, guest, type="supergroup", bot="member")
    before = guest.last_event(group)
    guest.say("/subscribe", chat=group)
    assert "لمشرفيها" in guest.wait_for(after=before, chat=group).text
    before = reader.last_event(group)
    reader.say("/subscribe", chat=group)
    assert "تم الاشتراك" in reader.wait_for(after=before, chat=group).text
    with store.reading() as session:
        assert subscribers.get(session, group) == Subscriber(group, Timing("Asia/Qatar", (7,)))


def test_a_button_under_a_message_that_is_too_old_to_edit_answers_anew(
    bot: RunningBot, reader: Person, telegram: Preview
) -> None:
    shown = reader.ask("/settings")
    telegram.fault("refuse", method="editMessageText", name="message_too_old")
    before = reader.last_event()
    reader.tap(shown, "تغيير الساعة")
    anew = reader.wait_for(after=before)
    assert anew.id != shown.id and "في أي ساعة" in anew.text


def test_a_button_of_an_older_version_says_so(
    bot: RunningBot, reader: Person, bot_settings: BotSettings
) -> None:
    async def send_old_button() -> int:
        async with make_bot(bot_settings) as client:
            markup = InlineKeyboardMarkup([[InlineKeyboardButton("قديم", callback_data="gone 1")]])
            return (await client.send_message(READER, "رسالة قديمة", reply_markup=markup)).message_id

    assert "لم يعد يعمل" in reader.tap(asyncio.run(send_old_button()), "قديم").text


def test_whoever_blocks_the_bot_is_unsubscribed(bot: RunningBot, reader: Person, store: Store) -> None:
    reader.ask("/subscribe")
    reader.block()

    def gone() -> bool:
        with store.reading() as session:
            known = subscribers.get(session, READER)
        return known is not None and not known.active

    eventually(gone)


def test_an_upgraded_group_keeps_its_digest_under_its_new_id(
    bot: RunningBot, reader: Person, telegram: Preview, store: Store
) -> None:
    group = telegram.chat("غرفة", reader, type="group", bot="member")
    with store.writing() as session:
        subscribers.subscribe(session, group, hour=6, timezone="Asia/Gaza", now=NOW)
    new = telegram.upgrade(group)

    def moved() -> Subscriber | None:
        with store.reading() as session:
            return subscribers.get(session, new)

    assert eventually(moved) == Subscriber(new, Timing("Asia/Gaza", (6,)))


def test_the_menu_shows_owners_more_than_readers(bot: RunningBot, owner: Person, reader: Person) -> None:
    reader.ask("/start")
    names = [entry["command"] for entry in reader.menu()]
    assert names[:3] == ["start", "latest", "mediators"] and "editors" not in names
    own = eventually(
        lambda: found if "editors" in (found := [entry["command"] for entry in owner.menu()]) else None
    )
    assert own[: len(names)] == names and {"status", "withdraw", "editors"} <= set(own[len(names) :])


def test_messages_of_one_chat_are_answered_in_their_order(bot: RunningBot, reader: Person) -> None:
    for number in range(12):
        reader.say(f"/event {1000 + number}")
    eventually(lambda: len([one for one in reader.read() if one.from_bot]) == 12)
    answers = [one.text for one in reader.read() if one.from_bot]
    assert [f"برقم {1000 + number}" in text for number, text in enumerate(answers)] == [True] * 12


def test_a_flood_in_one_chat_does_not_hold_up_another(
    bot: RunningBot, reader: Person, telegram: Preview
) -> None:
    telegram.fault("delay", method="sendMessage", chat_id=READER, times=3, seconds=0.5)
    other = telegram.person("منى", started=True)
    writing = threading.Thread(target=lambda: [reader.say("/help") for _ in range(3)])
    writing.start()
    assert "/latest" in other.ask("/help", timeout=1.4).text
    writing.join()


def test_an_answer_waits_as_long_as_telegram_asks(bot: RunningBot, reader: Person, telegram: Preview) -> None:
    telegram.fault("flood", method="sendMessage", seconds=1)
    assert "/latest" in reader.ask("/help").text


def test_owners_name_and_dismiss_editors(bot: RunningBot, owner: Person, reader: Person) -> None:
    assert "لمالكي البوت" in reader.ask("/editors add 800").text
    forwarded = owner.forward_from_user("مرحبا", name="سامي", user_id=READER, date=NOW)
    owner.wait_for(after=owner.last_event() - 1)
    before = owner.last_event()
    owner.say("/editors add", reply_to=forwarded.id)
    assert f"({READER}) محررًا" in owner.wait_for(lambda seen: "محرر" in seen.text, after=before).text
    assert str(READER) in owner.ask("/editors").text
    asked = owner.ask(f"/editors remove {READER}")
    before = owner.last_event()
    owner.tap(asked, "إزالة")
    assert "لم يعد" in owner.wait_for(after=before).text
    assert str(OWNER) in owner.ask("/editors").text


def test_a_picture_follows_the_text_that_says_the_same_and_goes_before_it_once_it_is_known(
    bot: RunningBot, reader: Person, newsroom: Newsroom, telegram: Preview
) -> None:
    newsroom.meeting("لقاء", when=on(date(2024, 10, 2)))
    for asked in (1, 2):
        reader.say("/timeline أكتوبر 2024")
        eventually(lambda asked=asked: len([one for one in reader.read() if one.from_bot]) == 2 * asked)
    text, picture, known, again = [one for one in reader.read() if one.from_bot]
    assert picture.text.startswith("خط الزمن، 1–31 أكتوبر 2024") and telegram.calls("sendPhoto")
    assert "التقى أمير قطر" in text.text
    assert (known.text, again.text) == (picture.text, text.text)


def test_where_pictures_are_refused_the_text_comes_alone(
    bot: RunningBot, reader: Person, newsroom: Newsroom, telegram: Preview
) -> None:
    newsroom.meeting("لقاء", when=on(date(2024, 10, 2)))
    telegram.fault("refuse", method="sendPhoto", name="no_rights")
    assert "التقى أمير قطر" in reader.ask("/timeline أكتوبر 2024").text
