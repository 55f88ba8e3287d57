"""Who may do what, as the registries say it: whatever is not for everybody refuses a reader and changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import SQLModel, select

from bot.commands import ANSWERS, BUTTONS, COMMANDS, CONTACT, LINK_ACTIONS
from bot.commands.dispatch import answered, perform
from bot.commands.request import Action, Command, Defaults, Rank, Request
from bot.views import welcome
from bot.views.editors import in_private_only
from storage import editors, questions
from storage.catalog import load_dossier, load_event_kinds
from storage.db import Store
from storage.questions import Asked

NOW = datetime(2024, 10, 25, 4, 0, tzinfo=UTC)
OWNER, EDITOR, READER, GROUP = 700, 701, 800, -100900
REFUSALS = {welcome.owners_only(), welcome.editors_only(), in_private_only()}
# What people and buttons may put behind a name.
WORDS = (
    "",
    "1",
    "all",
    f"add {READER}",
    f"dismiss {EDITOR}",
    "link",
    "1 place الدوحة",
    "0 8",
    "aljazeera on",
)
# What a reader chooses for their own chat, and what the bot has asked them.
OWN = {"subscribers", "questions", "follows", "watches"}

DOINGS = [*COMMANDS, *BUTTONS.values(), *LINK_ACTIONS.values(), CONTACT]
GUARDED = [doing for doing in DOINGS if doing.rank > Rank.READER]


def named(doing: Command | Action) -> str:
    return f"{type(doing).__name__} {doing.name}"


@pytest.fixture(scope="module")
def defaults() -> Defaults:
    return Defaults(load_dossier("gaza"), load_event_kinds(), 7, "Asia/Qatar", frozenset({OWNER}), "a_bot")


@pytest.fixture
def reader(defaults: Defaults, store: Store) -> Request:
    with store.writing() as session:
        editors.name_editor(session, EDITOR, named_by=OWNER, now=NOW)
    return Request(defaults, chat_id=READER, user_id=READER, now=NOW, name="قارئ")


def everything(store: Store) -> Mapping[str, list[Any]]:
    """Return all rows of all tables but what is a reader's own."""
    tables = [table for table in SQLModel.metadata.sorted_tables if table.name not in OWN]
    with store.reading() as session:
        return {table.name: list(session.exec(select(table)).all()) for table in tables}


def test_there_is_something_to_guard() -> None:
    assert {"editors", "audit", "status", "withdraw"} <= {doing.name for doing in GUARDED}
    assert {answer.rank for answer in ANSWERS.values()} - {Rank.READER}


@pytest.mark.parametrize("doing", GUARDED, ids=named)
def test_what_is_not_for_everybody_refuses_a_reader(
    doing: Command | Action, reader: Request, store: Store
) -> None:
    before = everything(store)
    for words in WORDS:
        assert perform(store, doing, replace(reader, args=words, about=READER)) in REFUSALS
    assert everything(store) == before


@pytest.mark.parametrize("doing", [one for one in GUARDED if one.rank is Rank.OWNER], ids=named)
def test_what_is_for_owners_refuses_an_editor(doing: Command | Action, reader: Request, store: Store) -> None:
    before = everything(store)
    for words in WORDS:
        asking = replace(reader, chat_id=EDITOR, user_id=EDITOR, args=words)
        assert perform(store, doing, asking) == welcome.owners_only()
    assert everything(store) == before


@pytest.mark.parametrize("doing", GUARDED, ids=named)
def test_in_a_group_nothing_of_the_editors_is_shown_not_even_to_an_owner(
    doing: Command | Action, reader: Request, store: Store
) -> None:
    before = everything(store)
    for words in WORDS:
        asking = replace(reader, chat_id=GROUP, user_id=OWNER, args=words, private=False)
        assert perform(store, doing, asking) == in_private_only()
    assert everything(store) == before


@pytest.mark.parametrize("purpose", sorted(ANSWERS))
def test_a_typed_answer_refuses_who_may_not_give_it(purpose: str, reader: Request, store: Store) -> None:
    asked, rank = Asked(READER, 5, purpose, "1"), ANSWERS[purpose].rank
    before = everything(store)
    for words in WORDS:
        with store.writing() as session:
            questions.ask(session, asked, user_id=READER, now=NOW)
        reply = answered(store, asked, replace(reader, args=words))
        assert rank is Rank.READER or reply in REFUSALS
    assert everything(store) == before


@pytest.mark.parametrize("doing", [one for one in DOINGS if one.rank is Rank.READER], ids=named)
def test_what_is_for_everybody_changes_nothing_but_a_readers_own(
    doing: Command | Action, reader: Request, store: Store
) -> None:
    before = everything(store)
    for words in WORDS:
        perform(store, doing, replace(reader, args=words))
    assert everything(store) == before
