"""Has updates done, whichever way they come: in order within a chat, several chats at a time; knows not what they mean."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

from telegram import Bot, Update

from bot.desk import Desk, log
from bot.shares import Shares

WANTED = (
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MY_CHAT_MEMBER,
)
AT_ONCE = 16
# How long running handlers have to end when the process is to stop, in seconds.
LAST_PATIENCE = 5.0

Handle = Callable[[Update], Awaitable[None]]


class Handling:
    """What was handed on and is not yet confirmed to Telegram; `handle` must not raise."""

    def __init__(self, bot: Bot, desk: Desk, handle: Handle) -> None:
        self._bot = bot
        self._handle = handle
        self.shares = Shares(desk, bot, self._in_turn)
        self._turns = Turns(AT_ONCE)
        # Telegram gives an update again, done or not, until it is confirmed.
        self.handed: dict[int, asyncio.Task[None]] = {}

    def read(self, told: dict[str, Any]) -> Update | None:
        """Return what Telegram told as an update; one that cannot be read is done with, and None."""
        number = told["update_id"]
        try:
            return Update.de_json(told, self._bot)
        except Exception as error:
            if number not in self.handed:
                log.error("update left out", update=number, error=type(error).__name__)
            self.handed[number] = asyncio.create_task(_nothing())
            return None

    def begin(self, updates: Sequence[Update]) -> list[asyncio.Task[None]]:
        """Start what is new; each returned task ends when its update is done, or is kept for its turn."""
        fresh = [update for update in updates if update.update_id not in self.handed]
        admission = asyncio.ensure_future(self.shares.admit(fresh))
        for update in fresh:
            self.handed[update.update_id] = asyncio.create_task(self._done(update, admission))
        return [self.handed[update.update_id] for update in fresh]

    def running(self) -> list[asyncio.Task[None]]:
        return [task for task in self.handed.values() if not task.done()]

    def unfinished(self) -> list[int]:
        """Return the numbers of the updates that are still at work."""
        return [number for number, task in self.handed.items() if not task.done()]

    def forget_before(self, number: int) -> None:
        """Forget what is confirmed: Telegram does not give it again."""
        self.handed = {one: task for one, task in self.handed.items() if one >= number}

    def remember(self, most: int) -> None:
        """Of what is done keep the `most` latest only, where nothing is ever confirmed."""
        for number in list(self.handed)[: max(0, len(self.handed) - most)]:
            if self.handed[number].done():
                del self.handed[number]

    async def finish(self) -> list[int]:
        """Let running handlers end, for a moment; returns the numbers of those that were cut short: they come again."""
        if running := self.running():
            await asyncio.wait(running, timeout=LAST_PATIENCE)
        short = self.unfinished()
        for number in short:
            self.handed[number].cancel()
        await asyncio.gather(*(self.handed[number] for number in short), return_exceptions=True)
        return short

    async def _done(self, update: Update, admission: asyncio.Future[Sequence[Update]]) -> None:
        """Do an update; one that is not to be done now is kept elsewhere, and with that handed on."""
        if not any(one is update for one in await asyncio.shield(admission)):
            return
        try:
            await self._in_turn(update)
        finally:
            self.shares.left(update)

    async def _in_turn(self, update: Update) -> None:
        key = update.effective_chat.id if update.effective_chat else -update.update_id
        await self._turns.take(key, partial(self._handle, update))


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
