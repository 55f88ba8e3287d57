"""How long readers wait for an answer, and how many answers a core gives, beside a bot that only echoes.

    python -m benchmarks.commands                    stores of 1,000, 100,000 and 1,000,000 events
    python -m benchmarks.commands --events 100000    one of them
    python -m benchmarks.commands --quick            1,000 and 10,000, fewer questions
    python -m benchmarks.commands --keep FOLDER      keep the stores there, and take those that lie there

The real bot and the echo run as processes of their own, each against its own stand-in Bot API over HTTP, each on one
core. Waiting is counted by the clock, from just before a person sends until the first request that answers has been
taken in, so that the stand-in's own work, some three milliseconds, is in it; beside it stands what it took of the
bot's own processor, all that follows the answer included. Before each question something is written to the store, so
that nothing that was answered before is given again. For the load, several hundred people ask before the bot hears of
it, and what all answers take is counted: on a shared machine only the processor's time says much. The two take turns.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks.archive import READERS, fill
from benchmarks.standin import FIRST_READER, ROOT, StandIn, standin
from bot.preview.client import Person
from storage.catalog import load_dossier
from storage.db import Store

SIZES = (1_000, 100_000, 1_000_000)
MEDIATORS = ("قطر", "مصر", "الولايات المتحدة")
# What answers somebody; what else a bot calls is its own business.
ANSWERS = ("sendmessage", "sendphoto", "editmessagetext", "answerinlinequery")
# So many people ask at once for the load.
ASKERS, SECONDS_TO_ASK = 400, 10.0
# How long an answer may take, in seconds; the first is waited for while the bot starts.
PATIENCE = 90


@dataclass(frozen=True, slots=True)
class Question:
    """Something that readers do: texts that they type in turn, a button that they tap behind it, or inline words."""

    name: str
    texts: tuple[str, ...]
    tap: str | None = None
    inline: bool = False


QUESTIONS = (
    Question("/start", ("/start",)),
    Question("/help", ("/help",)),
    Question("/latest", ("/latest", "/latest 10", "/latest لقاء")),
    Question("/latest, older by button", ("/latest",), tap="◀ الأقدم"),
    Question("/mediators", ("/mediators",)),
    Question("/mediator, with picture", tuple(f"/mediator {name}" for name in MEDIATORS)),
    Question("/positions", ("/positions", "/positions حماس", "/positions إسرائيل")),
    Question("/figures", ("/figures", "/figures القتلى في غزة")),
    Question("/timeline, with picture", ("/timeline", "/timeline أمس", "/timeline اليوم")),
    Question("/event", ("/event {event}",)),
    Question("/search: names", ("/search لقاءات بيرنز", "/search قطر", "/search بلينكن في القاهرة")),
    Question("/search: days", ("/search ماذا فعلت مصر في {month}", "/search اتصالات أمس")),
    Question("/search, more by button", ("/search مصر",), tap="◀ المزيد"),
    Question("plain: issues", ("محور فيلادلفيا", "اسرى", "مساعدات انسانيه رفح")),
    Question(
        "plain: words", ("الذي", "غزة منذ اسبوع", "كلام لا يعرفه أحد", "محادثات وقف اطلاق النار في الدوحه")
    ),
    Question("/digest", ("/digest", "/digest أمس")),
    Question("/settings", ("/settings",)),
    Question("inline", ("", "قطر", "لقاء"), inline=True),
)
MONTHS = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
]


@dataclass(frozen=True, slots=True)
class Wait:
    """What one answer took, in milliseconds: by the clock until it was there, and of the bot's processor in all."""

    clock: float
    busy: float


@dataclass(slots=True)
class Side:
    """A bot that runs, its stand-in, and what was counted of it."""

    name: str
    api: StandIn
    process: subprocess.Popen[bytes]
    waits: dict[str, list[Wait]] = field(default_factory=dict)
    loads: list[tuple[float, float]] = field(default_factory=list)

    @property
    def pid(self) -> int:
        return self.process.pid

    def logged(self) -> int:
        return int(self.api.people.look("/control/calls", limit=0)["total"])

    def answered(self, since: int) -> float | None:
        """Return when the first answer behind that many calls was taken in, in Unix seconds."""
        calls = self.api.people.look("/control/calls", after=since, limit=200)["calls"]
        return next((float(call["time"]) for call in calls if call["method"] in ANSWERS), None)


