"""What the digest of the annotated seeds holds, beside the brief that an editor wrote of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gold_articles import GoldArticle, gold_articles

from storage.catalog import load_dossier
from storage.model import Event, EventType
from summarizer.digest import MOST_HAPPENED, compose
from summarizer.facts import MOST_POSITIONS
from summarizer.gazetteer import Gazetteer
from summarizer.grouping import grouped
from summarizer.likenesses import Likenesses
from summarizer.merging import combine
from summarizer.selection import Cast


def merged(articles: Sequence[GoldArticle]) -> list[Event]:
    names = Gazetteer.of(load_dossier("gaza"))
    likenesses = Likenesses(names)
    every = likenesses.traits(report for article in articles for report in article.reports)
    families = grouped(every, likenesses, {})
    return [
        replace(combine(group, names), id=number)
        for number, group in enumerate((group for family in families for group in family), 1)
    ]


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
