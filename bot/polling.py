"""Fetches updates and hands them on: in order within a chat, several chats at a time; knows not what they mean.

Telegram forgets the updates before the offset with which the next are asked for. Ours never passes the oldest
update whose handler is still at work, so that a bot that is stopped or killed finds again what it had not done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.desk import Desk, log, pause, where
from bot.errors import TokenRefusedError
from bot.sending import seconds_of
from bot.shares import Shares

WANTED = (
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)
LONG_POLL_SECONDS = 30
AT_ONCE = 16
# How long slow handlers may keep us from asking for the next updates, in seconds.
PATIENCE = 0.5
# How long running handlers have to end when the process is to stop, in seconds.
LAST_PATIENCE = 5.0
LONGEST_PAUSE = 30.0

Handle = Callable[[Update], Awaitable[None]]


class Polling:
    """The loop that asks for updates; `handle` must not raise."""

    def __init__(self, bot: Bot, desk: Desk, handle: Handle) -> None:
        self._bot = bot
        self._handle = handle
        self.shares = Shares(desk, bot, self._in_turn)
        self._next: int | None = None
        self._turns = Turns(AT_ONCE)
        # What was handed on and is not confirmed: Telegram gives it again, done or not, until it is.
        self._handed: dict[int, asyncio.Task[None]] = {}

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; raises TokenRefusedError when the server no longer accepts the token."""
        failures = 0
        while not stop.is_set():
            try:
                updates = await self._fetch(stop)
            except InvalidToken:
                raise TokenRefusedError from None
            except TelegramError as error:
                failures += 1
                await self._recover(error, failures, stop)
                continue
            except (TypeError, ValueError, LookupError, AttributeError) as error:
                # One that the library cannot read would come again and again, and nothing after it.
                log.error("updates not understood", error=type(error).__name__, where=where(error))
                updates = await self._one_by_one(stop)
            failures = 0
            await self._hand_on(updates, stop)
        await self._finish()

    async def _fetch(self, stop: asyncio.Event) -> Sequence[Update]:
        """Ask for updates, and drop the question when the process is to stop."""
        asking = asyncio.create_task(
            self._bot.get_updates(offset=self._confirm(), timeout=LONG_POLL_SECONDS, allowed_updates=WANTED)
        )
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((asking, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asking.done():
            return asking.result()
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        return ()

    async def _one_by_one(self, stop: asyncio.Event) -> Sequence[Update]:
        """Ask once more and read each update by itself; those that cannot be read are passed over."""
        asked = {"offset": self._confirm(), "allowed_updates": list(WANTED)}
        try:
            # Methods may be written in any case; as the library writes it, it warns that there is its own call.
            told = await self._bot.do_api_request("getupdates", api_kwargs=asked)
        except TelegramError as error:
            await self._recover(error, 1, stop)
            return ()
        return [update for one in told if (update := self._read(one)) is not None]

    def _read(self, told: dict[str, Any]) -> Update | None:
        number = told["update_id"]
        try:
            return Update.de_json(told, self._bot)
        except Exception as error:
            if number not in self._handed:
                log.error("update left out", update=number, error=type(error).__name__)
            self._handed[number] = asyncio.create_task(_nothing())
            self._next = max(self._next or 0, number + 1)
            return None

    async def _hand_on(self, updates: Sequence[Update], stop: asyncio.Event) -> None:
        """Start the handlers of what is new, and give them, or else those still at work, a moment to end."""
        fresh = [update for update in updates if update.update_id not in self._handed]
        if fresh:
            self._next = max(self._next or 0, fresh[-1].update_id + 1)
            admitted = {update.update_id for update in await self.shares.admit(fresh)}
            started = [self._start(update, now=update.update_id in admitted) for update in fresh]
            await asyncio.wait(started, timeout=PATIENCE)
        elif running := self._running():
            # Telegram repeats what is unconfirmed at once: asking without a pause would never end.
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait((*running, stopping), timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()

    def _start(self, update: Update, *, now: bool) -> asyncio.Task[None]:
        """Do an update; one that is not done `now` is kept elsewhere, and with that handed on."""
        task = asyncio.create_task(self._done(update) if now else _nothing())
        self._handed[update.update_id] = task
        return task

    async def _done(self, update: Update) -> None:
        try:
            await self._in_turn(update)
        finally:
            self.shares.left(update)

    async def _in_turn(self, update: Update) -> None:
        key = update.effective_chat.id if update.effective_chat else -update.update_id
        await self._turns.take(key, partial(self._handle, update))

    def _running(self) -> list[asyncio.Task[None]]:
        return [task for task in self._handed.values() if not task.done()]

    def _confirm(self) -> int | None:
        """Return the offset to ask with: the oldest update still at work, or else the next; forget those before."""
        unfinished = (number for number, task in self._handed.items() if not task.done())
        offset = min(unfinished, default=self._next)
        if offset is not None:
            self._handed = {number: task for number, task in self._handed.items() if number >= offset}
        return offset

    async def _recover(self, error: TelegramError, failures: int, stop: asyncio.Event) -> None:
        log.warning("no updates", error=type(error).__name__, where=where(error), failures=failures)
        if isinstance(error, RetryAfter):
            await pause(seconds_of(error), stop)
            return
        if isinstance(error, Conflict) and "webhook" in error.message.lower():
            # Left behind by another way of running this bot; while it stands we receive nothing.
            await self._drop_webhook()
        await pause(min(0.1 * 2 ** min(failures, 10), LONGEST_PAUSE), stop)

    async def _drop_webhook(self) -> None:
        try:
            await self._bot.delete_webhook()
        except TelegramError as error:
            log.warning("the webhook stays", error=type(error).__name__)

    async def _finish(self) -> None:
        """Let running handlers end, then tell Telegram how far we came; what did not end comes again."""
        if running := self._running():
            await asyncio.wait(running, timeout=LAST_PATIENCE)
        offset = self._confirm()
        running = self._running()
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if offset is None:
            return
        try:
            await self._bot.get_updates(offset=offset, timeout=0, limit=1, allowed_updates=WANTED)
        except TelegramError as error:
            log.warning("last updates stay unconfirmed", error=type(error).__name__)


async def _nothing() -> None:
    """What is left to do with an update that is kept for later."""


class Turns:
    """Lets those with the same key go one after the other, and at most `at_once` in all."""

    def __init__(self, at_once: int) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._locks: dict[int, tuple[asyncio.Lock, int]] = {}

    async def take(self, key: int, work: Callable[[], Awaitable[None]]) -> None:
        """Do `work` when it is its turn."""
        lock, waiting = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, waiting + 1)
        try:
            # The chat's turn comes first: a chat that sends a hundred messages holds one place, not all.
            async with lock, self._room:
                await work()
        finally:
            lock, waiting = self._locks[key]
            if waiting == 1:
                del self._locks[key]
            else:
                self._locks[key] = (lock, waiting - 1)
