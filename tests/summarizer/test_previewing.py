"""A preview is the digest that its slot then makes, and publishes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from storage import inbox, previews, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, Digest, Reviewing, Timing
from storage.tables import DeliveryRow, DigestRow
from summarizer import schedule
from summarizer.job import read_inbox
from summarizer.previewing import make_previews
from summarizer.publishing import publish_due

NOON = datetime(2024, 10, 24, 12, tzinfo=UTC)
SEVEN = datetime(2024, 10, 25, 4, tzinfo=UTC)
TEXT = "التقى أمير قطر تميم بن حمد آل ثاني وزير الخارجية الأميركي أنتوني بلينكن في الدوحة يوم الخميس 24 أكتوبر 2024 لبحث وقف إطلاق النار في غزة."


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def ask(store: Store, now: datetime = NOON) -> int:
    with store.writing() as session:
        window = previews.next_window(session, "gaza", Timing("Asia/Qatar", (7,)), now)
        number = previews.ask(session, "gaza", window, chat_id=700, now=now)
        previews.announced(session, number, None)
        return number


def draft(store: Store) -> Digest | None:
    with store.reading() as session:
        (only,) = previews.to_show(session, now=NOON)
        return only.digest


def test_it_tells_what_the_slot_will_tell_and_publishes_nothing(store: Store, gaza: Dossier) -> None:
    with store.writing() as session:
        subscribers.subscribe(session, 11, hour=7, timezone="Asia/Qatar", now=NOON - timedelta(days=1))
        inbox.submit(session, Article(TEXT, "صحيفة", NOON.date()), dossier="gaza", now=NOON)
    read_inbox(store, gaza, now=NOON, reviewing=Reviewing.NONE)
    ask(store)
    assert make_previews(store, gaza, now=NOON) == 1
    assert make_previews(store, gaza, now=NOON) == 0
    seen = draft(store)
    with store.reading() as session:
        assert session.exec(select(DigestRow)).all() == session.exec(select(DeliveryRow)).all() == []
    publish_due(store, gaza, now=SEVEN)
    with store.reading() as session:
        published = session.exec(select(DigestRow)).one().content
    assert seen is not None and seen.happened and seen == published


def test_one_that_was_asked_for_while_nobody_was_at_work_is_made_at_the_start(
    store: Store, gaza: Dossier
) -> None:
    ask(store)
    schedule.once(store, gaza, lambda: NOON)
    assert draft(store) is not None
