"""Whatever is handed to the door wrongly: one sentence, exit status 2, and the rest goes on."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wasit import app

ROOT = Path(__file__).resolve().parents[2]
NEWS = "التقى وزير الخارجية المصري بدر عبد العاطي، الاثنين 13 يناير 2025، في القاهرة، رئيس الوزراء القطري."


def wasit(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin)


def is_one_sentence(result: Result, words: str) -> bool:
    assert words in result.stderr
    return result.exit_code == 2 and len(result.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"text": "\\ud800 خبر"}', "line 2"),
        ('{"text": "خبر", "id": "\\udfff"}', "line 2"),
        ('{"text": "خبر", "id": ' + "9" * 5000 + "}", "line 2: larger or deeper"),
        ('{"text": "خبر", "published": ' + "9" * 400 + "}", "line 2"),
        ('{"text": ' + "[" * 100_000, "line 2: larger or deeper"),
        ('{"text": "خبر", "published": 1e999}', "line 2"),
    ],
    ids=["surrogate", "surrogate id", "long id", "long day", "nested", "infinite"],
)
def test_a_json_line_that_is_out_of_bounds_does_not_stop_the_next(line: str, problem: str) -> None:
    good = [json.dumps({"id": name, "text": NEWS}) for name in ("a", "b")]
    result = wasit("read", stdin="\n".join([good[0], line, good[1]]))
    assert is_one_sentence(result, problem)
    assert [json.loads(told)["id"] for told in result.stdout.splitlines()] == ["a", "b"]


def test_a_line_separator_within_a_string_ends_no_json_line() -> None:
    line = json.dumps({"id": "a", "text": f"{NEWS}\u2028{NEWS}"}, ensure_ascii=False)
    assert wasit("read", stdin=line).exit_code == 0


def test_reading_goes_on_after_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(NEWS, "utf-8")
    result = wasit("read", "nowhere.txt", "x" * 300, str(good))
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 2
    assert json.loads(result.stdout)["id"] == "good"


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_a_day_on_which_nothing_can_have_been_published_is_refused_everywhere(
    day: str, tmp_path: Path
) -> None:
    words = "cannot have been published"
    (tmp_path / "news.txt").write_text(NEWS, "utf-8")
    line = json.dumps({"text": NEWS, "published": day})
    for command in ("read", "ingest"):
        assert is_one_sentence(wasit(command, "news.txt", "--published", day), words)
    assert is_one_sentence(wasit("read", stdin=line), words)
    (tmp_path / "lines.jsonl").write_text(f"{line}\n", "utf-8")
    assert is_one_sentence(wasit("ingest", "lines.jsonl"), words)
    (tmp_path / "manifest.json").write_text(json.dumps({"news.txt": {"published": day}}), "utf-8")
    for command in ("read", "ingest"):
        assert is_one_sentence(wasit(command, str(tmp_path)), words)


def test_nothing_is_no_source_to_ingest(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, "utf-8")
    assert is_one_sentence(wasit("ingest", ""), "neither a path nor an address")


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (("--since", "0001-01-01"), "--since: the year 1"),
        (("--until", "0001-01-01"), "--until: the year 1"),
        (("--until", "9999-12-31"), "--until: the year 9999"),
        (("--since", "2025-01-02", "--until", "2025-01-01"), "--since has to be before"),
        (("--until", "2100-01-01", "--publish"), "not over yet"),
    ],
)
def test_a_window_that_is_none_is_told(window: tuple[str, ...], words: str) -> None:
    assert is_one_sentence(wasit("digest", *window), words)


@pytest.mark.parametrize("user", [str(2**64), str(2**63 - 1), "-1"])
def test_a_user_id_that_telegram_gives_to_nobody_is_refused(user: str) -> None:
    assert is_one_sentence(wasit("ask", "/latest", f"--user={user}"), "--user is a Telegram user id")


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sqlite:///letter.txt", "no database of ours"),
        ("postgresql://who:hush@host:port/x", "not a database address"),
        ("mysql+pymysql://who:hush@localhost/x", "'pymysql'"),
        ("carrierpigeon://who:hush@loft/x", "carrierpigeon"),
    ],
)
def test_a_database_address_that_leads_nowhere_is_told_without_its_password(
    address: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.txt").write_text("Dear all, this is a letter and no database.\n" * 100, "utf-8")
    monkeypatch.setenv("DATABASE_URL", address)
    result = wasit("ask", "/latest")
    assert is_one_sentence(result, words)
    assert "hush" not in result.output


def test_a_settings_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"OWNERS=\xff\xfe\n")
    assert is_one_sentence(wasit("ask", "/latest"), ".env: this is not UTF-8 text")


def test_asking_waits_for_no_writer(tmp_path: Path) -> None:
    assert wasit("ask", "/latest").exit_code == 0
    writer = sqlite3.connect(tmp_path / "wasit.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    assert wasit("ask", "/latest").exit_code == 0
    assert wasit("digest").exit_code == 0
    writer.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is always full")
@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_output_that_cannot_be_kept_is_one_sentence(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "wasit", "read", *arguments], input=NEWS.encode(), stdout=full, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == [
        "wasit: the output could not be written: No space left on device"
    ]


def test_a_reader_who_leaves_early_is_no_error() -> None:
    lines = "\n".join(json.dumps({"text": NEWS}) for _ in range(200))
    with subprocess.Popen(
        [sys.executable, "-m", "wasit", "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        process.stdin.write(lines.encode())
        process.stdin.close()
        assert process.wait(60) == 0
        assert process.stderr.read() == b""
