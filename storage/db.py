"""Engine and sessions: how the store is opened; knows no table.

Sessions are synchronous and short; code on an event loop calls them in a thread. SQLite runs in WAL mode with
explicit transactions: a reader never waits, a writer takes its lock at once (`BEGIN IMMEDIATE`) instead of
failing half-way.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError
from sqlmodel import Session as Session

from storage.errors import StorageError, StoreUnavailableError

_BIRTHS = count()
# How long a SQLite connection waits for another process's write to end.
BUSY_TIMEOUT_MS = 10_000


class Store:
    """An opened database. `reading()` and `writing()` give sessions; a writing one commits at its end."""

    def __init__(self, url: str) -> None:
        """Open the database at `url` (SQLAlchemy's form) lazily; raises StorageError on a malformed one."""
        try:
            self.engine = _engine(url)
        except ModuleNotFoundError as cause:
            raise StorageError(
                f"DATABASE_URL needs the Python package {cause.name!r}, not installed"
            ) from cause
        except NoSuchModuleError as cause:
            kind = make_url(url).drivername
            raise StorageError(f"DATABASE_URL is for a kind of database that is unknown: {kind}") from cause
        except (ArgumentError, ValueError) as cause:
            # Not what stands in it: there may be a password.
            raise StorageError("DATABASE_URL is not a database address (see .env.example)") from cause
        self._writer = self.engine.execution_options(wasit_writes=True)
        self._watching: Any = None
        self._watch_lock = Lock()
        # SQLite counts a file's changes for each connection: two stores may have come to the same number.
        self._born = next(_BIRTHS)

    @property
    def shared(self) -> bool:
        """True where several processes may write at the same time: PostgreSQL locks rows, SQLite all of it."""
        return self.engine.dialect.name != "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for questions; what is changed in it is not kept."""
        with named_errors(), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are committed together at the end, or not at all on an error."""
        with named_errors(), Session(self._writer) as session, session.begin():
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Give a connection in a write transaction, for migrations and bulk work."""
        with named_errors(), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it is now, however long one looks; others go on writing."""
        # SQLite's readers never see what is written after they began.
        level = {"isolation_level": "REPEATABLE READ"} if self.shared else {}
        with named_errors(), self.engine.execution_options(**level).begin() as connection:
            yield connection

    def version(self) -> Hashable:
        """Return what is another one after each change by anybody, None where nobody could tell.

        What is asked afterwards, and is kept with it, holds for as long as this stays the same.
        """
        with named_errors():
            if self.shared:
                with self.engine.connect() as connection:
                    # Which transactions this one sees: each that writes changes it.
                    return str(connection.exec_driver_sql("SELECT pg_current_snapshot()").scalar_one())
            return self._file_version() if self.engine.url.database not in (None, "", ":memory:") else None

    def _file_version(self) -> Hashable:
        """Ask SQLite, on a connection that never writes, how often the file was written to."""
        with self._watch_lock:
            if self._watching is None:
                pooled = self.engine.raw_connection()
                self._watching = pooled.driver_connection
                pooled.detach()
            found: int = self._watching.execute("PRAGMA data_version").fetchone()[0]
            return self._born, found

    def close(self) -> None:
        with self._watch_lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None
        self.engine.dispose()


@contextmanager
def named_errors() -> Iterator[None]:
    """Turn a driver's failure to reach or lock the database into our own sentence, cause kept."""
    try:
        yield
    except OperationalError as cause:
        raise StoreUnavailableError(f"the database does not answer: {cause.orig}") from cause
    except DBAPIError as cause:
        if type(cause) is DatabaseError:
            raise StorageError(f"DATABASE_URL leads to no database of ours: {cause.orig}") from cause
        if not cause.connection_invalidated:
            raise
        raise StoreUnavailableError(f"the database went away: {cause.orig}") from cause


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    # hide_parameters keeps readers' data and article texts out of errors and logs.
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, hide_parameters=True, pool_pre_ping=True)
    engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(raw: Any, _record: object) -> None:
    # The driver's own transaction handling is off: we say BEGIN ourselves, DDL included.
    raw.isolation_level = None
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("wasit_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
