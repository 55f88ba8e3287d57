"""What readers who chose a part of the news are sent: at their hour, at once, and in corrections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select
from tellings import BLINKEN, DAY, EMIR, on, report, source

from storage import corrections, inbox, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.forgetting import forget
from storage.model import (
    Article,
    Digest,
    EventType,
    Figure,
    Participant,
    Position,
    Reading,
    Report,
    Reviewing,
    Span,
    Stance,
    Timing,
    Wishes,
)
from storage.read import digests, events
from storage.search.indexing import Kin
from storage.tables import DeliveryRow, DigestRow
from summarizer.job import read_inbox
from summarizer.publishing import publish_due
from summarizer.urgent import publish_urgent
from summarizer.wishes import Sieve, marks_of_position

NOON = datetime(2024, 10, 24, 12, tzinfo=UTC)
SEVEN = datetime(2024, 10, 25, 4, tzinfo=UTC)
EGYPT, HAMAS, ISRAEL = Participant("مصر"), Participant("حماس"), Participant("إسرائيل")
MEETING = "التقى أمير قطر وزير الخارجية الأميركي في الدوحة لبحث صفقة المحتجزين."
TALKS = "استضافت القاهرة محادثات بين حماس وإسرائيل بشأن معبر رفح."
FREED = "أُفرج عن ثلاثة محتجزين."


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def telling(*reports: Report, figures: tuple[Figure, ...] = ()) -> Callable[[Article, Dossier], Reading]:
    return lambda article, _: Reading("عنوان", article.text, None, None, reports, figures=figures)


def read(store: Store, gaza: Dossier, text: str, told: Report, *, figures: tuple[Figure, ...] = ()) -> None:
    told = replace(told, spans=(Span(0, len(text)),), source=None)
    with store.writing() as session:
        inbox.submit(session, Article(text, f"صحيفة {len(text)}", DAY), dossier="gaza", now=NOON)
    read_inbox(store, gaza, now=NOON, reader=telling(told, figures=figures), reviewing=Reviewing.NONE)


@pytest.fixture
def newsroom(store: Store, gaza: Dossier) -> Store:
    """A store with a meeting of Qatar's in Doha, and talks in Cairo of which Egypt is the host."""
    meeting = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة", issues=("hostages",), headline=True)  # fmt: skip
    talks = report(EventType.TALKS, EGYPT, HAMAS, ISRAEL, when=on(DAY), place="القاهرة", issues=("rafah",), headline=True)  # fmt: skip
    read(store, gaza, MEETING, meeting)
    read(store, gaza, TALKS, talks)
    return store


def subscribe(store: Store, chat: int, wishes: Wishes, *urgent: EventType) -> None:
    with store.writing() as session:
        subscribers.subscribe(session, chat, hour=7, timezone="Asia/Qatar", now=NOON - timedelta(days=1))
        timing = Timing("Asia/Qatar", (7,), urgent=urgent)
        subscribers.keep_timing(session, chat, timing, now=NOON - timedelta(hours=8))
        subscribers.keep_wishes(session, chat, wishes, timing=timing)


def received(store: Store, chat: int) -> Digest:
    with store.reading() as session:
        found = digests.last_for(session, "gaza", chat)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        (Wishes(), {EventType.MEETING, EventType.TALKS}),
        (Wishes(parties=("قطر",)), {EventType.MEETING}),
        (Wishes(parties=("مصر", "قطر")), {EventType.MEETING, EventType.TALKS}),
        (Wishes(issues=("rafah",)), {EventType.TALKS}),
        (Wishes(types=(EventType.MEETING,)), {EventType.MEETING}),
        (Wishes(parties=("قطر",), types=(EventType.TALKS,)), set()),
        (Wishes(words=("معبر رفح",)), {EventType.TALKS}),
        (Wishes(words=("رفح الدوحة",)), set()),
        (Wishes(words=("المحتجزون", "المعابر")), {EventType.MEETING}),
        (Wishes(without=("رفح",)), {EventType.MEETING}),
        (Wishes(parties=("قطر", "مصر"), without=("بلينكن", "القاهره")), set()),
    ],
    # Not of the set: its order is another one in each process that tests.
    ids=lambda one: str(one) if isinstance(one, Wishes) else None,
)
def test_a_digest_tells_what_was_wished_for_and_says_how_much_else_there_was(
    newsroom: Store, gaza: Dossier, wishes: Wishes, told: set[EventType]
) -> None:
    subscribe(newsroom, 11, wishes)
    assert publish_due(newsroom, gaza, now=SEVEN) == 1
    made = received(newsroom, 11)
    assert {line.type for line in made.lines} == told
    assert (made.wishes, made.passed_over) == (wishes, 2 - len(told))
    assert made.articles_read == 2


def test_those_who_wish_the_same_share_a_digest_and_others_ask_for_the_whole(
    newsroom: Store, gaza: Dossier
) -> None:
    subscribe(newsroom, 11, Wishes(parties=("قطر", "مصر"), words=("الدوحة",)))
    subscribe(newsroom, 12, Wishes(parties=("مصر", "قطر"), words=("الدوحة",)))
    subscribe(newsroom, 13, Wishes(issues=("rafah",)))
    assert publish_due(newsroom, gaza, now=SEVEN) == 3
    assert received(newsroom, 11).id == received(newsroom, 12).id != received(newsroom, 13).id
    with newsroom.reading() as session:
        whole = digests.last_published(session, "gaza")
    assert whole is not None and whole.wishes.empty and len(whole.lines) == 2
    # Nothing is made twice.
    assert publish_due(newsroom, gaza, now=SEVEN) == 0


