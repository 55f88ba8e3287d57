"""Who demands, accepts, rejects or offers what: a table of sentences with every stance that each of them tells."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from storage.catalog import load_dossier
from storage.model import Article, Position
from summarizer.reading import read

GAZA = load_dossier("gaza")
TABLE = tomllib.loads(Path(__file__).with_name("stances.toml").read_text("utf-8"))
HEAD = "تتابع الأوساط السياسية ملف الرهائن في قطاع غزة وملف الأسرى الفلسطينيين منذ أشهر طويلة من دون انقطاع. "


def positions_of(text: str, before: str = "") -> tuple[Position, ...]:
    return read(Article(f"{HEAD}{before} {text}", published=date(2025, 7, 20)), GAZA).positions


@pytest.mark.parametrize("case", TABLE["said"], ids=lambda case: case["text"][:50])
def test_a_sentence_tells_these_stances_and_no_others(case: dict) -> None:
    found = positions_of(case["text"], case.get("before", ""))
    assert sorted(f"{p.party} {p.stance.value} {p.issue}" for p in found) == sorted(case["tells"])


@pytest.mark.parametrize("case", TABLE["said"], ids=lambda case: case["text"][:50])
def test_every_stance_says_on_what(case: dict) -> None:
    assert all(len(p.gist.split()) > 1 for p in positions_of(case["text"], case.get("before", "")))


@pytest.mark.parametrize("text", TABLE["silent"][0]["texts"], ids=lambda text: text[:50])
def test_what_is_denied_supposed_asked_or_awaited_is_no_stance(text: str) -> None:
    assert not positions_of(text)


@pytest.mark.parametrize("case", TABLE["gists"], ids=lambda case: case["text"][:50])
def test_a_stance_is_said_without_who_takes_it_and_without_its_verb(case: dict) -> None:
    assert [p.gist for p in positions_of(case["text"])] == case["gists"]
