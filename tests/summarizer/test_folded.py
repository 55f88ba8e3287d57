"""A line says what other events tell as well; who may not read of these, or does not want to, reads none of their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tellings import BLINKEN, DAY, EMIR, on, report

from storage import corrections, inbox, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import (
    Article,
    Digest,
    EventType,
    Fragment,
    Reading,
    Reviewing,
    Span,
    Timing,
    Wishes,
    Writing,
    Written,
)
from storage.read import digests, events
from summarizer.job import read_inbox
from summarizer.publishing import publish_due
from summarizer.writing import Brief, Draft

NOON = datetime(2024, 10, 24, 12, tzinfo=UTC)
SEVEN = datetime(2024, 10, 25, 4, tzinfo=UTC)
MEETING = "التقى أمير قطر الشيخ تميم بن حمد آل ثاني وزير الخارجية الأميركي أنتوني بلينكن في الدوحة."
VISIT = "وزار وزير الخارجية الأميركي أنتوني بلينكن الدوحة وتحدث عن معبر رفح."


class Retelling:
    """A writer that tells each group in the last of its articles' sentences."""

    name = "endpoint"

    def write(self, brief: Brief) -> Draft:
        groups = {one.key: [_taken(one.key, brief)] for one in brief.groups}
        return Draft(groups, [one for some in groups.values() for one in some])


def _taken(key: int, brief: Brief) -> Written:
    group = brief.group(key)
    assert group is not None
    last = group.tellings[-1]
    return Written((Fragment(last.text, last.passage),), (key,), (last.passage,))


@pytest.fixture
def gaza() -> Dossier:
    return load_dossier("gaza")


@pytest.fixture
def newsroom(store: Store, gaza: Dossier) -> Store:
    """A store with a meeting, and a visit that its line says as well."""
    meeting = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة", headline=True, spans=(Span(0, len(MEETING)),))  # fmt: skip
    visit = report(EventType.VISIT, BLINKEN, when=on(DAY), place="الدوحة", spans=(Span(len(MEETING) + 1, len(MEETING) + 1 + len(VISIT)),))  # fmt: skip
    _read(store, gaza, f"{MEETING} {VISIT}", meeting, visit)
    return store


def _read(store: Store, gaza: Dossier, text: str, *told: object) -> None:
    reports = tuple(replace(one, source=None) for one in told)  # type: ignore[type-var]
    with store.writing() as session:
        inbox.submit(session, Article(text, "صحيفة", DAY), dossier="gaza", now=NOON)
    reader = lambda article, _: Reading("عنوان", article.text, None, None, reports)  # type: ignore[arg-type]  # noqa: E731
    read_inbox(store, gaza, now=NOON, reader=reader, reviewing=Reviewing.NONE)


def subscribe(store: Store, chat: int, wishes: Wishes) -> None:
    with store.writing() as session:
        subscribers.subscribe(session, chat, hour=7, timezone="Asia/Qatar", now=NOON - timedelta(days=1))
        timing = Timing("Asia/Qatar", (7,))
        subscribers.keep_timing(session, chat, timing, now=NOON - timedelta(hours=8))
        subscribers.keep_wishes(session, chat, wishes, timing=timing)


def received(store: Store, chat: int) -> Digest:
    with store.reading() as session:
        found = digests.last_for(session, "gaza", chat)
    assert found is not None
    return found


def said(writing: Writing | None) -> str:
    assert writing is not None
    return " ".join(one.text for one in (*writing.lead, *writing.groups))


def test_a_word_that_a_reader_excludes_does_not_come_with_what_a_line_says_besides(
    newsroom: Store, gaza: Dossier
) -> None:
    subscribe(newsroom, 11, Wishes())
    subscribe(newsroom, 12, Wishes(without=("رفح",)))
    publish_due(newsroom, gaza, now=SEVEN, writer=Retelling())
    assert "رفح" in said(received(newsroom, 11).writing)
    assert [line.type for line in received(newsroom, 12).lines] == [EventType.MEETING]
    assert "رفح" not in said(received(newsroom, 12).writing)


def test_the_words_of_a_withdrawn_event_are_not_left_under_another(newsroom: Store, gaza: Dossier) -> None:
    subscribe(newsroom, 11, Wishes())
    publish_due(newsroom, gaza, now=SEVEN, writer=Retelling())
    with newsroom.writing() as session:
        visit = next(one for one in events.latest(session, "gaza", limit=9) if one.type is EventType.VISIT)
        corrections.withdraw(session, visit.id or 0, by=701, now=SEVEN)
    told = received(newsroom, 11)
    assert [line.type for line in told.lines] == [EventType.MEETING]
    assert "رفح" not in said(told.writing)
