"""A copy of everything in the store that can be put back, into either kind of database.

The file is gzipped JSON lines: a head (what it is, of which revision of the tables), then for each table its name
and columns before its rows, and a foot with the count of all rows. What lacks its foot, or holds other than it
says, is not put back.
"""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TextIO

import sqlalchemy
from alembic.runtime.migration import MigrationContext
from sqlalchemy import (
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    Select,
    TableClause,
    column,
    func,
    select,
    text,
)
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 (on import the metadata learns of them)
from storage.db import Store
from storage.errors import StorageError

FORMAT = "wasit backup 1"
# So many rows are in memory at a time.
_BATCH = 500


class BackupError(StorageError):
    """The backup cannot be made, or cannot be put back."""


def back_up(store: Store, path: Path, *, now: datetime) -> int:
    """Write all rows to `path` as they stood at one moment, while others go on writing; returns how many.

    The file is for its owner's eyes alone: readers' choices are in it. Raises BackupError where there is a file of
    that name, or none can be written.
    """
    if path.exists():
        raise BackupError(f"{path}: there is a file of this name already")
    with _appearing(path) as file, store.snapshot() as connection:
        return _write(connection, file, now)


def restore(store: Store, path: Path) -> int:
    """Put a backup's rows into `store`, all or none; returns how many. Its tables are there, and empty.

    Raises BackupError where the file is no backup, is damaged, or is of other tables than this program's, and where
    the store holds anything.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file, store.connection() as connection:
            return _PutBack(connection, path).put(file)
    except (gzip.BadGzipFile, EOFError, UnicodeDecodeError, zlib.error, IntegrityError, DataError) as cause:
        raise _damaged(path) from cause
    except OSError as cause:
        raise BackupError(f"{path}: {cause.strerror or 'cannot be read'}") from cause


def _damaged(path: Path) -> BackupError:
    return BackupError(f"{path}: this is no backup of ours, or it is damaged")


@contextmanager
def _appearing(path: Path) -> Iterator[TextIO]:
    """Give a file to write that gets its name only when it is whole; otherwise nothing is left behind."""
    try:
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as raw:
                with gzip.open(raw, "wt", encoding="utf-8") as file:
                    yield file
                raw.flush()
                os.fsync(raw.fileno())
            Path(draft).rename(path)
        finally:
            Path(draft).unlink(missing_ok=True)
    except OSError as cause:
        raise BackupError(f"{path}: {cause.strerror or 'cannot be written'}") from cause


def _write(connection: Connection, file: TextIO, now: datetime) -> int:
    _line(file, {"format": FORMAT, "revision": _revision(connection), "made_at": now.isoformat()})
    rows = 0
    for table in _tables():
        _line(file, {"table": table.name, "columns": table.columns.keys()})
        for row in connection.execute(table.select().execution_options(yield_per=_BATCH)):
            _line(file, list(row))
            rows += 1
    _line(file, {"rows": rows, "counters": _counters(connection)})
    return rows


def _line(file: TextIO, value: object) -> None:
    file.write(json.dumps(value, ensure_ascii=False, default=_written) + "\n")


def _written(value: object) -> str:
    if isinstance(value, datetime):
        # SQLite gives instants without a zone: they are UTC.
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(f"no column of ours holds a {type(value).__name__}")


def _tables() -> Sequence[TableClause]:
    """All tables, those first that others refer to; nouns are left as the JSON that they are stored as."""
    return [
        sqlalchemy.table(table.name, *(column(one.name, _stored_as(one.type)) for one in table.columns))
        for table in SQLModel.metadata.sorted_tables
    ]


def _stored_as(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    return JSON(none_as_null=True) if isinstance(plain, JSON) else plain


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _counters(connection: Connection) -> Mapping[str, int]:
    """Return the last id that each table gave; rows with higher ids than those that are left may have been deleted."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
        return {row.name: row.seq for row in rows}
    given = {name: connection.execute(_last_given(name)).scalar() for name in _numbered()}
    return {name: last for name, last in given.items() if last}


