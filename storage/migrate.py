"""Bring a database to this version's tables; safe to call from several processes at once."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from storage.db import Store
from storage.errors import StoreTooNewError

# Any number, as long as it is always the same: PostgreSQL's lock for "wasit is migrating".
_ADVISORY_LOCK = 7_461_922


def migrate(store: Store) -> None:
    """Upgrade `store` to the newest revision; raises StoreTooNewError where it is newer than this program."""
    with store.connection() as connection:
        # SQLite's write lock is already held; the second process to come waits and then finds nothing to do.
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        try:
            command.upgrade(config(connection), "head")
        except CommandError as cause:
            raise StoreTooNewError from cause


def config(connection: Connection) -> Config:
    """Return Alembic's configuration for work on `connection`."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    made.attributes["connection"] = connection
    return made
