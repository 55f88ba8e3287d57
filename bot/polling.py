"""Fetches updates by asking for them, and confirms those that are done; knows not what they mean.

Telegram forgets the updates before the offset with which the next are asked for. Ours never passes the oldest
update whose handler is still at work, so that a bot that is stopped or killed finds again what it had not done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.desk import log, pause, where
from bot.errors import TokenRefusedError
from bot.handling import WANTED, Handling
from bot.sending import seconds_of

LONG_POLL_SECONDS = 30
# How long slow handlers may keep us from asking for the next updates, in seconds.
PATIENCE = 0.5
LONGEST_PAUSE = 30.0


class Polling:
    """The loop that asks for updates and hands them on."""

    def __init__(self, bot: Bot, handling: Handling) -> None:
        self._bot = bot
        self._handling = handling
        self._next: int | None = None

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
        self._next = max(self._next or 0, told["update_id"] + 1)
        return self._handling.read(told)

    async def _hand_on(self, updates: Sequence[Update], stop: asyncio.Event) -> None:
        """Start the handlers of what is new, and give them, or else those still at work, a moment to end."""
        if updates:
            self._next = max(self._next or 0, updates[-1].update_id + 1)
        if started := self._handling.begin(updates):
            await asyncio.wait(started, timeout=PATIENCE)
        elif running := self._handling.running():
            # Telegram repeats what is unconfirmed at once: asking without a pause would never end.
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait((*running, stopping), timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()

    def _confirm(self) -> int | None:
        """Return the offset to ask with: the oldest update still at work, or else the next; forget those before."""
        offset = min(self._handling.unfinished(), default=self._next)
        if offset is not None:
            self._handling.forget_before(offset)
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
        offset = min(await self._handling.finish(), default=self._next)
        if offset is None:
            return
        try:
            await self._bot.get_updates(offset=offset, timeout=0, limit=1, allowed_updates=WANTED)
        except TelegramError as error:
            log.warning("last updates stay unconfirmed", error=type(error).__name__)
