"""A PostgreSQL cluster of one's own, for tests and measurements: made in a temporary folder, gone afterwards.

It knows nothing of wasit. It uses the programs that are installed (Debian: `postgresql`), as an unprivileged
user, and listens on a socket in its folder alone. It forgets its data with the machine: nothing is synced.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

# Where Debian puts what is not in PATH, the newest version last.
_DEBIAN = "/usr/lib/postgresql"
_HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")
# PostgreSQL refuses to run as root; the first of these that is known runs it then.
_UNPRIVILEGED = ("postgres", "nobody")


class NoPostgresError(Exception):
    """PostgreSQL's programs are not installed here (Debian: apt-get install postgresql)."""


@contextmanager
def running_cluster() -> Iterator[str]:
    """Run a cluster for as long as the block lasts; gives SQLAlchemy's address of it, with `{}` for the database.

    Raises NoPostgresError where there is none to run.
    """
    programs, user = _programs(), _user()
    # Not pytest's own folder: the path of a socket may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="wasit-pg-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        data, options = folder / "data", [f"-c{option}" for option in _HASTY]
        # trust: whoever can open the socket's folder is let in, which is that user and root.
        _call(
            [programs / "initdb", "-D", data, "-U", "wasit", "-A", "trust", "-E", "UTF8", "--no-sync"], user
        )
        listen = ["-clisten_addresses=", f"-cunix_socket_directories={folder}"]
        start = " ".join([*listen, *options])
        _call([programs / "pg_ctl", "-D", data, "-o", start, "-l", folder / "log", "-w", "start"], user)
        try:
            yield f"postgresql+psycopg://wasit@/{{}}?host={folder}"
        finally:
            _call([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder with `initdb` and `pg_ctl`."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path(_DEBIAN).glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgresError((NoPostgresError.__doc__ or "").strip())


def _user() -> str | None:
    """Return who shall run it where we are root, else None: we do."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in _UNPRIVILEGED:
        if name in known:
            return name
    raise NoPostgresError("PostgreSQL does not run as root, and there is no other user here")


def _call(command: Sequence[str | Path], user: str | None) -> None:
    done = subprocess.run(  # noqa: S603  our own command
        list(map(str, command)), user=user, cwd="/", capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        raise NoPostgresError(f"{command[0]}: {done.stderr.strip() or done.stdout.strip()}")
