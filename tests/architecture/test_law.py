"""The architecture as tests: who may import whom, what is loaded when, and what tests may not do."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bot.commands import markdown_table

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"torch", "transformers", "matplotlib", "trafilatura", "ctranslate2"}


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after `statement`."""
    code = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_import_law_holds() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "statement",
    [
        "import bot, bot.serving, bot.deliver, bot.editors, bot.commands",
        "import summarizer.schedule, summarizer.job",
        "import wasit",
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(statement: str) -> None:
    assert loaded_by(statement).isdisjoint(HEAVY)


def test_reading_needs_no_database_and_no_telegram() -> None:
    loaded = loaded_by(
        "from summarizer.reading.answer import as_answer; import storage.catalog, storage.files, wasit"
    )
    assert loaded.isdisjoint(
        HEAVY | {"sqlalchemy", "sqlmodel", "alembic", "telegram", "httpx", "apscheduler", "starlette"}
    )


def test_commands_load_no_telegram() -> None:
    assert "telegram" not in loaded_by("import bot.commands, bot.views")


def test_no_test_sleeps() -> None:
    sleeping = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if _sleeps(node)
    ]
    assert sleeping == []


def _sleeps(node: ast.AST) -> bool:
    """True for a call that waits; `sleep(0)` only lets other tasks run."""
    if not (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sleep"
    ):
        return False
    return [ast.unparse(argument) for argument in node.args] != ["0"]


def test_the_docs_table_of_commands_is_the_registrys() -> None:
    assert markdown_table() in (ROOT / "docs" / "commands.md").read_text("utf-8")
