"""A dossier that an editor holds back: nothing is published, and at the release each reader is told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from structlog.testing import capture_logs
from tellings import DAY, on, report

from storage import holds, inbox, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, EventType, Participant, Reading, Report, Reviewing, Timing
from storage.slots import GRACE
from storage.tables import DeliveryRow, DigestRow
from summarizer.job import read_inbox
from summarizer.publishing import publish_due
from summarizer.urgent import publish_urgent

SEVEN = datetime(2024, 10, 25, 4, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HAMAS, ISRAEL = Participant("حماس"), Participant("إسرائيل")


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def hold(store: Store, at: datetime) -> None:
    with store.writing() as session:
        assert holds.hold(session, "gaza", by=700, now=at)


def release(store: Store, at: datetime) -> None:
    with store.writing() as session:
        assert holds.release(session, "gaza", by=700, now=at)


def subscribe(store: Store, chat: int, *hours: int, urgent: tuple[EventType, ...] = ()) -> None:
    with store.writing() as session:
        subscribers.subscribe(session, chat, hour=7, timezone="Asia/Qatar", now=SEVEN - timedelta(days=2))
        wish = Timing("Asia/Qatar", hours or (7,), urgent=urgent)
        subscribers.keep_timing(session, chat, wish, now=SEVEN - 12 * HOUR)


def told(store: Store) -> list[tuple[int, datetime, datetime, bool]]:
    """To whom what was queued: since when until when, and whether at once."""
    with store.reading() as session:
        rows = session.exec(select(DeliveryRow, DigestRow).join(DigestRow).order_by(DeliveryRow.id))  # type: ignore[arg-type]
        return [(row.chat_id, one.since, one.slot, one.subject != "") for row, one in rows]


def read(store: Store, gaza: Dossier, text: str, kind: EventType, *, now: datetime) -> None:
    truce = replace(
        report(kind, HAMAS, ISRAEL, when=on(DAY + timedelta(days=1)), headline=True, substance=text),
        source=None,
    )
    with store.writing() as session:
        inbox.submit(session, Article(text, "صحيفة", now.date()), dossier="gaza", now=now)
    read_inbox(store, gaza, now=now, reader=telling(truce), reviewing=Reviewing.NONE)


def telling(*reports: Report) -> Callable[[Article, Dossier], Reading]:
    return lambda article, _: Reading("عنوان", article.text, None, None, reports)


def test_while_held_back_no_slot_is_published_and_after_it_each_reader_has_one_digest(
    store: Store, gaza: Dossier
) -> None:
    subscribe(store, 1)
    subscribe(store, 2, 8, 12)
    hold(store, SEVEN - MINUTE)
    for hours in range(9):
        assert publish_due(store, gaza, now=SEVEN + hours * HOUR) == 0
    # One reader's grace is over, the other has missed two slots.
    released = SEVEN + 8 * HOUR
    release(store, released)
    with capture_logs() as log:
        assert publish_due(store, gaza, now=released + MINUTE) == 2
        assert publish_due(store, gaza, now=released + MINUTE) == 0
    assert "slot skipped" not in {line["event"] for line in log}
    assert told(store) == [
        (1, SEVEN - 24 * HOUR, SEVEN, False),
        (2, SEVEN + 5 * HOUR - 24 * HOUR, SEVEN + 5 * HOUR, False),
    ]
    with store.reading() as session:
        (row,) = session.exec(select(DeliveryRow.due_at).where(DeliveryRow.chat_id == 1))
    assert row == released


def test_the_next_digest_begins_where_the_released_one_ended(store: Store, gaza: Dossier) -> None:
    subscribe(store, 1)
    hold(store, SEVEN - MINUTE)
    release(store, SEVEN + 30 * HOUR)
    publish_due(store, gaza, now=SEVEN + 30 * HOUR)
    publish_due(store, gaza, now=SEVEN + 48 * HOUR)
    day = 24 * HOUR
    # Held over two slots: one digest for both.
    assert [one[1:3] for one in told(store)] == [(SEVEN, SEVEN + day), (SEVEN + day, SEVEN + 2 * day)]


def test_a_slot_that_was_missed_before_the_hold_is_not_made_up_for(store: Store, gaza: Dossier) -> None:
    subscribe(store, 1)
    hold(store, SEVEN + GRACE + MINUTE)
    release(store, SEVEN + GRACE + 2 * MINUTE)
    assert publish_due(store, gaza, now=SEVEN + GRACE + 3 * MINUTE) == 0


def test_the_hold_of_another_dossier_keeps_nothing_back(store: Store, gaza: Dossier) -> None:
    subscribe(store, 1)
    with store.writing() as session:
        holds.hold(session, "sudan", by=700, now=SEVEN - MINUTE)
    assert publish_due(store, gaza, now=SEVEN) == 1


def test_what_is_urgent_waits_and_is_told_at_the_release_once(store: Store, gaza: Dossier) -> None:
    subscribe(store, 1, urgent=(EventType.TRUCE,))
    subscribe(store, 2, 9, urgent=(EventType.TRUCE,))
    hold(store, SEVEN + HOUR)
    read(store, gaza, "بدأت الهدنة", EventType.TRUCE, now=SEVEN + 90 * MINUTE)
    assert publish_urgent(store, gaza, now=SEVEN + 91 * MINUTE) == 0
    release(store, SEVEN + 5 * HOUR)
    now = SEVEN + 5 * HOUR + MINUTE
    publish_due(store, gaza, now=now)
    publish_urgent(store, gaza, now=now)
    publish_urgent(store, gaza, now=now)
    # The second reader's digest of nine o'clock tells it.
    assert [(chat, urgent) for chat, _, _, urgent in told(store)] == [(1, False), (2, False), (1, True)]


def test_one_event_that_a_digest_told_does_not_come_again_with_one_that_it_did_not(
    store: Store, gaza: Dossier
) -> None:
    subscribe(store, 2, 9, urgent=(EventType.TRUCE, EventType.RELEASE))
    hold(store, SEVEN + HOUR)
    read(store, gaza, "بدأت الهدنة", EventType.TRUCE, now=SEVEN + 90 * MINUTE)
    read(store, gaza, "أفرج عن أسرى", EventType.RELEASE, now=SEVEN + 3 * HOUR)
    release(store, SEVEN + 5 * HOUR)
    now = SEVEN + 5 * HOUR
    publish_due(store, gaza, now=now)
    assert publish_urgent(store, gaza, now=now) == 1
    with store.reading() as session:
        (alert,) = session.exec(select(DigestRow).where(DigestRow.subject != ""))
    assert [line.type for line in alert.content.lines] == [EventType.RELEASE]
