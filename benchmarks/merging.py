"""How long merging one more article takes, and whether it grows with what lies outside its window.

    python benchmarks/merging.py            a dense month; then stores of 1,000, 10,000 and 100,000 older events
    python benchmarks/merging.py --quick    a tenth of it
    python benchmarks/merging.py --events 100000    one store alone; 0 is the dense month

The dense month is 1,000 articles of 25 days, each taken in beside all that came before it: there is no store of that
size in which more lies in a window. Of the other stores everything is older than any window, and 500 articles are timed.

Articles and reports are made up by a seeded generator: forty articles a day, nine reports each, over the people,
parties and places of the dossier. Timed is what `summarizer.job` does with an article that was read: its copies, its
neighbours, the regrouping and the writing, in one transaction of a SQLite file. Reading the text is not in it, nor are
the collector's passes, which wait until the transaction has ended.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, Table

from storage import inbox
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.migrate import migrate
from storage.model import (
    Article,
    EventType,
    Participant,
    Period,
    Precision,
    Reading,
    Report,
    Span,
    Status,
)
from storage.tables import ArticleBandRow, ArticleRow, EventParticipantRow, EventRow, ReportRow, table
from storage.write.reading import mark_read
from summarizer.intake import find_copies, take_in
from summarizer.undisturbed import undisturbed

ARTICLES_A_DAY, REPORTS = 40, 9
FIRST_DAY = date(2015, 1, 1)
# So many old events are put together one by one; and how far the ids of one copy lie from the next one's.
MERGED, APART = 10_000, 1_000_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# How often each type comes in a hundred reports of the known articles.
OFTEN = {
    EventType.STATEMENT: 38,
    EventType.MEETING: 13,
    EventType.VISIT: 10,
    EventType.PROPOSAL: 6,
    EventType.REJECTION: 5,
    EventType.CALL: 5,
    EventType.THREAT: 4,
    EventType.ESCALATION: 4,
    EventType.RELEASE: 4,
    EventType.ACCEPTANCE: 3,
    EventType.TALKS: 3,
    EventType.DEMAND: 2,
    EventType.TRUCE: 2,
    EventType.SUSPENSION: 1,
}
ISSUES = ("ceasefire", "hostages", "prisoners", "aid", "withdrawal", "rafah", "philadelphi", "governance")
WORDS = [f"كلمة{number}" for number in range(4000)]


class Press:
    """Makes up articles, each with what reading would have found in it."""

    def __init__(self, dossier: Dossier, seed: int) -> None:
        self._chance = random.Random(seed)
        leading = [person for person in dossier.people if person.party][:40]
        self._people = [Participant(person.name, person=True, party=person.party) for person in leading]
        self._places = [place.name for place in dossier.places][:25]

    def article(self, day: date, number: int) -> tuple[Article, Reading]:
        text = f"{number} " + " ".join(self._chance.choices(WORDS, k=300))
        reports = tuple(self._report(day, place) for place in range(REPORTS))
        article = Article(text, f"صحيفة {number % 60}", day)
        return article, Reading(f"عنوان {number}", text, article.publisher, day, reports)

    def _report(self, published: date, place: int) -> Report:
        chance = self._chance
        kind = chance.choices(list(OFTEN), list(OFTEN.values()))[0]
        who = chance.sample(self._people, 1 if kind is EventType.STATEMENT else 2)
        parties = [Participant(name) for name in dict.fromkeys(one.party for one in who if one.party)]
        return Report(
            type=kind,
            status=chance.choices([Status.HAPPENED, Status.PLANNED, Status.CLAIMED], [8, 1, 1])[0],
            when=self._days(published),
            place=chance.choice(self._places) if chance.random() < 0.5 else None,
            participants=(*parties, *who) if chance.random() < 0.7 else tuple(parties),
            issues=tuple(chance.sample(ISSUES, chance.randint(0, 2))),
            spans=(Span(place * 100, place * 100 + 80),),
            substance="بحث سبل الدفع بالمفاوضات" if chance.random() < 0.5 else None,
            headline=place == 0,
            background=chance.random() < 0.1,
        )

    def _days(self, published: date) -> Period:
        """Half of the reports are dated a day or two back, a few long ago or roughly, the rest not at all."""
        draw = self._chance.random()
        if draw < 0.55:
            day = published - timedelta(days=self._chance.randint(0, 2))
            return Period(day, day, Precision.DAY)
        if draw < 0.60:
            first = published - timedelta(days=self._chance.randint(40, 400))
            return Period(first, first + timedelta(days=self._chance.choice([6, 29, 364])), Precision.MONTH)
        return Period()


def timed(
    store: Store, dossier: Dossier, made: Iterator[tuple[Article, Reading]]
) -> Iterator[tuple[float, float]]:
    """Take the articles in, and give the milliseconds that each of them took, by the clock and of the processor."""
    for article, reading in made:
        with store.writing() as session:
            number = inbox.submit(session, article, dossier=dossier.code, now=NOW).article_id
        begun, worked = time.perf_counter(), time.thread_time()
        with undisturbed(), store.writing() as session:
            mark_read(session, number, reading, now=NOW)
            stored = Article(article.text, article.publisher, article.published, id=number)
            copies = find_copies(session, dossier.code, stored)
            take_in(session, dossier, number, reading, copies, now=NOW)
        yield (time.perf_counter() - begun) * 1000, (time.thread_time() - worked) * 1000


def press_days(
    press: Press, start: date, articles: int, first_number: int
) -> Iterator[tuple[Article, Reading]]:
    for number in range(articles):
        yield press.article(start + timedelta(days=number // ARTICLES_A_DAY), first_number + number)


def fill(store: Store, dossier: Dossier, events: int) -> date:
    """Put about so many events, of years long past, into the store; returns the day after the last of them.

    The first ten thousand are taken in; the others are copies of these, moved to years before.
    """
    articles = min(events, MERGED) // REPORTS
    for _ in timed(store, dossier, press_days(Press(dossier, 1), FIRST_DAY, articles, 1_000_000)):
        pass
    with store.connection() as connection:
        for number in range(1, events // MERGED):
            for row in (ArticleRow, ArticleBandRow, EventRow, EventParticipantRow, ReportRow):
                connection.exec_driver_sql(copying(table(row), number))
    return FIRST_DAY + timedelta(days=articles // ARTICLES_A_DAY + 500)


def copying(rows: Table, number: int) -> str:
    """Return the statement that copies a table's first rows to other ids and to earlier days."""
    key = next(name for name in ("id", "article_id", "event_id") if name in rows.c)
    names = ", ".join(column.name for column in rows.c)
    moved = ", ".join(_moved(column, number) for column in rows.c)
    return f"INSERT INTO {rows.name} ({names}) SELECT {moved} FROM {rows.name} WHERE {key} < {APART}"  # noqa: S608 - our own tables


