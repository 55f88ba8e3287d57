"""Following an event or a name, as a reader does it: buttons, commands, and the message when something changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from botroom import NOW, READER, RunningBot, eventually, meeting_report
from sqlmodel import select

from bot.preview.client import Person, Preview
from storage import corrections, inbox
from storage.catalog import load_dossier
from storage.db import Store
from storage.follows import SETTLE
from storage.model import Article, Reading, Report, Reviewing, Status
from storage.search.indexing import index_changed
from storage.tables import DeliveryRow, FollowRow, SubscriberRow
from summarizer.following import GAP, publish_followed
from summarizer.job import read_inbox


class Desk:
    """Reads what the test says an article tells, and tells followers; the bot does the rest."""

    def __init__(self, store: Store, bot: RunningBot) -> None:
        self.store, self.bot, self.dossier = store, bot, load_dossier("gaza")

    def read(self, text: str, told: Report, publisher: str = "وكالة الأنباء") -> None:
        article = Article(text, publisher, date(2024, 10, 25), f"https://example.org/{abs(hash(text))}")
        with self.store.writing() as session:
            inbox.submit(session, article, dossier="gaza", now=self.now)
        reading = Reading("عنوان", text, None, None, (replace(told, spans=meeting_report(text).spans),))
        read_inbox(
            self.store, self.dossier, now=self.now, reader=lambda *_: reading, reviewing=Reviewing.NONE
        )

    @property
    def now(self) -> datetime:
        return NOW + self.bot.clock_offset

    def wait(self, time: timedelta = SETTLE) -> int:
        """Let this time go by, and tell followers; returns how many deliveries that makes."""
        self.bot.clock_offset += time
        return publish_followed(self.store, self.dossier, now=self.now)


@pytest.fixture
def desk(bot: RunningBot, store: Store) -> Desk:
    return Desk(store, bot)


PLAN = meeting_report("", status=Status.PLANNED, attribution=None)


def test_a_planned_meeting_is_followed_by_its_button_and_its_denial_told_once(
    desk: Desk, reader: Person
) -> None:
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    card = reader.ask("/event 1")
    assert "📌 تابِع" in card.labels
    before = reader.last_event()
    reader.tap(card, "📌 تابِع")
    assert "بدأت المتابعة" in reader.wait_for(after=before).text
    desk.read("نفت الخارجية الأميركية أن يكون هناك لقاء.", replace(PLAN, status=Status.DENIED), "رويترز")
    before = reader.last_event()
    assert desk.wait() == 1
    told = reader.wait_for(after=before)
    assert "الحالة: نُفي، وكان مقررًا" in told.text and "رويترز" in told.text
    assert "/unfollow_1" in told.text and "https://t.me/preview_bot?start=event_1" in told.html
    assert desk.wait(GAP) == 0
    eventually(lambda: [one.text for one in reader.read() if one.from_bot][-1] == told.text)


def test_the_list_ends_what_is_followed_one_by_one(desk: Desk, reader: Person) -> None:
    assert "لا يُتابَع شيء هنا" in reader.ask("/follow").text
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    assert "بدأت المتابعة" in reader.ask("/follow 1").text
    assert "قائمة من قبل" in reader.ask("/follow 1").text
    assert "أنتوني بلينكن" in reader.ask("/follow بلينكن").text
    page = reader.ask("/mediator قطر", lambda seen: bool(seen.labels))
    before = reader.last_event()
    reader.tap(page, "📌 تابِع: قطر")
    assert "بدأت المتابعة" in reader.wait_for(after=before).text
    listed = reader.ask("/follow")
    for name in ("إيقاف: أنتوني بلينكن", "إيقاف: قطر", "إيقاف: الحدث 1"):
        before = reader.last_event()
        reader.tap(listed, name)
        listed = reader.wait_for(after=before)
    assert "لا يُتابَع شيء هنا" in listed.text
    assert "لا متابعة قائمة" in reader.ask("/unfollow 1").text
    assert "لا يُعرف" in reader.ask("/follow فلان بن فلان").text
    assert "لا يُعرف" in reader.ask("/follow 999").text


def test_a_followed_name_is_told_of_with_what_is_new(desk: Desk, reader: Person) -> None:
    reader.ask("/follow بلينكن")
    desk.bot.clock_offset += timedelta(minutes=1)
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    before = reader.last_event()
    assert desk.wait() == 1
    told = reader.wait_for(after=before)
    assert "أنتوني بلينكن:" in told.text and "من المقرر أن يلتقي" in told.text


def test_a_withdrawal_is_told_and_struck_out(desk: Desk, reader: Person, store: Store) -> None:
    desk.read("التقى أمير قطر وزير الخارجية الأميركي في الدوحة.", meeting_report(""))
    reader.ask("/follow 1")
    with store.writing() as session:
        corrections.withdraw(session, 1, by=700, now=desk.now, reason="خبر غير صحيح")
    before = reader.last_event()
    assert desk.wait() == 1
    told = reader.wait_for(after=before)
    assert "سُحب هذا الخبر: بقرار من المحررين، والسبب: خبر غير صحيح" in told.text and "<s>" in told.html


def test_a_message_that_an_editor_takes_back_later_is_edited_too(
    desk: Desk, reader: Person, store: Store
) -> None:
    reader.ask("/follow بلينكن")
    desk.bot.clock_offset += timedelta(minutes=1)
    desk.read("التقى أمير قطر وزير الخارجية الأميركي في الدوحة.", meeting_report(""))
    before = reader.last_event()
    desk.wait()
    told = reader.wait_for(after=before)
    with store.writing() as session:
        corrections.withdraw(session, 1, by=700, now=desk.now)
    edited = reader.wait_for(lambda seen: "تصحيح" in seen.text, after=before)
    assert edited.id == told.id
    assert desk.wait(GAP) == 0


def test_who_searches_for_somebody_may_follow_them(desk: Desk, reader: Person, store: Store) -> None:
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    index_changed(store, desk.dossier)
    found = reader.ask("لقاءات بلينكن")
    before = reader.last_event()
    reader.tap(found, "📌 تابِع: أنتوني بلينكن")
    assert "بدأت المتابعة: أنتوني بلينكن" in reader.wait_for(after=before).text


def test_a_message_that_may_have_arrived_is_not_sent_again(
    desk: Desk, reader: Person, telegram: Preview, store: Store
) -> None:
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    reader.ask("/follow 1")
    desk.read("التقى أمير قطر وزير الخارجية الأميركي.", meeting_report(""), "رويترز")
    telegram.fault("drop_after", method="sendMessage", chat_id=READER)
    assert desk.wait() == 1

    def state() -> str | None:
        with store.reading() as session:
            return next(
                (row.state for row in session.exec(select(DeliveryRow)) if row.state == "uncertain"), None
            )

    eventually(state)
    assert desk.wait(GAP) == 0
    assert len([one for one in reader.read() if "تم، وكان مقررًا" in one.text]) == 1


def test_in_a_group_those_who_run_it_follow_for_all(
    desk: Desk, reader: Person, telegram: Preview, store: Store
) -> None:
    guest = telegram.person("ضيف", started=True)
    group = telegram.chat("غرفة", reader, guest, type="supergroup", bot="member")
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    before = guest.last_event(group)
    guest.say("/follow 1", chat=group)
    assert "لمشرفيها" in guest.wait_for(after=before, chat=group).text
    before = reader.last_event(group)
    reader.say("/follow@preview_bot 1", chat=group)
    assert "بدأت المتابعة" in reader.wait_for(after=before, chat=group).text
    desk.read("التقى أمير قطر وزير الخارجية الأميركي.", meeting_report(""), "رويترز")
    before = reader.last_event(group)
    assert desk.wait() == 1
    assert "تم، وكان مقررًا" in reader.wait_for(after=before, chat=group).text


def test_in_a_forum_it_is_told_in_the_topic_where_it_was_asked_for(
    desk: Desk, reader: Person, telegram: Preview
) -> None:
    forum = telegram.chat("منتدى", reader, bot="member", forum=True)
    topic = telegram.topic(forum, "المتابعة")
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    before = reader.last_event(forum)
    reader.say("/follow 1", chat=forum, topic=topic)
    assert reader.wait_for(after=before, chat=forum).topic == topic
    telegram.close_topic(forum, topic)
    desk.read("التقى أمير قطر وزير الخارجية الأميركي.", meeting_report(""), "رويترز")
    before = reader.last_event(forum)
    assert desk.wait() == 1
    eventually(lambda: [one for one in reader.read() if "مغلق" in one.text])
    telegram.close_topic(forum, topic, closed=False)
    told = reader.wait_for(after=before, chat=forum)
    assert told.topic == topic and "تم، وكان مقررًا" in told.text


def test_who_blocks_and_comes_back_is_told_what_changed_meanwhile(
    desk: Desk, reader: Person, store: Store
) -> None:
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    reader.ask("/follow 1")
    reader.block()
    eventually(lambda: not _reachable(store))
    desk.read("التقى أمير قطر وزير الخارجية الأميركي.", meeting_report(""), "رويترز")
    assert desk.wait() == 0
    before = reader.last_event()
    reader.block(False)
    eventually(lambda: _reachable(store))
    assert desk.wait() == 1
    assert "تم، وكان مقررًا" in reader.wait_for(after=before).text


def _reachable(store: Store) -> bool:
    with store.reading() as session:
        return session.get_one(SubscriberRow, READER).cut_off is None


def test_forgetting_ends_it_all(desk: Desk, reader: Person, store: Store) -> None:
    desk.read("يلتقي أمير قطر وزير الخارجية الأميركي في الدوحة غدًا.", PLAN)
    reader.ask("/follow 1")
    before = reader.last_event()
    reader.tap(reader.ask("/forget"), "نعم، حذف كل شيء")
    reader.wait_for(lambda seen: "حُذف كل ما" in seen.text, after=before)
    with store.reading() as session:
        assert not session.exec(select(FollowRow)).all()
