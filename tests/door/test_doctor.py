"""`wasit doctor` as an operator runs it: what is well, what is not, and what to do; over HTTP against the stand-in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.preview.client import Preview
from bot.preview.server import RunningPreview, running_preview
from storage import feeds
from storage.clock import set_file_clock
from storage.db import Store
from storage.feeds import Look
from storage.migrate import migrate
from wasit import app

OWNER = 700


@pytest.fixture
def standin() -> Iterator[RunningPreview]:
    with running_preview() as running:
        yield running


@pytest.fixture
def here(tmp_path: Path, standin: RunningPreview, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings as they should be, an owner who has started the bot, and a database."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, standin, DATABASE_URL="sqlite:///wasit.db")
    with Preview(standin.url) as telegram:
        telegram.person("ليلى", id=OWNER, started=True)
    migrate(Store("sqlite:///wasit.db"))
    return tmp_path


def write(folder: Path, standin: RunningPreview, **more: str) -> None:
    named = {"TELEGRAM_TOKEN": standin.token, "TELEGRAM_API": standin.url, "OWNERS": str(OWNER)} | more
    file = folder / ".env"
    file.write_text("".join(f"{name}={value}\n" for name, value in named.items()), "utf-8")
    file.chmod(0o600)


def doctor(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["doctor", *arguments])


def line(result: Result, about: str) -> str:
    (found,) = [one for one in result.stdout.splitlines() if f"  {about}: " in one]
    return found


def test_where_all_is_well_it_says_so_of_each_thing(here: Path) -> None:
    result = doctor()
    assert result.exit_code == 0, result.stdout
    for about in (
        "settings",
        "dossier",
        "database",
        "disk",
        "articles",
        "feeds",
        "token",
        f"owner {OWNER}",
        "clock",
    ):
        assert line(result, about).startswith("ok"), about
    assert "the bot asks for them" in line(result, "updates")


def test_without_a_database_none_is_made(here: Path) -> None:
    for file in here.glob("wasit.db*"):
        file.unlink()
    result = doctor("--offline")
    assert "the first start makes it" in line(result, "database")
    assert not list(here.glob("wasit.db*"))


def test_offline_asks_nobody(here: Path, standin: RunningPreview) -> None:
    standin.stop()
    result = doctor("--offline")
    assert result.exit_code == 0 and "token" not in result.stdout


def test_a_server_that_does_not_answer_is_a_fault(here: Path, standin: RunningPreview) -> None:
    standin.stop()
    result = doctor()
    assert result.exit_code == 1 and line(result, "telegram").startswith("FAULT")


def test_a_token_that_is_refused_is_a_fault_and_never_shown(here: Path, standin: RunningPreview) -> None:
    write(here, standin, TELEGRAM_TOKEN="123456:" + "w" * 35)
    result = doctor()
    assert result.exit_code == 1 and line(result, "token").startswith("FAULT")
    assert "w" * 35 not in result.stdout


@pytest.mark.parametrize(
    ("change", "about", "told"),
    [
        ({"TELEGRAM_TOKEN": ""}, "token", "missing"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.db"}, "database", "cannot be made"),
        ({"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:9/wasit"}, "database", "does not answer"),
        ({"DATABASE_URL": "nonsense"}, "database", "not a database address"),
        ({"DIGEST_HOUR": "30"}, "settings", "DIGEST_HOUR"),
        ({"DOSSIER": "atlantis"}, "settings", "atlantis"),
        ({"TIMEZONA": "Asia/Qatar"}, "settings", "is TIMEZONE meant?"),
    ],
)
def test_what_keeps_the_service_from_working_is_a_fault_with_what_to_do(
    here: Path, standin: RunningPreview, change: dict[str, str], about: str, told: str
) -> None:
    write(here, standin, **change)
    result = doctor()
    assert result.exit_code == 1, result.stdout
    assert line(result, about).startswith("FAULT") and told in line(result, about)
    assert "→" in result.stdout.partition(line(result, about))[2]


def test_a_file_that_is_no_database_is_a_fault(here: Path, standin: RunningPreview) -> None:
    (here / "other.db").write_text("not a database, and longer than its head would be " * 40)
    write(here, standin, DATABASE_URL="sqlite:///other.db")
    assert line(doctor("--offline"), "database").startswith("FAULT")


def test_tables_of_another_version_are_told_apart(here: Path) -> None:
    with sqlite3.connect("wasit.db") as raw:
        raw.execute("UPDATE alembic_version SET version_num = 'of 2030'")
    result = doctor("--offline")
    assert result.exit_code == 1 and "newer version" in line(result, "database")


def test_settings_that_others_may_read_are_a_warning(here: Path) -> None:
    (here / ".env").chmod(0o644)
    result = doctor("--offline")
    assert result.exit_code == 0 and "chmod 600" in result.stdout


def test_an_owner_who_never_started_the_bot_is_a_warning(here: Path, standin: RunningPreview) -> None:
    write(here, standin, OWNERS="700,701")
    result = doctor()
    assert line(result, "owner 701").startswith("warning") and result.exit_code == 0


def test_rights_that_are_turned_off_are_a_warning(here: Path, standin: RunningPreview) -> None:
    standin.app.world.inline = False
    assert "/setinline" in line(doctor(), "rights")


def test_a_webhook_that_telegram_cannot_reach_is_a_warning(here: Path, standin: RunningPreview) -> None:
    from bot.preview.world.model import Webhook

    write(here, standin, WEBHOOK_URL="https://wasit.example.org/updates")
    assert "is set when the bot starts" in line(doctor(), "updates")
    # As the server keeps it: the stand-in itself sets none but loopback addresses.
    hook = Webhook("https://wasit.example.org/updates", "")
    hook.note_error(1737331200, "Connection failed")
    standin.app.world.webhook = hook
    assert "Connection failed" in line(doctor(), "updates")


def test_a_clock_that_is_wrong_is_a_warning(here: Path) -> None:
    set_file_clock(here / "clock", datetime.now(UTC) + timedelta(minutes=10))
    assert "s ahead of the server's" in line(doctor("--clock", "clock"), "clock")


def test_a_feed_that_fails_is_a_warning(here: Path) -> None:
    now = datetime.now(UTC)
    store = Store("sqlite:///wasit.db")
    with store.writing() as session:
        feeds.turn(session, "gaza", "aljazeera", True, by=OWNER, now=now)
        feeds.looked(
            session, "gaza", "aljazeera", Look(trouble="Timeout"), every=timedelta(minutes=15), now=now
        )
    assert "1 failures in a row: Timeout" in line(doctor("--offline"), "feed aljazeera")


def test_missing_programs_are_a_warning(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(here))
    result = doctor("--offline")
    assert "apt-get install poppler-utils" in result.stdout and "tesseract-ocr-ara" in result.stdout
    assert result.exit_code == 0
