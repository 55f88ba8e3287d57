"""What several rooms' tests share: a store of its own, and the folder of gold articles where there is one."""

from __future__ import annotations

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
