"""Publishing held back and let go in the editors' chats, and what readers receive, over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from botroom import NOW, OWNER, READER, RunningBot, digest_line, digest_of, eventually
from postroom import Post, received

from bot.preview.client import Person, Preview
from storage import editors, holds, subscribers
from storage.db import Store
from storage.holds import EVERY, LIMIT
from storage.settings import BotSettings

EDITOR = 701
DIGEST = digest_of(digest_line(1))


@pytest.fixture
def editor(telegram: Preview, store: Store) -> Person:
    with store.writing() as session:
        editors.name_editor(session, EDITOR, named_by=OWNER, now=NOW)
    return telegram.person("هدى", id=EDITOR, started=True)


def heard(person: Person, words: str) -> str:
    """Wait until the bot has said something with these words, and return the newest of it."""
    return eventually(lambda: next((text for text in reversed(received(person)) if words in text), None))


def test_an_editor_holds_back_another_lets_go_and_each_hears_of_it(
    bot: RunningBot, owner: Person, editor: Person, reader: Person, store: Store
) -> None:
    held = owner.ask("/hold خبر مشكوك فيه")
    assert "أُوقف النشر" in held.text and "ولا أي خبر عاجل" in held.text
    told = heard(editor, "النشر متوقف")
    assert "أوقفه المحرر 700 منذ الجمعة 25 أكتوبر 2024، 07:00 (السبب: خبر مشكوك فيه)" in told
    assert "متوقف من قبل: أوقفه المحرر 700" in editor.ask("/hold").text
    status = editor.ask("/status")
    assert "النشر متوقف منذ الجمعة 25 أكتوبر 2024، 07:00 بقرار المحرر 700" in status.text
    # A digest that was queued just before does not go out.
    Post(store).queue(DIGEST, READER)
    assert "وسيط" in reader.ask("/start").text
    before = editor.last_event()
    editor.tap(status, "release")
    assert "تُرسل الآن رسالة واحدة كانت متوقفة" in editor.wait_for(after=before).text
    assert "موجز الجمعة" in heard(reader, "موجز الجمعة")
    assert "استأنف المحرر 701 النشر" in heard(owner, "استأنف")
    assert "استأنفه المحرر 701" in owner.ask("/release").text
    # Those who did it were answered and are not told besides.
    assert not any(text.startswith("⏸ النشر متوقف") for text in received(owner))


def test_a_forgotten_hold_is_brought_to_mind_and_stays(
    bot: RunningBot, owner: Person, editor: Person, reader: Person, store: Store
) -> None:
    with store.writing() as session:
        subscribers.subscribe(session, READER, hour=8, timezone="Asia/Qatar", now=NOW)
    owner.ask("/hold")
    bot.clock_offset = EVERY
    assert "ينتظر موجزَه من حان موعده: 1" in heard(owner, "تذكير: النشر ما زال متوقفًا")
    heard(editor, "تذكير")
    bot.clock_offset = LIMIT
    heard(owner, "ربما نُسي")
    heard(editor, "ربما نُسي")
    bot.clock_offset = timedelta(days=1) - timedelta(minutes=10)
    heard(owner, "موجز السبت 26 أكتوبر 2024، 07:00 لن يخرج في موعده")
    with store.reading() as session:
        assert holds.current(session, "gaza") is not None
    assert received(reader) == []


def test_a_bot_that_was_killed_tells_of_a_hold_when_it_is_back_and_tells_it_once(
    store: Store, owner: Person, editor: Person, bot: RunningBot, bot_settings: BotSettings
) -> None:
    bot.stop()
    with store.writing() as session:
        holds.hold(session, "gaza", by=OWNER, now=NOW)
    for _ in range(2):
        again = RunningBot(bot_settings, store)
        again.start()
        heard(editor, "النشر متوقف")
        again.stop()
    assert len(received(editor)) == 1


def test_an_editor_who_could_not_be_told_is_told_at_the_next_look(
    bot: RunningBot, owner: Person, editor: Person, telegram: Preview
) -> None:
    telegram.fault("flood", method="sendMessage", chat_id=EDITOR, seconds=3600)
    owner.ask("/hold")
    telegram.clear_faults()
    heard(editor, "النشر متوقف")
    assert len(received(editor)) == 1


def test_a_reader_neither_holds_back_nor_lets_go_nor_does_a_group_see_it(
    bot: RunningBot, owner: Person, reader: Person, telegram: Preview, store: Store
) -> None:
    assert "للمحررين" in reader.ask("/hold").text
    group = telegram.chat("غرفة", owner, reader, type="supergroup", bot="administrator")
    before = owner.last_event(group)
    owner.say("/hold", chat=group)
    assert "محادثة خاصة" in owner.wait_for(after=before, chat=group).text
    with store.reading() as session:
        assert holds.newest(session, "gaza") is None


def test_one_who_is_an_editor_no_more_presses_an_old_button_in_vain(
    bot: RunningBot, owner: Person, editor: Person, store: Store
) -> None:
    owner.ask("/hold")
    heard(editor, "النشر متوقف")
    with store.writing() as session:
        editors.dismiss_editor(session, EDITOR, by=OWNER, now=NOW)
    before = editor.last_event()
    editor.tap(editor.read()[-1], "release")
    assert "للمحررين" in editor.wait_for(after=before).text
    with store.reading() as session:
        assert holds.current(session, "gaza") is not None
