"""What a lead tells for its length, beside sumy's TextRank and the first three sentences; knows no rule of writing.

    pip install -c constraints.txt -e '.[bench]' && python -m benchmarks.extractive [--gold DIR]

An annotation proves an event by the sentences that begin with its evidence. A summary tells it where one of its sentences
is one of these, whole or cut; the measure is how many headline events are told for a thousand characters. All are given
the same cleaned text. Annotated articles do not ship with the project: without a folder of them nothing is measured.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from storage import inbox  # noqa: E402
from storage.catalog import load_dossier  # noqa: E402
from storage.db import Store  # noqa: E402
from storage.migrate import migrate  # noqa: E402
from storage.model import Article, Reviewing  # noqa: E402
from storage.search.words import stems  # noqa: E402
from summarizer import job  # noqa: E402
from summarizer.reading import clean, sentences  # noqa: E402
from summarizer.reading.draft import Draft  # noqa: E402

GOLD = ROOT.parent / "shared" / "gold"
SENTENCES = 3
# So much of a summary's sentence stands in the one that proves an event, and so much of that one in the summary's.
OUT_OF, LEFT = 0.7, 0.5
WRITTEN = date(2024, 6, 1)

Summary = Callable[[Article], Sequence[str]]


@dataclass(frozen=True)
class Annotated:
    """An article, and for each of its headline events the sentences that prove it, as sets of stems."""

    name: str
    article: Article
    evidence: tuple[tuple[frozenset[str], ...], ...]


@dataclass
class Score:
    """What the summaries of one kind told, of how much, in how many characters."""

    told: int = 0
    of: int = 0
    characters: int = 0

    def add(self, summary: Sequence[str], one: Annotated) -> None:
        said = [set(stems(sentence)) for sentence in summary]
        self.told += sum(any(_is(mine, proof) for mine in said for proof in event) for event in one.evidence)
        self.of += len(one.evidence)
        self.characters += sum(len(sentence) + 1 for sentence in summary)

    @property
    def density(self) -> float:
        return 1000 * self.told / self.characters if self.characters else 0.0


def _is(said: set[str], proof: frozenset[str]) -> bool:
    shared = len(said & proof)
    return shared >= OUT_OF * len(said) and shared >= LEFT * len(proof)


def annotated(folder: Path) -> Iterator[Annotated]:
    """Give the articles of one set, in the order of their names."""
    for path in sorted((folder / "gold").glob("*.json")):
        facts = json.loads(path.read_text("utf-8"))
        text = (folder / "texts" / f"{path.stem}.txt").read_text("utf-8")
        day = date.fromisoformat(facts["published"]) if facts.get("published") else None
        headlines = [event for event in facts["events"] if event.get("headline_event")]
        proofs = [(one["evidence"], *one.get("evidence_also", ())) for one in headlines]
        evidence = tuple(tuple(_sentences_of(text, proof)) for proof in proofs)
        yield Annotated(path.stem, Article(text, facts.get("publisher"), day), evidence)


def _sentences_of(text: str, openings: Sequence[str]) -> Iterator[frozenset[str]]:
    """Give the sentences of a text that hold these words, titles too, each as its stems."""
    draft = sentences.split(clean.clean(Draft(Article(text), load_dossier("gaza"))))
    for opening in openings:
        at = text.find(opening)
        one = next((s.span for s in draft.sentences if s.start <= at < s.end), None)
        if at >= 0:
            yield frozenset(stems(one.of(text) if one else text[at:].partition("\n")[0]))


def ours(article: Article) -> Sequence[str]:
    """Return the lead of a digest of this article alone."""
    dossier = load_dossier("gaza")
    now = datetime.combine(article.published or WRITTEN, time(20), UTC)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/wasit.db")
        migrate(store)
        with store.writing() as session:
            inbox.submit(session, article, dossier=dossier.code, now=now)
        # No editor waits here: what is doubtful is told as well.
        job.read_inbox(store, dossier, now=now, reviewing=Reviewing.NONE)
        made = job.digest_between(store, dossier, now - timedelta(seconds=1), now + timedelta(seconds=1))
        store.close()
    return [one.text for one in made.writing.lead] if made.writing else []


def first_three(article: Article) -> Sequence[str]:
    """Return the first sentences of the body, as cleaning leaves it."""
    return _body(article)[:SENTENCES]


def textrank(article: Article) -> Sequence[str]:
    """Return the sentences that sumy's TextRank chooses of the same body."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # type: ignore[import-not-found]
    from sumy.summarizers.text_rank import TextRankSummarizer  # type: ignore[import-not-found]

    words = _Words()
    body = ObjectDocumentModel([Paragraph([Sentence(text, words) for text in _body(article)])])
    return [str(sentence) for sentence in TextRankSummarizer()(body, SENTENCES)]


class _Words:
    """Sumy's tokenizer, which has none for Arabic: words are stems."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(stems(text))


def _body(article: Article) -> list[str]:
    draft = sentences.split(clean.clean(Draft(article, load_dossier("gaza"))))
    return [one.span.of(draft.text) for one in draft.sentences if not one.title]


def measured(articles: Sequence[Annotated], summaries: dict[str, Summary]) -> dict[str, Score]:
    """Return each kind's score over these articles."""
    scores = {name: Score() for name in summaries}
    for one in articles:
        for name, summary in summaries.items():
            scores[name].add(summary(one.article), one)
    return scores


def table(name: str, scores: dict[str, Score]) -> Iterator[str]:
    yield f"| {name} | headline events told | of | characters | events for 1,000 characters |"
    yield "|---|---:|---:|---:|---:|"
    for kind, score in scores.items():
        yield f"| {kind} | {score.told} | {score.of} | {score.characters:,} | {score.density:.2f} |"
    yield ""


def main() -> None:
    """Print a table for each set of annotated articles; says so where there is none, or sumy is not there."""
    parser = argparse.ArgumentParser(description="Measure what a lead tells for its length.")
    parser.add_argument("--gold", type=Path, default=GOLD, help="a folder with sets of annotated articles")
    folder: Path = parser.parse_args().gold
    sets = [path for path in (folder / "seeds", folder / "dev") if (path / "gold").is_dir()]
    if not sets:
        print(f"{folder}: no annotated articles here, nothing is measured")
        return
    summaries: dict[str, Summary] = {"ours": ours, "first three sentences": first_three}
    try:
        import sumy  # type: ignore[import-not-found] # noqa: F401

        summaries["sumy TextRank, three sentences"] = textrank
    except ImportError:
        print("sumy is not installed (pip install -c constraints.txt -e '.[bench]'): measured without it")
    for path in sets:
        print("\n".join(table(path.name, measured(list(annotated(path)), summaries))), flush=True)


if __name__ == "__main__":
    main()
