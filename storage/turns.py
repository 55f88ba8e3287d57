"""Who is at work on a store, among all its processes: signs that end with the process that holds them.

In PostgreSQL they are advisory locks of a connection, beside a SQLite file they are locks on files: either way
a process that is killed holds nothing any more, without a wait for some lease to run out.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from storage.db import Store, named_errors
from storage.errors import StoreUnavailableError


class Work(IntEnum):
    """What there are turns for; the numbers are PostgreSQL's names of the locks, and stay as they are."""

    SENDING = 7_461_923
    READING = 7_461_924
    FACTS = 7_461_925
    OPENING = 7_461_926
    FEEDS = 7_461_927


class Badge:
    """A process's sign that it is at work; `number` names it in the store, and nobody had it before."""

    def __init__(self, number: int, held: Connection | int | None) -> None:
        self.number = number
        self._held = held

    def still_valid(self) -> bool:
        """Return False where the sign was lost without our doing, as when PostgreSQL was started again."""
        if not isinstance(self._held, Connection):
            return True
        try:
            self._held.execute(text("SELECT 1"))
        except DBAPIError:
            return False
        return True

    def give_up(self) -> None:
        """Let others see that the work is no longer done."""
        if isinstance(self._held, Connection):
            # The lock belongs to the connection: in the pool it would live on.
            self._held.invalidate()
            self._held.close()
        elif self._held is not None:
            os.close(self._held)
        self._held = None


def badge(store: Store, work: Work) -> Badge | None:
    """Return a sign that this process is at `work`; None where the store has room for one and another has it.

    That is so with SQLite, which has one writer at a time: a second process could not help.
    """
    if store.shared:
        number = _new_number()
        connection, _ = _connect_and_lock(store, work, number)
        return Badge(number, connection)
    file = _lock_file(store, work)
    return None if file == _TAKEN else Badge(_new_number(), file)


def is_gone(session: Session, work: Work, number: int) -> bool:
    """Tell whether the process with that badge is at work no more; if so, nobody else is told so meanwhile.

    With SQLite, whoever asks has the only badge that there is.
    """
    if session.get_bind().dialect.name != "postgresql":
        return True
    asked = text("SELECT pg_try_advisory_xact_lock(:work, :number)")
    return bool(session.connection().execute(asked, {"work": int(work), "number": number}).scalar_one())


@contextmanager
def alone(store: Store, work: Work, number: int) -> Iterator[bool]:
    """Do `work` on the thing of this number while no other process does; gives False where one is at it.

    With SQLite, one process at a time does such work at all.
    """
    if store.shared:
        connection, locked = _connect_and_lock(store, work, number)
        try:
            yield locked
        finally:
            # One that was lost took its locks with it.
            with suppress(DBAPIError):
                connection.execute(text("SELECT pg_advisory_unlock_all()"))
            connection.close()
        return
    file = _lock_file(store, work)
    try:
        yield file != _TAKEN
    finally:
        if file is not None and file != _TAKEN:
            os.close(file)


@contextmanager
def in_turn(store: Store, work: Work) -> Iterator[Session]:
    """Give a writing session in which no other transaction does `work`: it waits for those, and they for it."""
    with store.writing() as session:
        await_turn(session, work)
        yield session


def await_turn(session: Session, work: Work) -> None:
    """Wait until no other transaction does `work`; from then on they wait for this one.

    A transaction that writes to SQLite is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:work, 0)"), {"work": int(work)})


# What `_lock_file` returns where another process holds the lock; no file has this number.
_TAKEN = -1


def _lock_file(store: Store, work: Work) -> int | None:
    """Open and lock the file that stands for `work` beside the database; None for one that is in memory."""
    database = store.engine.url.database
    if not database or database == ":memory:":
        return None
    path = Path(f"{database}-{work.name.lower()}")
    try:
        file = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as cause:
        raise StoreUnavailableError(f"{path.name}: {cause.strerror}") from cause
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return _TAKEN
    return file


def _connect_and_lock(store: Store, work: Work, number: int) -> tuple[Connection, bool]:
    """Return a connection of our own, and whether it has got the lock."""
    asked = text("SELECT pg_try_advisory_lock(:work, :number)")
    with named_errors():
        connection = store.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        locked = connection.execute(asked, {"work": int(work), "number": number}).scalar_one()
    return connection, bool(locked)


def _new_number() -> int:
    # PostgreSQL's locks have names of two 32-bit numbers.
    return secrets.randbelow(2**31 - 1) + 1
