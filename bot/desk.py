"""What the bot's handlers work with: the store, the clock and the defaults; knows no Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.commands.request import Defaults, Request
from bot.views.context import Context
from storage.clock import Clock
from storage.db import Session, Store

log = structlog.get_logger("bot")


@dataclass(frozen=True, slots=True)
class Desk:
    """The store and the clock of this process. The store is synchronous: ask it in a thread."""

    store: Store
    clock: Clock
    defaults: Defaults

    def request(self, chat_id: int, user_id: int) -> Request:
        return Request(self.defaults, chat_id, user_id, self.clock())

    def context(self, session: Session, chat_id: int) -> Context:
        """Return what views need for this chat."""
        return self.request(chat_id, 0).context(session)


def where(error: BaseException) -> str:
    """Return the file and line at which `error` arose; its text may hold what must not be logged."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}" if trace else "?"


async def pause(seconds: float, stop: asyncio.Event) -> bool:
    """Wait for `seconds`, or less if the process is to stop; returns whether it is."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def keep_doing(
    name: str, work: Callable[[], Awaitable[bool]], stop: asyncio.Event, *, idle: float
) -> None:
    """Do `work` again and again until `stop`: at once while it returns True, else after `idle` seconds.

    A failure is logged in one line and tried again, later each time; it never ends the process.
    """
    failures = 0
    while not stop.is_set():
        try:
            busy, failures = await work(), 0
        except Exception as error:
            failures += 1
            log.error(
                "work failed", work=name, error=type(error).__name__, where=where(error), failures=failures
            )
            busy = False
        if not busy:
            await pause(min(idle * 2 ** min(failures, 8), max(idle, 60.0)), stop)
