"""Kills the bot and the summarizer at random moments while digests go out, and counts what that cost.

`python -m benchmarks.crash [--deliveries 300] [--kills 20] [--database URL]`; in full: 2000 and 100. The two run as
`wasit` runs them, against the stand-in, which alone knows what readers received. Exit status 1 where something
was lost or came twice. Nothing here is part of the bot.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlmodel import func, select

from benchmarks.standin import FIRST_READER, StandIn, standin
from processes import Child, stop_all
from storage import inbox, subscribers
from storage.clock import set_file_clock
from storage.db import Store
from storage.migrate import migrate
from storage.model import Article, ArticleState, DeliveryState
from storage.tables import ArticleRow, DeliveryRow, DigestRow, ReportRow

EVENING = datetime(2025, 1, 16, 12, 30, tzinfo=UTC)
# Readers have their digests at so many hours, so that publishing too is hit again and again.
HOURS = 12
# Articles that tell the same meeting, to be read meanwhile.
ARTICLES = 24
# A process lives for at most so long, in seconds, from its start on: some die before they have begun.
LONGEST_LIFE = 8.0
# What a call to Telegram takes, in seconds: a message is in the air for that long.
IN_THE_AIR = 0.08
PATIENCE = 3600.0


@dataclass(slots=True)
class Stage:
    """The store, the stand-in and the two processes, which are started again whenever they were killed."""

    store: Store
    api: StandIn
    clock: Path
    bot: Child
    summarizer: Child
    readers: int
    kills: Counter[str] = field(default_factory=Counter)
    torn: int = 0

    def open_rows(self) -> int:
        with self.store.reading() as session:
            still = (DeliveryState.PENDING, DeliveryState.SENDING)
            return session.exec(
                select(func.count()).select_from(DeliveryRow).where(DeliveryRow.state.in_(still))  # type: ignore[attr-defined]
            ).one()

    def unread(self) -> int:
        with self.store.reading() as session:
            return session.exec(
                select(func.count()).select_from(ArticleRow).where(ArticleRow.state == ArticleState.NEW)
            ).one()

    def queued(self) -> Mapping[datetime, int]:
        """How many deliveries each slot has."""
        with self.store.reading() as session:
            return dict(
                session.exec(
                    select(DigestRow.slot, func.count()).join(DeliveryRow).group_by(DigestRow.slot)
                ).all()
            )


@contextmanager
def stage(readers: int, database: str | None) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory(prefix="wasit-crash-") as folder, standin() as api:
        url = database or f"sqlite:///{folder}/wasit.db"
        clock = Path(folder) / "clock"
        set_file_clock(clock, EVENING)
        environment = {
            "TELEGRAM_TOKEN": api.token,
            "TELEGRAM_API": api.url,
            "DATABASE_URL": url,
            "LOG_LEVEL": "error",
        }
        bot, summarizer = (
            Child([name, "--clock", str(clock)], environment) for name in ("bot", "summarizer")
        )
        store = Store(url)
        migrate(store)
        try:
            yield Stage(store, api, clock, bot, summarizer, readers)
        finally:
            stop_all([bot, summarizer])
            store.close()


def fill(on: Stage) -> None:
    """Put in readers, an even share at each hour, and articles to read meanwhile."""
    on.api.people.crowd(FIRST_READER, on.readers)
    on.api.people.fault("delay", method="sendMessage", seconds=IN_THE_AIR, times=10**9)
    with on.store.writing() as session:
        for number in range(on.readers):
            hour = (16 + number % HOURS) % 24
            subscribers.subscribe(
                session, FIRST_READER + number, hour=hour, timezone="Asia/Qatar", now=EVENING
            )
        for number in range(ARTICLES):
            text = (
                f"التقى رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني يوم الأربعاء 15 يناير 2025 وفدا مصريا في الدوحة "
                f"لبحث وقف إطلاق النار في غزة والإفراج عن {number + 2} محتجزا."
            )
            article = Article(text, f"صحيفة {number}", date(2025, 1, 15))
            inbox.submit(session, article, dossier="gaza", now=EVENING)


def kill_again_and_again(on: Stage, kills: int, chance: random.Random) -> None:
    """Run both, and kill one or the other after a random time, until `kills` is reached and all is sent."""
    deaths = {child: time.monotonic() + chance.uniform(0, LONGEST_LIFE) for child in (0, 1)}
    children = (on.bot, on.summarizer)
    for child in children:
        child.start()
    ends = time.monotonic() + PATIENCE
    hour = 0
    while time.monotonic() < ends:
        time.sleep(0.02)
        hour = _next_hour(on, hour, kills)
        for number, child in enumerate(children):
            if time.monotonic() > deaths[number] and on.kills.total() < kills:
                assert child.process is not None
                child.process.kill()
                child.process.wait()
                on.kills[child.arguments[0]] += 1
                if child is on.summarizer:
                    _look_for_torn(on)
                child.start()
                deaths[number] = time.monotonic() + chance.uniform(0, LONGEST_LIFE)
        if hour > HOURS and on.kills.total() >= kills and not on.open_rows() and not on.unread():
            return
    raise TimeoutError(f"not done in {PATIENCE:.0f} s: {on.kills}, {on.open_rows()} still to be sent")


def _next_hour(on: Stage, hour: int, kills: int) -> int:
    """Move the clock to the next hour once enough of the kills for this one were had and it was published."""
    if on.kills.total() < kills * hour / (HOURS + 1) or hour > HOURS:
        return hour
    if hour and len(on.queued()) < hour:
        return hour
    set_file_clock(on.clock, EVENING + timedelta(hours=hour, minutes=30))
    return hour + 1


def _look_for_torn(on: Stage) -> None:
    """A digest that is there without all its deliveries was torn by the kill."""
    for slot, count in on.queued().items():
        hour = (slot + timedelta(hours=3)).hour
        due = sum(1 for number in range(on.readers) if (16 + number % HOURS) % 24 == hour)
        on.torn += count != due
    with on.store.reading() as session:
        digests = session.exec(select(func.count()).select_from(DigestRow)).one()
    on.torn += digests != len(on.queued())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What readers lack, have twice, and what only Telegram knows."""

    lost: int
    repeated: int
    uncertain: int
    arrived_uncertain: int


