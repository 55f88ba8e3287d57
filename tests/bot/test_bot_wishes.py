"""Which news a chat is sent, chosen by buttons and typed, over HTTP; and what a digest says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from botroom import NOW, READER, RunningBot, digest_line, digest_of

from bot.commands.request import Request
from bot.preview.client import Person, Preview, Seen
from bot.views.context import Context
from bot.views.digest import digest
from bot.views.plain import plain
from storage import subscribers
from storage.catalog import load_dossier
from storage.db import Store
from storage.model import NO_WISHES, EventType, Habits, Wishes
from storage.write.publish import publish


def wishes_of(store: Store, chat: int = READER) -> Wishes:
    with store.reading() as session:
        known = subscribers.get(session, chat)
    return known.wishes if known else NO_WISHES


def tapped(person: Person, shown: Seen, *buttons: str, chat: int | None = None) -> Seen:
    """Press buttons one after the other, and return what the message says then."""
    for button in buttons:
        before = person.last_event(chat)
        person.tap(shown, button, chat=chat)
        shown = person.wait_for(after=before, chat=chat)
    return shown


def test_what_one_wants_is_chosen_in_the_one_message(bot: RunningBot, reader: Person, store: Store) -> None:
    shown = reader.ask("/settings")
    now = tapped(reader, shown, "أي الأخبار", "الأطراف والأشخاص", "قطر", "مصر")
    assert now.id == shown.id and "الآن: قطر ومصر." in now.text
    now = tapped(reader, now, "رجوع", "القضايا", "معبر رفح", "رجوع", "أنواع الأحداث", "لقاء")
    now = tapped(reader, now, "✓ لقاء", "اتصال", "رجوع", "رجوع")
    assert now.id == shown.id
    assert now.text.startswith(
        "الموجز متوقف. عند الاشتراك يصل موجز كامل يوميًا الساعة 7 صباحًا بتوقيت الدوحة؛ "
        "فقط ما فيه قطر أو مصر، وموضوعه معبر رفح، ونوعه اتصال."
    )
    assert wishes_of(store) == Wishes(("قطر", "مصر"), ("rafah",), (EventType.CALL,))
    tapped(reader, now, "أي الأخبار", "كل الأخبار بلا اختيار")
    assert wishes_of(store).empty


def test_words_are_typed_as_a_short_reply_and_deleted_by_buttons(
    bot: RunningBot, reader: Person, store: Store
) -> None:
    shown = tapped(reader, reader.ask("/settings"), "أي الأخبار", "كلمات مستبعدة")
    question = tapped(reader, shown, "إضافة كلمة")
    assert question.id != shown.id and question.asks == "لبنان"
    added = reader.ask("كرة القدم، لبنان")
    assert "الآن: «كرة القدم» أو «لبنان»." in added.text
    assert wishes_of(store) == Wishes(without=("كرة القدم", "لبنان"))
    tapped(reader, added, "حذف «لبنان»")
    assert "كل الأخبار دون ما ورد فيه «كرة القدم»." in reader.ask("/settings").text


@pytest.mark.parametrize("typed", ["؟!", "كلمة طويلة جدًا لا يمكن أن تكون كلمة مطلوبة", "،،", "🕊"])
def test_what_is_no_word_is_asked_for_again(
    bot: RunningBot, reader: Person, store: Store, typed: str
) -> None:
    tapped(reader, reader.ask("/settings"), "أي الأخبار", "كلمات مطلوبة", "إضافة كلمة")
    again = reader.ask(typed)
    assert "كلمات أو عبارات قصيرة" in again.text and again.asks is not None
    reader.ask("نتساريم")
    assert wishes_of(store) == Wishes(words=("نتساريم",))


def test_others_than_the_leading_parties_are_typed(bot: RunningBot, reader: Person, store: Store) -> None:
    tapped(reader, reader.ask("/settings"), "أي الأخبار", "الأطراف والأشخاص", "طرف أو شخص آخر")
    again = reader.ask("تركيا، زيد العمراني")
    assert "لا يُعرف في هذا الملف: «زيد العمراني»" in again.text and again.asks is not None
    shown = reader.ask("تركيا، ويتكوف")
    assert "الآن: تركيا وستيف ويتكوف." in shown.text and "✓ تركيا" in shown.labels
    tapped(reader, shown, "✓ ستيف ويتكوف")
    assert wishes_of(store) == Wishes(parties=("تركيا",))


def test_in_a_group_its_admins_alone_choose_and_each_time_it_is_looked(
    bot: RunningBot, reader: Person, telegram: Preview, store: Store
) -> None:
    guest = telegram.person("ضيف", started=True)
    group = telegram.chat("غرفة", reader, guest, type="supergroup", bot="administrator")
    before = reader.last_event(group)
    reader.say("/settings", chat=group)
    shown = reader.wait_for(after=before, chat=group)
    shown = tapped(reader, shown, "أي الأخبار", "القضايا", "معبر رفح", chat=group)
    refused = tapped(guest, shown, "الضمانات", chat=group)
    assert "متاح لمشرفيها" in refused.text and wishes_of(store, group) == Wishes(issues=("rafah",))
    telegram.set_standing(group, "administrator", guest)
    tapped(guest, shown, "الضمانات", chat=group)
    assert wishes_of(store, group) == Wishes(issues=("rafah", "guarantees"))


def test_every_name_of_the_dossier_fits_behind_a_button(store: Store, request_: Request) -> None:
    from bot.commands.wishes import wish

    dossier = load_dossier("gaza")
    names = [one.name for one in (*dossier.parties, *dossier.people)]
    for start in range(0, len(names), 10):
        chosen = tuple(names[start : start + 10])
        with store.writing() as session:
            timing = request_.reader(session).timing
            subscribers.keep_wishes(session, READER, Wishes(parties=chosen), timing=timing)
            key = wish(replace(request_, args="parties ?"), session).buttons
            presses = [button.press for row in key for button in row if "✓" in button.text]
            assert len(presses) == len(chosen)
            for press in presses:
                wish(replace(request_, args=press.partition(" ")[2]), session)
            assert request_.reader(session).wishes.empty


def test_a_digest_says_for_whom_it_was_made_and_how_much_else_there_was(context: Context) -> None:
    made = digest_of(digest_line(), wishes=Wishes(parties=("قطر", "مصر")), passed_over=2)
    for short in (False, True):
        told = plain(digest(made, context, short=short))
        assert "حسب الاختيارات: فقط ما فيه قطر أو مصر · وخارجها حدثان: /latest" in told
    quiet = digest_of(wishes=Wishes(without=("لبنان",)), passed_over=11)
    assert "حسب الاختيارات: كل الأخبار دون ما ورد فيه «لبنان». وخارجها 11 حدثًا: /latest" in plain(
        digest(quiet, context)
    )
    assert "ولم يجد فيها جديدًا" in plain(digest(replace(quiet, passed_over=0), context))
    assert "الاختيارات" not in plain(digest(digest_of(digest_line()), context))


def test_digest_shows_this_chats_own_and_others_the_whole(
    bot: RunningBot, reader: Person, telegram: Preview, store: Store
) -> None:
    stranger = telegram.person("غريبة", started=True)
    with store.writing() as session:
        publish(session, digest_of(digest_line(1, substance="للجميع")), [1], now=NOW)
        own = digest_of(digest_line(1, substance="لمن اختار"), wishes=Wishes(parties=("قطر",)))
        publish(session, own, [READER], now=NOW)
    assert "لمن اختار" in reader.ask("/digest").text
    assert "للجميع" in stranger.ask("/digest").text


def test_pictures_may_be_turned_off(bot: RunningBot, reader: Person, store: Store) -> None:
    shown = tapped(reader, reader.ask("/settings"), "طريقة الكتابة", "نص بلا صور", "رجوع")
    assert shown.text.startswith("الموجز متوقف.") and "؛ بلا صور." in shown.text
    with store.reading() as session:
        known = subscribers.get(session, READER)
    assert known is not None and known.habits == Habits(pictures=False)
