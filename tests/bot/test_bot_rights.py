"""Who may do what, over HTTP: the right counts at the moment of pressing, and no app can borrow another's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from botroom import NOW, OWNER, READER, Newsroom, RunningBot
from sqlmodel import SQLModel, select

from bot.commands import BUTTONS
from bot.commands.request import Rank
from bot.preview.client import Person, Preview, Seen
from storage import editors
from storage.db import Store

TEXT = "التقى وزير الخارجية المصري نظيره القطري في القاهرة، الأربعاء، لبحث وقف إطلاق النار في غزة. " * 3


@pytest.fixture
def editor(telegram: Preview, store: Store) -> Person:
    person = telegram.person("منى", started=True)
    with store.writing() as session:
        editors.name_editor(session, person.id, named_by=OWNER, now=NOW)
    return person


def dismiss(store: Store, person: Person) -> None:
    with store.writing() as session:
        editors.dismiss_editor(session, person.id, by=OWNER, now=NOW)


def everything(store: Store) -> Mapping[str, list[Any]]:
    """Return all rows but a reader's own choices, and who sees which menu."""
    own = {"subscribers", "questions", "people"}
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in own]
    with store.reading() as session:
        return {table.name: list(session.exec(select(table)).all()) for table in tables}


def work(person: Person, event: int) -> list[Seen]:
    """Let an editor or an owner look at all that they may, and press their way through it; return what they saw."""
    seen = [
        person.ask(text)
        for text in (
            "/status", "/deliveries", "/audit", "/editors", "/editors link", "/editors add 900", "/editors remove 900",
            f"/event {event}", f"/correct {event}", f"/correct {event} place القاهرة", f"/withdraw {event}", f"/reinstate {event}",
        )
    ]  # fmt: skip
    card, before = seen[7], person.last_event()
    person.tap(card, f"ask_withdrawal {event}")
    return [*seen, person.wait_for(after=before), *(one for one in person.read() if one.from_bot)]


def data_of(seen: list[Seen]) -> set[str]:
    return {button["data"] for message in seen for button in message.buttons if button["data"]}


def test_a_reader_gains_nothing_by_replaying_every_button_of_editors_and_owners(
    bot: RunningBot, owner: Person, editor: Person, reader: Person, newsroom: Newsroom, store: Store
) -> None:
    event = newsroom.meeting().id
    assert event is not None
    held = data_of([*work(owner, event), *work(editor, event)])
    assert {"status", f"withdraw {event}", "editors dismiss 900", "editors revoke 1"} <= held
    mine = reader.ask("/latest")
    before = everything(store)
    for data in sorted(held - {button["data"] for button in mine.buttons}):
        assert "لم يعد يعمل" in reader.tap(mine, data, forged=True).text
    assert everything(store) == before
    # Nothing was said or shown either: what forged presses get is a word that passes.
    assert [one.text for one in reader.read() if one.from_bot] == [mine.text]


def test_an_editor_who_is_dismissed_presses_old_buttons_in_vain(
    bot: RunningBot, editor: Person, newsroom: Newsroom, store: Store
) -> None:
    event = newsroom.meeting().id
    card, status = editor.ask(f"/event {event}"), editor.ask("/status")
    asked = editor.ask(f"/withdraw {event}")
    assert "تراجع" in asked.labels
    dismiss(store, editor)
    before = everything(store)
    for message in (card, status, asked):
        guarded = [one for one in message.buttons if BUTTONS[one["data"].split()[0]].rank > Rank.READER]
        changes = editor.last_event()
        editor.tap(message, guarded[0]["data"])
        assert "للمحررين" in editor.wait_for(after=changes).text
    assert everything(store) == before


def test_what_a_dismissed_editor_types_and_forwards_is_a_readers(
    bot: RunningBot, editor: Person, newsroom: Newsroom, store: Store
) -> None:
    event = newsroom.meeting().id
    dismiss(store, editor)
    before = everything(store)
    assert "للمحررين" in editor.ask(f"/withdraw {event}").text
    start = editor.last_event()
    editor.forward_from_channel(TEXT, title="قناة", date=NOW)
    assert "استلمت" not in editor.wait_for(after=start).text
    assert "سحب" not in editor.ask(f"/event {event}").labels
    assert everything(store) == before


def test_in_a_group_an_editor_sees_what_readers_see(
    bot: RunningBot, editor: Person, owner: Person, telegram: Preview, newsroom: Newsroom, store: Store
) -> None:
    event = newsroom.meeting().id
    group = telegram.chat("غرفة", owner, editor, type="supergroup", bot="administrator")
    before = everything(store)
    for person in (owner, editor):
        for text in (f"/event {event}", "/help", "/status", "/editors", "/audit", f"/withdraw {event}"):
            start = person.last_event(group)
            person.say(text, chat=group)
            shown = person.wait_for(after=start, chat=group)
            if text[1:6] not in ("event", "help"):
                assert "محادثة خاصة" in shown.text
            assert not {"سحب", "تصحيح"} & set(shown.labels) and str(READER) not in shown.text
            assert "/audit" not in shown.text
    assert everything(store) == before


def test_a_forged_button_cannot_overwrite_what_stands_in_a_group(
    bot: RunningBot, owner: Person, reader: Person, telegram: Preview, newsroom: Newsroom
) -> None:
    newsroom.meeting()
    group = telegram.chat("غرفة", owner, reader, type="supergroup", bot="administrator")
    start = owner.last_event(group)
    owner.say("/digest", chat=group)
    digest = owner.wait_for(after=start, chat=group)
    for data in ("types", "settings", "status", "withdraw 1", "stop"):
        assert "لم يعد يعمل" in reader.tap(digest, data, chat=group, forged=True).text
    assert [one.text for one in reader.read(group) if one.from_bot] == [digest.text]
