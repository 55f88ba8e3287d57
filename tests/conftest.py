"""What several rooms' tests share: a store of its own, and the folder of gold articles where there is one."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from benchmarks.postgres import NoPostgresError, running_cluster
from storage.db import Store
from storage.migrate import migrate
from storage.settings import Settings

SHARED = Path(__file__).resolve().parents[2] / "shared"


# The second database starts a server of its own: not for the quick look while one works.
@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with our tables and nothing in them: what a store promises, both kinds keep."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'wasit.db'}"
        opened = Store(url)
        migrate(opened)
        opened.close()
        yield url
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        postgres.empty()
        yield postgres.url


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A fresh, migrated database, once of each kind."""
    opened = Store(database)
    yield opened
    opened.close()


class Postgres:
    """A cluster for this run, with one database that is emptied between tests: making one takes half a second."""

    def __init__(self, address: str) -> None:
        self.url = address.format("postgres")
        self._store = Store(self.url)
        migrate(self._store)
        with self._store.connection() as connection:
            version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        tables = SQLModel.metadata.sorted_tables
        self._emptying = [f"UPDATE alembic_version SET version_num = '{version}'"]
        self._emptying += [f"DELETE FROM {table.name}" for table in reversed(tables)]
        self._emptying += [
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), 1, false)"
            for table in tables
            if table.autoincrement_column is not None
        ]

    def empty(self) -> None:
        with self._store.connection() as connection:
            for statement in self._emptying:
                connection.execute(text(statement))

    def close(self) -> None:
        self._store.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL, run for these tests alone; without its programs, what needs it is skipped."""
    with ExitStack() as stack:
        try:
            running = Postgres(stack.enter_context(running_cluster()))
        except NoPostgresError as absence:
            pytest.skip(str(absence))
        stack.callback(running.close)
        yield running


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of gold annotations, which is not part of the project."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the gold articles are not here (../shared/gold)")
    return SHARED / "gold"


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests see neither the developer's environment nor a `.env` file."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test dials: what leaves this machine is an error, whoever tries."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
