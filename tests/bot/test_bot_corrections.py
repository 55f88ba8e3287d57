"""An event that was told is withdrawn or corrected: what those see who received it, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from botroom import NOW, OWNER, READER, Newsroom, RunningBot, digest_line, digest_of, eventually
from postroom import Post, received
from sqlmodel import select

from bot.commands.dispatch import answer
from bot.commands.request import Request
from bot.preview.client import Person, Preview
from bot.views.plain import plain
from storage import corrections
from storage.db import Store
from storage.model import DeliveryState, Digest, DigestFigure, Edits, Event, EventType, Figure, Habits, Timing
from storage.subscribers import keep_habits, unsubscribe
from storage.tables import DeliveryRow, FigureRow

OTHER = 555


@pytest.fixture
def event(newsroom: Newsroom) -> Event:
    return newsroom.meeting()


@pytest.fixture
def digest(event: Event) -> Digest:
    """A digest that tells `event`, and another that nobody corrects."""
    return digest_of(
        digest_line(event.id or 0), digest_line(OTHER, type=EventType.CALL, substance="ملف المساعدات")
    )


def withdraw(post: Post, event: Event, reason: str | None = "نفى المصدر ما نُقل عنه") -> None:
    with post.store.writing() as session:
        assert corrections.withdraw(session, event.id or 0, by=OWNER, now=NOW + post.ahead, reason=reason)


def correct(post: Post, event: Event, **edits: object) -> None:
    with post.store.writing() as session:
        assert corrections.correct(session, event.id or 0, Edits(**edits), by=OWNER, now=NOW + post.ahead)


def states(post: Post) -> list[tuple[int, str]]:
    with post.store.reading() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.correction_id != 0))
        return [(row.chat_id, row.state) for row in rows]


async def test_the_digest_is_edited_in_place_with_a_line_that_says_so(
    post: Post, reader: Person, event: Event, digest: Digest
) -> None:
    post.queue(digest, READER)
    await post.send()
    withdraw(post, event)
    await post.send()
    (only,) = received(reader)
    assert "تصحيح (25 أكتوبر 2024): سُحب خبر «لقاء في الدوحة»: نفى المصدر ما نُقل عنه" in only
    assert "للوساطة (سُحب الخبر)" in only and "ملف المساعدات" in only
    assert states(post) == [(READER, DeliveryState.SENT)]


async def test_a_correction_says_what_stood_there_and_what_stands_there_now(
    post: Post, reader: Person, event: Event, digest: Digest
) -> None:
    post.queue(digest, READER)
    await post.send()
    correct(post, event, place="القاهرة")
    await post.send()
    (only,) = received(reader)
    assert "صُحّح خبر «لقاء في الدوحة»: المكان القاهرة بدلًا من الدوحة" in only
    assert "في القاهرة، وبحثا الجهود المشتركة للوساطة (صُحّح الخبر)" in only


async def test_what_can_no_longer_be_edited_gets_one_short_correction(
    post: Post, reader: Person, telegram: Preview, event: Event, digest: Digest
) -> None:
    post.queue(replace(digest, urgent=True), READER)
    post.queue(digest, READER)
    await post.send()
    telegram.fault("refuse", method="editMessageText", name="message_too_old", times=9)
    withdraw(post, event)
    await post.send()
    await post.send()
    *before, last = received(reader)
    assert len(before) == 2
    assert last == "✏️ تصحيح لموجز الجمعة 25 أكتوبر 2024: سُحب خبر «لقاء في الدوحة»: نفى المصدر ما نُقل عنه."


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "error_after", "server_error"])
async def test_an_edit_whose_answer_was_lost_is_made_again(
    post: Post, reader: Person, telegram: Preview, event: Event, digest: Digest, fault: str
) -> None:
    post.queue(digest, READER)
    await post.send()
    telegram.fault(fault, method="editMessageText")
    withdraw(post, event)
    await post.send()
    post.ahead += timedelta(minutes=5)
    await post.send()
    (only,) = received(reader)
    assert "سُحب خبر" in only and states(post) == [(READER, DeliveryState.SENT)]


async def test_a_digest_that_waits_its_turn_is_told_without_what_was_withdrawn(
    post: Post, reader: Person, event: Event, digest: Digest
) -> None:
    post.queue(digest, READER)
    withdraw(post, event)
    await post.send()
    (only,) = received(reader)
    assert "لقاء" not in only and "ملف المساعدات" in only and "تصحيح" not in only
    assert states(post) == [(READER, DeliveryState.SENT)]


async def test_who_comes_later_is_not_sent_a_number_that_was_withdrawn_meanwhile(
    post: Post, reader: Person, owner: Person, newsroom: Newsroom
) -> None:
    """The event whose number it is has no line of its own; the first reader's message must not be kept for the second."""
    event = newsroom.meeting("أعلنت الوزارة مقتل 987 شخصا في غزة.")
    (report,) = event.reports
    assert report.source is not None
    counted = Figure("killed_gaza", 987, report.spans)
    with post.store.writing() as session:
        row = {"day": NOW.date(), "dossier": "gaza", "article_id": report.source.article_id}
        session.add(FigureRow(what=counted.what, value=counted.value, spans=counted.spans, **row))
    figure = DigestFigure(counted.what, counted.value, None, None, None, (0,))
    digest = digest_of(digest_line(OTHER), figures=(figure,), sources=(report.source,))
    post.queue(digest, READER)
    await post.send()
    withdraw(post, event)
    post.queue(digest, OWNER)
    await post.send()
    (first,), (second,) = received(reader), received(owner)
    assert "987" in first
    assert "987" not in second and "التقى" in second


