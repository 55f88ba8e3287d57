from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlmodel import SQLModel

from storage import editors, tables
from storage.db import Store
from storage.errors import StorageError, StoreTooNewError, StoreUnavailableError
from storage.migrate import migrate

NOW = datetime(2025, 1, 15, tzinfo=UTC)


def test_the_migrations_make_exactly_the_tables_of_the_code(store: Store) -> None:
    with store.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert len(SQLModel.metadata.tables) >= 9
    assert tables.ArticleRow.__tablename__ in SQLModel.metadata.tables


def test_several_processes_may_migrate_at_once(tmp_path: Path) -> None:
    url, errors = f"sqlite:///{tmp_path / 'new.db'}", []

    def start() -> None:
        try:
            migrate(Store(url))
        except StorageError as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_database_from_the_future_is_refused_with_a_sentence(store: Store) -> None:
    with store.connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNewError, match="newer version"):
        migrate(store)


def test_nothing_is_kept_of_a_transaction_that_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        editors.name_editor(session, 5, named_by=1, now=NOW)
        _ = 1 / 0
    with store.reading() as session:
        assert not editors.is_editor(session, 5)


def test_a_naive_time_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="time zone"), store.writing() as session:
        editors.name_editor(session, 5, named_by=1, now=datetime(2025, 1, 15))  # noqa: DTZ001


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    with store.writing() as writer:
        editors.name_editor(writer, 5, named_by=1, now=NOW)
        writer.flush()
        with store.reading() as reader:
            assert not editors.is_editor(reader, 5)
    with store.reading() as reader:
        assert editors.is_editor(reader, 5)


def test_an_address_that_is_none_and_a_folder_that_is_missing_are_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="DATABASE_URL"):
        Store("this is no address")
    with pytest.raises(StoreUnavailableError, match="unable to open"):
        migrate(Store(f"sqlite:///{tmp_path / 'missing' / 'wasit.db'}"))


def test_errors_hold_no_values(store: Store) -> None:
    with pytest.raises(StatementError) as caught, store.writing() as session:
        editors.name_editor(session, 5, named_by=1, now="a secret")  # type: ignore[arg-type]
        session.flush()
    assert "a secret" not in str(caught.value)
