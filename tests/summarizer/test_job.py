"""Articles go in, events and digests come out; each step whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.event import listen
from sqlmodel import Session
from structlog.testing import capture_logs
from tellings import BLINKEN, DAY, EMIR, on, report

from storage import inbox, outbox, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.errors import StoreUnavailableError
from storage.model import Article, Digest, EventType, Precision, Reading, Remark, Report, Span, Status
from storage.read import articles, digests, events
from storage.tables import ArticleRow
from storage.turns import Work, alone
from summarizer.digest import trace
from summarizer.job import digest_between, read_inbox
from summarizer.publishing import publish_due
from summarizer.reading import read

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)
SLOT = datetime(2024, 10, 25, 4, tzinfo=UTC)

CALL = """اتصال بين أمير قطر والرئيس الأميركي بشأن غزة

تلقى أمير قطر تميم بن حمد آل ثاني، الخميس 24 أكتوبر 2024، اتصالًا هاتفيًا من الرئيس الأميركي جو بايدن، بحثا فيه جهود الوساطة لوقف إطلاق النار في غزة والإفراج عن المحتجزين.

وقال الديوان الأميري إن الجانبين تناولا كذلك سبل إدخال المساعدات الإنسانية إلى القطاع.
"""
CALL_AGAIN = """بايدن يهاتف أمير قطر

