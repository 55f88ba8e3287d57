"""Messages a second against the stand-in: our way of sending beside python-telegram-bot's own, in one run.

`python -m benchmarks.delivery [--messages 2000] [--memory 5000]`. Rates are given by the clock and by a core: the
processor time of the sending process alone, since the stand-in and whatever else runs share the machine.
Nothing here is part of the bot.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import logging
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import aiohttp
import structlog
from pydantic import SecretStr
from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from benchmarks.standin import FIRST_READER, StandIn, standin
from bot.commands.request import Defaults
from bot.deliver import Deliverer
from bot.desk import Desk
from bot.pace import Limits, Pace
from bot.sending import send_part
from bot.serving import make_bot
from bot.wire import pushing
from storage import outbox
from storage.clock import system_clock
from storage.db import Store
from storage.migrate import migrate
from storage.model import DeliveryState, Digest, DigestLine, EventType, Participant, Period, Source, Status
from storage.settings import BotSettings
from storage.write.publish import publish

LIFTED = Limits(per_second=100_000, per_chat=100_000, per_group_minute=6_000_000)
# As many at once as our own sender has under way at its lifted pace at most.
AT_ONCE = 64
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Rate:
    """How many messages were sent in how many seconds, and in how many of our own processor's."""

    sent: int
    seconds: float
    busy: float

    @property
    def a_second(self) -> float:
        return self.sent / self.seconds

    @property
    def a_core(self) -> float:
        return self.sent / self.busy


async def measured(work: Callable[[], Awaitable[int]]) -> Rate:
    """Do `work`, which returns how many messages were sent."""
    gc.collect()
    began, busy = time.monotonic(), processor()
    sent = await work()
    return Rate(sent, time.monotonic() - began, processor() - busy)


def processor(pid: int | None = None) -> float:
    """Return the processor seconds that this process, or another, has had."""
    if pid is None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


async def all_of(count: int, send: Callable[[int], Awaitable[object]]) -> int:
    """Send to `count` readers, `AT_ONCE` at a time."""
    numbers = iter(range(FIRST_READER, FIRST_READER + count))

    async def one() -> None:
        for number in numbers:
            await send(number)

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return count


# The ways of sending.


async def bare(api: StandIn, text: str, count: int) -> int:
    """No library for bots at all: what the stand-in can take from one process."""
    address, kind = f"{api.url}/bot{api.token}/sendMessage", {"Content-Type": "application/json"}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def send(chat: int) -> None:
            body = json.dumps({"chat_id": chat, "text": text, "parse_mode": "HTML"})
            async with session.post(address, data=body, headers=kind) as answer:
                await answer.read()

        return await all_of(count, send)


def _their_bot(api: StandIn) -> Bot:
    return Bot(api.token, base_url=f"{api.url}/bot")


async def theirs_one_by_one(api: StandIn, text: str, count: int) -> int:
    async with _their_bot(api) as bot:
        for chat in range(FIRST_READER, FIRST_READER + count):
            await bot.send_message(chat, text, parse_mode=ParseMode.HTML)
    return count


async def theirs_in_a_gather(api: StandIn, text: str, count: int) -> int:
    """All at once, as many examples do; what its pool gives up on is not counted as sent."""
    sent = 0
    async with _their_bot(api) as bot:

        async def send(chat: int) -> None:
            nonlocal sent
            with suppress(TelegramError):
                await bot.send_message(chat, text, parse_mode=ParseMode.HTML)
                sent += 1

        await asyncio.gather(*(send(chat) for chat in range(FIRST_READER, FIRST_READER + count)))
    return sent


async def ours(api: StandIn, text: str, count: int) -> int:
    async with make_bot(_settings(api)) as bot:
        with pushing():
            return await all_of(count, lambda chat: send_part(bot, chat, text))


def _settings(api: StandIn) -> BotSettings:
    return BotSettings(telegram_token=SecretStr(api.token), telegram_api=api.url)  # type: ignore[arg-type]


class Office:
    """Our sender with its outbox in a SQLite file, and digests for as many readers as are asked for."""

    def __init__(self, api: StandIn, folder: Path) -> None:
        self._settings = _settings(api)
        self.store = Store(f"sqlite:///{folder / 'wasit.db'}")
        migrate(self.store)
        self._slot = system_clock() - timedelta(hours=1)

    def queue(self, count: int) -> None:
        self._slot += timedelta(seconds=1)
        with self.store.writing() as session:
            chats = range(FIRST_READER, FIRST_READER + count)
            publish(session, digest(self._slot), chats, now=self._slot)

    async def drain(self, limits: Limits) -> int:
        """Send all that is queued; returns how many arrived."""
        before = self._sent()
        desk = Desk(self.store, system_clock, Defaults.from_settings(self._settings, "wasit_bot"))
        async with make_bot(self._settings) as bot:
            sender = Deliverer(desk, bot, asyncio.Event(), Pace(limits))
            while await sender.work():
                pass
            sender.leave()
        return self._sent() - before

    def _sent(self) -> int:
        with self.store.reading() as session:
            return outbox.counts(session).get(DeliveryState.SENT, 0)


