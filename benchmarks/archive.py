"""A store of any size for measurements: years of made-up articles, taken in as the summarizer does, and copies of them.

A few weeks at most are written by the real writers: articles with reports, figures and positions, merged, indexed for the
search, told in digests and queued for readers. What more is asked for are copies of these weeks, moved to the years
before by the database itself. The same seed gives the same store. Knows no bot.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, func, select, text

from storage import inbox
from storage.catalog import load_outlets
from storage.catalog.schema import Dossier
from storage.columns import UtcDateTime
from storage.db import Store
from storage.migrate import migrate
from storage.model import (
    Article,
    DeliveryState,
    EventType,
    Figure,
    Participant,
    Period,
    Position,
    Precision,
    Reading,
    Report,
    Role,
    Span,
    Stance,
    Status,
)
from storage.search.indexing import index_changed
from storage.tables import (
    ArticleRow,
    DeliveryRow,
    DigestEventRow,
    DigestRow,
    EventParticipantRow,
    EventRow,
    FigureRow,
    PositionRow,
    ReportRow,
    table,
)
from storage.write.publish import publish
from storage.write.reading import mark_read
from summarizer.intake import find_copies, take_in
from summarizer.job import make_digest
from summarizer.undisturbed import undisturbed

# Of a day: how many articles with how many reports each, and how many happenings these tell.
ARTICLES_A_DAY, REPORTS, HAPPENINGS_A_DAY = 36, 9, 220
# So many events are taken in one by one; the ids of one copy lie so far from the next one's.
MERGED, APART = 4_000, 1_000_000
# Readers of each digest.
READERS = 100
_COPIED = (
    ArticleRow,
    EventRow,
    EventParticipantRow,
    ReportRow,
    FigureRow,
    PositionRow,
    DigestRow,
    DigestEventRow,
    DeliveryRow,
)
_KEYS = ("id", "article_id", "event_id", "digest_id", "family", "copies", "rendering_id")
_VERBS = {
    EventType.STATEMENT: ("قال", 34),
    EventType.MEETING: ("التقى", 13),
    EventType.VISIT: ("زار", 8),
    EventType.CALL: ("اتصل هاتفيا ب", 6),
    EventType.PROPOSAL: ("قدم مقترحا إلى", 6),
    EventType.REJECTION: ("رفض", 5),
    EventType.DEMAND: ("طالب", 5),
    EventType.THREAT: ("هدد", 4),
    EventType.ESCALATION: ("قصف", 4),
    EventType.RELEASE: ("أفرج عن", 4),
    EventType.ACCEPTANCE: ("وافق على", 4),
    EventType.TALKS: ("بدأ مفاوضات مع", 3),
    EventType.TRUCE: ("أعلن هدنة مع", 2),
    EventType.AGREEMENT: ("توصل إلى اتفاق مع", 1),
    EventType.SUSPENSION: ("علق المفاوضات مع", 1),
}
_STANCES = {
    EventType.DEMAND: Stance.DEMANDS,
    EventType.REJECTION: Stance.REJECTS,
    EventType.ACCEPTANCE: Stance.ACCEPTS,
    EventType.PROPOSAL: Stance.OFFERS,
}
_COUNTED = ("hostages_held", "killed_gaza", "wounded_gaza", "prisoners_released", "hostages_released")
_SAMPLES = Path(__file__).resolve().parents[1] / "bot" / "preview" / "samples"
_WORD = re.compile(r"[ء-ي]{3,}")


@dataclass(frozen=True, slots=True)
class Happening:
    """What really was, of which articles tell: who did what to whom, when, where and about what."""

    type: EventType
    status: Status
    day: date
    place: str | None
    who: tuple[Participant, ...]
    issues: tuple[str, ...]
    substance: str


class Newsroom:
    """Makes up happenings, and articles with what reading would have found in them."""

    def __init__(self, dossier: Dossier, seed: int) -> None:
        self._chance = random.Random(seed)
        self._people = [
            Participant(person.name, person=True, party=person.party)
            for person in dossier.people
            if person.party
        ][:60]
        self._places = [place.name for place in dossier.places][:30]
        self._issues = [issue.code for issue in dossier.issues]
        self._outlets = sorted(outlet.name for outlet in load_outlets().values())
        # Words as they come in newspapers: a few in every sentence, most of them seldom.
        written = " ".join(path.read_text() for path in sorted(_SAMPLES.glob("*.txt")))
        self._words = sorted(set(_WORD.findall(written)))
        self._chance.shuffle(self._words)
        self._often = [1 / rank for rank in range(1, len(self._words) + 1)]

    def happenings(self, day: date) -> list[Happening]:
        return [self._happening(day) for _ in range(HAPPENINGS_A_DAY)]

    def _happening(self, day: date) -> Happening:
        chance = self._chance
        kind = chance.choices(list(_VERBS), [often for _, often in _VERBS.values()])[0]
        actor, *others = chance.sample(self._people, 1 if kind is EventType.STATEMENT else 2)
        others = [Participant(one.name, Role.RECIPIENT, one.person, one.party) for one in others]
        sides = [
            Participant(one.party, one.role)
            for one in (actor, *others)
            if one.party and (one.party != actor.party or one is actor)
        ]
        return Happening(
            kind,
            chance.choices([Status.HAPPENED, Status.CLAIMED, Status.PLANNED, Status.DENIED], [80, 9, 9, 2])[
                0
            ],
            day - timedelta(chance.choice([0, 0, 0, 1, 1, 2])),
            chance.choice(self._places) if chance.random() < 0.5 else None,
            (*sides, actor, *others),
            tuple(chance.sample(self._issues, chance.choice([0, 1, 1, 2]))),
            self._clause(5),
        )

    def _clause(self, words: int) -> str:
        return " ".join(self._chance.choices(self._words, self._often, k=words))

    def article(self, day: date, told: Sequence[Happening], number: int) -> tuple[Article, Reading]:
        """Return an article of `day` about some of the happenings, and what is read in it."""
        sentences: list[str] = []
        reports: list[Report] = []
        figures: list[Figure] = []
        positions: list[Position] = []
        at = 0
        for place, one in enumerate(told):
            sentence = self._sentence(one)
            spans = (Span(at, at + len(sentence)),)
            at += len(sentence) + 1
            sentences.append(sentence)
            reports.append(self._report(one, spans, headline=place == 0))
            figures += self._figures(one, spans)
            positions += self._positions(one, spans)
        body = "\n".join((*sentences, self._clause(60)))
        title = f"{self._clause(5)} {number}"
        article = Article(body, self._chance.choice(self._outlets), day, f"https://example.org/{number}")
        return article, Reading(
            title, body, article.publisher, day, tuple(reports), tuple(positions), tuple(figures)
        )

    def _sentence(self, one: Happening) -> str:
        people = [who.name for who in one.who if who.person]
        where = f" في {one.place}" if one.place else ""
        return f"{_VERBS[one.type][0]} {' و'.join(people)}{where} {one.substance} {self._clause(6)}."

    def _report(self, one: Happening, spans: tuple[Span, ...], *, headline: bool) -> Report:
        dated = self._chance.random() < 0.8
        return Report(
            type=one.type,
            status=one.status,
            when=Period(one.day, one.day, Precision.DAY) if dated else Period(),
            place=one.place,
            participants=one.who,
            issues=one.issues,
            spans=spans,
            substance=one.substance if self._chance.random() < 0.6 else None,
            attribution="مصدر مطلع" if one.status is Status.CLAIMED else None,
            headline=headline,
            background=self._chance.random() < 0.08,
        )

    def _figures(self, one: Happening, spans: tuple[Span, ...]) -> Iterator[Figure]:
        if self._chance.random() < 0.2:
            what = self._chance.choice(_COUNTED)
            yield Figure(what, self._chance.randint(20, 45_000), spans, as_of=one.day)

    def _positions(self, one: Happening, spans: tuple[Span, ...]) -> Iterator[Position]:
        stance, party = _STANCES.get(one.type), one.who[0]
        if stance and one.issues and not party.person:
            yield Position(party.name, one.issues[0], stance, one.substance, spans, on=one.day)


def fill(store: Store, dossier: Dossier, events: int, last: date) -> int:
    """Put at least so many events into an empty store, the newest of `last`; returns how many there are."""
    migrate(store)
    days = _take_in(store, dossier, min(events, MERGED), last)
    there = _count(store)
    _publish(store, dossier, last, days)
    copies = -(-events // there) - 1
    if copies > 0:
        with store.connection() as connection:
            _copy(connection, copies, days)
    return _count(store)


def _count(store: Store) -> int:
    with store.reading() as session:
        return int(session.execute(select(func.count()).select_from(table(EventRow))).scalar_one())


def _take_in(store: Store, dossier: Dossier, events: int, last: date) -> int:
    """Take in day by day, the newest first, until there are so many events; returns how many days it took."""
    room, number, days = Newsroom(dossier, 7), 0, 0
    fewer = max(1, min(ARTICLES_A_DAY, events // REPORTS))
    while _count(store) < events:
        day = last - timedelta(days)
        news = room.happenings(day)[: fewer * REPORTS]
        for hour in range(fewer):
            number += 1
            told = room._chance.sample(news, min(REPORTS, len(news)))
            now = datetime.combine(day, time(1), UTC) + timedelta(minutes=30 * hour)
            _one(store, dossier, *room.article(day, told, number), now)
        days += 1
    index_changed(store, dossier)
    return days


def _one(store: Store, dossier: Dossier, article: Article, reading: Reading, now: datetime) -> None:
    with store.writing() as session:
        number = inbox.submit(session, article, dossier=dossier.code, now=now).article_id
    with undisturbed(), store.writing() as session:
        mark_read(session, number, reading, now=now)
        stored = Article(article.text, article.publisher, article.published, id=number)
        copies = find_copies(session, dossier.code, stored)
        take_in(session, dossier, number, reading, copies, now=now)


def _publish(store: Store, dossier: Dossier, last: date, days: int) -> None:
    """Publish the digest of each day, and let it have been sent."""
    for back in reversed(range(days)):
        slot = datetime.combine(last - timedelta(back - 1), time(0, 30), UTC)
        with store.writing() as session:
            told = make_digest(session, dossier, slot - timedelta(days=1), slot)
            publish(session, told, range(1_000_001, 1_000_001 + READERS), now=slot)
    with store.connection() as connection:
        connection.execute(table(DeliveryRow).update().values(state=DeliveryState.SENT, sent_parts=(1,)))


def _copy(connection: Connection, copies: int, days: int) -> None:
    """Copy all that there is so many times, each `days` days further back; indexes are made anew behind it."""
    indexes = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    ).all()
    for name, _ in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    connection.exec_driver_sql("CREATE TEMP TABLE turns (n INTEGER PRIMARY KEY)")
    connection.exec_driver_sql("INSERT INTO turns VALUES (?)", [(n,) for n in range(1, copies + 1)])
    for row in _COPIED:
        connection.exec_driver_sql(_copying(table(row), days))
    _copy_postings(connection, days)
    for _, made in indexes:
        connection.exec_driver_sql(made)


def _copying(rows: Table, days: int) -> str:
    key = next(name for name in _KEYS if name in rows.c)
    names = ", ".join(column.name for column in rows.c)
    moved = ", ".join(_moved(column, days) for column in rows.c)
    return f"INSERT INTO {rows.name} ({names}) SELECT {moved} FROM turns CROSS JOIN {rows.name} WHERE {key} < {APART}"  # noqa: S608 - our own tables


def _moved(column: Column[Any], days: int) -> str:
    name, back = column.name, f"'-' || (n * {days}) || ' days'"
    if name in _KEYS:
        return f"{name} + n * {APART}"
    if isinstance(column.type, Date):
        return f"date({name}, {back})"
    if isinstance(column.type, UtcDateTime):
        return f"strftime('%Y-%m-%d %H:%M:%f000', {name}, {back})"
    return f"n || ' ' || {name}" if name == "content_hash" else name


def _copy_postings(connection: Connection, days: int) -> None:
    """Copy the index of words in its own order: anything else would take hours."""
    connection.exec_driver_sql("CREATE TEMP TABLE first AS SELECT * FROM postings ORDER BY word, day")
    connection.exec_driver_sql("CREATE INDEX temp.ix_first ON first (word, day, event_id)")
    connection.exec_driver_sql("DELETE FROM postings")
    connection.exec_driver_sql("INSERT INTO turns VALUES (0)")
    connection.exec_driver_sql(
        "INSERT INTO postings (word, day, event_id) "  # noqa: S608 - our own numbers
        f"SELECT f.word, f.day - t.n * {days}, f.event_id + t.n * {APART} "
        "FROM (SELECT DISTINCT word FROM first ORDER BY word) w "
        "CROSS JOIN (SELECT n FROM turns ORDER BY n DESC) t CROSS JOIN first f ON f.word = w.word"
    )
