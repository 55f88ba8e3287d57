"""Drains the outbox: each digest to each chat once, whatever breaks; what Telegram answers decides what comes next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat

from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, RetryAfter, TelegramError

from bot.air import Air
from bot.amending import Amending, NotYetError
from bot.desk import Desk, log, pause, where
from bot.errors import BotError
from bot.ledger import Ledger
from bot.pace import Pace
from bot.sending import Verdict, seconds_of, send_part, verdict
from bot.topics import tell_admins
from bot.views import topics as view
from bot.views.digest import digest
from bot.views.habits import in_habit
from bot.wire import pushing
from storage import outbox, reaching, subscribers
from storage.db import Session
from storage.errors import StoreUnavailableError
from storage.model import Delivery, DeliveryState, Ended
from storage.outbox import Arrival
from storage.slots import audible
from storage.turns import Badge, Work, badge

# How many deliveries are under way at once: as many as go in this time, in seconds, but at least and at most so many.
AHEAD, FEWEST, MOST = 0.2, 40, 200
# A chat that must wait for longer than this, in seconds, is put back, so that it keeps no place from others.
LONGEST_TURN = 5.0
# A message that was surely not taken is tried so often, the pauses growing to the longest.
MOST_ATTEMPTS = 10
LONGEST_BACKOFF = timedelta(minutes=10)
# How often it is looked after what other senders, or we, left lying, in seconds.
ROUND = 10.0
# How long to wait, each time, for a store that does not answer, in seconds; the last again and again.
STORE_PATIENCE = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
# How many renderings are remembered: of a few digests, in the ways in which people read them.
RENDERINGS = 200


class LeftOut(BotError):
    """The next message must not go: the process is to stop, the chat left, or another sender has it."""


class NotItsTurnError(BotError):
    """The chat may have no message for a while."""


class Deliverer:
    """Looks for what is due, sends it, and writes down what became of it."""

    def __init__(
        self, desk: Desk, bot: Bot, stop: asyncio.Event, pace: Pace | None = None, *, paid: bool = False
    ) -> None:
        self._desk = desk
        self._bot = bot
        self._stop = stop
        self._pace = pace or Pace()
        self._paid = paid
        self._ledger = Ledger(desk, stop)
        self._air = Air(time.monotonic)
        self._badge: Badge | None = None
        self._looked_after = 0.0
        self._under_way: dict[asyncio.Task[bool], int] = {}
        self._rendered: dict[Hashable, tuple[str, ...]] = {}
        self._amending = Amending(desk, bot, self._turn)
        self._at_once = min(max(FEWEST, int(self._pace.limits.per_second * AHEAD)), MOST)

    async def work(self) -> bool:
        """Send what is due until nothing is; returns whether any of it came to an end or was put off."""
        busy = False
        try:
            while await self._on_duty() and not self._stop.is_set():
                room = self._at_once - len(self._under_way)
                if room >= self._at_once // 4:
                    await self._start(room)
                if not self._under_way:
                    break
                done, _ = await asyncio.wait(self._under_way, return_when=asyncio.FIRST_COMPLETED)
                busy |= self._end(done)
            if self._under_way:
                await asyncio.wait(self._under_way)
            busy |= self._end(set(self._under_way))
        finally:
            # Only when we are cancelled is anything left.
            for task in self._under_way:
                task.cancel()
            self._under_way.clear()
        return busy

    def leave(self) -> None:
        """At the end: let others see that what we still have is theirs."""
        if self._badge is not None:
            self._badge.give_up()
            self._badge = None

    async def _on_duty(self) -> bool:
        """Make sure that we have a valid badge, and now and then release what was left lying; returns False
        where the store has a sender already and no room for another."""
        now = asyncio.get_running_loop().time()
        if self._badge is not None and now - self._looked_after < ROUND:
            return True
        self._looked_after = now
        return await asyncio.to_thread(self._look_after, frozenset(self._under_way.values()))

    def _look_after(self, holding: frozenset[int]) -> bool:
        if self._badge is not None and not self._badge.still_valid():
            log.warning("this sender was taken for dead, and goes on as another")
            self.leave()
        self._badge = self._badge or badge(self._desk.store, Work.SENDING)
        if self._badge is None:
            return False
        with self._desk.store.writing() as session:
            left = outbox.recover(session, self._badge.number, holding=holding, now=self._desk.clock())
        if left:
            log.warning("deliveries left uncertain by a sender that stopped", count=left)
        return True

    async def _start(self, room: int) -> None:
        """Take up to `room` deliveries and start on them."""
        assert self._badge is not None
        for delivery in await asyncio.to_thread(self._take, self._badge.number, room):
            task = asyncio.create_task(self._safely(delivery, self._badge.number))
            self._under_way[task] = delivery.id

    def _end(self, done: set[asyncio.Task[bool]]) -> bool:
        for task in done:
            del self._under_way[task]
        return any(task.result() for task in done)

    def _take(self, sender: int, room: int) -> Sequence[Delivery]:
        now = self._desk.clock()
        with self._desk.store.reading() as session:
            if not outbox.any_due(session, now=now):
                return ()
        with self._desk.store.writing() as session:
            taken = outbox.take(session, sender, now=now, limit=room)
            return [
                delivery if delivery.parts or delivery.correction_id else self._render(session, delivery)
                for delivery in taken
            ]

    def _render(self, session: Session, delivery: Delivery) -> Delivery:
        """Return the delivery with its parts; without any where it cannot be rendered, which keeps no other."""
        try:
            request = self._desk.request(delivery.chat_id, 0)
            reader = request.reader(session)
            told = delivery.digest
            # All that may be taken back from a digest, and how its reader likes it.
            left = (told.hidden, told.figures, told.positions, told.writing.lead if told.writing else ())
            key = (told.id, len(told.corrections), left, reader.habits, reader.timezone)
            if key not in self._rendered:
                reply = digest(told, request.context(session), short=reader.habits.short)
                if len(self._rendered) >= RENDERINGS:
                    self._rendered.clear()
                self._rendered[key] = in_habit(reply, reader.habits).parts
            return replace(delivery, parts=self._rendered[key])
        except StoreUnavailableError:
            # No fault of the digest's: it is due again at once.
            raise
        except Exception as error:
            log.error(
                "digest not rendered", delivery=delivery.id, error=type(error).__name__, where=where(error)
            )
            return delivery

    async def _safely(self, delivery: Delivery, sender: int) -> bool:
        """Deliver; what fails without an answer from Telegram stays as it is until the next round, which puts it
        back, or calls it uncertain where a message was in the air. Returns False for that."""
        try:
            await self._deliver(delivery, sender)
        except Exception as error:
            log.error(
                "delivery broke off", delivery=delivery.id, error=type(error).__name__, where=where(error)
            )
            return False
        return True

    async def _deliver(self, delivery: Delivery, sender: int) -> None:
        try:
            if delivery.correction_id:
                # Edits disturb nobody; what must be said besides is held back like any message.
                delivery = replace(delivery, parts=await self._amending.edit(delivery))
            if quiet := self._quiet_for(delivery):
                await self._postpone(delivery, quiet, "quiet hours", failed=False)
            elif delivery.parts:
                await self._send(delivery, sender)
            elif delivery.correction_id:
                await self._finish(delivery, DeliveryState.SENT)
            elif delivery.digest.urgent or delivery.digest.followed:
                await self._finish(delivery, DeliveryState.GONE, "all of it was withdrawn")
            else:
                await self._finish(delivery, DeliveryState.FAILED, "not rendered")
        except NotYetError:
            await self._again(delivery, "not to be corrected yet")
        except LeftOut:
            log.info("delivery left as it is", delivery=delivery.id)
        except NotItsTurnError:
            wait = timedelta(seconds=self._pace.wait_for(delivery.chat_id))
            await self._postpone(delivery, wait, "not its turn yet", failed=False)
        except RetryAfter as error:
            await self._obey(delivery, seconds_of(error))
        except ChatMigrated as error:
            await self._migrate(delivery, error.new_chat_id)
        except TelegramError as error:
            await self._settle(delivery, error)

    def _quiet_for(self, delivery: Delivery) -> timedelta:
        """Return how long the chat's quiet hours still hold back what has not begun; what has is ended."""
        now = self._desk.clock()
        if delivery.timing is None or delivery.sent_parts or not delivery.parts:
            return timedelta()
        return audible(delivery.timing, now) - now

    async def _send(self, delivery: Delivery, sender: int) -> None:
        """Send what has not arrived; raises LeftOut or NotItsTurnError where the next part must not go now."""
        arrived = delivery.sent_parts
        for part in delivery.parts[len(arrived) :]:
            await self._turn(delivery.chat_id)
            async with self._air.flight():
                if not await self._ledger.begin(delivery, sender):
                    raise LeftOut
                with pushing():
                    sent = await send_part(
                        self._bot, delivery.chat_id, part, thread_id=delivery.topic, paid=self._paid
                    )
            self._pace.taken()
            arrived = (*arrived, sent.message_id)
            last = len(arrived) == len(delivery.parts)
            await self._ledger.arrive(Arrival(delivery.id, delivery.chat_id, arrived, last), sender)

    async def _turn(self, chat_id: int) -> None:
        """Wait until the chat may have a message; raises LeftOut when the process is to stop before."""
        if self._pace.wait_for(chat_id) > LONGEST_TURN:
            raise NotItsTurnError
        turn = asyncio.ensure_future(self._pace.turn(chat_id))
        stopping = asyncio.ensure_future(self._stop.wait())
        await asyncio.wait((turn, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not turn.done() or self._stop.is_set():
            turn.cancel()
            raise LeftOut
        turn.result()

    async def _obey(self, delivery: Delivery, seconds: float) -> None:
        """Put back what was refused with a 429, and wait as it asks: with this chat, or with all."""
        if self._pace.refused(delivery.chat_id, seconds) and self._pace.share is not None:
            await self._pace.share.hold(seconds)
        await self._postpone(delivery, timedelta(seconds=seconds), "429", failed=False)

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
            ended = Ended.BLOCKED if isinstance(error, Forbidden) else Ended.NOT_FOUND
            await self._finish(delivery, DeliveryState.GONE, why)
            await self._write(lambda session: subscribers.lost(session, delivery.chat_id, reason=ended))
        elif found in (Verdict.TOPIC_CLOSED, Verdict.TOPIC_GONE):
            await self._leave_topic(delivery, found)
        elif found is Verdict.NO_RIGHTS:
            await self._finish(delivery, DeliveryState.FAILED, why)
            await self._write(
                lambda session: subscribers.strike(session, delivery.chat_id, reason=Ended.NO_RIGHTS)
            )
        elif found is Verdict.UNCERTAIN:
            await self._finish(delivery, DeliveryState.UNCERTAIN, why)
        elif found is Verdict.REFUSED:
            await self._finish(delivery, DeliveryState.FAILED, why)
        else:
            await self._again(delivery, why)

    async def _leave_topic(self, delivery: Delivery, found: Verdict) -> None:
        """Write into General where the topic is gone; wait for its opening where it is closed. Admins are told, once."""
        now, done = self._desk.clock(), list[bool]()
        if found is Verdict.TOPIC_GONE and delivery.topic is not None:
            await self._write(lambda session: done.append(reaching.move(session, delivery.chat_id, None)))
            await self._postpone(delivery, timedelta(), found)
            word = view.gone
        else:
            await self._write(
                lambda session: done.append(
                    reaching.pause(session, delivery.chat_id, reason=Ended.TOPIC_CLOSED, now=now)
                )
            )
            await self._postpone(delivery, reaching.LONG, found, failed=False)
            word = view.closed
        if done[-1]:
            await tell_admins(self._bot, delivery.chat_id, word)

    async def _again(self, delivery: Delivery, why: str) -> None:
        if delivery.attempts >= MOST_ATTEMPTS:
            await self._finish(delivery, DeliveryState.FAILED, why)
        else:
            await self._postpone(delivery, backoff(delivery.attempts), why)

    async def _migrate(self, delivery: Delivery, new_chat_id: int) -> None:
        await self._write(lambda session: subscribers.migrate_chat(session, delivery.chat_id, new_chat_id))
        if delivery.attempts >= MOST_ATTEMPTS:
            await self._finish(delivery, DeliveryState.FAILED, "the group was upgraded again and again")
        else:
            await self._postpone(delivery, timedelta(), "the group was upgraded")

    async def _postpone(self, delivery: Delivery, wait: timedelta, why: str, *, failed: bool = True) -> None:
        now = self._desk.clock()
        await self._write(
            lambda session: outbox.postpone(
                session, delivery.id, until=now + wait, now=now, error=why, failed=failed
            )
        )

    async def _finish(self, delivery: Delivery, state: DeliveryState, why: str | None = None) -> None:
        now = self._desk.clock()
        await self._write(lambda session: outbox.finish(session, delivery.id, state, now=now, error=why))

    async def _write(self, change: Callable[[Session], object]) -> None:
        """Change the store; one that is away for a while is waited for: what was sent must be written down."""

        def in_thread() -> None:
            with self._desk.store.writing() as session:
                change(session)

        for wait in chain(STORE_PATIENCE, repeat(STORE_PATIENCE[-1])):
            try:
                return await asyncio.to_thread(in_thread)
            except StoreUnavailableError:
                log.warning("the store is away", again_in=wait)
                if await pause(wait, self._stop):
                    break
        return await asyncio.to_thread(in_thread)


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts that came to nothing."""
    return min(timedelta(seconds=2.0 ** min(attempts, 12)), LONGEST_BACKOFF)