def digest(slot: datetime) -> Digest:
    """A short digest: the stand-in takes four times as long for a usual one, which would hide what we measure."""
    day = date(2025, 1, 14)
    lines = tuple(
        DigestLine(
            number,
            EventType.CALL,
            Status.HAPPENED,
            Period(day, day),
            None,
            (Participant("قطر"), Participant("مصر")),
            ("ceasefire",),
            f"سبل استئناف المفاوضات، البند {number}",
            None,
            (0,),
            (number,),
        )
        for number in range(1, 3)
    )
    source = Source(1, "رمال الأطلس", "https://example.org/1", day)
    return Digest("gaza", slot, slot - timedelta(days=1), lines, (), (), (), (source,), articles_read=9)


# What is printed.


async def compare(api: StandIn, count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(api, Path(folder))
        text = _text_of(office)
        api.people.crowd(FIRST_READER, max(count, 1))
        print(f"{count} messages of {len(text)} characters, {ROUNDS} rounds in turn, medians:\n")
        ways: dict[str, Callable[[], Awaitable[int]]] = {
            "no library (the stand-in's ceiling)": lambda: bare(api, text, count),
            "python-telegram-bot, one by one": lambda: theirs_one_by_one(api, text, max(100, count // 5)),
            "python-telegram-bot, bare gather": lambda: theirs_in_a_gather(api, text, count),
            "ours, pace lifted": lambda: ours(api, text, count),
            "ours, pace lifted, with the outbox": lambda: office.drain(LIFTED),
        }
        found: dict[str, list[Rate]] = {name: [] for name in ways}
        standin_busy = 0.0
        for _ in range(ROUNDS):
            for name, work in ways.items():
                if "outbox" in name:
                    office.queue(count)
                before = processor(api.pid)
                found[name].append(await measured(work))
                standin_busy = processor(api.pid) - before if name.startswith("no") else standin_busy
        _print_rates(found)
        print(f"the stand-in itself, a core of its own: {count / standin_busy:,.0f} a second\n")


def _text_of(office: Office) -> str:
    """Return the message that the outbox will send, so that all send the same."""
    from bot.views.digest import digest as view

    defaults = Defaults.from_settings(office._settings, "wasit_bot")
    slot = datetime(2025, 1, 15, 4, tzinfo=UTC)
    return view(digest(slot), defaults.context("Asia/Qatar", slot)).parts[0]


def _print_rates(found: dict[str, list[Rate]]) -> None:
    best = max(
        statistics.median(rate.a_second for rate in rates)
        for name, rates in found.items()
        if name.startswith("python")
    )
    print(f"{'':40}{'a second':>10}{'a core':>10}{'of the best other':>20}{'not sent':>10}")
    for name, rates in found.items():
        second = statistics.median(rate.a_second for rate in rates)
        core = statistics.median(rate.a_core for rate in rates)
        missing = max(rate.sent for rate in rates) - min(rate.sent for rate in rates)
        print(f"{name:40}{second:>10,.0f}{core:>10,.0f}{second / best:>19.1f}×{missing:>10}")


async def paced(api: StandIn, count: int) -> None:
    """With the pace on, and a server that refuses what comes too early."""
    for name, limits in (("30 a second", Limits()), ("200 a second", Limits(per_second=200))):
        with tempfile.TemporaryDirectory() as folder:
            office = Office(api, Path(folder))
            number = int(count * limits.per_second / 30)
            api.people.crowd(FIRST_READER, number)
            office.queue(number)
            api.people.watch_pace(overall=limits.per_second)
            api.people.clear_calls()
            sent = await office.drain(limits)
            api.people.watch_pace(0, 0, 0)
            every = api.people.calls("sendMessage")
            calls = [call["time"] for call in every if call["outcome"] == "200"]
            refused = len(every) - len(calls)
            # What may go at once at the start is no pace.
            steady = [time for time in calls if time >= calls[0] + 1]
            rate = (len(steady) - 1) / (steady[-1] - steady[0])
            print(
                f"pace on, {name}: {sent} sent, {rate:.1f} a second, "
                f"{rate / limits.per_second:.1%} of what the limit allows, {refused} refused"
            )


async def memory(api: StandIn, count: int) -> None:
    """What the sending process holds after 1,000 deliveries and after `count`."""
    with tempfile.TemporaryDirectory() as folder:
        office, done = Office(api, Path(folder)), 0
        api.people.crowd(FIRST_READER, count)
        for until in (1_000, count):
            office.queue(until - done)
            done += await office.drain(LIFTED)
            gc.collect()
            print(f"memory after {done:,} deliveries: {_held_mib():.1f} MiB")


def _held_mib() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2000, help="of each round and way (0: leave out)")
    parser.add_argument("--paced", type=int, default=600, help="messages at 30 a second")
    parser.add_argument("--memory", type=int, default=5000, help="deliveries (in full: 100000)")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with standin() as api:
        for part, size in ((compare, options.messages), (paced, options.paced), (memory, options.memory)):
            if size:
                asyncio.run(part(api, size))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
