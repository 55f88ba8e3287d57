"""Several sender processes on one PostgreSQL: each delivery exactly once, and one pace for all of them.

`python -m benchmarks.senders [--senders 4] [--deliveries 2000]`; in full: 20000. It starts a PostgreSQL cluster of
its own and the stand-in, which alone knows what readers received. Exit status 1 where something was lost, came
twice or came too early. Nothing here is part of the bot.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from pydantic import SecretStr
from sqlmodel import func, select

from benchmarks.delivery import digest
from benchmarks.postgres import running_cluster
from benchmarks.standin import FIRST_READER, ROOT, StandIn, standin
from bot.commands.request import Defaults
from bot.deliver import Deliverer
from bot.desk import Desk
from bot.pace import Limits, Pace, Together
from bot.serving import make_bot
from storage import outbox
from storage.clock import system_clock
from storage.db import Store
from storage.migrate import migrate
from storage.model import DeliveryState
from storage.settings import BotSettings
from storage.tables import DeliveryRow, DigestRow
from storage.write.publish import publish

# The pace for which a bot pays, which no single process of ours would reach here, and the usual one.
LIFTED, BINDING = 1000.0, 30.0


class Counting(Pace):
    """A pace that counts what Telegram took."""

    sent = 0

    def taken(self) -> None:
        self.sent += 1
        super().taken()


async def send_all(url: str, api: str, token: str, per_second: float) -> int:
    """Be one of the senders, until nothing is due; returns how many this one sent."""
    store = Store(url)
    settings = BotSettings(telegram_token=SecretStr(token), telegram_api=api)  # type: ignore[arg-type]
    desk = Desk(store, system_clock, Defaults.from_settings(settings, "wasit_bot"))
    limits = Limits(per_second=per_second)
    pace = Counting(limits, share=Together(limits, store))
    async with make_bot(settings) as bot:
        sender = Deliverer(desk, bot, asyncio.Event(), pace)
        while await sender.work():
            pass
        sender.leave()
    store.close()
    return pace.sent


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one run: messages a second from the first to the last, and what went wrong."""

    shares: Sequence[int]
    a_second: float
    lost: int
    repeated: int
    refused: int
    states: Counter[str]


def run(store: Store, url: str, api: StandIn, senders: int, deliveries: int, per_second: float) -> Run:
    api.people.crowd(FIRST_READER, deliveries)
    slot = system_clock() - timedelta(minutes=10) + timedelta(seconds=per_second / 1000)
    with store.writing() as session:
        publish(session, digest(slot), range(FIRST_READER, FIRST_READER + deliveries), now=slot)
    before = api.people.tally()
    api.people.clear_calls()
    began = time.monotonic()
    shares = _work(url, api, senders, per_second)
    seconds = time.monotonic() - began
    after = api.people.tally()
    received = {chat: count - before.get(chat, 0) for chat, count in after.items()}
    calls = api.people.look("/control/calls", limit=10_000)
    times = [call["time"] for call in calls["calls"] if call["outcome"] == "200"]
    if len(times) == deliveries:
        seconds = times[-1] - times[0]
    with store.reading() as session:
        # What is in doubt is listed for the editors, and is not lost without a word.
        certain = session.exec(
            select(DeliveryRow.chat_id)
            .join(DigestRow)
            .where(DigestRow.slot == slot, DeliveryRow.state != DeliveryState.UNCERTAIN)
        ).all()
        states = dict(session.exec(select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)).all())
    return Run(
        shares,
        (deliveries - 1) / seconds,
        lost=sum(received.get(chat, 0) == 0 for chat in certain),
        repeated=sum(count > 1 for count in received.values()),
        refused=calls["outcomes"].get("sendmessage 429", 0),
        states=Counter(states),
    )


def _work(url: str, api: StandIn, senders: int, per_second: float) -> list[int]:
    """Let so many processes send; returns how many messages each has sent."""
    command = [
        sys.executable,
        "-m",
        "benchmarks.senders",
        "--be-one",
        url,
        api.url,
        api.token,
        str(per_second),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    children = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(senders)
    ]
    return [int(child.communicate()[0] or 0) for child in children]


def show(name: str, found: Run, limit: float) -> bool:
    print(
        f"{name}: {sum(found.shares)} sent by {len(found.shares)} senders {list(found.shares)}, "
        f"{found.a_second:.1f} a second ({found.a_second / limit:.1%} of {limit:.0f}); "
        f"lost {found.lost}, repeated {found.repeated}, refused as too early {found.refused}, "
        f"{dict(found.states)}",
        flush=True,
    )
    return not (found.lost or found.repeated or found.refused)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--senders", type=int, default=4)
    parser.add_argument("--deliveries", type=int, default=2000)
    parser.add_argument("--paced", type=int, default=300, help=f"deliveries at {BINDING:.0f} a second")
    parser.add_argument("--be-one", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    if options.be_one:
        url, api, token, per_second = options.be_one
        print(asyncio.run(send_all(url, api, token, float(per_second))))
        return
    with running_cluster() as address, standin() as stand:
        url = address.format("postgres")
        store = Store(url)
        migrate(store)
        fine = show(
            "as fast as they can",
            run(store, url, stand, options.senders, options.deliveries, LIFTED),
            LIFTED,
        )
        stand.people.watch_pace(overall=BINDING)
        fine &= show(
            "one pace for all", run(store, url, stand, options.senders, options.paced, BINDING), BINDING
        )
        with store.reading() as session:
            fine &= set(outbox.counts(session)) <= {DeliveryState.SENT, DeliveryState.UNCERTAIN}
        store.close()
    sys.exit(not fine)


if __name__ == "__main__":
    main()
