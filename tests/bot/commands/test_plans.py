"""No question of a reader looks through a table that grows for ever: how the database goes about each is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as happens

from benchmarks.archive import fill
from bot.commands.dispatch import answer
from bot.commands.offers import offered
from bot.commands.request import Defaults, Request
from storage.catalog import load_dossier, load_event_kinds
from storage.db import Store

TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
READER = 1_000_001
BIG = (
    "articles",
    "reports",
    "events",
    "event_participants",
    "figures",
    "positions",
    "postings",
    "digests",
    "deliveries",
    "digest_events",
    "corrections",
    "former_events",
)
_SCAN = re.compile(rf"^SCAN (?:{'|'.join(BIG)})\b")
TYPED = (
    "/start",
    "/help",
    "/latest",
    "/latest لقاء",
    "/mediators",
    "/mediator قطر",
    "/positions",
    "/positions حماس",
    "/figures",
    "/figures القتلى في غزة",
    "/timeline",
    "/timeline فبراير 2026",
    "/event 3",
    "/search لقاءات بيرنز",
    "/search ماذا فعلت مصر في فبراير",
    "محور فيلادلفيا منذ فبراير",
    "كلام لا يعرفه أحد",
    "/digest",
    "/digest أمس",
    "/settings",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("plans")
    store = Store(f"sqlite:///{folder / 'wasit.db'}")
    assert fill(store, load_dossier("gaza"), 30, TODAY) >= 30
    yield store
    store.close()


@pytest.fixture
def defaults() -> Defaults:
    """Of each test its own: what one was answered is not kept for the next."""
    return Defaults(load_dossier("gaza"), load_event_kinds(), 7, "Asia/Qatar", bot_name="wasit_bot")


def plans(store: Store, request: Request, typed: str | None, inline: str = "") -> list[tuple[str, str]]:
    """Return for each step of each statement that answers what is typed how the database goes about it."""
    asked: list[tuple[str, Any]] = []

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    happens.listen(store.engine, "before_cursor_execute", note)
    try:
        if typed is None:
            offered(store, request, "")
        else:
            answer(store, typed, request)
    finally:
        happens.remove(store.engine, "before_cursor_execute", note)
    with store.engine.connect() as connection:
        return [
            (statement, row[3])
            for statement, parameters in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


@pytest.mark.parametrize("typed", TYPED)
def test_no_command_looks_through_a_table_that_grows(store: Store, defaults: Defaults, typed: str) -> None:
    steps = plans(store, Request(defaults, READER, READER, NOW), typed)
    assert steps
    assert not [step for step in steps if _SCAN.match(step[1])]


@pytest.mark.parametrize("typed", ["", "قطر", "لقاء"])
def test_no_inline_query_looks_through_a_table_that_grows(
    store: Store, defaults: Defaults, typed: str
) -> None:
    steps = plans(store, Request(defaults, READER, READER, NOW, args=typed), None)
    assert steps
    assert not [step for step in steps if _SCAN.match(step[1])]


@pytest.mark.parametrize("typed", ["/mediators", "/mediator قطر", "/positions", "/figures"])
def test_what_somebody_did_last_is_found_without_sorting_all_that_they_did(
    store: Store, defaults: Defaults, typed: str
) -> None:
    steps = plans(store, Request(defaults, READER, READER, NOW), typed)
    sorted_tables = [
        statement
        for statement, step in steps
        if step == "USE TEMP B-TREE FOR ORDER BY" and "GROUP BY" not in statement
    ]
    # The few reports of the events that are shown may be sorted; what grows for ever may not.
    growing = re.compile(r"FROM (positions|figures|event_participants)\b")
    assert not [one for one in sorted_tables if growing.search(one)]


def test_what_was_answered_is_given_again_until_somebody_writes_to_the_store(
    store: Store, defaults: Defaults
) -> None:
    request = Request(defaults, READER, READER, NOW)
    first, again = answer(store, "/latest", request), answer(store, "/latest", request)
    assert first is again
    other = Request(defaults, READER + 1, READER + 1, NOW)
    assert answer(store, "/latest", other) is first
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE events SET withdrawn = 1 WHERE dossier = 'gaza'")
    assert answer(store, "/latest", request) != first
