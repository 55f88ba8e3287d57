"""Which reports merging puts together, beside a hand count: with what the reading room gives, and without its errors.

A pair is two articles that tell one happening. Precision is over the pairs that merging makes, recall over those
that it could have made: a report that reading missed is no error of merging, and is counted apart.
"""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from storage import inbox
from storage.catalog import load_dossier, load_outlets
from storage.db import Store
from storage.migrate import migrate
from storage.model import Article, EventType, Participant, Period, Precision, Report, Source, Span, Status
from storage.read import articles as stored_articles
from storage.read import events
from summarizer.gazetteer import NOWHERE, Gazetteer, outlet_names
from summarizer.grouping import grouped
from summarizer.job import read_inbox
from summarizer.likenesses import Likenesses
from summarizer.merging import placed
from summarizer.reading import read

GOLD = Path(__file__).parents[2] / ".." / "shared" / "gold"
HAPPENINGS = tomllib.loads(Path(__file__).with_name("same_happenings.toml").read_text("utf-8"))["happening"]

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the gold articles of ../shared are not here")

Tells = Callable[[dict[str, Any], Report], bool]


@dataclass(frozen=True)
class Count:
    """How many pairs were made rightly, made wrongly, and could have been made."""

    right: set[tuple[str, str, str]]
    wrong: set[tuple[str, str]]
    possible: set[tuple[str, str, str]]

    @property
    def precision(self) -> float:
        return len(self.right) / (len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        return len(self.right) / len(self.possible)


@pytest.fixture(scope="module")
def names() -> Gazetteer:
    return Gazetteer.of(load_dossier("gaza"), outlet_names(load_outlets().values()))


def test_reports_as_they_are_read(names: Gazetteer) -> None:
    count = counted(list(as_read()), names, is_meant)
    print(
        f"\nas read: precision {count.precision:.3f}, recall {count.recall:.3f} of {len(count.possible)} pairs"
    )
    core = annotated_pairs()
    print(f"of the {len(core)} pairs that are annotated: {len(count.right & core) / len(core):.3f}")
    assert count.precision >= 0.97, f"wrongly joined: {sorted(count.wrong)}"
    assert count.recall >= 0.85, f"not joined: {sorted(count.possible - count.right)}"


def test_reports_as_they_are_annotated(names: Gazetteer) -> None:
    count = counted(list(annotated()), names, is_annotated)
    print(
        f"\nannotated: precision {count.precision:.3f}, recall {count.recall:.3f} of {len(count.possible)} pairs"
    )
    assert count.precision >= 0.97, f"wrongly joined: {sorted(count.wrong)}"
    assert count.recall >= 0.85, f"not joined: {sorted(count.possible - count.right)}"


def test_in_a_store_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    articles = list(as_articles())
    shuffled = articles[:]
    random.Random(7).shuffle(shuffled)
    first, second = (in_a_store(tmp_path / f"{n}.db", some) for n, some in enumerate((articles, shuffled)))
    assert len(first) > 300
    assert first == second


def in_a_store(path: Path, articles: Sequence[Article]) -> set[frozenset[tuple[str, str]]]:
    """Read the articles one by one; returns each event as its reports, by their articles' hashes and sentences."""
    store, now = Store(f"sqlite:///{path}"), datetime(2026, 2, 1, tzinfo=UTC)
    migrate(store)
    for article in articles:
        with store.writing() as session:
            inbox.submit(session, article, dossier="gaza", now=now)
        read_inbox(store, load_dossier("gaza"), now=now)
    with store.reading() as session:
        told = events.learned_between(session, "gaza", now, now + timedelta(seconds=1))
        texts = stored_articles.texts(session, range(1, len(articles) + 1))
    store.close()
    return {
        frozenset(
            (inbox.content_hash(texts[report.source.article_id]), f"{report.type}@{report.spans[0].start}")
            for report in event.reports
            if report.source
        )
        for event in told
    }


def counted(reports: Sequence[Report], names: Gazetteer, tells: Tells) -> Count:
    """Compare the groups that merging makes of `reports` with the happenings that each of them `tells`."""
    told = {id(report): [h["name"] for h in HAPPENINGS if tells(h, report)] for report in reports}
    unsure = {h["name"] for h in HAPPENINGS if h.get("unsure")}
    right, wrong = set(), set()
    likenesses = Likenesses(names)
    families = grouped(likenesses.traits(reports), likenesses, {})
    for group in (group for family in families for group in family):
        for one, other in combinations(sorted(group, key=article_of), 2):
            shared = set(told[id(one)]) & set(told[id(other)])
            right |= {(name, article_of(one), article_of(other)) for name in shared - unsure}
            if not shared:
                wrong.add((one.rule, other.rule))
    tellers = {
        name: sorted({article_of(r) for r in reports if name in told[id(r)]}) for name in names_told(unsure)
    }
    possible = {(name, *pair) for name, some in tellers.items() for pair in combinations(some, 2)}
    return Count(right, wrong, possible)


def names_told(unsure: set[str]) -> list[str]:
    return [happening["name"] for happening in HAPPENINGS if happening["name"] not in unsure]


def annotated_pairs() -> set[tuple[str, str, str]]:
    return counted(list(annotated()), NOWHERE, is_annotated).possible


def is_annotated(happening: dict[str, Any], report: Report) -> bool:
    return report.rule in happening["gold"]


def is_meant(happening: dict[str, Any], report: Report) -> bool:
    """True where a report that was read is the one that the hand count means."""
    first, last = map(date.fromisoformat, happening["days"])
    if article_of(report) not in happening["told_by"] or report.type not in happening["types"]:
        return False
    if report.when.first is None:
        return article_of(report) in happening.get("undated", ())
    if not (first <= report.when.first and (report.when.last or last) <= last):
        return False
    taking_part = {who.name for who in report.participants} | {who.party for who in report.participants}
    return not happening.get("who") or bool(taking_part & set(happening["who"]))


def article_of(report: Report) -> str:
    return report.rule.partition("#")[0]


def as_read() -> Iterator[Report]:
    """The reports of both sets as the reading room gives them; each one's `rule` names its article and its place."""
    names = [path.stem for path, _ in gold_files()]
    for number, (name, article) in enumerate(zip(names, as_articles(), strict=True), 1):
        understood = read(article, load_dossier("gaza"), outlets=load_outlets())
        source = Source(number, article.publisher or understood.publisher, None, understood.published)
        for report in understood.reports:
            rule = f"{name}#{report.type}@{report.spans[0].start}"
            yield replace(placed(report, source, understood.figures), rule=rule)


def as_articles() -> Iterator[Article]:
    for path, gold in gold_files():
        text = (path.parents[1] / "texts" / f"{path.stem}.txt").read_text("utf-8")
        yield Article(text, gold.get("publisher"), day(gold.get("published")), gold.get("url"))


def annotated() -> Iterator[Report]:
    """The annotated events of both sets, as the reading room would have given them."""
    parties = {person.name: person.party for person in load_dossier("gaza").people}
    for number, (path, gold) in enumerate(gold_files(), 1):
        source = Source(number, gold.get("publisher"), None, day(gold.get("published")))
        for place, event in enumerate(gold["events"]):
            if not event.get("optional"):
                yield placed(as_report(event, parties, f"{path.stem}#{place}", place), source, ())


def as_report(event: dict[str, Any], parties: dict[str, str | None], rule: str, place: int) -> Report:
    people = [Participant(name, person=True, party=parties.get(name)) for name in event["people"]]
    return Report(
        type=EventType(event["type"]),
        status=Status.PLANNED if event.get("planned") else Status(event.get("status", "happened")),
        when=days_of(event),
        place=event["place"],
        participants=(*(Participant(name) for name in event["actors"]), *people),
        issues=tuple(event["issues"]),
        spans=(Span(place * 10, place * 10 + 9),),
        headline=bool(event.get("headline_event")),
        background=event.get("role") == "background",
        rule=rule,
    )


def days_of(event: dict[str, Any]) -> Period:
    """The days that the text gives, or those between which it puts the happening."""
    first, last = event["date_from"] or event.get("not_before"), event["date_to"] or event.get("not_after")
    if not (first and last):
        return Period()
    return Period(day(first), day(last), Precision(event["precision"] if event["date_from"] else "week"))


def gold_files() -> list[tuple[Path, dict[str, Any]]]:
    paths = sorted(path for name in ("seeds", "dev") for path in (GOLD / name / "gold").glob("*.json"))
    return [(path, json.loads(path.read_text("utf-8"))) for path in paths]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
