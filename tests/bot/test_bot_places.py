"""By whose clock one reads: cities by buttons, typed, and a place that is shared and kept nowhere, over HTTP."""

from __future__ import annotations

import json

import pytest
from botroom import NOW, READER, Newsroom, RunningBot, digest_line, digest_of
from sqlmodel import SQLModel, select
from telegram import Update

from bot.preview.client import Person, Preview
from bot.shares import _told
from storage import subscribers
from storage.db import Store
from storage.write.publish import publish

AMMAN = (31.9539, 35.9106)


def zone_of(store: Store, chat: int = READER) -> str | None:
    with store.reading() as session:
        known = subscribers.get(session, chat)
    return known.timezone if known else None


def everything(store: Store) -> str:
    with store.reading() as session:
        return str([session.execute(select(table)).all() for table in SQLModel.metadata.sorted_tables])


def asked(reader: Person) -> str | None:
    """Go to where a city is asked for; returns the words on the button for sharing a place, if there is one."""
    shown = reader.ask("/settings")
    for button in ("تغيير المنطقة الزمنية", "مدينة أخرى"):
        before = reader.last_event()
        reader.tap(shown, button)
        shown = reader.wait_for(after=before)
    keyboard = reader.look()["keyboard"]
    return keyboard["keyboard"][0][0]["text"] if keyboard else None


def test_cities_are_turned_by_pages_and_chosen(bot: RunningBot, reader: Person, store: Store) -> None:
    shown = reader.ask("/settings")
    for button in ("تغيير المنطقة الزمنية", "أوروبا والأمريكيتان", "تورونتو"):
        before = reader.last_event()
        reader.tap(shown, button)
        shown = reader.wait_for(after=before)
    assert "بتوقيت تورونتو" in shown.text and zone_of(store) == "America/Toronto"


def test_a_city_is_typed_as_people_type_it_and_asked_for_again(
    bot: RunningBot, reader: Person, store: Store
) -> None:
    asked(reader)
    assert "لا تُعرف مدينة باسم «أتلانتس»" in reader.ask("أتلانتس").text
    assert "من الآن بتوقيت الخليل ورام الله." in reader.ask("رام اللة").text
    assert zone_of(store) == "Asia/Hebron" and reader.look()["keyboard"] is None
    assert "بتوقيت القاهرة" in reader.ask("/settings القاهره").text


def test_a_place_that_is_shared_gives_its_clock_and_is_kept_nowhere(
    bot: RunningBot, reader: Person, store: Store
) -> None:
    pytest.importorskip("tzfpy")
    assert asked(reader) == "مشاركة الموقع"
    before = reader.last_event()
    reader.send_place(*AMMAN)
    told = reader.wait_for(after=before)
    assert "من الآن بتوقيت عمّان. لم يُحفظ الموقع." in told.text
    assert zone_of(store) == "Asia/Amman" and reader.look()["keyboard"] is None
    kept = everything(store)
    assert "31.9" not in kept and "35.9" not in kept
    # What was asked is answered: words are a search again.
    assert "لا تُعرف مدينة" not in reader.ask("أتلانتس").text


def test_a_place_at_sea_or_that_cannot_be_looked_up_is_answered_with_what_to_do(
    bot: RunningBot, reader: Person, store: Store
) -> None:
    before = reader.last_event()
    reader.send_place(20, -40)
    assert "يُكتب اسم مدينة" in reader.wait_for(after=before).text and zone_of(store) is None


def test_a_question_for_a_city_may_be_left(bot: RunningBot, reader: Person, store: Store) -> None:
    asked(reader)
    assert "تُرك السؤال" in reader.ask("/cancel").text and reader.look()["keyboard"] is None
    reader.ask("القاهرة")
    assert zone_of(store) is None


def test_what_waits_in_line_holds_no_place() -> None:
    place = {"latitude": AMMAN[0], "longitude": AMMAN[1]}
    chat = {"id": READER, "type": "private"}
    person = {"id": READER, "is_bot": False, "first_name": "سامي"}
    before = {"message_id": 1, "date": 0, "chat": chat, "from": person, "location": place}
    message = {**before, "message_id": 2, "reply_to_message": before}
    update = Update.de_json({"update_id": 5, "message": message}, None)
    kept = _told(update)
    assert kept is not None and "31.9" not in kept and "35.9" not in kept
    assert json.loads(kept)["message"]["text"].startswith("/settings")


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("digest", "لم يصدر أي موجز بعد"),
        ("mediators", "قطر"),
        ("mediator_qatar", "قطر"),
        ("mediator_mars", "صفحة أي وسيط"),
        ("event_1", "الدوحة"),
        ("event_99", "/latest"),
        ("event_x", "/event"),
        ("nonsense", "لا يُعرف إلى ماذا يقود هذا الرابط"),
        ("_", "لا يُعرف إلى ماذا يقود هذا الرابط"),
    ],
)
def test_every_link_leads_somewhere_and_a_bad_one_helps(
    bot: RunningBot, telegram: Preview, newsroom: Newsroom, link: str, told: str
) -> None:
    newsroom.meeting()
    newcomer = telegram.person("جديدة", started=True)
    answered = newcomer.ask(f"/start {link}")
    assert told in answered.text
    # Nobody is left without a way on.
    assert answered.buttons or "/" in answered.text


def test_days_and_hours_are_those_of_the_reader(
    bot: RunningBot, reader: Person, telegram: Preview, store: Store
) -> None:
    other = telegram.person("هناك", started=True)
    other.ask("/settings لوس أنجلوس")
    with store.writing() as session:
        publish(session, digest_of(digest_line()), [1], now=NOW)
    # Seven in the morning in Doha is nine in the evening of the day before in Los Angeles.
    assert "موجز الجمعة 25 أكتوبر 2024" in reader.ask("/digest").text
    assert "موجز الخميس 24 أكتوبر 2024" in other.ask("/digest").text
    reader.ask("/subscribe", lambda told: "تم الاشتراك" in told.text)
    assert "الموجز التالي: السبت 26 أكتوبر 2024، الساعة 7 صباحًا" in reader.ask("/settings").text
    other.ask("/subscribe", lambda told: "تم الاشتراك" in told.text)
    assert "الموجز التالي: الجمعة 25 أكتوبر 2024، الساعة 7 صباحًا" in other.ask("/settings").text
