"""Drains the outbox: each digest to each chat once, whatever breaks; what Telegram answers decides what comes next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.desk import Desk, log, pause, where
from bot.errors import BotError
from bot.pace import Pace
from bot.sending import Verdict, seconds_of, send_part, verdict
from bot.views.digest import digest
from bot.views.habits import in_habit
from storage import outbox, subscribers
from storage.db import Session
from storage.errors import StoreUnavailableError
from storage.model import Delivery, DeliveryState
from storage.slots import audible

# How many deliveries are under way at once: enough that chats that must wait do not hold up the others.
AT_ONCE = 40
# A message that was surely not taken is tried so often, the pauses growing to the longest.
MOST_ATTEMPTS = 10
LONGEST_BACKOFF = timedelta(minutes=10)
# How long to wait, each time, for a store that does not answer, in seconds.
STORE_PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)


class LeftOut(BotError):
    """The next message must not go: the process is to stop, the chat left, or another sender has it."""


class Deliverer:
    """Looks for what is due, sends it, and writes down what became of it."""

    def __init__(self, desk: Desk, bot: Bot, stop: asyncio.Event, pace: Pace | None = None) -> None:
        self._desk = desk
        self._bot = bot
        self._stop = stop
        self._pace = pace or Pace()

    def recover(self) -> None:
        """At the start: what an earlier run left in the middle of sending is uncertain."""
        with self._desk.store.writing() as session:
            left = outbox.recover(session, now=self._desk.clock())
        if left:
            log.warning("deliveries left uncertain by an earlier run", count=left)

    async def work(self) -> bool:
        """Send one batch of what is due; returns whether any of it came to an end or was put off."""
        batch = await asyncio.to_thread(self._due)
        return any(await asyncio.gather(*map(self._safely, batch)))

    async def _safely(self, delivery: Delivery) -> bool:
        """Deliver; what fails without an answer from Telegram stays as it is: `pending` before the first message
        went, else `sending`, which a restart calls uncertain. Returns False for that."""
        try:
            await self._deliver(delivery)
        except Exception as error:
            log.error(
                "delivery broke off", delivery=delivery.id, error=type(error).__name__, where=where(error)
            )
            return False
        return True

    def _due(self) -> Sequence[Delivery]:
        with self._desk.store.reading() as session:
            return outbox.due(session, now=self._desk.clock(), limit=AT_ONCE)

    async def _deliver(self, delivery: Delivery) -> None:
        if quiet := self._quiet_for(delivery):
            await self._postpone(delivery, quiet, "quiet hours")
            return
        try:
            parts = delivery.parts or await asyncio.to_thread(self._render, delivery)
        except StoreUnavailableError:
            # No fault of the digest's: it is due again at once.
            raise
        except Exception as error:
            # One digest that cannot be rendered must not keep the others.
            log.error(
                "digest not rendered", delivery=delivery.id, error=type(error).__name__, where=where(error)
            )
            await self._finish(delivery, DeliveryState.FAILED, f"not rendered: {type(error).__name__}")
            return
        try:
            await self._send(delivery, parts)
        except LeftOut:
            log.info("delivery left as it is", delivery=delivery.id)
        except RetryAfter as error:
            self._pace.refused(delivery.chat_id, seconds_of(error))
            await self._postpone(delivery, timedelta(seconds=seconds_of(error)), "429")
        except ChatMigrated as error:
            await self._migrate(delivery, error.new_chat_id)
        except TelegramError as error:
            await self._settle(delivery, error)
        else:
            await self._finish(delivery, DeliveryState.SENT)

    def _quiet_for(self, delivery: Delivery) -> timedelta:
        """Return how long the chat's quiet hours still hold back what has not begun; what has is ended."""
        now = self._desk.clock()
        if delivery.timing is None or delivery.sent_parts:
            return timedelta()
        return audible(delivery.timing, now) - now

    def _render(self, delivery: Delivery) -> tuple[str, ...]:
        with self._desk.store.writing() as session:
            request = self._desk.request(delivery.chat_id, 0)
            habits = request.reader(session).habits
            told = digest(delivery.digest, request.context(session), short=habits.short)
            parts = in_habit(told, habits).parts
            outbox.keep_parts(session, delivery.id, parts)
            return parts

    async def _send(self, delivery: Delivery, parts: Sequence[str]) -> None:
        """Send what has not arrived of `parts`; raises LeftOut where the next must not go now."""
        arrived = list(delivery.sent_parts)
        for part in parts[len(arrived) :]:
            await self._turn(delivery.chat_id)
            if not await asyncio.to_thread(self._begin, delivery, arrived):
                raise LeftOut
            sent = await send_part(self._bot, delivery.chat_id, part)
            self._pace.taken()
            await self._write(partial(outbox.part_sent, delivery_id=delivery.id, message_id=sent.message_id))
            arrived.append(sent.message_id)

    def _begin(self, delivery: Delivery, arrived: Sequence[int]) -> bool:
        with self._desk.store.writing() as session:
            return outbox.begin(session, delivery, sent=arrived, now=self._desk.clock())

    async def _turn(self, chat_id: int) -> None:
        """Wait until the chat may have a message; raises LeftOut when the process is to stop before."""
        turn = asyncio.ensure_future(self._pace.turn(chat_id))
        stopping = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait((turn, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not turn.done() or self._stop.is_set():
            turn.cancel()
            raise LeftOut

    async def _settle(self, delivery: Delivery, error: TelegramError) -> None:
        """Write down what a failed call means for this delivery and its chat."""
        found = verdict(error)
        why = f"{type(error).__name__}: {found}"
        log.warning(
            "delivery failed",
            delivery=delivery.id,
            verdict=found,
            error=type(error).__name__,
            attempts=delivery.attempts,
        )
        if found is Verdict.GONE:
            await self._finish(delivery, DeliveryState.GONE, why)
            await self._write(lambda session: subscribers.unsubscribe(session, delivery.chat_id, reason=why))
        elif found is Verdict.UNCERTAIN:
            await self._finish(delivery, DeliveryState.UNCERTAIN, why)
        elif found is Verdict.REFUSED or delivery.attempts >= MOST_ATTEMPTS:
            await self._finish(delivery, DeliveryState.FAILED, why)
        else:
            await self._postpone(delivery, backoff(delivery.attempts), why)

    async def _migrate(self, delivery: Delivery, new_chat_id: int) -> None:
        await self._write(lambda session: subscribers.migrate_chat(session, delivery.chat_id, new_chat_id))
        if delivery.attempts >= MOST_ATTEMPTS:
            await self._finish(delivery, DeliveryState.FAILED, "the group was upgraded again and again")
        else:
            await self._postpone(delivery, timedelta(), "the group was upgraded")

    async def _postpone(self, delivery: Delivery, wait: timedelta, why: str) -> None:
        now = self._desk.clock()
        await self._write(
            lambda session: outbox.postpone(session, delivery.id, until=now + wait, now=now, error=why)
        )

    async def _finish(self, delivery: Delivery, state: DeliveryState, why: str | None = None) -> None:
        now = self._desk.clock()
        await self._write(lambda session: outbox.finish(session, delivery.id, state, now=now, error=why))

    async def _write(self, change: Callable[[Session], object]) -> None:
        """Change the store; one that is away for a while is waited for: what was sent must be written down."""

        def in_thread() -> None:
            with self._desk.store.writing() as session:
                change(session)

        for wait in STORE_PATIENCE:
            try:
                return await asyncio.to_thread(in_thread)
            except StoreUnavailableError:
                log.warning("the store is away", again_in=wait)
                await pause(wait, self._stop)
        return await asyncio.to_thread(in_thread)


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that came to nothing."""
    return min(timedelta(seconds=2.0 ** min(attempts, 12)), LONGEST_BACKOFF)
