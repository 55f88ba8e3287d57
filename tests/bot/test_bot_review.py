"""The editors' queue as it is seen in the chat, over HTTP: what readers are told is what an editor has approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from botroom import NOW, OWNER, Newsroom, RunningBot, meeting_report, merged, on

from bot.preview.client import Person, Preview, Seen
from storage import editors, notices
from storage.catalog import load_dossier
from storage.db import Store
from storage.model import Digest, Doubt, Dropped, Event, Flaw, Review, Reviewing, ReviewState, Writing
from storage.read import events
from storage.write.publish import publish
from storage.write.reading import save_event
from summarizer.intake import apply_rulings

HELD = Review(ReviewState.HELD, (Doubt.SENSITIVE, Doubt.UNNAMED_SOURCE), waits=True, version=1)
TEXT = "التقى أمير قطر وزير الخارجية الأميركي في الدوحة."


@pytest.fixture
def held(store: Store, newsroom: Newsroom) -> Event:
    """An event that waits, of which editors have been told that something does: no such word comes in between."""
    with store.writing() as session:
        for editor in (OWNER, 801):
            notices.claim(session, "review", NOW.date(), editor)
    return hold(store, newsroom, TEXT)


def hold(store: Store, newsroom: Newsroom, text: str, day: int = 24, **changes: object) -> Event:
    article = newsroom.article(text, url="https://example.org/doha")
    event = merged(meeting_report(text, when=on(date(2024, 10, day)), **changes), None)
    with store.writing() as session:
        saved = save_event(session, "gaza", article, replace(event, review=HELD), now=NOW)
    newsroom.read(article)
    return saved


@pytest.fixture
def second(telegram: Preview, store: Store) -> Person:
    """Another editor."""
    with store.writing() as session:
        editors.name_editor(session, 801, named_by=OWNER, now=NOW)
    return telegram.person("نادر", id=801, started=True)


def tap(who: Person, message: Seen, button: str) -> Seen:
    before = who.last_event()
    who.tap(message, button)
    return who.wait_for(after=before)


def card_of(who: Person) -> Seen:
    """The card of what waits; the word that something does may come in between."""
    return who.ask("/review", lambda seen: "لماذا ينتظر" in seen.text)


def now(store: Store, event: Event) -> Event:
    with store.reading() as session:
        found = events.by_id(session, event.id or 0)
    assert found is not None
    return found


def test_what_waits_is_shown_to_editors_with_why_and_its_sentence_and_to_no_reader(
    bot: RunningBot, owner: Person, reader: Person, held: Event
) -> None:
    card = card_of(owner).text
    assert "ينتظر المراجعة" not in reader.ask("/latest").text
    assert "من نوع حساس" in card and "مصدر واحد لم يُسمَّ" in card
    assert TEXT in card and "عربي بوست" in card and "التقى أمير قطر تميم" in card
    assert "التقى" not in reader.ask("/latest").text
    assert "لا يوجد حدث" in reader.ask(f"/event {held.id}").text
    assert "ينتظر المراجعة" in owner.ask(f"/event {held.id}").text
    assert "للمحررين" in reader.ask("/review").text


def test_what_was_not_let_through_into_the_newest_digest_is_one_button_away(
    bot: RunningBot, owner: Person, held: Event, store: Store
) -> None:
    with store.writing() as session:
        publish(
            session, telling(Dropped("التقى ويتكوف مسؤولين في روما.", (1,), Flaw.PLACE, "روما")), (), now=NOW
        )
    card = card_of(owner)
    lost = tap(owner, card, "✂️ ما حُذف من مقدمة آخر موجز")
    assert lost.id == card.id and "التقى ويتكوف مسؤولين في روما." in lost.text
    assert "مكان لا تذكره المقالات: روما" in lost.text.replace("\u2068", "").replace("\u2069", "")
    assert "لماذا ينتظر" in tap(owner, lost, "ما ينتظر").text


def telling(*lost: Dropped) -> Digest:
    """A digest whose opening lost these sentences."""
    writing = Writing("extractive", "endpoint", dropped=lost)
    return Digest("gaza", NOW, NOW, (), (), (), (), (), 1, writing=writing)


def test_an_approved_event_is_told_and_the_next_card_follows_in_place(
    bot: RunningBot, owner: Person, reader: Person, held: Event, store: Store, newsroom: Newsroom
) -> None:
    older = hold(store, newsroom, "التقيا من قبل في الدوحة.", day=20)
    card = card_of(owner)
    assert f"الحدث رقم {held.id}" in card.text and "ينتظر حدثان" in card.text
    following = tap(owner, card, "✅ إقرار")
    assert following.id == card.id
    assert f"أُقرّ الحدث رقم {held.id}" in following.text and f"الحدث رقم {older.id}" in following.text
    assert "التقى أمير قطر تميم" in reader.ask("/latest").text
    assert f"بقرار المحرر {OWNER}" in owner.ask(f"/event {held.id}").text


def test_a_rejected_event_stays_unseen_until_the_rejection_is_undone(
    bot: RunningBot, owner: Person, reader: Person, held: Event
) -> None:
    card = tap(owner, card_of(owner), "🚫 رفض")
    assert "رُفض" in card.text and "لا شيء ينتظر" in card.text
    assert "التقى" not in reader.ask("/latest").text
    back = tap(owner, card, "تراجع عن آخر قرار")
    assert "تراجعتَ عن رفض" in back.text and "لماذا ينتظر" in back.text
    tap(owner, back, "✅ إقرار")
    assert "التقى" in reader.ask("/latest").text


def test_one_may_skip_a_card_and_comes_round_to_it_again(
    bot: RunningBot, owner: Person, held: Event, store: Store, newsroom: Newsroom
) -> None:
    older = hold(store, newsroom, "التقيا من قبل في الدوحة.", day=20)
    second = tap(owner, card_of(owner), "تخطٍّ")
    assert f"الحدث رقم {older.id}" in second.text
    assert f"الحدث رقم {held.id}" in tap(owner, second, "تخطٍّ").text


def test_the_second_of_two_editors_on_one_card_is_told_who_decided_what(
    bot: RunningBot, owner: Person, second: Person, held: Event, store: Store
) -> None:
    one, other = card_of(owner), card_of(second)
    tap(owner, one, "🚫 رفض")
    late = tap(second, other, "✅ إقرار").text
    assert "لم يُقرَّر شيء" in late and f"رفضه المحرر {OWNER}" in late
    assert now(store, held).review.state is ReviewState.REJECTED


@pytest.mark.parametrize("button", ["✅ إقرار", "🚫 رفض", "تراجع", "تخطٍّ", "✏️ تصحيح"])
def test_one_who_lost_the_right_decides_nothing_by_an_old_button(
    bot: RunningBot, second: Person, held: Event, store: Store, button: str
) -> None:
    card = card_of(second)
    with store.writing() as session:
        editors.dismiss_editor(session, 801, by=OWNER, now=NOW)
    assert "للمحررين" in tap(second, card, button).text
    assert now(store, held).review == replace(HELD, version=1)


def test_a_reader_presses_nothing_that_was_made_for_editors(
    bot: RunningBot, owner: Person, reader: Person, held: Event, store: Store
) -> None:
    card_of(owner)
    assert "للمحررين" in reader.ask("/review 1").text
    assert now(store, held).review.version == 1


def open_fields(owner: Person) -> Seen:
    return tap(owner, card_of(owner), "✏️ تصحيح")


def test_a_status_and_a_type_are_corrected_by_buttons(
    bot: RunningBot, owner: Person, held: Event, store: Store
) -> None:
    statuses = tap(owner, open_fields(owner), "الحالة")
    assert "صُحّح الحدث" in tap(owner, statuses, "مقرر").text
    types = tap(owner, tap(owner, card_of(owner), "✏️ تصحيح"), "النوع")
    changed = tap(owner, types, "اتصال")
    assert "اتصال" in changed.text
    back = tap(owner, changed, "رجوع")
    assert "اتصال" in back.text and f"صُحّح في 25 أكتوبر 2024 بقرار المحرر {OWNER}" in back.text


def reply(owner: Person, menu: Seen, field: str, ask: str, words: str) -> Seen:
    before = owner.last_event()
    owner.tap(tap(owner, menu, field), ask)
    owner.wait_for(lambda seen: "/cancel" in seen.text, after=before)
    return owner.ask(words)


@pytest.mark.parametrize(
    ("field", "ask", "words", "shown"),
    [
        ("اليوم", "⌨️ يوم آخر", "22/10/2024", "22 أكتوبر 2024"),
        ("المكان", "⌨️ مكان آخر", "القاهرة", "القاهرة"),
        ("المشاركون", "⌨️ إضافة", "نتنياهو", "بنيامين نتنياهو"),
        ("المضمون", "⌨️ صياغة أخرى", "تبادل الرسائل", "تبادل الرسائل"),
    ],
)
def test_a_field_is_corrected_by_a_short_reply(
    bot: RunningBot, owner: Person, held: Event, field: str, ask: str, words: str, shown: str
) -> None:
    answer = reply(owner, open_fields(owner), field, ask, words)
    assert "صُحّح الحدث" in answer.text and shown in answer.text
    assert shown in card_of(owner).text


def test_what_is_not_understood_is_asked_again(
    bot: RunningBot, owner: Person, held: Event, store: Store
) -> None:
    again = reply(owner, open_fields(owner), "اليوم", "⌨️ يوم آخر", "قريبًا")
    assert "لم أفهم «قريبًا»" in again.text
    assert "22 أكتوبر 2024" in owner.ask("22/10/2024").text


def test_a_name_that_the_dossier_does_not_know_is_shown_to_be_confirmed(
    bot: RunningBot, owner: Person, held: Event, store: Store
) -> None:
    asked = reply(owner, open_fields(owner), "المشاركون", "⌨️ إضافة", "فلان الفلاني")
    assert "«فلان الفلاني» ليس في الملف" in asked.text
    assert "فلان الفلاني" not in now(store, held).people
    tap(owner, asked, "نعم، شخص")
    assert "فلان الفلاني" in now(store, held).people


def test_somebody_is_taken_out_by_a_button(bot: RunningBot, owner: Person, held: Event, store: Store) -> None:
    tap(owner, tap(owner, open_fields(owner), "المشاركون"), "✖ أنتوني بلينكن")
    assert now(store, held).people == ("تميم بن حمد آل ثاني",)


def test_a_day_and_a_place_may_be_taken_away(
    bot: RunningBot, owner: Person, held: Event, store: Store
) -> None:
    tap(owner, tap(owner, open_fields(owner), "المكان"), "بلا مكان")
    tap(owner, tap(owner, open_fields(owner), "اليوم"), "بلا يوم معروف")
    assert (now(store, held).place, now(store, held).when.first) == (None, None)


def test_an_answer_to_a_card_that_another_changed_changes_nothing(
    bot: RunningBot, owner: Person, second: Person, held: Event, store: Store
) -> None:
    before = owner.last_event()
    owner.tap(tap(owner, open_fields(owner), "المكان"), "⌨️ مكان آخر")
    owner.wait_for(lambda seen: "/cancel" in seen.text, after=before)
    tap(second, tap(second, tap(second, card_of(second), "✏️ تصحيح"), "الحالة"), "منفي")
    late = owner.ask("القاهرة").text
    assert "صحّحه المحرر 801" in late
    assert now(store, held).place == "الدوحة"


@pytest.fixture
def unheard(store: Store, newsroom: Newsroom) -> Event:
    """An event that waits, of which nobody has been told that it does."""
    return hold(store, newsroom, TEXT)


def test_editors_are_told_once_that_something_waits_before_the_digests_hour(
    unheard: Event, owner: Person, bot: RunningBot
) -> None:
    # It is seven in Doha.
    told = owner.wait_for(lambda seen: "قبل الموجز" in seen.text)
    assert "حدث واحد" in told.text
    assert "لماذا ينتظر" in tap(owner, told, "مراجعة").text


def test_two_events_are_joined_and_one_is_split_by_hand(
    bot: RunningBot, owner: Person, newsroom: Newsroom, store: Store
) -> None:
    one, other = newsroom.meeting(), newsroom.meeting("التقيا في القاهرة أيضًا.", place="القاهرة")
    before = owner.last_event()
    owner.tap(owner.ask(f"/event {one.id}"), "🔗 ضم")
    owner.wait_for(lambda seen: "/cancel" in seen.text, after=before)
    assert "لا يوجد حدث آخر" in owner.ask("999").text
    assert "حدث واحد" in owner.ask(str(other.id)).text
    apply_rulings(store, load_dossier("gaza"), now=NOW, reviewing=Reviewing.NONE)
    assert len(now(store, one).reports) == 2 and now(store, other).id == one.id
    reports = tap(owner, owner.ask(f"/event {one.id}"), "✂️ فصل")
    assert "تُفصل" in tap(owner, reports, next(one for one in reports.labels if "✂️" in one)).text
    apply_rulings(store, load_dossier("gaza"), now=NOW, reviewing=Reviewing.NONE)
    assert len(now(store, one).reports) == 1
