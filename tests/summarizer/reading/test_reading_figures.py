"""What numbers are read as: which count what, which belong to a plan, and who gives them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from storage.catalog import load_dossier
from storage.model import Article, Figure
from summarizer.reading import read

GAZA = load_dossier("gaza")
CASES = tomllib.loads(Path(__file__).with_name("figures.toml").read_text("utf-8"))["cases"]
HEAD = "تتابع الأوساط السياسية ملف الرهائن في قطاع غزة وملف الأسرى الفلسطينيين لدى إسرائيل منذ أشهر طويلة. "


def figures_of(text: str) -> tuple[Figure, ...]:
    return read(Article(HEAD + text, published=date(2025, 10, 20)), GAZA).figures


def told(figures: tuple[Figure, ...], *, planned: bool) -> list[str]:
    return sorted(f"{f.what} {f.value}" for f in figures if f.planned is planned)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_a_number_counts_what_its_noun_and_verb_say(case: dict) -> None:
    found = figures_of(case["text"])
    assert told(found, planned=False) == sorted(case.get("facts", []))
    assert told(found, planned=True) == sorted(case.get("plans", []))
    if "source" in case:
        assert found[0].attribution == case["source"]