def _moved(column: Column[Any], number: int) -> str:
    if column.name in ("id", "article_id", "event_id", "family", "copies", "band"):
        return f"{column.name} + {number * APART}"
    if isinstance(column.type, Date):
        return f"date({column.name}, '-{number * 800} days')"
    return f"'{number} ' || content_hash" if column.name == "content_hash" else column.name


def line(name: str, took: list[tuple[float, float]]) -> str:
    by_clock, worked = ([pair[place] for pair in took] for place in (0, 1))
    return f"{name:<34}{len(took):>9}" + "".join(
        f"{value:>12.1f}" for some in (by_clock, worked) for value in (statistics.median(some), late(some))
    )


def late(some: list[float]) -> float:
    """The 99th percentile."""
    return sorted(some)[min(len(some) - 1, int(len(some) * 0.99))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="a tenth of the articles and events")
    parser.add_argument("--events", type=int, help="only the store with so many older events")
    chosen = parser.parse_args()
    part = 10 if chosen.quick else 1
    sizes = (0, 1_000 // part, 10_000 // part, 100_000 // part)
    dossier = load_dossier("gaza")
    print(f"{'milliseconds for one more article':<34}{'articles':>9}{'median':>12}{'99 of 100':>12}", end="")
    print(f"{'CPU median':>12}{'99 of 100':>12}")
    for events in sizes if chosen.events is None else (chosen.events,):
        with tempfile.TemporaryDirectory() as folder:
            store = Store(f"sqlite:///{Path(folder) / 'wasit.db'}")
            migrate(store)
            start = fill(store, dossier, events) if events else FIRST_DAY
            count = (500 if events else 1_000) // part
            took = list(timed(store, dossier, press_days(Press(dossier, 2), start, count, 1)))
            name = f"{events:,} events outside the window" if events else "a dense month"
            print(line(name, took), flush=True)
            store.close()


if __name__ == "__main__":
    main()