أجرى الرئيس الأميركي جو بايدن يوم الخميس 24 أكتوبر 2024 اتصالًا هاتفيًا بأمير قطر الشيخ تميم بن حمد آل ثاني لبحث مسار الوساطة ووقف إطلاق النار في قطاع غزة، بحسب البيت الأبيض.
"""


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def hand_in(store: Store, text: str, *, published: date | None = DAY, publisher: str = "صحيفة") -> int:
    with store.writing() as session:
        found = inbox.submit(session, Article(text, publisher, published), dossier="gaza", now=NOW)
    return found.article_id


def subscribe(store: Store, *chats: int, at: datetime = NOW - timedelta(days=1)) -> None:
    with store.writing() as session:
        for chat in chats:
            subscribers.subscribe(session, chat, hour=7, timezone="Asia/Qatar", now=at)


def telling(*reports: Report) -> Callable[[Article, Dossier], Reading]:
    """A reader that finds these reports in whatever it is given."""
    return lambda article, _: Reading("عنوان", article.text, None, None, reports)


def a_meeting(place: str | None = "الدوحة", status: Status = Status.HAPPENED) -> Report:
    return replace(
        report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place=place, status=status, headline=True),
        source=None,
    )


def asked(store: Store, question: Callable[[Session], object]) -> object:
    with store.reading() as session:
        return question(session)


def test_two_articles_about_one_call_become_one_event_with_two_reports(store: Store, gaza: Dossier) -> None:
    hand_in(store, CALL, publisher="صحيفة أولى")
    hand_in(store, CALL_AGAIN, publisher="صحيفة ثانية")
    assert read_inbox(store, gaza, now=NOW) == 2
    with store.reading() as session:
        calls = [e for e in events.latest(session, "gaza", limit=20) if e.type is EventType.CALL]
    (call,) = calls
    assert (call.when.first, call.when.precision) == (DAY, Precision.DAY)
    assert {source.publisher for source in call.sources} == {"صحيفة أولى", "صحيفة ثانية"}
    assert set(call.people) == {"تميم بن حمد آل ثاني", "جو بايدن"}


def test_every_line_of_a_digest_leads_to_a_sentence_of_its_article(store: Store, gaza: Dossier) -> None:
    number = hand_in(store, CALL)
    read_inbox(store, gaza, now=NOW)
    made = digest_between(store, gaza, NOW - timedelta(hours=1), SLOT)
    with store.reading() as session:
        known = events.by_ids(session, [line.event_id for line in made.lines])
        texts = articles.texts(session, [number])
    assert made.lines
    for line in made.lines:
        sentences = [sentence for _, sentence in trace(line, known, texts)]
        assert sentences
        assert all(sentence in CALL for sentence in sentences)


def test_a_second_run_finds_nothing_to_read(store: Store, gaza: Dossier) -> None:
    hand_in(store, CALL)
    read_inbox(store, gaza, now=NOW)
    before = asked(store, lambda session: events.latest(session, "gaza", limit=50))
    assert read_inbox(store, gaza, now=NOW + timedelta(hours=1)) == 0
    assert asked(store, lambda session: events.latest(session, "gaza", limit=50)) == before


def test_an_article_put_back_in_the_inbox_and_read_again_changes_no_event(
    store: Store, gaza: Dossier
) -> None:
    hand_in(store, CALL)
    read_inbox(store, gaza, now=NOW)
    before = asked(store, lambda session: events.latest(session, "gaza", limit=50))
    with store.connection() as connection:
        connection.execute(text("UPDATE articles SET state = 'new'"))
    read_inbox(store, gaza, now=NOW + timedelta(hours=1))
    assert asked(store, lambda session: events.latest(session, "gaza", limit=50)) == before


def test_one_bad_article_is_kept_with_its_reason_and_the_run_goes_on(store: Store, gaza: Dossier) -> None:
    bad = hand_in(store, "A page that is not in Arabic at all.")
    good = hand_in(store, CALL)
    assert read_inbox(store, gaza, now=NOW) == 2
    with store.reading() as session:
        failed, read = (articles.understood(session, number) for number in (bad, good))
    assert failed.remark is Remark.NOT_ARABIC
    assert (failed.state, read.state, read.remark) == ("failed", "read", None)


def test_an_unforeseen_error_fails_its_article_alone_and_tells_nothing_of_its_text(
    store: Store, gaza: Dossier
) -> None:
    def breaks(article: Article, _: Dossier) -> Reading:
        raise ValueError(article.text)

    number = hand_in(store, "نص سري جدا")
    with capture_logs() as log:
        read_inbox(store, gaza, now=NOW, reader=breaks)
    with store.reading() as session:
        failed = articles.understood(session, number)
    assert failed.remark is Remark.BROKEN
    assert "ValueError" in str(log)
    assert "سري" not in str(log)


def test_an_error_while_saving_leaves_nothing_half_written(store: Store, gaza: Dossier) -> None:
    good, broken = a_meeting(), replace(a_meeting(), type=EventType.CALL, issues=(object(),))  # type: ignore[arg-type]
    number = hand_in(store, "خبر قصير")
    read_inbox(store, gaza, now=NOW, reader=telling(good, broken))
    with store.reading() as session:
        assert events.latest(session, "gaza", limit=5) == []
        assert articles.understood(session, number).state == "failed"


def test_an_article_waits_while_the_database_does_not_answer(store: Store, gaza: Dossier) -> None:
    def loses_the_store(article: Article, _: Dossier) -> Reading:
        raise StoreUnavailableError

    number = hand_in(store, "خبر قصير")
    with pytest.raises(StoreUnavailableError):
        read_inbox(store, gaza, now=NOW, reader=loses_the_store)
    assert asked(store, lambda session: articles.understood(session, number)).state == "new"  # type: ignore[attr-defined]


def test_an_article_that_another_summarizer_read_meanwhile_is_left_alone(store: Store, gaza: Dossier) -> None:
    def slow(article: Article, dossier: Dossier) -> Reading:
        read_inbox(store, dossier, now=NOW, reader=telling(a_meeting()))
        return telling(a_meeting())(article, dossier)

    hand_in(store, "خبر قصير")
    read_inbox(store, gaza, now=NOW, reader=slow)
    with store.reading() as session:
        (one,) = events.latest(session, "gaza", limit=5)
    assert len(one.reports) == 1


def test_a_slot_publishes_one_digest_and_a_delivery_for_each_chat(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11, 12)
    hand_in(store, "خبر قصير")
    read_inbox(store, gaza, now=NOW, reader=telling(a_meeting()))
    assert publish_due(store, gaza, now=SLOT) == 2
    with store.reading() as session:
        told = digests.last_for(session, "gaza", 11)
        assert told == digests.last_for(session, "gaza", 12)
    assert told is not None
    assert (told.slot, told.since, told.articles_read) == (SLOT, SLOT - timedelta(days=1), 1)
    assert [line.type for line in told.happened] == [EventType.MEETING]


def test_publishing_a_slot_twice_changes_nothing(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11)
    assert publish_due(store, gaza, now=SLOT) == 1
    assert publish_due(store, gaza, now=SLOT + timedelta(minutes=5)) == 0


def test_the_next_digest_begins_where_the_last_one_ended(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11)
    publish_due(store, gaza, now=SLOT)
    # Read after the hour had come: it belongs to the next digest.
    hand_in(store, "خبر قصير")
    read_inbox(store, gaza, now=SLOT + timedelta(seconds=1), reader=telling(a_meeting()))
    next_slot = SLOT + timedelta(days=1)
    publish_due(store, gaza, now=next_slot)
    with store.reading() as session:
        told = digests.last_for(session, "gaza", 11)
    assert told is not None
    assert (told.since, len(told.happened)) == (SLOT, 1)


def test_what_is_read_while_the_clock_stands_in_the_past_comes_with_the_next_digest(
    store: Store, gaza: Dossier
) -> None:
    subscribe(store, 11)
    publish_due(store, gaza, now=SLOT)
    hand_in(store, CALL)
    read_inbox(store, gaza, now=SLOT - timedelta(days=1))
    tomorrow = SLOT + timedelta(days=1)
    publish_due(store, gaza, now=tomorrow)
    told = asked(store, lambda session: digests.last_for(session, "gaza", 11))
    assert isinstance(told, Digest)
    assert (told.slot, told.articles_read) == (tomorrow, 1)
    assert told.happened


def test_chats_whose_windows_differ_get_digests_of_their_own(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11)
    publish_due(store, gaza, now=SLOT)
    subscribe(store, 12, at=SLOT + timedelta(hours=1))
    next_slot = SLOT + timedelta(days=3)
    assert publish_due(store, gaza, now=next_slot) == 2
    with store.reading() as session:
        since = {chat: digests.last_for(session, "gaza", chat).since for chat in (11, 12)}  # type: ignore[union-attr]
    assert since == {11: SLOT, 12: next_slot - timedelta(days=1)}


def test_after_a_long_silence_a_digest_reaches_back_a_week_and_no_farther(
    store: Store, gaza: Dossier
) -> None:
    subscribe(store, 11)
    publish_due(store, gaza, now=SLOT)
    much_later = SLOT + timedelta(days=40)
    publish_due(store, gaza, now=much_later)
    with store.reading() as session:
        assert digests.last_for(session, "gaza", 11).since == much_later - timedelta(days=7)  # type: ignore[union-attr]


def test_a_missed_slot_is_skipped_said_once_and_its_content_comes_with_the_next(
    store: Store, gaza: Dossier
) -> None:
    subscribe(store, 11)
    hand_in(store, "خبر قصير")
    read_inbox(store, gaza, now=NOW, reader=telling(a_meeting()))
    with capture_logs() as log:
        for minutes in (121, 122, 180):
            assert publish_due(store, gaza, now=SLOT + timedelta(minutes=minutes)) == 0
    assert [line["event"] for line in log] == ["slot skipped"]
    next_slot = SLOT + timedelta(days=1)
    assert publish_due(store, gaza, now=next_slot) == 1
    with store.reading() as session:
        assert len(digests.last_for(session, "gaza", 11).happened) == 1  # type: ignore[union-attr]


def test_a_due_slot_leaves_the_outbox_with_work(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11)
    assert publish_due(store, gaza, now=SLOT + timedelta(seconds=1)) == 1
    with store.writing() as session:
        assert [
            delivery.chat_id for delivery in outbox.take(session, 1, now=SLOT + timedelta(seconds=2), limit=9)
        ] == [11]


def test_looking_again_when_nobody_waits_costs_one_query(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11)
    asked: list[str] = []
    publish_due(store, gaza, now=SLOT)
    listen(store.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    assert publish_due(store, gaza, now=SLOT + timedelta(seconds=1)) == 0
    assert len([query for query in asked if query.startswith("SELECT")]) == 1


def test_a_confirmation_does_not_come_again_in_the_next_digest(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11)
    hand_in(store, "خبر أول")
    read_inbox(store, gaza, now=NOW, reader=telling(a_meeting()))
    publish_due(store, gaza, now=SLOT)
    hand_in(store, "خبر ثان عن اللقاء نفسه")
    read_inbox(store, gaza, now=SLOT + timedelta(hours=2), reader=telling(a_meeting()))
    next_slot = SLOT + timedelta(days=1)
    publish_due(store, gaza, now=next_slot)
    with store.reading() as session:
        told = digests.last_for(session, "gaza", 11)
    assert told is not None
    assert (told.happened, told.articles_read) == ((), 1)


def test_spans_of_a_stored_report_point_into_the_original_text(store: Store, gaza: Dossier) -> None:
    hand_in(store, "خبر قصير")
    read_inbox(store, gaza, now=NOW, reader=telling(replace(a_meeting(), spans=(Span(0, 3),))))
    with store.reading() as session:
        (one,) = events.latest(session, "gaza", limit=5)
    assert one.reports[0].spans[0].of("خبر قصير") == "خبر"


def test_an_article_that_another_summarizer_is_at_is_left_to_it(store: Store, gaza: Dossier) -> None:
    first, second = hand_in(store, CALL), hand_in(store, f"{CALL} وانتهى اللقاء مساء.")
    with alone(store, Work.READING, first) as ours:
        assert ours
        # SQLite has room for one that reads at all.
        assert read_inbox(store, gaza, now=SLOT, limit=5) == store.shared
    assert read_inbox(store, gaza, now=SLOT, limit=5) == 2 - store.shared
    assert first != second


def test_two_summarizers_read_each_article_once(database: str, store: Store, gaza: Dossier) -> None:
    texts = [f"{CALL} رقم {number}." for number in range(8)]
    numbers = [hand_in(store, text) for text in texts]
    seen: list[int | None] = []

    def reader(article: Article, dossier: Dossier) -> Reading:
        seen.append(article.id)
        return read(article, dossier)

    def work() -> None:
        ours = Store(database)
        while read_inbox(ours, gaza, now=SLOT, limit=1, reader=reader):
            pass
        ours.close()

    both = [threading.Thread(target=work) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(seen, key=str) == sorted(numbers, key=str)


def test_a_machines_translation_is_marked_when_it_is_read(store: Store, gaza: Dossier) -> None:
    number = hand_in(store, f"ترجمة آلية\n\n{CALL}")
    read_inbox(store, gaza, now=NOW)
    with store.reading() as session:
        assert session.get_one(ArticleRow, number).extraction == "translated"
