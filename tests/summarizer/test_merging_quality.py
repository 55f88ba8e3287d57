"""How well merging does on the gold annotations, beside a hand count of what is the same happening."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from gold_articles import GoldArticle, gold_articles

from storage.catalog import load_dossier
from storage.model import Event, EventType
from summarizer.digest import MOST_HAPPENED, compose
from summarizer.facts import MOST_POSITIONS
from summarizer.gazetteer import Gazetteer
from summarizer.grouping import grouped
from summarizer.merging import combine
from summarizer.selection import Cast

HAND_COUNT = Path(__file__).with_name("same_events.toml")
Pairs = set[frozenset[str]]


@pytest.fixture(scope="module")
def articles(gold: Path) -> list[GoldArticle]:
    return gold_articles([gold / "seeds", gold / "dev"], load_dossier("gaza"))


def merged(articles: Sequence[GoldArticle]) -> list[Event]:
    names = Gazetteer.of(load_dossier("gaza"))
    families = grouped([report for article in articles for report in article.reports], names, {})
    return [
        replace(combine(group, names), id=number)
        for number, group in enumerate((group for family in families for group in family), 1)
    ]


def pairs(groups: Sequence[Sequence[str]]) -> Pairs:
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def found_pairs(articles: Sequence[GoldArticle]) -> Pairs:
    return pairs([[report.rule for report in event.reports] for event in merged(articles)])


def test_pairs_of_reports_against_the_hand_count(articles: list[GoldArticle]) -> None:
    true, found = pairs(tomllib.loads(HAND_COUNT.read_text("utf-8"))["same"]), found_pairs(articles)
    right = len(true & found)
    assert right / len(found) >= 0.97, f"wrongly merged: {sorted(map(sorted, found - true))}"
    assert right / len(true) >= 0.90, f"not merged: {sorted(map(sorted, true - found))}"


def test_the_digest_of_the_seeds_holds_what_the_brief_of_an_editor_holds(gold: Path) -> None:
    dossier, slot = load_dossier("gaza"), datetime(2024, 12, 6, 4, tzinfo=UTC)
    seeds = gold_articles([gold / "seeds"], dossier)
    told = [event for event in merged(seeds) if not event.background]
    figures = [figure for article in seeds for figure in article.figures]
    made = compose(
        "gaza", slot, slot - timedelta(days=1), told, figures, [], len(seeds), cast=Cast.of(dossier)
    )
    places = {(line.type, line.place) for line in made.happened}
    assert {(EventType.MEETING, place) for place in ("الدوحة", "فيينا", "باريس", "وارسو")} <= places
    kinds = {line.type for line in made.happened}
    assert {EventType.CALL, EventType.REJECTION, EventType.RESUMPTION} <= kinds
    assert len(made.lines) <= MOST_HAPPENED
    assert len(made.positions) <= MOST_POSITIONS
    assert {100, 101} <= {figure.value for figure in made.figures if figure.what == "hostages_held"}