def test_numbers_come_with_the_sentences_in_which_they_stand(store: Store, gaza: Dossier) -> None:
    release = report(EventType.RELEASE, HAMAS, when=on(DAY), issues=("hostages",), headline=True)
    freed = Figure("hostages_released", 3, (Span(0, 10),))
    read(store, gaza, FREED, release, figures=(freed,))
    subscribe(store, 11, Wishes(parties=("حماس",)))
    subscribe(store, 12, Wishes(parties=("قطر",)))
    publish_due(store, gaza, now=SEVEN)
    assert [figure.value for figure in received(store, 11).figures] == [3]
    assert received(store, 12).quiet


def test_what_is_told_at_once_is_what_was_wished_for(newsroom: Store, gaza: Dossier) -> None:
    subscribe(newsroom, 11, Wishes(parties=("قطر",)), EventType.TRUCE)
    subscribe(newsroom, 12, Wishes(parties=("حماس",)), EventType.TRUCE)
    subscribe(newsroom, 13, Wishes(without=("ثلاثة أيام",)), EventType.TRUCE)
    truce = report(EventType.TRUCE, HAMAS, ISRAEL, when=on(DAY), headline=True)
    read(newsroom, gaza, "بدأت هدنة بين حماس وإسرائيل ثلاثة أيام.", truce)
    assert publish_urgent(newsroom, gaza, now=NOON) == 1
    with newsroom.reading() as session:
        assert session.exec(select(DeliveryRow.chat_id)).all() == [12]


def test_a_correction_goes_to_those_alone_who_were_told(newsroom: Store, gaza: Dossier) -> None:
    subscribe(newsroom, 11, Wishes(parties=("قطر",)))
    subscribe(newsroom, 12, Wishes(issues=("rafah",)))
    publish_due(newsroom, gaza, now=SEVEN)
    with newsroom.writing() as session:
        (meeting,) = (
            event for event in events.latest(session, "gaza", limit=9) if event.type is EventType.MEETING
        )
        session.connection().exec_driver_sql("UPDATE deliveries SET state = 'sent', sent_parts = '[5]'")
        corrections.withdraw(session, meeting.id or 0, by=1, now=SEVEN)
        asked = select(DeliveryRow.chat_id).where(DeliveryRow.correction_id != 0)
        assert session.exec(asked).all() == [11]


def test_who_is_forgotten_leaves_no_digest_that_says_what_they_wished(newsroom: Store, gaza: Dossier) -> None:
    subscribe(newsroom, 11, Wishes(words=("خالتي سعاد",)))
    subscribe(newsroom, 12, Wishes(issues=("rafah",)))
    subscribe(newsroom, 13, Wishes(issues=("rafah",)))
    publish_due(newsroom, gaza, now=SEVEN)

    def kept() -> list[Wishes]:
        with newsroom.reading() as session:
            return [row.content.wishes for row in session.exec(select(DigestRow)).all()]

    for chat, left in ((11, 2), (12, 2), (13, 1)):
        with newsroom.writing() as session:
            forget(session, chat)
        assert len(kept()) == left
    assert kept() == [Wishes()]


@pytest.mark.parametrize(
    ("wishes", "wanted"),
    [
        (Wishes(parties=("حماس",)), True),
        (Wishes(parties=("إسرائيل",)), False),
        (Wishes(types=(EventType.REJECTION,)), True),
        (Wishes(types=(EventType.DEMAND,)), False),
        (Wishes(issues=("withdrawal",), words=("نتساريم",)), True),
        (Wishes(without=("النصيرات", "انسحاب")), False),
    ],
    ids=str,
)
def test_a_stance_is_wished_for_by_who_takes_it_on_what_and_how(
    gaza: Dossier, wishes: Wishes, wanted: bool
) -> None:
    text = "رفضت حماس انسحابًا جزئيًا من محور نتساريم."
    stance = Position("حماس", "withdrawal", Stance.REJECTS, "انسحاب جزئي", (Span(0, len(text)),), source=source(1))  # fmt: skip
    marks = marks_of_position(stance, {1: text}, Kin.of(gaza))
    assert Sieve.of(wishes).lets_through(marks) is wanted


@given(
    st.frozensets(st.integers(0, 9)),
    st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=3),
    st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=3),
    st.lists(st.frozensets(st.integers(0, 9), min_size=1), max_size=3),
)
def test_more_that_is_asked_for_lets_no_more_through(
    marks: frozenset[int],
    needed: list[frozenset[int]],
    spoken: list[frozenset[int]],
    unwanted: list[frozenset[int]],
) -> None:
    asked = Sieve(tuple(needed), tuple(spoken), tuple(unwanted))
    less = Sieve(tuple(needed[1:]), (), tuple(unwanted[1:]))
    assert Sieve((), (), ()).lets_through(marks)
    assert not asked.lets_through(marks) or less.lets_through(marks)
