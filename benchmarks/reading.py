"""How fast articles are read, beside sumy's TextRank on the same articles in one run; knows no reading rules.

    pip install -c constraints.txt -e '.[bench]' && python benchmarks/reading.py

The articles are the demo's own, each made up to about 2,500 characters with paragraphs of the next. Times are
those that the processor spent in this process, the best of several rounds, so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from storage.catalog import load_dossier  # noqa: E402
from storage.model import Article  # noqa: E402
from summarizer.reading import read  # noqa: E402

SAMPLES = ROOT / "bot" / "preview" / "samples"
# The length of an article by which the aim is stated, and the aim: articles a second on one core.
LENGTH, AIM = 2_500, 100
WRITTEN = date(2025, 1, 16)
MEGABYTE = 1_000_000
# As many sentences as a summary of one article has.
SENTENCES = 5
NEGOTIATION = "قالت حماس في الدوحة إن وفدها بحث مع الوسطاء وقف إطلاق النار في غزة."
# What a careless pattern or a loop over pairs would never come back from.
EXTREMES = {
    "one word": "غزة ",
    "one letter": "ا",
    "vowel marks": "غَ",
    "letters pulled apart": "غـ ",
    "one name": "نتنياهو ",
    "one verb": "قال ",
    "a pattern": "قال إن حماس ",
    "commas": "حماس، ",
    "dates": "15 يناير ",
    "figures": "1,000 ",
    "opening brackets": "(",
    "brackets": "(غزة) ",
    "opening quotes": "«",
    "straight quotes": '" ',
    "line ends": "غزة\n",
    "share bars": "شارك | ",
}


def articles() -> list[str]:
    """Return texts of about `LENGTH` characters, made from the demo's samples."""
    texts = [path.read_text("utf-8").strip() for path in sorted(SAMPLES.glob("*.txt"))]
    return [_lengthened(text, texts[(i + 1) % len(texts)]) for i, text in enumerate(texts)]


def _lengthened(text: str, following: str) -> str:
    for paragraph in filter(None, following.split("\n")[1:]):
        if len(text) + len(paragraph) // 2 > LENGTH:
            break
        text += "\n\n" + paragraph
    return text


def best(work: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Return the seconds of processor time for all texts, each by its best round."""
    for text in texts:
        work(text)
    return sum(min(_timed(work, text) for _ in range(rounds)) for text in texts)


def _timed(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def reader() -> Callable[[str], object]:
    """Return our own reading as a function of a text."""
    dossier = load_dossier("gaza")
    return lambda text: read(Article(text, published=WRITTEN), dossier)


def textrank() -> Callable[[str], object]:
    """Return sumy's TextRank for Arabic as a function of a text; raises ImportError where it is not installed."""
    from sumy.nlp.tokenizers import Tokenizer
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.text_rank import TextRankSummarizer

    tokenizer, summarize = Tokenizer("arabic"), TextRankSummarizer()
    return lambda text: summarize(PlaintextParser.from_string(text, tokenizer).document, SENTENCES)


def side_by_side(rounds: int) -> Iterator[str]:
    """Yield the table's lines: ours and sumy's on the same articles."""
    texts = articles()
    length = sum(map(len, texts)) / len(texts)
    yield f"{len(texts)} articles of {length:,.0f} characters, one core, best of {rounds} rounds"
    yield ""
    yield "| | ms an article | articles a second |"
    yield "|---|---:|---:|"
    ours = best(reader(), texts, rounds) / len(texts)
    yield _row("wasit read (events, dates, people, figures, positions)", ours)
    try:
        theirs = best(textrank(), texts, rounds) / len(texts)
    except ImportError as error:
        yield f"| sumy TextRank | not measured: {error} | pip install -c constraints.txt -e '.[bench]' |"
        return
    yield _row(f"sumy {version('sumy')} TextRank ({SENTENCES} sentences)", theirs)
    yield ""
    yield f"ratio: {theirs / ours:.2f} times the articles of TextRank in the same time"
    at_length = LENGTH / length / ours
    yield f"aim: {AIM} articles of {LENGTH:,} characters a second; measured: {at_length:.0f}"


def _row(name: str, seconds: float) -> str:
    return f"| {name} | {seconds * 1000:.1f} | {1 / seconds:.0f} |"


def lengths(rounds: int) -> Iterator[str]:
    """Yield how the cost grows with an article's length."""
    texts, work = articles(), reader()
    yield "| length | characters | ms | µs a character |"
    yield "|---|---:|---:|---:|"
    for times in (1, 10, 100):
        text = "\n\n".join(_told_apart(texts[i % len(texts)], i) for i in range(times))
        seconds = best(work, [text], max(2, rounds // times))
        yield f"| {times}× | {len(text):,} | {seconds * 1000:.0f} | {seconds * 1e6 / len(text):.2f} |"


def _told_apart(text: str, number: int) -> str:
    """A text whose paragraphs no other copy repeats: what was said before is left out as noise."""
    return "\n".join(f"{part.rstrip('.')} ({number})." if part else "" for part in text.split("\n"))


def extremes(size: int) -> Iterator[str]:
    """Yield the time that `size` characters of one thing take."""
    work = reader()
    yield f"| {size:,} characters of | s |"
    yield "|---|---:|"
    for name, piece in EXTREMES.items():
        text = f"{NEGOTIATION}\n\n{piece * (size // len(piece))}"
        yield f"| {name} | {_timed(work, text):.1f} |"


def main() -> None:
    """Print the tables; with --quick once through, and smaller."""
    parser = argparse.ArgumentParser(description="Measure how fast articles are read.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, a tenth of the extremes' size")
    quick = parser.parse_args().quick
    rounds = 2 if quick else 10
    for table in (side_by_side(rounds), lengths(rounds), extremes(MEGABYTE // 10 if quick else MEGABYTE)):
        for line in table:
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