@contextmanager
def side(name: str, command: Callable[[StandIn], Sequence[str]], database: str = "") -> Iterator[Side]:
    """Run a bot against a stand-in of its own, until the block ends."""
    with standin() as api:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "TELEGRAM_API": api.url,
            "TELEGRAM_TOKEN": api.token,
            "DATABASE_URL": database,
            "LOG_LEVEL": "error",
        }
        process = subprocess.Popen([sys.executable, *command(api)], env=environment, cwd=ROOT)  # noqa: S603
        _pin(process.pid)
        try:
            api.people.crowd(FIRST_READER, max(ASKERS, READERS))
            yield Side(name, api, process)
        finally:
            process.terminate()
            process.wait(30)


def _pin(pid: int) -> None:
    """Keep a process on the last of our cores, where there are several: its stand-in and we take the others."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        os.sched_setaffinity(pid, cores[-1:])


def wait_for(at: Side, question: Question, text: str, person: Person) -> Wait | None:
    """Let a person ask, and return what the answer took; None where none came."""
    shown = person.ask(text, lambda seen: bool(seen.buttons)) if question.tap else None
    if question.tap:
        time.sleep(0.05)
    before, event, busy = at.logged(), person.last_event(), _busy(at.pid)
    began = time.time()
    if question.inline:
        person.inline(text)
    elif shown is not None and question.tap:
        person.tap(shown, question.tap)
        _seen(person, event)
    else:
        person.say(text)
        _seen(person, event)
    answered = at.answered(before)
    settle(at)
    return Wait((answered - began) * 1000, (_busy(at.pid) - busy) * 1000) if answered else None


def _busy(pid: int) -> float:
    """Return the processor seconds of a process's threads and of its children, to the microsecond."""
    threads = list(Path(f"/proc/{pid}/task").iterdir())
    own = sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    children = (child for thread in threads for child in (thread / "children").read_text().split())
    return own + sum(_busy(int(child)) for child in children)


def _seen(person: Person, event: int) -> None:
    for happened in person.watch(event, PATIENCE):
        if happened["kind"] in ("message", "edited") and happened["message"]["from"]["is_bot"]:
            return
    raise TimeoutError(f"no answer within {PATIENCE} seconds of event {event}")


def settle(at: Side) -> None:
    """Wait until a bot says nothing more: what follows a picture is no part of the next answer."""
    while True:
        calls = at.logged()
        time.sleep(0.02)
        if at.logged() == calls:
            return


def measure_waits(ours: Side, echo: Side, store: Store, rounds: int, events: int) -> None:
    """Ask everything so many times, one after the other."""
    chance = random.Random(3)
    readers = [[Person(at.api.people, FIRST_READER + number) for number in range(8)] for at in (ours, echo)]
    for number in range(-1, rounds):
        for question in QUESTIONS:
            said = _filled(question.texts[number % len(question.texts)], chance, events)
            for at, people in zip((ours, echo), readers, strict=True):
                if at is echo and (question.tap or question.inline):
                    continue
                touch(store)
                took = wait_for(at, question, said, people[number % 8])
                # The first round is for what is made once.
                if took is not None and number >= 0:
                    at.waits.setdefault(question.name, []).append(took)


def touch(store: Store) -> None:
    """Write something to the store, as the summarizer does with each article."""
    with store.connection() as connection:
        connection.execute(text("UPDATE articles SET title = title || ' ' WHERE id = 1"))


def _filled(text: str, chance: random.Random, events: int) -> str:
    last_month = MONTHS[(datetime.now(UTC) - timedelta(days=31)).month - 1]
    return text.replace("{event}", str(chance.randint(1, events))).replace("{month}", last_month)


