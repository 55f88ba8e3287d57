"""What docs/adding.md tells to add is added to a copy of the project, as it stands there, and does what it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "adding.md").read_text("utf-8")
CHAPTERS = {part.split("\n", 1)[0]: part for part in re.split(r"^## ", GUIDE, flags=re.MULTILINE)[1:]}
_BLOCK = re.compile(r"^ *```(python|toml|console)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"# (\S+)\n(.*)", re.DOTALL)
_LINES = re.compile(r"# (\S+): (below|in place of) (['\"])(.+?)\3\n(.*)", re.DOTALL)


def blocks(chapter: str) -> list[tuple[str, str]]:
    """Return each fenced block with its language, as it would be typed."""
    return [(kind, textwrap.dedent(text)) for kind, text in _BLOCK.findall(chapter)]


WORKED = [name for name, chapter in CHAPTERS.items() if any(kind == "console" for kind, _ in blocks(chapter))]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program alone."""
    made = tmp_path / "project"
    for room in ("bot", "summarizer", "storage"):
        shutil.copytree(ROOT / room, made / room, ignore=shutil.ignore_patterns("__pycache__"))
    for module in ROOT.glob("*.py"):
        shutil.copy(module, made)
    return made


def write(copy: Path, text: str) -> None:
    """Do what a block says: a new file, or lines below or in place of another in one that is there."""
    if told := _LINES.fullmatch(text):
        path, line, lines = copy / told[1], told[4], told[5]
        there = path.read_text("utf-8")
        assert there.count(f"{line}\n") == 1, f"{line!r} in {path.name}"
        kept = f"{line}\n" if told[2] == "below" else ""
        path.write_text(there.replace(f"{line}\n", f"{kept}{lines}"), "utf-8")
        return
    new = _FILE.fullmatch(text)
    assert new, text
    path = copy / new[1]
    assert not path.exists(), path
    path.write_text(new[2], "utf-8")


def run(copy: Path, typed: str) -> str:
    """Return what a line prints, typed where the copy is the program."""
    shell = typed.replace("wasit ", f"{sys.executable} -m wasit ")
    given = {"PYTHONPATH": str(copy), "DATABASE_URL": f"sqlite:///{copy}/wasit.db"}
    done = subprocess.run(
        shell,
        shell=True,
        cwd=copy,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("chapter", WORKED)
def test_what_the_guide_adds_works_as_it_stands(chapter: str, copy: Path) -> None:
    for kind, text in blocks(CHAPTERS[chapter]):
        if kind != "console":
            write(copy, text)
            continue
        for part in text.split("$ ")[1:]:
            typed, *shown = part.strip().split("\n")
            printed = run(copy, typed)
            assert [line for line in shown if line not in printed] == [], printed


def test_each_kind_of_thing_has_its_worked_example() -> None:
    assert {"A command", "An event type", "An outlet", "Another negotiation", "A writer"} <= set(WORKED)
