"""The next digest in an editor's chat before its hour, over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from botroom import NOW, READER, Newsroom, RunningBot, eventually
from postroom import received

from bot.commands.request import Defaults
from bot.preview.client import Person, Preview, Seen
from storage import subscribers
from storage.db import Store
from storage.previews import LONGEST_WAIT
from storage.settings import BotSettings
from summarizer.previewing import make_previews

EVENING = NOW + timedelta(hours=12)


@pytest.fixture(autouse=True)
def _readers(store: Store) -> None:
    with store.writing() as session:
        for chat, hour in ((READER, 7), (READER + 1, 7), (READER + 2, 9)):
            subscribers.subscribe(session, chat, hour=hour, timezone="Asia/Qatar", now=NOW)


def made(store: Store, defaults: Defaults) -> None:
    """Let the summarizer look, until it found what was asked for."""
    eventually(lambda: make_previews(store, defaults.dossier, now=NOW))


def last(person: Person, words: str) -> Seen:
    return eventually(lambda: next((one for one in reversed(person.read()) if words in one.text), None))


def test_an_editor_sees_the_digest_its_readers_and_the_way_to_each_event(
    bot: RunningBot, owner: Person, reader: Person, newsroom: Newsroom, store: Store, defaults: Defaults
) -> None:
    event = newsroom.meeting()
    waiting = owner.ask("/preview")
    assert "تُعدّ معاينة" in waiting.text
    made(store, defaults)
    head = last(owner, "معاينة، لم تُنشر: موجز السبت 26 أكتوبر 2024، 07:00")
    # The message that announced it has become it.
    assert head.id == waiting.id and "إلى 2 من 3 من المشتركين" in head.text
    told = last(owner, "التقى أمير قطر تميم")
    assert f"/event_{event.id}" in told.text
    assert received(reader) == []
    assert "الديوان الأميري" in owner.ask(f"/event_{event.id}").text


def test_under_it_stand_hold_release_and_refresh(
    bot: RunningBot, owner: Person, newsroom: Newsroom, store: Store, defaults: Defaults
) -> None:
    newsroom.meeting()
    owner.ask("/preview")
    made(store, defaults)
    first = last(owner, "التقى أمير قطر تميم")
    owner.tap(first, "hold")
    assert "ولا أي خبر عاجل" in last(owner, "أُوقف النشر").text
    newsroom.meeting("والتقيا في القاهرة.", place="القاهرة")
    owner.tap(first, "preview")
    made(store, defaults)
    assert "النشر متوقف بقرار المحرر 700" in last(owner, "هذا ما يخرج عند الاستئناف").text
    owner.tap(last(owner, "القاهرة"), "release")
    assert "لم يفُت أحدًا موجز" in last(owner, "استؤنف النشر").text


def test_what_the_summarizer_does_not_make_is_said_to_be_missing(bot: RunningBot, owner: Person) -> None:
    waiting = owner.ask("/preview")
    before = owner.last_event()
    bot.clock_offset = LONGEST_WAIT
    said = owner.wait_for(after=before)
    assert said.id == waiting.id and "لا يجيب برنامج التلخيص" in said.text


def test_a_bot_that_was_stopped_meanwhile_shows_it_when_it_is_back(
    bot: RunningBot, owner: Person, store: Store, defaults: Defaults, bot_settings: BotSettings
) -> None:
    waiting = owner.ask("/preview")
    bot.stop()
    made(store, defaults)
    again = RunningBot(bot_settings, store)
    again.start()
    assert last(owner, "معاينة، لم تُنشر").id == waiting.id
    again.stop()


def test_readers_and_groups_see_no_preview(
    bot: RunningBot, owner: Person, reader: Person, telegram: Preview
) -> None:
    assert "للمحررين" in reader.ask("/preview").text
    group = telegram.chat("غرفة", owner, reader, type="supergroup", bot="administrator")
    before = owner.last_event(group)
    owner.say("/preview", chat=group)
    assert "محادثة خاصة" in owner.wait_for(after=before, chat=group).text