def measure_load(at: Side, events: int) -> None:
    """Let many people ask while the bot is kept from hearing of it, and see how long it takes for all of them then."""
    chance, people = random.Random(5), at.api.people
    asked = [question for question in QUESTIONS if not question.tap and not question.inline]
    before, logged, busy = people.tally(), at.logged(), _busy(at.pid)
    # The first to ask ends the bot's waiting; its next look for updates takes as long as the others need to ask.
    people.fault("delay", method="getupdates", seconds=SECONDS_TO_ASK)
    for number in range(ASKERS):
        question = asked[number % len(asked)]
        text = _filled(question.texts[number // len(asked) % len(question.texts)], chance, events)
        Person(people, FIRST_READER + number).say(text)
    deadline = time.time() + 300
    while not _all_answered(people.tally(), before):
        time.sleep(0.05)
        if time.time() > deadline:
            raise TimeoutError("not everybody was answered within five minutes")
    settle(at)
    calls = people.look("/control/calls", after=logged, limit=10_000)["calls"]
    times = [float(call["time"]) for call in calls if call["method"] in ANSWERS][1:]
    at.loads.append((times[-1] - times[0], _busy(at.pid) - busy))


def _all_answered(now: dict[int, int], before: dict[int, int]) -> bool:
    askers = range(FIRST_READER, FIRST_READER + ASKERS)
    return all(now.get(asker, 0) > before.get(asker, 0) for asker in askers)


# What is printed.


def report(ours: Side, echo: Side) -> None:
    print(
        f"{'milliseconds':<34}{'':>7}{'until the answer':>20}{'of the processor':>20}{'the echo':>20}{'':>20}"
    )
    names = [question.name for question in QUESTIONS]
    print(f"{'':<34}{'times':>7}" + f"{'median':>9}{'99 of 100':>11}" * 4)
    for name in names:
        print(_row(name, ours.waits.get(name, []), echo.waits.get(name, [])))
    print(_row("all", *([took for waits in at.waits.values() for took in waits] for at in (ours, echo))))
    rates = []
    for at in (ours, echo):
        by_clock = statistics.median(ASKERS / seconds for seconds, _ in at.loads)
        by_core = statistics.median(ASKERS / busy for _, busy in at.loads)
        rates.append(by_core)
        print(f"{at.name}: {by_clock:,.0f} answers a second, {by_core:,.0f} a second of its processor")
    print(f"ours has {rates[0] / rates[1]:.0%} of the echo's rate by processor time\n", flush=True)


def _row(name: str, mine: Sequence[Wait], theirs: Sequence[Wait]) -> str:
    columns = "".join(
        _two([wait.clock for wait in at]) + _two([wait.busy for wait in at]) for at in (mine, theirs)
    )
    return f"{name:<34}{len(mine):>7}{columns}"


def _two(some: Sequence[float]) -> str:
    if not some:
        return f"{'':>9}{'':>11}"
    return f"{statistics.median(some):>9.1f}{late(some):>11.1f}"


def late(some: Sequence[float]) -> float:
    """The 99th percentile."""
    return sorted(some)[min(len(some) - 1, int(len(some) * 0.99))]


def slower(least: dict[str, float], most: dict[str, float]) -> str:
    """Return which question the largest store answers slowest beside the smallest, by the processor's medians."""
    ratios = {name: most[name] / least[name] for name in least if name in most}
    worst = max(ratios, key=lambda name: ratios[name])
    return f"the largest store beside the smallest: at most {ratios[worst]:.2f} times as long ({worst})"


def made(folder: Path, events: int) -> tuple[Path, int]:
    """Return the file of a store with so many events, and how many it has; one that lies there is taken."""
    path = folder / f"events-{events}.db"
    store = Store(f"sqlite:///{path}")
    try:
        if not path.exists() or not path.stat().st_size:
            began = time.time()
            fill(store, load_dossier("gaza"), events, datetime.now(UTC).date())
            size = path.stat().st_size / 2**20
            print(f"made a store of {events:,} events, {size:,.0f} MiB, in {time.time() - began:.0f} s")
        with store.connection() as connection:
            first = connection.exec_driver_sql("SELECT count(*) FROM events WHERE id < 1000000").scalar_one()
    finally:
        store.close()
    return path, int(first)


def compare(folder: Path, events: int, rounds: int, loads: int) -> dict[str, float]:
    """Measure one store, print it, and return each question's median in milliseconds."""
    path, first = made(folder, events)
    print(f"\n{events:,} events")
    with ExitStack() as stack:
        ours = stack.enter_context(side("ours", lambda _: ("-m", "wasit", "bot"), f"sqlite:///{path}"))
        echo = stack.enter_context(
            side("the echo", lambda api: ("-m", "benchmarks.echo", api.url, api.token))
        )
        store = Store(f"sqlite:///{path}")
        stack.callback(store.close)
        measure_waits(ours, echo, store, rounds, first)
        for _ in range(loads):
            for at in (ours, echo):
                measure_load(at, first)
        report(ours, echo)
    return {name: statistics.median(wait.busy for wait in waits) for name, waits in ours.waits.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="1,000 and 10,000 events, fewer questions")
    parser.add_argument("--events", type=int, help="only the store with so many events")
    parser.add_argument("--rounds", type=int, default=60, help="how often each question is asked")
    parser.add_argument("--keep", type=Path, help="a folder for the stores, which stay there")
    chosen = parser.parse_args()
    sizes = (chosen.events,) if chosen.events else (1_000, 10_000) if chosen.quick else SIZES
    rounds, loads = (10, 1) if chosen.quick else (chosen.rounds, 3)
    with tempfile.TemporaryDirectory() as folder:
        medians = [compare(chosen.keep or Path(folder), events, rounds, loads) for events in sizes]
    if len(medians) > 1:
        print(slower(medians[0], medians[-1]))


if __name__ == "__main__":
    main()
