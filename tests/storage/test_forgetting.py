"""Who asks to be forgotten is: nothing that the store holds names them any more, and nobody else loses anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, SQLModel, select

from storage import backlog, editors, notices, outbox, questions, subscribers
from storage.backlog import Waiting
from storage.db import Store
from storage.forgetting import forget
from storage.model import DeliveryState, Digest, Handed, Piece
from storage.questions import Asked
from storage.submissions import arriving
from storage.submissions.arriving import Arrival
from storage.tables import AnswerRow, DeliveryRow, FollowRow, PersonRow, PreviewRow, WatchRow
from storage.write.publish import publish

NOW = datetime(2024, 10, 25, 4, tzinfo=UTC)
READER, OTHER = 800_123_456, 900_654_321


def live(session: Session, chat_id: int) -> None:
    """Leave all the traces that a chat can leave."""
    subscribers.subscribe(session, chat_id, hour=7, timezone="Asia/Qatar", now=NOW)
    digest = Digest("gaza", NOW, NOW - timedelta(days=1), (), (), (), (), ())
    publish(session, digest, [chat_id], now=NOW)
    notices.claim(session, "silence", NOW.date(), chat_id)
    questions.ask(session, Asked(chat_id, 5, "x", ""), user_id=chat_id, now=NOW)
    session.add(PersonRow(user_id=chat_id, name="اسم"))
    session.add(FollowRow(chat_id=chat_id, event_id=1, since=NOW))
    session.add(WatchRow(chat_id=chat_id, event_id=1))
    session.add(PreviewRow(dossier="gaza", chat_id=chat_id, since=NOW, slot=NOW, asked_at=NOW))


def hand_in(session: Session, user_id: int) -> None:
    """Leave what somebody handed in that is no article yet, with its file, and what of theirs waits its turn."""
    piece = Piece(user_id, 6, "نص", NOW, file_id="f")
    arrival = Arrival(Handed.FILE, NOW)
    arriving.hand_in(session, arrival, piece, dossier="gaza", chat_id=user_id, user_id=user_id)
    session.flush()
    arriving.keep_file(session, piece, b"bytes")
    backlog.keep(session, [Waiting(user_id, user_id, "{}")], now=NOW)


@pytest.fixture
def lived(store: Store) -> Store:
    with store.writing() as session:
        live(session, READER)
        live(session, OTHER)
    return store


def traces(store: Store, number: int) -> list[str]:
    """The tables in which a number stands in whatever column."""
    with store.reading() as session:
        return sorted(
            name
            for name, table in SQLModel.metadata.tables.items()
            if str(number) in str(session.execute(select(table)).all())
        )


def test_nothing_names_a_forgotten_reader_and_others_are_as_they_were(lived: Store) -> None:
    assert len(traces(lived, READER)) == len(traces(lived, OTHER)) == 8
    before = traces(lived, OTHER)
    with lived.writing() as session:
        assert forget(session, READER)
    assert traces(lived, READER) == [] and traces(lived, OTHER) == before


def test_of_who_is_no_editor_any_more_nothing_waits_that_they_handed_in(store: Store) -> None:
    with store.writing() as session:
        hand_in(session, READER)
        hand_in(session, OTHER)
    before = traces(store, OTHER)
    assert len(traces(store, READER)) == len(before) == 4
    with store.writing() as session:
        assert forget(session, READER)
    assert traces(store, READER) == [] and traces(store, OTHER) == before


@pytest.mark.parametrize("named", [True, False])
def test_what_an_editor_or_an_owner_has_in_hand_is_worked_on(store: Store, named: bool) -> None:
    with store.writing() as session:
        hand_in(session, READER)
        if named:
            editors.name_editor(session, READER, named_by=1, now=NOW)
        forget(session, READER, at_work=not named)
    assert {"backlog", "submissions", "submission_files"} <= set(traces(store, READER))


def test_every_table_that_names_a_chat_is_thought_of() -> None:
    # Editors': their deeds stay with what was told by them, and what they handed in goes by whose it is.
    editors_own = ("submission", "channels", "broadcasts")
    chats = {name for name, table in SQLModel.metadata.tables.items() if "chat_id" in table.columns}
    of_a_chat = {"subscribers", "deliveries", "notices", "questions", "previews", AnswerRow.__tablename__}
    of_a_chat |= {FollowRow.__tablename__, WatchRow.__tablename__}
    assert {name for name in chats if not name.startswith(editors_own)} <= of_a_chat


def test_who_was_never_seen_has_nothing_to_forget(lived: Store) -> None:
    with lived.writing() as session:
        assert not forget(session, 5)


def test_an_editor_stays_named_for_what_they_did(lived: Store) -> None:
    with lived.writing() as session:
        editors.name_editor(session, READER, named_by=1, now=NOW)
        forget(session, READER)
        assert session.get(PersonRow, READER) is not None and editors.is_editor(session, READER)


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.UNCERTAIN])
def test_what_was_in_the_air_lands_nowhere(lived: Store, state: DeliveryState) -> None:
    with lived.writing() as session:
        row = session.exec(select(DeliveryRow).where(DeliveryRow.chat_id == READER)).one()
        row.state, number = DeliveryState.SENDING, row.id or 0
    with lived.writing() as session:
        forget(session, READER)
    with lived.writing() as session:
        outbox.finish(session, number, state, now=NOW)
        outbox.postpone(session, number, until=NOW, now=NOW)
    assert traces(lived, READER) == []
