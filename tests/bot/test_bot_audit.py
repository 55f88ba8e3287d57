"""The audit trail as owners read it, over HTTP."""

from __future__ import annotations

from botroom import NOW, OWNER, Newsroom, RunningBot

from bot.preview.client import Person
from bot.views.audit import DEEDS
from storage import audit
from storage.audit import Deed
from storage.db import Store


def test_every_deed_has_its_words() -> None:
    assert set(DEEDS) == set(Deed) and len(set(DEEDS.values())) == len(DEEDS)


def test_owners_read_who_changed_what_and_what_it_was_before(
    bot: RunningBot, owner: Person, newsroom: Newsroom
) -> None:
    event = newsroom.meeting()
    assert "لا شيء بعد" in owner.ask("/audit").text
    owner.ask(f"/correct {event.id} المكان القاهرة")
    owner.ask(f"/correct {event.id} الحالة مقرر")
    owner.ask(f"/correct {event.id} اليوم 23/10/2024")
    owner.ask(f"/withdraw {event.id} نُفي رسميًا")
    owner.ask("/editors add 801")
    told = owner.ask("/audit").text
    assert "تسمية محرر · 801" in told and f"سحب خبر · /event_{event.id}" in told
    assert "السبب: نُفي رسميًا" in told
    assert "المكان: من «الدوحة» إلى «القاهرة»" in told
    assert "الحالة: من «وقع» إلى «مقرر»" in told
    assert "اليوم: من «24 أكتوبر 2024» إلى «23 أكتوبر 2024»" in told
    assert f"25 أكتوبر 2024، 07:00 · ليلى ({OWNER})" in told


def test_a_word_finds_and_buttons_turn_the_pages(bot: RunningBot, owner: Person, store: Store) -> None:
    with store.writing() as session:
        for number in range(12):
            audit.record(session, by=OWNER, deed=Deed.EVENT_WITHDRAWN, subject=f"event {number}", now=NOW)
            audit.record(session, by=900, deed=Deed.EDITOR_NAMED, subject=f"editor 90{number}", now=NOW)
    shown = owner.ask("/audit 5 سحب")
    assert "/event_11" in shown.text and "/event_6" not in shown.text and "تسمية" not in shown.text
    before = owner.last_event()
    owner.tap(shown, "◀ الأقدم")
    older = owner.wait_for(after=before)
    assert "/event_6" in older.text and "/event_2" in older.text and "/event_7" not in older.text
    before = owner.last_event()
    owner.tap(older, "الأحدث ▶")
    assert "/event_11" in owner.wait_for(after=before).text
    assert "/event_4" in owner.ask("/audit event 4").text
    assert owner.ask("/audit 900").text.count("تسمية محرر") == 8


def test_readers_do_not_read_it(bot: RunningBot, reader: Person) -> None:
    assert "لمالكي البوت" in reader.ask("/audit").text
