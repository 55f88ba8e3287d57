"""The two READMEs tell the same, in English and in Arabic: all commands, the same calls, the same figures, the same digest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from shown import lines_of_the_digest

from wasit import app

ROOT = Path(__file__).resolve().parents[2]
ENGLISH, ARABIC = (ROOT / name for name in ("README.md", "README.ar.md"))
_CALL = re.compile(r"((?:\.venv/bin/)?(?:wasit|make|python|pytest|cp) [^`#]*[^`# ])")


def commands() -> set[str]:
    """Return all commands of the command line, "model add" for one in a group."""
    told = set()
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        told |= {f"{name} {one}" for one in getattr(command, "commands", {})} or {name}
    return told


def rows(readme: Path) -> list[str]:
    return [line for line in readme.read_text("utf-8").splitlines() if line.startswith("| ")]


def calls(readme: Path) -> set[str]:
    """Return what stands there to be typed."""
    text = readme.read_text("utf-8").replace("```", "`")
    return {call for code in re.findall(r"`([^`]+)`", text) for call in _CALL.findall(code)}


def figures(readme: Path) -> list[list[str]]:
    """Return the numbers of each row of each table."""
    return [re.findall(r"\d[\d,.]*(?<=\d)", row) for row in rows(readme)]


@pytest.mark.parametrize("readme", [ENGLISH, ARABIC], ids=lambda path: path.name)
def test_the_table_of_commands_holds_each(readme: Path) -> None:
    table = "\n".join(rows(readme))
    assert [name for name in commands() if not re.search(rf"`wasit {name}[ `]", table)] == []


def test_both_tell_one_to_type_the_same() -> None:
    assert calls(ENGLISH) == calls(ARABIC)


def test_both_tell_the_same_figures() -> None:
    assert figures(ENGLISH) == figures(ARABIC)


def test_both_show_the_same_digest() -> None:
    assert lines_of_the_digest(ENGLISH) == lines_of_the_digest(ARABIC)
    assert len(lines_of_the_digest(ENGLISH)) > 5
