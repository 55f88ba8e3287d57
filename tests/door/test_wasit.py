"""The command line as people use it: what comes out, what goes to standard error, and the exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wasit import app

NEWS = (
    "التقى وزير الخارجية المصري بدر عبد العاطي، الاثنين 13 يناير 2025، في القاهرة، "
    "رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني لبحث وقف إطلاق النار في غزة."
)
COMMANDS = (
    "demo", "run", "bot", "summarizer", "read", "ingest", "digest", "ask", "export", "backup", "restore", "delete",
)  # fmt: skip


def wasit(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(NEWS, "utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = wasit(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_reading_a_file_gives_one_json_object_a_line(article: Path) -> None:
    result = wasit("read", str(article), "--published", "2025-01-13", "--publisher", "صحيفة")
    (line,) = result.stdout.splitlines()
    answer = json.loads(line)
    assert (answer["id"], answer["published"], answer["publisher"]) == ("news", "2025-01-13", "صحيفة")
    (event,) = answer["events"]
    assert (event["type"], event["date_from"], event["place"]) == ("meeting", "2025-01-13", "القاهرة")
    assert sorted(event["people"]) == ["بدر عبد العاطي", "محمد بن عبد الرحمن آل ثاني"]


def test_reading_explains_itself_where_it_is_asked_to(article: Path) -> None:
    result = wasit("read", "--explain", str(article), "--published", "2025-01-13")
    assert result.exit_code == 0
    assert result.stdout.startswith("news\n  event: meeting, happened · 2025-01-13 · القاهرة\n")
    assert "«الاثنين 13 يناير 2025», as it is written" in result.stdout


def test_reading_takes_json_lines_on_standard_input() -> None:
    lines = [json.dumps({"id": name, "text": NEWS, "published": "2025-01-13"}) for name in ("a", "b")]
    result = wasit("read", "-", stdin="\n".join(lines))
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]


def test_one_bad_article_does_not_stop_the_others() -> None:
    lines = [{"id": "bad", "text": "This is no Arabic."}, {"id": "good", "text": NEWS}]
    result = wasit("read", "-", stdin="\n".join(map(json.dumps, lines)))
    bad, good = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 0
    assert "not in Arabic" in bad["error"]
    assert good["id"] == "good"


@pytest.mark.parametrize(
    ("stdin", "sentence"),
    [
        ("", "empty"),
        ("   \n ", "empty"),
        ("Hello there, this is English only.", "not in Arabic"),
        (b"\x89PNG\r\n\xff\xfe", "not UTF-8"),
        ('{"id": 1}', "text: Field required"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_status_two(stdin: str | bytes, sentence: str) -> None:
    result = wasit("read", "-", stdin=stdin)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_ingesting_says_what_was_new_known_and_refused(article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    first = wasit("ingest", str(article), str(tmp_path / "empty.txt"))
    again = wasit("ingest", str(article))
    assert (first.exit_code, again.exit_code) == (2, 0)
    assert "new" in first.stdout
    assert "refused" in first.stderr
    assert "known" in again.stdout


def test_an_article_goes_in_and_its_event_comes_out(article: Path) -> None:
    wasit("ingest", str(article), "--published", "2025-01-13", "--publisher", "صحيفة الصباح")
    assert wasit("summarizer", "--once").exit_code == 0
    latest = wasit("ask", "/latest")
    digest = wasit("digest")
    for shown in (latest.stdout, digest.stdout):
        assert "القاهرة" in shown
        assert "بدر عبد العاطي" in shown
        assert "صحيفة الصباح" in shown
    facts = json.loads(wasit("digest", "--format", "json").stdout)
    assert facts["happened"][0]["place"] == "القاهرة"


def test_a_digest_is_the_same_for_the_same_store_and_time(article: Path) -> None:
    wasit("ingest", str(article), "--published", "2025-01-13")
    wasit("summarizer", "--once")
    window = ("--since", "2020-01-01", "--until", "2100-01-01")
    assert wasit("digest", *window).stdout == wasit("digest", *window).stdout


def test_publishing_queues_the_digest_for_every_subscriber_once(article: Path) -> None:
    wasit("ask", "/subscribe", "--user", "7")
    window = ("--since", "2020-01-01", "--until", "2025-01-14", "--publish")
    assert "queued for 1" in wasit("digest", *window).stderr
    assert "queued for 0" in wasit("digest", *window).stderr


@pytest.mark.parametrize("command", ["run", "bot"])
def test_a_missing_token_is_told_before_anything_starts(command: str) -> None:
    result = wasit(command)
    assert result.exit_code == 2
    assert result.stderr.startswith("wasit: TELEGRAM_TOKEN: missing")


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (("read", "nowhere.txt"), {}, "nowhere.txt: No such file"),
        (("demo", "--articles", "nowhere"), {}, "nowhere"),
        (("ask", "/latest"), {"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        (("ask", "/latest"), {"DOSSIER": "atlantis"}, "atlantis"),
        (("summarizer", "--once"), {"DOSSIER": "atlantis"}, "atlantis"),
    ],
)
def test_bad_input_is_one_sentence(
    arguments: tuple[str, ...], environment: dict[str, str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = wasit(*arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_the_door_is_also_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wasit", "read", "-"],
        input=NEWS, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert json.loads(done.stdout)["events"]
