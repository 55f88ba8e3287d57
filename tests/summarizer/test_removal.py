"""An article is taken out: what it alone told goes with it, what others tell too is told by them alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import SQLModel, select

from storage import inbox, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, Decision, DeliveryState
from storage.read import events
from storage.tables import ArticleRow, CorrectionRow, DeliveryRow, ReportRow
from summarizer.job import read_inbox
from summarizer.publishing import publish_due
from summarizer.removal import Removed, remove_article

NOW = datetime(2025, 1, 13, 12, tzinfo=UTC)
SLOT = datetime(2025, 1, 14, 4, tzinfo=UTC)
DAY = date(2025, 1, 13)
MEETING = (
    "التقى وزير الخارجية المصري بدر عبد العاطي، الاثنين 13 يناير 2025، في القاهرة، "
    "رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني لبحث وقف إطلاق النار في غزة."
)
MEETING_AGAIN = (
    "استقبل وزير الخارجية المصري بدر عبد العاطي في القاهرة يوم الاثنين 13 يناير 2025 رئيس الوزراء القطري "
    "محمد بن عبد الرحمن آل ثاني، وتناول الجانبان مساعي التهدئة في قطاع غزة وملف المحتجزين."
)
CALL = (
    "أجرى وزير الخارجية الأميركي أنتوني بلينكن، الاثنين 13 يناير 2025، اتصالًا هاتفيًا بوزير الخارجية التركي "
    "هاكان فيدان بشأن وقف إطلاق النار في غزة. وطالبت تركيا بإدخال المساعدات إلى القطاع دون عوائق."
)


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def hand_in(store: Store, text: str, publisher: str = "صحيفة") -> int:
    with store.writing() as session:
        return inbox.submit(session, Article(text, publisher, DAY), dossier="gaza", now=NOW).article_id


@pytest.fixture
def three(store: Store, gaza: Dossier) -> tuple[int, int, int]:
    """Three articles that were read: two that tell one meeting, and one of a call."""
    ids = (hand_in(store, MEETING), hand_in(store, MEETING_AGAIN, "وكالة"), hand_in(store, CALL))
    read_inbox(store, gaza, now=NOW)
    return ids


def told(store: Store) -> list[tuple[str, int]]:
    """What is told, by how many independent sources."""
    with store.reading() as session:
        found = [(one.type.value, one.witnesses) for one in events.latest(session, "gaza", limit=9)]
    return sorted(one for one in found if one[0] != "demand")


def test_an_event_that_the_article_alone_told_goes_with_it(
    store: Store, gaza: Dossier, three: tuple[int, int, int]
) -> None:
    assert told(store) == [("call", 1), ("meeting", 2)]
    removed = remove_article(store, gaza, three[2], by=0, now=NOW)
    assert removed is not None and removed.events >= 1 and removed.deliveries == 0
    assert told(store) == [("meeting", 2)]
    with store.reading() as session:
        for table in SQLModel.metadata.tables.values():
            if "article_id" in table.columns:
                assert not session.execute(select(table).where(table.c.article_id == three[2])).all()


def test_an_event_that_others_tell_too_is_told_by_them_alone(
    store: Store, gaza: Dossier, three: tuple[int, int, int]
) -> None:
    assert remove_article(store, gaza, three[0], by=0, now=NOW) == Removed(0, 1, 0)
    assert told(store) == [("call", 1), ("meeting", 1)]
    with store.reading() as session:
        (meeting,) = (one for one in events.latest(session, "gaza", limit=9) if one.type == "meeting")
        assert [source.article_id for source in meeting.sources] == [three[1]]


def test_who_was_told_of_it_hears_that_it_was_taken_back(
    store: Store, gaza: Dossier, three: tuple[int, int, int]
) -> None:
    with store.writing() as session:
        subscribers.subscribe(session, 7, hour=7, timezone="Asia/Qatar", now=NOW - timedelta(hours=12))
    publish_due(store, gaza, now=SLOT)
    with store.writing() as session:
        session.exec(select(DeliveryRow)).one().state = DeliveryState.SENT
    removed = remove_article(store, gaza, three[2], by=701, now=SLOT + timedelta(hours=1))
    assert removed is not None and removed.deliveries >= 1
    with store.reading() as session:
        decided = session.exec(select(CorrectionRow)).all()
        assert {(one.decision, one.decided_by) for one in decided} == {(Decision.WITHDRAWN, 701)}
        behind = session.exec(select(DeliveryRow).where(DeliveryRow.correction_id != 0)).all()
        assert {row.chat_id for row in behind} == {7}


def test_the_same_text_may_come_in_again_under_a_number_of_its_own(
    store: Store, gaza: Dossier, three: tuple[int, int, int]
) -> None:
    remove_article(store, gaza, three[2], by=0, now=NOW)
    again = hand_in(store, CALL)
    assert again > three[2]
    read_inbox(store, gaza, now=NOW)
    assert told(store) == [("call", 1), ("meeting", 2)]


def test_reports_read_after_it_are_not_taken_for_those_that_are_gone(
    store: Store, gaza: Dossier, three: tuple[int, int, int]
) -> None:
    with store.reading() as session:
        before = session.exec(select(ReportRow.id)).all()
    remove_article(store, gaza, three[2], by=0, now=NOW)
    hand_in(store, CALL)
    read_inbox(store, gaza, now=NOW)
    with store.reading() as session:
        new = session.exec(select(ReportRow.id).where(ReportRow.article_id > three[2])).all()
    assert new and min(filter(None, new)) > max(filter(None, before))


def test_an_article_that_waits_is_deleted_as_well(store: Store, gaza: Dossier) -> None:
    article = hand_in(store, MEETING)
    assert remove_article(store, gaza, article, by=0, now=NOW) == Removed(0, 0, 0)
    assert read_inbox(store, gaza, now=NOW) == 0


def test_what_is_not_there_or_of_another_dossier_is_left_alone(
    store: Store, gaza: Dossier, three: tuple[int, int, int]
) -> None:
    assert remove_article(store, gaza, 4711, by=0, now=NOW) is None
    assert remove_article(store, load_dossier("sudan"), three[0], by=0, now=NOW) is None
    with store.reading() as session:
        assert len(session.exec(select(ArticleRow)).all()) == 3
