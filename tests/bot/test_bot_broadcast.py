"""A word of the editors' own to all readers, from what is typed to what arrives, over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from botroom import NOW, OWNER, READER, RunningBot, eventually
from postroom import received

from bot.preview.client import Person, Preview, PreviewError, Seen
from storage import broadcasts, editors, subscribers
from storage.db import Store
from storage.model import Digits, Habits, Timing
from storage.settings import BotSettings

EDITOR, OTHER = 701, 801
TEXT = "نعتذر عن تأخر موجز اليوم.\nعدنا إلى <b>العمل</b> & شكرًا."


@pytest.fixture
def editor(telegram: Preview, store: Store) -> Person:
    with store.writing() as session:
        editors.name_editor(session, EDITOR, named_by=OWNER, now=NOW)
    return telegram.person("هدى", id=EDITOR, started=True)


@pytest.fixture
def readers(telegram: Preview, reader: Person, store: Store) -> list[Person]:
    """Two who read, one of them with Arabic digits."""
    with store.writing() as session:
        for chat in (READER, OTHER):
            subscribers.subscribe(session, chat, hour=7, timezone="Asia/Qatar", now=NOW)
        habits = Habits(digits=Digits.EASTERN)
        subscribers.keep_habits(session, OTHER, habits, timing=Timing("Asia/Qatar", (7,)))
    return [reader, telegram.person("مها", id=OTHER, started=True)]


def last(person: Person, words: str) -> Seen:
    return eventually(lambda: next((one for one in reversed(person.read()) if words in one.text), None))


def press(person: Person, action: str) -> Seen:
    """Press the newest button of this action, and return the message that came or changed of it."""
    message, data = eventually(
        lambda: next(
            (
                (message, button["data"])
                for message in reversed(person.read())
                for button in message.buttons
                if button["data"].startswith(f"{action} ")
            ),
            None,
        )
    )
    before = person.last_event()
    person.tap(message, data)
    return person.wait_for(after=before)


def test_a_word_is_shown_confirmed_and_reaches_each_reader_once(
    bot: RunningBot, owner: Person, readers: list[Person]
) -> None:
    question = owner.ask("/broadcast")
    assert "ولا تُرسل إلا بعد التأكيد" in question.text and question.asks == "نص الرسالة"
    owner.say("صدر 1 من 2: <ليس وسمًا>")
    asked = last(owner, "هل تُرسل؟")
    assert "إلى 2 من المحادثات" in asked.text
    seen = last(owner, "كلمة من محرري وسيط")
    assert all(received(one) == [] for one in readers)
    assert "أرسل المحرر 700 الرسالة" in press(owner, "broadcast_send").text
    for one in readers:
        # Just as it was shown, also to one who likes other digits: these are the editors' own words.
        assert eventually(lambda one=one: received(one)) == [seen.text]  # type: ignore[misc]
    assert "وليست خبرًا" in seen.text and "صدر 1 من 2: <ليس وسمًا>" in seen.text
    # A second tap on the old button, as a phone without a network may make it.
    with pytest.raises(PreviewError, match="no such button"):
        owner.tap(asked, "broadcast_send 1")
    assert "وصلت 2" in press(owner, "broadcast").text
    assert all(len(received(one)) == 1 for one in readers)


def test_formatting_is_kept_and_the_text_may_stand_behind_the_command(
    bot: RunningBot, owner: Person, readers: list[Person]
) -> None:
    owner.say(
        html="/broadcast عدنا إلى <b>العمل</b>، انظر <a href='https://example.org/'>هنا</a>." + " شكرًا." * 40
    )
    press(owner, "broadcast_send")
    message = last(readers[0], "عدنا إلى العمل")
    assert "<blockquote>عدنا إلى <b>العمل</b>، انظر" in message.html
    assert '<a href="https://example.org/">هنا</a>' in message.html


def test_a_word_too_long_is_refused_with_a_sentence_and_may_be_typed_anew(
    bot: RunningBot, owner: Person, readers: list[Person]
) -> None:
    refused = owner.ask("/broadcast " + "ك" * 3001)
    assert "3,001 حرفًا، والحد 3,000" in refused.text
    owner.ask("أقصر", reply_to=refused.id)
    assert "هل تُرسل" in last(owner, "هل تُرسل").text


def test_one_that_is_under_way_is_stopped_by_another_editor(
    bot: RunningBot, owner: Person, editor: Person, readers: list[Person], store: Store, telegram: Preview
) -> None:
    with store.writing() as session:
        quiet = Timing("Asia/Qatar", (7,), quiet=(6, 9))
        subscribers.keep_timing(session, OTHER, quiet, now=NOW)
    owner.ask("/broadcast تصل أحدهما الآن والآخر بعد ساعات الهدوء")
    press(owner, "broadcast_send")
    eventually(lambda: received(readers[0]))
    assert "وصلت 1 · تنتظر 1" in editor.ask("/broadcast").text
    assert "أوقف المحرر 701 إرسال الرسالة" in press(editor, "broadcast_stop").text
    bot.clock_offset = timedelta(hours=3)
    assert "لم تصل 1" in press(owner, "broadcast").text
    assert received(readers[1]) == []


def test_a_bot_killed_after_the_confirmation_sends_it_once_when_it_is_back(
    bot: RunningBot, owner: Person, readers: list[Person], store: Store, bot_settings: BotSettings
) -> None:
    owner.ask("/broadcast نعود بعد قليل")
    bot.stop()
    with store.writing() as session:
        assert broadcasts.send(session, 1, by=OWNER, now=NOW) == 2
    again = RunningBot(bot_settings, store)
    again.start()
    for one in readers:
        last(one, "نعود بعد قليل")
    assert "أرسل المحرر 700 الرسالة" in press(owner, "broadcast_send").text
    again.stop()
    assert all(len(received(one)) == 1 for one in readers)


def test_a_dropped_one_is_never_sent(bot: RunningBot, owner: Person, readers: list[Person]) -> None:
    owner.ask("/broadcast نص")
    assert "لم تُرسل إلى أحد" in press(owner, "broadcast_drop").text
    assert all(received(one) == [] for one in readers)


def test_readers_and_those_who_are_editors_no_more_send_nothing(
    bot: RunningBot, editor: Person, readers: list[Person], store: Store
) -> None:
    assert "للمحررين" in readers[0].ask("/broadcast مرحبًا بالجميع").text
    editor.ask("/broadcast قبل أن أُزال")
    with store.writing() as session:
        editors.dismiss_editor(session, EDITOR, by=OWNER, now=NOW)
    assert "للمحررين" in press(editor, "broadcast_send").text
    with store.reading() as session:
        assert broadcasts.newest(session, "gaza") is None
