"""Questions that the bot asks and people answer by typing, over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from botroom import NOW, OWNER, READER, RunningBot

from bot.preview.client import Person, Preview
from storage import editors, questions
from storage.db import Store
from storage.questions import Asked
from storage.settings import BotSettings

LONG_TEXT = "اجتمع الوسطاء في الدوحة لبحث بنود الاتفاق. " * 8


def editors_of(store: Store) -> list[int]:
    with store.reading() as session:
        return list(editors.everyone(session))


def test_what_is_typed_after_a_question_answers_it(bot: RunningBot, owner: Person, store: Store) -> None:
    question = owner.ask("/editors add")
    assert question.asks == "رقم المستخدم"
    assert "صار 801 محررًا" in owner.ask("801").text
    assert editors_of(store) == [801]
    # It was answered: the next number is a word like any other.
    assert "صار" not in owner.ask("802").text and editors_of(store) == [801]


def test_a_wrong_answer_is_asked_for_again(bot: RunningBot, owner: Person, store: Store) -> None:
    owner.ask("/editors add")
    again = owner.ask("سامي")
    assert "ليس رقم مستخدم" in again.text and again.asks is not None
    owner.ask("801")
    assert editors_of(store) == [801]


@pytest.mark.parametrize("command", ["/cancel", "/latest"])
def test_any_command_leaves_the_question_open(
    bot: RunningBot, owner: Person, store: Store, command: str
) -> None:
    question = owner.ask("/editors add")
    owner.ask(command)
    owner.ask("801")
    owner.ask("801", reply_to=question.id)
    assert editors_of(store) == []


def test_cancel_says_whether_there_was_a_question(bot: RunningBot, owner: Person) -> None:
    assert "لا سؤال" in owner.ask("/cancel").text
    owner.ask("/editors add")
    assert "تُرك السؤال" in owner.ask("/cancel").text


def test_an_article_is_no_answer_and_leaves_the_question_standing(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    owner.ask("/editors add")
    assert "محرر" not in owner.ask(LONG_TEXT).text
    before = owner.last_event()
    owner.forward_from_channel("801", title="قناة", date=NOW)
    owner.wait_for(after=before)
    assert editors_of(store) == []
    assert "صار 801 محررًا" in owner.ask("801").text


def test_after_ten_minutes_only_a_reply_is_an_answer(bot: RunningBot, owner: Person, store: Store) -> None:
    question = owner.ask("/editors add")
    bot.clock_offset = timedelta(minutes=11)
    owner.ask("801")
    assert editors_of(store) == []
    assert "صار 801 محررًا" in owner.ask("801", reply_to=question.id).text


def test_after_a_day_nothing_is_waited_for(bot: RunningBot, owner: Person, store: Store) -> None:
    question = owner.ask("/editors add")
    bot.clock_offset = timedelta(days=1, minutes=1)
    owner.ask("801", reply_to=question.id)
    assert editors_of(store) == []


def test_a_reply_answers_the_question_that_it_stands_under(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    first = owner.ask("/editors add")
    with store.writing() as session:
        other = Asked(OWNER, first.id + 1000, "something that is asked no more", "")
        questions.ask(session, other, user_id=OWNER, now=NOW)
    assert "صار 801 محررًا" in owner.ask("801", reply_to=first.id).text
    # What an older version asked is closed with a word.
    assert "لم يعد يعمل" in owner.ask("801").text
    assert "لم يعد يعمل" not in owner.ask("801").text


def test_the_right_is_looked_at_when_the_answer_comes(bot: RunningBot, reader: Person, store: Store) -> None:
    welcome = reader.ask("/start")
    with store.writing() as session:
        asked = Asked(READER, welcome.id, "name_editor", "")
        questions.ask(session, asked, user_id=READER, now=NOW)
    assert "لمالكي البوت" in reader.ask(str(READER), reply_to=welcome.id).text
    assert editors_of(store) == []


def test_nobody_answers_a_question_that_somebody_else_was_asked(
    bot: RunningBot, owner: Person, telegram: Preview, store: Store
) -> None:
    guest = telegram.person("ضيف", started=True)
    group = telegram.chat("غرفة", owner, guest, type="supergroup", bot="administrator")
    before = owner.last_event(group)
    owner.say("/help", chat=group)
    shown = owner.wait_for(after=before, chat=group)
    with store.writing() as session:
        asked = Asked(group, shown.id, "something that is asked no more", "")
        questions.ask(session, asked, user_id=OWNER, now=NOW)
    guest.say("801", chat=group, reply_to=shown.id)
    # In a group only a reply is an answer.
    owner.say("801", chat=group)
    before = owner.last_event(group)
    owner.say("801", chat=group, reply_to=shown.id)
    assert "لم يعد يعمل" in owner.wait_for(after=before, chat=group).text
    assert [one.from_bot for one in owner.read(group)].count(True) == 2


def test_a_question_survives_a_restart_of_the_bot(
    bot: RunningBot, owner: Person, store: Store, bot_settings: BotSettings
) -> None:
    owner.ask("/editors add")
    bot.stop()
    again = RunningBot(bot_settings, store)
    again.start()
    assert "صار 801 محررًا" in owner.ask("801").text
    again.stop()


def test_an_answer_that_could_not_be_stored_may_be_given_again(
    bot: RunningBot, owner: Person, store: Store
) -> None:
    owner.ask("/editors add")
    with store.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE editors RENAME TO away")
    assert "تُرجى المحاولة" in owner.ask("801").text
    with store.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE away RENAME TO editors")
    assert "صار 801 محررًا" in owner.ask("801").text
