"""Bring a database to this version's tables; safe to call from several processes at once."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from storage.db import Store
from storage.errors import StoreTooNewError, StoreUnavailableError

# Any number, as long as it is always the same: PostgreSQL's lock for "wasit is migrating".
_ADVISORY_LOCK = 7_461_922


class Standing(Enum):
    """Which version's tables a database holds, beside this program's."""

    EMPTY = "none yet"
    OLDER = "an older version's"
    NEWEST = "this version's"
    NEWER = "a newer version's, or another program's"


def standing(store: Store) -> Standing:
    """Return which tables `store` holds; raises StorageError where it does not answer."""
    with store.reading() as session:
        connection = session.connection()
        found = MigrationContext.configure(connection).get_current_heads()
        known = ScriptDirectory.from_config(config(connection))
    if not found:
        return Standing.EMPTY
    if found == tuple(known.get_heads()):
        return Standing.NEWEST
    revisions = {one.revision for one in known.walk_revisions()}
    return Standing.OLDER if revisions.issuperset(found) else Standing.NEWER


def migrate(store: Store) -> None:
    """Upgrade `store` to the newest revision; raises StoreTooNewError where it is newer than this program.

    Where there is nothing to do, which is nearly always, nobody's writing is waited for.
    """
    if _is_newest(store):
        return
    with store.connection() as connection:
        # SQLite's write lock is already held; the second process to come waits and then finds nothing to do.
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        try:
            command.upgrade(config(connection), "head")
        except CommandError as cause:
            raise StoreTooNewError from cause


def _is_newest(store: Store) -> bool:
    """Tell whether there is nothing to do; where another process makes the database just now, we do not know."""
    try:
        return standing(store) is Standing.NEWEST
    except StoreUnavailableError:
        return False


def config(connection: Connection) -> Config:
    """Return Alembic's configuration for work on `connection`."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    made.attributes["connection"] = connection
    return made
