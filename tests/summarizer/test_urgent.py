"""What is told at once: to whom, once, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from tellings import BLINKEN, DAY, EMIR, on, report

from storage import inbox, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, EventType, Participant, Period, Reading, Report, Reviewing, Status, Timing
from storage.read import digests
from storage.tables import DeliveryRow, DigestRow
from summarizer.job import read_inbox
from summarizer.publishing import publish_due
from summarizer.urgent import publish_urgent

NOON = datetime(2024, 10, 24, 12, tzinfo=UTC)
SEVEN = datetime(2024, 10, 25, 4, tzinfo=UTC)
HAMAS, ISRAEL = Participant("حماس"), Participant("إسرائيل")


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def telling(*reports: Report) -> Callable[[Article, Dossier], Reading]:
    return lambda article, _: Reading("عنوان", article.text, None, None, reports)


def a_truce(**changes: object) -> Report:
    usual: dict[str, object] = {"when": on(DAY), "headline": True, "substance": "وقف القتال ثلاثة أيام"}
    return replace(report(EventType.TRUCE, HAMAS, ISRAEL, **usual | changes), source=None)  # type: ignore[arg-type]


def read(store: Store, gaza: Dossier, text: str, *reports: Report, now: datetime = NOON) -> None:
    with store.writing() as session:
        inbox.submit(session, Article(text, "صحيفة", DAY), dossier="gaza", now=now)
    read_inbox(store, gaza, now=now, reader=telling(*reports), reviewing=Reviewing.NONE)


def subscribe(
    store: Store, chat: int, *urgent: EventType, quiet: tuple[int, int] | None = None, hour: int = 7
) -> None:
    with store.writing() as session:
        subscribers.subscribe(session, chat, hour=7, timezone="Asia/Qatar", now=NOON - timedelta(days=1))
        wish = Timing("Asia/Qatar", (hour,), quiet=quiet, urgent=urgent)
        subscribers.keep_timing(session, chat, wish, now=NOON - timedelta(hours=8))


def told(store: Store) -> list[tuple[int, list[EventType], datetime]]:
    """Who was queued what urgently, and when it may be sent."""
    with store.reading() as session:
        rows = session.exec(
            select(DeliveryRow, DigestRow)
            .join(DigestRow)
            .where(DigestRow.subject != "")
            .order_by(DeliveryRow.id)  # type: ignore[arg-type]
        )
        return [
            (row.chat_id, [line.type for line in digest.content.lines], row.due_at) for row, digest in rows
        ]


def test_a_chosen_event_is_told_at_once_to_those_who_chose_it(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11, EventType.TRUCE)
    subscribe(store, 12, EventType.RELEASE)
    subscribe(store, 13)
    read(store, gaza, "بدأت الهدنة", a_truce())
    assert publish_urgent(store, gaza, now=NOON) == 1
    assert told(store) == [(11, [EventType.TRUCE], NOON)]


def test_an_event_is_told_once_however_often_it_is_confirmed(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11, EventType.TRUCE)
    for minute in range(3):
        now = NOON + timedelta(minutes=minute)
        read(store, gaza, f"بدأت الهدنة {minute}", a_truce(), now=now)
        publish_urgent(store, gaza, now=now)
        publish_urgent(store, gaza, now=now)
    assert len(told(store)) == 1


def test_what_was_told_at_once_stands_in_the_next_digest_too(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11, EventType.TRUCE)
    read(store, gaza, "بدأت الهدنة", a_truce())
    publish_urgent(store, gaza, now=NOON)
    with store.reading() as session:
        assert digests.last_for(session, "gaza", 11) is None
    assert publish_due(store, gaza, now=SEVEN) == 1
    with store.reading() as session:
        regular = digests.last_for(session, "gaza", 11)
    assert regular is not None and [line.type for line in regular.happened] == [EventType.TRUCE]
    assert publish_urgent(store, gaza, now=SEVEN) == 0


def test_what_a_digest_has_just_told_is_not_told_again_a_second_later(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11, EventType.TRUCE)
    read(store, gaza, "بدأت الهدنة", a_truce(), now=SEVEN - timedelta(seconds=1))
    publish_due(store, gaza, now=SEVEN)
    assert publish_urgent(store, gaza, now=SEVEN) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.PLANNED},
        {"status": Status.DENIED},
        {"when": on(DAY - timedelta(days=20))},
        {"when": Period(), "headline": False},
    ],
    ids=["planned", "denied", "long ago", "undated, in passing"],
)
def test_what_did_not_happen_now_is_not_told_at_once(
    store: Store, gaza: Dossier, changes: dict[str, object]
) -> None:
    subscribe(store, 11, EventType.TRUCE)
    read(store, gaza, "عن الهدنة", a_truce(**changes))
    assert publish_urgent(store, gaza, now=NOON) == 0


def test_a_plan_is_told_at_once_when_it_has_come_true(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11, EventType.TRUCE)
    read(store, gaza, "هدنة مقررة", a_truce(status=Status.PLANNED))
    assert publish_urgent(store, gaza, now=NOON) == 0
    later = NOON + timedelta(hours=3)
    read(store, gaza, "بدأت الهدنة", a_truce(), now=later)
    assert publish_urgent(store, gaza, now=later) == 1


def test_types_that_are_not_urgent_are_never_told_at_once(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11, EventType.MEETING)
    meeting = replace(report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), headline=True), source=None)
    read(store, gaza, "لقاء", meeting)
    assert publish_urgent(store, gaza, now=NOON) == 0


def test_quiet_hours_hold_it_until_they_end_or_leave_it_to_the_digest(store: Store, gaza: Dossier) -> None:
    # It is three in the afternoon in Doha; the second reader's digest comes within the quiet hours.
    subscribe(store, 11, EventType.TRUCE, quiet=(14, 18))
    subscribe(store, 12, EventType.TRUCE, quiet=(14, 18), hour=17)
    read(store, gaza, "بدأت الهدنة", a_truce())
    publish_urgent(store, gaza, now=NOON)
    assert told(store) == [(11, [EventType.TRUCE], NOON + timedelta(hours=3))]


def test_one_who_turns_it_on_later_is_not_told_what_is_past(store: Store, gaza: Dossier) -> None:
    read(store, gaza, "بدأت الهدنة", a_truce())
    publish_urgent(store, gaza, now=NOON)
    subscribe(store, 11, EventType.TRUCE)
    assert publish_urgent(store, gaza, now=NOON + timedelta(minutes=1)) == 0


def test_nothing_is_told_at_once_that_was_read_long_before(store: Store, gaza: Dossier) -> None:
    subscribe(store, 11, EventType.TRUCE)
    read(store, gaza, "بدأت الهدنة", a_truce())
    assert publish_urgent(store, gaza, now=NOON + timedelta(hours=1)) == 0
