"""The commands of those who operate: what is taken out, kept and put back, as they type it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wasit import app

NEWS = (
    "التقى وزير الخارجية المصري بدر عبد العاطي، الاثنين 13 يناير 2025، في القاهرة، "
    "رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني لبحث وقف إطلاق النار في غزة. "
    "وطالبت مصر بإدخال المساعدات إلى القطاع دون عوائق."
)


def wasit(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a database of one article that was read."""
    monkeypatch.chdir(tmp_path)
    use("one.db", monkeypatch)
    (tmp_path / "news.txt").write_text(NEWS, "utf-8")
    assert wasit("ingest", "news.txt", "--published", "2025-01-13", "--publisher", "صحيفة").exit_code == 0
    assert wasit("summarizer", "--once").exit_code == 0
    return tmp_path


def use(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{name}")


def test_everything_is_exported_as_json_lines(here: Path) -> None:
    result = wasit("export")
    kinds = [json.loads(line)["kind"] for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert {"event", "position"} <= set(kinds) and kinds == sorted(
        kinds, key=["event", "position", "figure"].index
    )


def test_events_are_exported_as_a_table(here: Path) -> None:
    head, *rows = csv.reader(wasit("export", "--format", "csv").stdout.splitlines())
    meeting = next(
        row for row in (dict(zip(head, cells, strict=True)) for cells in rows) if row["type"] == "meeting"
    )
    assert (meeting["cameo"], meeting["place"], meeting["first_day"]) == ("040", "القاهرة", "2025-01-13")
    assert meeting["evidence"].startswith("التقى وزير الخارجية المصري")


def test_what_was_read_at_another_time_is_not_exported(here: Path) -> None:
    assert wasit("export", "--until", "2020-01-01").stdout == ""
    assert wasit("export", "--since", "2020-01-01").stdout == wasit("export").stdout


def test_a_year_of_no_calendar_is_refused(here: Path) -> None:
    result = wasit("export", "--since", "0001-01-01")
    assert result.exit_code == 2 and "the year 1" in result.stderr


def test_a_backup_put_back_into_a_new_database_answers_as_the_old_one(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = wasit("export").stdout, wasit("ask", "/latest").stdout
    assert wasit("backup", "copy.gz").exit_code == 0
    use("two.db", monkeypatch)
    assert wasit("restore", "copy.gz").exit_code == 0
    assert (wasit("export").stdout, wasit("ask", "/latest").stdout) == before


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("backup", "news.txt"), "there is a file of this name already"),
        (("backup", "nowhere/copy"), "No such file or directory"),
        (("restore", "news.txt"), "this is no backup of ours"),
        (("restore", "missing"), "No such file or directory"),
        (("restore", "."), "Is a directory"),
        (("delete", "99"), "there is no article 99"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(here: Path, command: tuple[str, ...], says: str) -> None:
    result = wasit(*command)
    assert result.exit_code == 2
    assert says in result.stderr and result.stderr.count("\n") == 1


def test_a_deleted_article_is_told_by_nothing_any_more(here: Path) -> None:
    result = wasit("delete", "1")
    assert result.exit_code == 0 and "article 1 is deleted" in result.stdout
    assert wasit("export").stdout == ""
    assert "القاهرة" not in wasit("ask", "/latest").stdout
