"""The summarizer as a process would run it, with a clock that can be moved."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy.event import listen, remove
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from storage import inbox, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.clock import Clock, file_clock, set_file_clock
from storage.db import Store
from storage.log import set_up_logging
from storage.model import Article, ArticleState, Digest
from storage.read import articles, digests
from summarizer import schedule

NOON = datetime(2024, 10, 24, 12, tzinfo=UTC)
NEXT_SEVEN = datetime(2024, 10, 25, 4, tzinfo=UTC)
TEXT = "التقى أمير قطر تميم بن حمد آل ثاني وزير الخارجية الأميركي أنتوني بلينكن في الدوحة يوم الخميس 24 أكتوبر 2024 لبحث وقف إطلاق النار في غزة."


class MovableClock:
    def __init__(self, shows: datetime) -> None:
        self.shows = shows

    def __call__(self) -> datetime:
        return self.shows


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def hand_in(store: Store, text: str) -> int:
    with store.writing() as session:
        return inbox.submit(session, Article(text, "صحيفة", NOON.date()), dossier="gaza", now=NOON).article_id


def subscribe(store: Store) -> None:
    with store.writing() as session:
        subscribers.subscribe(session, 11, hour=7, timezone="Asia/Qatar", now=NOON)


def told(store: Store) -> Digest | None:
    with store.reading() as session:
        return digests.last_for(session, "gaza", 11)


def state(store: Store, article: int) -> ArticleState:
    with store.reading() as session:
        return articles.understood(session, article).state


def soon(condition: Callable[[], bool]) -> bool:
    """True once `condition` holds; False when it did not within five seconds."""
    limit, pause = time.monotonic() + 5, threading.Event()
    while not condition() and time.monotonic() < limit:
        pause.wait(0.01)
    return condition()


@contextmanager
def running(store: Store, dossier: Dossier, clock: Clock) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=schedule.run, args=(store, dossier, clock), kwargs={"stop": stop})
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)
        assert not thread.is_alive()


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "INTERVAL", 0.02)


def test_once_drains_the_inbox_and_publishes_what_is_due(store: Store, gaza: Dossier) -> None:
    numbers = [hand_in(store, f"{TEXT}\n\n{n}") for n in range(3)]
    subscribe(store)
    schedule.once(store, gaza, MovableClock(NOON))
    assert {state(store, number) for number in numbers} == {ArticleState.READ}
    assert told(store) is None
    schedule.once(store, gaza, MovableClock(NEXT_SEVEN))
    digest = told(store)
    assert digest is not None
    assert digest.articles_read == 3


def test_an_article_is_read_while_running(store: Store, gaza: Dossier) -> None:
    with running(store, gaza, MovableClock(NOON)):
        number = hand_in(store, TEXT)
        assert soon(lambda: state(store, number) is ArticleState.READ)


def test_the_digest_comes_when_the_clock_jumps_to_its_hour(store: Store, gaza: Dossier) -> None:
    subscribe(store)
    clock = MovableClock(NOON)
    with running(store, gaza, clock):
        number = hand_in(store, TEXT)
        assert soon(lambda: state(store, number) is ArticleState.READ)
        assert told(store) is None
        clock.shows = NEXT_SEVEN + timedelta(seconds=1)
        assert soon(lambda: told(store) is not None)


def test_a_store_that_does_not_answer_is_asked_again(store: Store, gaza: Dossier) -> None:
    def away(*_said: object) -> None:
        raise OperationalError("a question", {}, ConnectionError("nobody is there"))

    number = hand_in(store, TEXT)
    listen(store.engine, "before_cursor_execute", away)
    with capture_logs() as log, running(store, gaza, MovableClock(NOON)):
        assert soon(lambda: any(line["event"] == "the store does not answer" for line in log))
        remove(store.engine, "before_cursor_execute", away)
        assert soon(lambda: state(store, number) is ArticleState.READ)


def test_a_broken_clock_is_looked_at_again(store: Store, gaza: Dossier, tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("a quarter to", "ascii")
    number = hand_in(store, TEXT)
    with capture_logs() as log, running(store, gaza, file_clock(tmp_path / "clock")):
        assert soon(lambda: any(line["event"] == "the clock shows no time" for line in log))
        set_file_clock(tmp_path / "clock", NOON)
        assert soon(lambda: state(store, number) is ArticleState.READ)


def test_whatever_goes_wrong_in_a_look_the_next_one_follows(store: Store, gaza: Dossier) -> None:
    number = hand_in(store, TEXT)
    surprises = [OverflowError("the year is too far")]

    def clock() -> datetime:
        if surprises:
            raise surprises.pop()
        return NOON

    with capture_logs() as log, running(store, gaza, clock):
        assert soon(lambda: state(store, number) is ArticleState.READ)
    wrong = [line for line in log if line["event"] == "a look went wrong"]
    assert [line["error"] for line in wrong] == ["OverflowError"]


def test_a_digest_that_cannot_be_made_is_not_tried_each_second() -> None:
    now, tried, works = [0.0], list[float](), [False]

    def work() -> None:
        tried.append(now[0])
        if not works[0]:
            raise ValueError

    patience = schedule.Patience(work, lambda: now[0])
    with capture_logs() as log:
        for second in range(3600):
            now[0] = float(second)
            patience()
    assert tried[:5] == [0, 2, 6, 14, 30] and len(tried) == len(log) < 16
    works[0], now[0] = True, 10_000.0
    patience()
    patience()
    assert tried[-2:] == [10_000, 10_000]


def test_every_line_says_which_process_speaks(
    store: Store, gaza: Dossier, capsys: pytest.CaptureFixture[str]
) -> None:
    before = structlog.get_config()
    set_up_logging("info", "summarizer")
    number = hand_in(store, TEXT)
    try:
        with running(store, gaza, MovableClock(NOON)):
            assert soon(lambda: state(store, number) is ArticleState.READ)
    finally:
        structlog.configure(**before)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert "article read" in {line["event"] for line in lines}
    assert {line["process"] for line in lines} == {"summarizer"}