def _last_given(name: str) -> Select[Any]:
    counter = sqlalchemy.table(f"{name}_id_seq", column("last_value"), column("is_called", Boolean()))
    return select(counter.c.last_value).where(counter.c.is_called)


def _go_on_counting(connection: Connection, name: str, last: int) -> None:
    """Let the table's next id be the one behind `last`."""
    if name not in _numbered() or last < 1:
        raise ValueError(name)
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
        connection.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"),
            {"name": name, "last": last},
        )
    else:
        connection.execute(select(func.setval(f"{name}_id_seq", last)))


def _numbered() -> Collection[str]:
    """The names of the tables that give their rows ids."""
    return [table.name for table in SQLModel.metadata.sorted_tables if table.autoincrement_column is not None]


class _PutBack:
    """One backup on its way into an empty store."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._tables = {table.name: table for table in _tables()}
        self._into: TableClause | None = None
        self._waiting: list[dict[str, Any]] = []
        self._rows = 0

    def put(self, file: TextIO) -> int:
        """Write all rows of `file`; returns how many."""
        self._check_head(self._object(file.readline()))
        self._check_empty()
        for line in file:
            value = self._value(line)
            if isinstance(value, list):
                self._take(value)
            elif "table" in value:
                self._begin(value)
            else:
                self._end(value, file.readline())
                return self._rows
        raise _damaged(self._path)

    def _check_head(self, head: Mapping[str, Any]) -> None:
        if head.get("format") != FORMAT:
            raise _damaged(self._path)
        if head.get("revision") != _revision(self._connection):
            raise BackupError(
                f"{self._path}: it is of a version of wasit with other tables ({head.get('revision')}): "
                "put it back with that version, then upgrade"
            )

    def _check_empty(self) -> None:
        for table in self._tables.values():
            if self._connection.execute(select(text("1")).select_from(table).limit(1)).first():
                raise BackupError(f"the database is not empty ({table.name}): a backup is put into a new one")

    def _begin(self, value: Mapping[str, Any]) -> None:
        self._flush()
        self._into = self._tables.get(value["table"])
        if self._into is None or value.get("columns") != self._into.columns.keys():
            raise _damaged(self._path)
        self._read = [_reader(one.type) for one in self._into.columns]

    def _take(self, values: Sequence[Any]) -> None:
        if self._into is None or len(values) != len(self._read):
            raise _damaged(self._path)
        try:
            cells = [read(value) for read, value in zip(self._read, values, strict=True)]
        except (TypeError, ValueError) as cause:
            raise _damaged(self._path) from cause
        self._waiting.append(dict(zip(self._into.columns.keys(), cells, strict=True)))
        self._rows += 1
        if len(self._waiting) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._into is not None and self._waiting:
            self._connection.execute(self._into.insert(), self._waiting)
            self._waiting = []

    def _end(self, foot: Mapping[str, Any], behind: str) -> None:
        self._flush()
        if foot.get("rows") != self._rows or behind:
            raise _damaged(self._path)
        try:
            for name, last in foot["counters"].items():
                _go_on_counting(self._connection, name, int(last))
        except (AttributeError, KeyError, TypeError, ValueError) as cause:
            raise _damaged(self._path) from cause

    def _object(self, line: str) -> Mapping[str, Any]:
        value = self._value(line)
        if isinstance(value, list):
            raise _damaged(self._path)
        return value

    def _value(self, line: str) -> list[Any] | dict[str, Any]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as cause:
            raise _damaged(self._path) from cause
        if not isinstance(value, list | dict):
            raise _damaged(self._path)
        return value


def _reader(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    """Return what makes a column's value out of what JSON can hold."""
    if isinstance(kind, DateTime):
        return lambda value: None if value is None else datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return lambda value: None if value is None else date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return lambda value: b64decode(value, validate=True)
    return lambda value: value
