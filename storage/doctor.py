"""What can be wrong with the settings' file, the database and the disk, each with what to do; changes nothing.

A check gives one `Finding` for each thing that it looked at, what is well included: silence would not say that it looked.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.db import Store
from storage.errors import StorageError
from storage.migrate import Standing, standing
from storage.settings import Settings

# Below this a disk is nearly full: a year of forty articles a day takes about as much.
LITTLE_ROOM = 500_000_000


class State(StrEnum):
    """How a thing is: `FAULT` keeps the service from working, `WARNING` keeps a part of it, or soon will."""

    WELL = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and what to do about it where it is not well."""

    about: str
    state: State
    found: str
    remedy: str = ""


def well(about: str, found: str) -> Finding:
    return Finding(about, State.WELL, found)


def warning(about: str, found: str, remedy: str) -> Finding:
    return Finding(about, State.WARNING, found, remedy)


def fault(about: str, found: str, remedy: str) -> Finding:
    return Finding(about, State.FAULT, found, remedy)


def look_at_settings(settings: Settings, file: Path) -> Iterator[Finding]:
    """Look at the settings, which were read already, and at who else may read their file."""
    about = "settings"
    if not file.exists():
        yield warning(about, f"no {file} here; they come from the environment alone", "cp .env.example .env")
    elif file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH) and settings.telegram_token:
        yield warning(
            about, f"{file} holds the token, and others on this machine may read it", f"chmod 600 {file}"
        )
    else:
        yield well(about, f"{file} is as it should be")
    if not settings.owners:
        remedy = "send the bot /help: its last line is your id; write it into OWNERS and start again"
        yield warning("owners", "OWNERS names nobody, so that nobody can hand articles in", remedy)


def look_at_database(settings: Settings) -> Finding:
    """Look whether the database answers and whose tables it holds; none is made, and none is brought up to date."""
    file = _file_of(settings)
    if file is not None and not file.exists():
        return _can_be_made(file)
    try:
        return _STANDINGS[standing(Store(settings.database_url))]
    except StorageError as error:
        return fault(
            "database", str(error), "is it running, and is DATABASE_URL right? see docs/operating.md"
        )


def holds_our_tables(settings: Settings) -> bool:
    """Tell whether the store can be asked questions; a file that is not there is not made."""
    file = _file_of(settings)
    if file is not None and not file.exists():
        return False
    try:
        return standing(Store(settings.database_url)) is Standing.NEWEST
    except StorageError:
        return False


def look_at_disk(settings: Settings) -> Finding:
    """Look how much room is left beside the database's file, or here where it is elsewhere."""
    file = _file_of(settings)
    folder = file.parent if file is not None and file.parent.exists() else Path()
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.1f} GB free in {folder.resolve()}"
    return (
        well("disk", told)
        if free > LITTLE_ROOM
        else warning("disk", told, "make room: a full disk stops all writing")
    )


def _can_be_made(file: Path) -> Finding:
    folder = file.resolve().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return fault(
            "database",
            f"{file} cannot be made: {folder} is no folder that we may write to",
            "mend DATABASE_URL",
        )
    return well("database", f"{file} is not there yet; the first start makes it")


def _file_of(settings: Settings) -> Path | None:
    """Return SQLite's file, or None where there is none."""
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        return None
    named = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(url.database or "") if named else None


_STANDINGS = {
    Standing.NEWEST: well("database", "it answers, and its tables are of this version"),
    Standing.EMPTY: well("database", "it answers and is empty; the first start makes the tables"),
    Standing.OLDER: warning(
        "database",
        "its tables are of an older version",
        "`wasit backup FILE`, then start: that brings them up to date",
    ),
    Standing.NEWER: fault(
        "database", "it was made by a newer version of wasit", "upgrade the program, or restore a backup"
    ),
}
