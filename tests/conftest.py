"""What several rooms' tests share: a store of its own, and the folder of gold articles where there is one."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.db import Store
from storage.migrate import migrate
from storage.settings import Settings

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A fresh, migrated SQLite database."""
    opened = Store(f"sqlite:///{tmp_path / 'wasit.db'}")
    migrate(opened)
    yield opened
    opened.close()


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