def judge(on: Stage) -> Outcome:
    """Compare what was queued with what readers received."""
    received = on.api.people.tally()
    with on.store.reading() as session:
        rows = session.exec(select(DeliveryRow)).all()
    wanted: Counter[int] = Counter()
    doubtful: Counter[int] = Counter()
    for row in rows:
        wanted[row.chat_id] += 1
        doubtful[row.chat_id] += row.state == DeliveryState.UNCERTAIN
    lost = sum(max(0, wanted[chat] - doubtful[chat] - received.get(chat, 0)) for chat in wanted)
    lost += max(0, on.readers - len(wanted))
    repeated = sum(max(0, received.get(chat, 0) - wanted[chat]) for chat in received)
    arrived = sum(
        min(doubtful[chat], max(0, received.get(chat, 0) - wanted[chat] + doubtful[chat])) for chat in wanted
    )
    return Outcome(lost, repeated, sum(doubtful.values()), arrived)


def read_twice(store: Store) -> int:
    """Articles whose facts are there twice or not at all; all of them tell as much."""
    with store.reading() as session:
        per_article = session.exec(
            select(ReportRow.article_id, func.count()).group_by(ReportRow.article_id)  # type: ignore[arg-type]
        ).all()
    usual = Counter(count for _, count in per_article).most_common(1)[0][0]
    return ARTICLES - sum(1 for _, count in per_article if count == usual)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=300)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--database", help="an empty PostgreSQL database (default: a SQLite file)")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    began = time.monotonic()
    with stage(options.deliveries, options.database) as on:
        fill(on)
        kill_again_and_again(on, options.kills, chance)
        found, misread = judge(on), read_twice(on.store)
    print(
        f"{options.deliveries} deliveries, {on.kills.total()} kills "
        f"({', '.join(f'{name} {count}' for name, count in on.kills.items())}), "
        f"{time.monotonic() - began:.0f} s, seed {options.seed}"
    )
    print(f"lost {found.lost}, repeated {found.repeated}, uncertain {found.uncertain}", end=" ")
    print(f"({found.arrived_uncertain} of them arrived), digests torn {on.torn}, articles misread {misread}")
    sys.exit(bool(found.lost or found.repeated or on.torn or misread))


if __name__ == "__main__":
    main()
