"""The guides name only what there is: commands of the bot and of the command line, settings, metrics, files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from dotenv import dotenv_values

from bot.commands import COMMANDS
from bot.commands.request import Command, Rank
from storage.settings import Settings
from wasit import app

ROOT = Path(__file__).resolve().parents[2]
GUIDES = (ROOT / "README.md", ROOT / "README.ar.md", *sorted((ROOT / "docs").glob("*.md")))
PAGES = (*GUIDES, *sorted((ROOT / "docs" / "decisions").glob("*.md")))
# What is sent to @BotFather, not to us.
BOTFATHERS = {"setinline", "setjoingroups", "token", "revoke"}
# What docs/adding.md shows how to make.
EXAMPLES = {"hello"}

# "/event 12", "/event_12"; no path, no closing tag, no day.
_COMMAND = re.compile(r"(?<![\w/.:<>@{}])/([a-z]+)(?:_\w+)?(?![\w/.])")
_CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_TYPED = re.compile(r"(?:^|[\s/])wasit ([a-z]+)(?![\w-])([^\n|;&#]*)", re.MULTILINE)
_OPTION = re.compile(r"(?<!\S)\[?(--[a-z]+(?:-[a-z]+)*)")
_SETTING = re.compile(r"`([A-Z][A-Z_]+)`")
_METRIC = re.compile(r"`(wasit_[a-z_]+)")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")

_PICTURE = re.compile(r'src(?:set)?="([^":]+)"')

named = pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)


def code_of(guide: Path) -> Iterator[str]:
    """Give what stands in code marks or fences."""
    for fenced, marked in _CODE.findall(guide.read_text("utf-8")):
        yield fenced or marked


@named
def test_every_command_that_a_guide_names_is_one_of_the_bot(guide: Path) -> None:
    there = {command.name for command in COMMANDS} | BOTFATHERS | EXAMPLES
    assert set(_COMMAND.findall(guide.read_text("utf-8"))) <= there


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_in_the_guide_of_those_who_may_use_it(command: Command) -> None:
    guide = "readers.md" if command.rank is Rank.READER else "editors.md"
    assert command.name in _COMMAND.findall((ROOT / "docs" / guide).read_text("utf-8"))


@named
def test_every_call_of_wasit_in_a_guide_can_be_made(guide: Path) -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    for name, rest in _TYPED.findall("\n".join(code_of(guide))):
        assert name in commands
        taken = commands[name].params
        options = {option for one in taken for option in (*one.opts, *one.secondary_opts)}
        assert set(_OPTION.findall(rest)) <= options, name


def test_the_table_of_settings_holds_each_and_no_other() -> None:
    text = (ROOT / "docs" / "operating.md").read_text("utf-8")
    rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", text, re.MULTILINE)
    told = [name for row in rows for name in _SETTING.findall(row)]
    assert sorted(told) == sorted(name.upper() for name in Settings.model_fields)
    assert set(told) <= set(dotenv_values(ROOT / ".env.example"))


def test_the_table_of_metrics_holds_each_and_no_other() -> None:
    served = set(re.findall(r'"(wasit_[a-z_]+)"', (ROOT / "bot" / "metrics.py").read_text("utf-8")))
    assert set(_METRIC.findall((ROOT / "docs" / "operating.md").read_text("utf-8"))) == served


@named
def test_every_metric_in_a_guide_is_served(guide: Path) -> None:
    served = (ROOT / "bot" / "metrics.py").read_text("utf-8")
    assert all(f'"{name}"' in served for name in _METRIC.findall(guide.read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_in_a_page_leads_to_a_file(page: Path) -> None:
    links = _LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    pages = (ROOT / "docs" / "decisions").glob("0*.md")
    assert [page.name for page in pages if f"| [{page.name[:4]}]({page.name}) | " not in listed] == []


def test_the_walk_through_the_rooms_stays_short_and_names_what_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert len(text.splitlines()) <= 150
    bot = re.findall(r"^\| `bot/(.+?)` \|", text, re.MULTILINE)
    named = [name for row in bot for name in row.split("`, `")]
    assert [name for name in named if not (ROOT / "bot" / name).exists()] == []


def test_every_picture_is_there_is_shown_and_loads_quickly() -> None:
    shown = {
        (page.parent / name).resolve() for page in PAGES for name in _PICTURE.findall(page.read_text("utf-8"))
    }
    assert shown == {path.resolve() for path in (ROOT / "docs" / "pictures").iterdir()}
    assert all(path.stat().st_size < 150_000 for path in shown)


def test_a_command_that_is_not_there_would_be_seen() -> None:
    text = "`/evnt 12`, `/event_12`, docs/x, </div>, 24/10/2024, /var/lib, `http://a/metrics`"
    assert _COMMAND.findall(text) == ["evnt", "event"]