async def test_an_urgent_message_that_holds_nothing_else_is_never_sent(
    post: Post, reader: Person, event: Event
) -> None:
    post.queue(digest_of(digest_line(event.id or 0), urgent=True), READER)
    withdraw(post, event)
    await post.send()
    assert received(reader) == []


async def test_a_second_decision_keeps_the_first_ones_line(
    post: Post, reader: Person, newsroom: Newsroom, event: Event
) -> None:
    other = newsroom.meeting("التقيا في القاهرة.", place="القاهرة")
    both = digest_of(digest_line(event.id or 0), digest_line(other.id or 0, place="القاهرة"))
    post.queue(both, READER)
    await post.send()
    withdraw(post, event)
    await post.send()
    withdraw(post, other, None)
    await post.send()
    (only,) = received(reader)
    assert "سُحب خبر «لقاء في الدوحة»" in only and "سُحب خبر «لقاء في القاهرة»" in only


async def test_a_short_digest_is_corrected_where_it_told_the_event(
    post: Post, reader: Person, event: Event, digest: Digest
) -> None:
    with post.store.writing() as session:
        keep_habits(session, READER, Habits(short=True), timing=Timing("Asia/Qatar", (7,)))
    post.queue(digest, READER)
    await post.send()
    withdraw(post, event)
    await post.send()
    (only,) = received(reader)
    assert "سُحب خبر «لقاء في الدوحة»" in only and "ملف المساعدات" in only


async def test_one_who_has_left_is_sent_no_message(
    post: Post, reader: Person, telegram: Preview, event: Event, digest: Digest
) -> None:
    post.queue(digest, READER)
    await post.send()
    with post.store.writing() as session:
        unsubscribe(session, READER)
    telegram.fault("refuse", method="editMessageText", name="message_too_old")
    withdraw(post, event)
    await post.send()
    assert len(received(reader)) == 1


def test_an_editor_withdraws_by_the_cards_buttons_and_readers_see_it(
    bot: RunningBot, owner: Person, reader: Person, event: Event, digest: Digest, store: Store
) -> None:
    Post(store).queue(digest, READER)
    eventually(lambda: received(reader))
    card = owner.ask(f"/event {event.id}")
    before = owner.last_event()
    owner.tap(card, "سحب")
    asked = owner.wait_for(after=before)
    assert "سحب الحدث رقم" in asked.text
    before = owner.last_event()
    owner.tap(asked, "سحب")
    assert "يُصحَّح الآن ما وصل منه (رسالة واحدة)" in owner.wait_for(after=before).text
    eventually(lambda: "سُحب خبر" in received(reader)[0])
    assert "سُحب خبر هذا الحدث" in reader.ask(f"/event {event.id}").text
    assert "مسحوب" in owner.ask(f"/event {event.id}").text


def test_a_reader_may_not_decide_and_sees_no_buttons_for_it(
    request_: Request, store: Store, event: Event
) -> None:
    for text in (f"/withdraw {event.id}", f"/correct {event.id} المكان غزة", f"/reinstate {event.id}"):
        assert "للمحررين" in plain(answer(store, text, request_))
    offered = [one.press for row in answer(store, f"/event {event.id}", request_).buttons for one in row]
    assert offered == [f"follow {event.id}"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("المكان القاهرة", "في القاهرة"),
        ("اليوم 22/10/2024", "22 أكتوبر 2024"),
        ("day أمس", "24 أكتوبر 2024"),
        ("الحالة مقرر", "مقرر"),
        ("status denied", "نُفي"),
        ("النوع اتصال", "اتصال"),
        ("المضمون تبادل الرسائل", "تبادل الرسائل"),
    ],
)
def test_an_editor_corrects_a_field_by_its_name(
    request_: Request, store: Store, event: Event, said: str, shown: str
) -> None:
    editor = replace(request_, user_id=OWNER)
    assert "صُحّح الحدث" in plain(answer(store, f"/correct {event.id} {said}", editor))
    card = plain(answer(store, f"/event {event.id}", editor))
    assert shown in card and f"بقرار المحرر {OWNER}" in card


def test_what_an_editor_wrote_wrongly_changes_nothing(request_: Request, store: Store, event: Event) -> None:
    editor = replace(request_, user_id=OWNER)
    for said in ("المكان", "الحالة ربما", "اليوم قريبًا", "اللون أحمر"):
        assert "لم أفهم" in plain(answer(store, f"/correct {event.id} {said}", editor))
    assert "بقرار" not in plain(answer(store, f"/event {event.id}", editor))
