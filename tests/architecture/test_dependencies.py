"""What Wasit is tested with is the lower end of what it asks for, and every way of installing it takes that."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
_RANGE = re.compile(r"([a-z0-9-]+)(?:\[[a-z]+\])?>=([0-9.]+)(?:,<([0-9]+))?")
# Their first number is the year, and promises nothing.
BY_YEAR = {"structlog", "tzdata"}
# Every page and file that tells somebody, or a machine, how to install.
INSTALLING = ("Makefile", "Dockerfile", "README.md", "README.ar.md", "docs/operating.md", ".env.example")


def ranges() -> Iterator[str]:
    yield from PROJECT["dependencies"]
    for extra in PROJECT["optional-dependencies"].values():
        yield from extra


@pytest.mark.parametrize("asked", sorted(set(ranges())))
def test_a_library_may_be_newer_up_to_the_next_version_that_may_break(asked: str) -> None:
    found = _RANGE.fullmatch(asked)
    assert found, asked
    major = int(found[2].split(".")[0])
    assert found[3] == (None if found[1] in BY_YEAR else str(major + 1))


def test_what_is_tested_is_the_lower_end_of_each_range_and_nothing_else() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pinned = [line for line in lines if not line.startswith("#")]
    lowest = {f"{found[1]}=={found[2]}" for asked in ranges() if (found := _RANGE.fullmatch(asked))}
    assert pinned == sorted(lowest)


@pytest.mark.parametrize("name", INSTALLING)
def test_whatever_installs_us_takes_what_is_tested(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    calls = re.findall(r"(?:pip install|\$\(INSTALL\)) [^`\n)]*", text)
    ours = [call for call in calls if re.search(r"(-e|--editable|--no-cache-dir) ", call)]
    assert [call for call in ours if "constraints.txt" not in call and "--upgrade" not in call] == []


def test_the_environment_is_made_anew_when_either_file_changes() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert ".venv/installed: pyproject.toml constraints.txt\n" in makefile
