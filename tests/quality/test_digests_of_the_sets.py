"""The digests of the known articles, one for each as it comes: neutral in our own voice, and traceable to sentences."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.commands.request import Defaults
from bot.preview.text import html
from bot.views.digest import digest as digest_view
from storage import inbox
from storage.catalog import load_dossier, load_event_kinds
from storage.catalog.voice import Voice
from storage.db import Store
from storage.migrate import migrate
from storage.model import Article, Digest
from storage.read import articles as stored_articles
from storage.read import events
from summarizer import job
from summarizer.digest import trace
from summarizer.windows import window
from summarizer.writing import Brief
from summarizer.writing.checking import Gate

# An attribution makes a word somebody's own; so do quotation marks.
ATTRIBUTED, QUOTED = "بحسب", re.compile("«[^»]*»")


@dataclass(frozen=True)
class Published:
    """A digest, what it looks like, and the store that it came from."""

    name: str
    digest: Digest
    lines: tuple[str, ...]
    store: Store
    brief: Brief


@pytest.fixture(scope="module")
def published(gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Published]]:
    """Read each article of both sets on the day of its publication, and compose the digest of that hour."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('sets') / 'wasit.db'}")
    migrate(store)
    found = sorted(_articles(gold), key=lambda one: (one[1].published or date.min, one[0]))
    yield [_digest(store, name, article, number) for number, (name, article) in enumerate(found)]
    store.close()


def _articles(gold: Path) -> Iterator[tuple[str, Article]]:
    for path in [path for name in ("seeds", "dev") for path in (gold / name / "gold").glob("*.json")]:
        facts = json.loads(path.read_text("utf-8"))
        text = (path.parents[1] / "texts" / f"{path.stem}.txt").read_text("utf-8")
        day = date.fromisoformat(facts["published"]) if facts.get("published") else None
        yield path.stem, Article(text, facts.get("publisher"), day, None)


def _digest(store: Store, name: str, article: Article, number: int) -> Published:
    dossier = load_dossier("gaza")
    day = article.published or date(2023, 10, 7)
    now = datetime.combine(day, time(20), UTC) + timedelta(minutes=number)
    with store.writing() as session:
        inbox.submit(session, article, dossier="gaza", now=now)
    job.read_inbox(store, dossier, now=now)
    made = job.digest_between(store, dossier, now - timedelta(seconds=1), now + timedelta(seconds=1))
    context = Defaults(dossier, load_event_kinds(), 7, "Asia/Qatar").context("Asia/Qatar", now)
    shown = [html.parse(part).text for part in digest_view(made, context).parts]
    with store.reading() as session:
        between = (now - timedelta(seconds=1), now + timedelta(seconds=1))
        brief = window(session, dossier, *between).whole()[1]
    return Published(name, made, tuple("\n".join(shown).split("\n")), store, brief)


def test_no_loaded_word_stands_outside_an_attribution(published: list[Published]) -> None:
    voice = Voice(load_dossier("gaza").wordings)
    # The list of sources gives headlines, which are the outlets' own words.
    own = [
        (one.name, QUOTED.sub("", line))
        for one in published
        for line in one.lines
        if ATTRIBUTED not in line and not line.startswith("[")
    ]
    assert len(own) > 100
    assert [(name, line) for name, line in own if voice.neutral(line) != line] == []


def test_every_line_of_every_digest_leads_back_to_its_sentences(published: list[Published]) -> None:
    lines = 0
    for one in published:
        with one.store.reading() as session:
            for line in one.digest.lines:
                known = [event for event in [events.by_id(session, line.event_id)] if event]
                texts = stored_articles.texts(session, [source.article_id for source in known[0].sources])
                sentences = trace(line, known, texts)
                assert sentences and all(sentence.strip() for _, sentence in sentences), (one.name, line)
                lines += 1
    assert lines > 100


def test_every_lead_passes_the_gate_and_stands_so_in_its_articles(published: list[Published]) -> None:
    told = dropped = 0
    for one in published:
        writing = one.digest.writing
        assert writing is not None and writing.setback is None
        texts = one.brief.texts
        gate = Gate(one.brief)
        assert [gate.let_through([sentence]) for sentence in writing.lead] == [[s] for s in writing.lead]
        for sentence in (*writing.lead, *writing.groups):
            parts = [part for part in sentence.fragments if part.passage]
            assert parts and all(
                part.passage.span.of(texts[part.passage.article_id]) == part.text
                for part in parts
                if part.passage
            )
        told, dropped = told + len(writing.lead) + len(writing.groups), dropped + len(writing.dropped)
    assert told > 100 and dropped < 0.1 * told, (told, dropped)
