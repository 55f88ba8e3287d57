"""How fast we may send: so many a second in all, to one person, and to one group; knows no Telegram library."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from aiolimiter import AsyncLimiter

# Chats are remembered only while their pace matters.
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages per second in all and to a person, and per minute to a group, as Telegram's FAQ has them."""

    per_second: float = 30.0
    per_person: float = 1.0
    per_group_minute: float = 20.0


@dataclass(slots=True)
class Pace:
    """`turn` waits until a message to a chat may go; `refused` and `taken` say what Telegram made of it.

    A 429 does not say whether it is meant for one chat or for all. One alone holds its chat, and all others
    for a moment; a second one, for another chat and with nothing taken in between, holds all.
    """

    limits: Limits = field(default_factory=Limits)
    now: Callable[[], float] = field(default_factory=lambda: asyncio.get_running_loop().time)
    _all: AsyncLimiter = field(init=False)
    _chats: dict[int, AsyncLimiter] = field(default_factory=dict)
    _held_until: float = 0.0
    _last_refused: int | None = None

    def __post_init__(self) -> None:
        # One second's worth may go at once; a fifth of that keeps the flow even.
        self._all = AsyncLimiter(
            max(1.0, self.limits.per_second / 5), 0.2 * max(1.0, 5 / self.limits.per_second)
        )

    async def turn(self, chat_id: int) -> None:
        """Wait until a message to this chat may be sent."""
        await self._limiter(chat_id).acquire()
        # The hold may grow while we wait for its end.
        while (wait := self._held_until - self.now()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait)
        await self._all.acquire()

    def refused(self, chat_id: int, seconds: float) -> None:
        """Take note of a 429 for this chat that asks to wait for `seconds`."""
        for_all = self._last_refused not in (None, chat_id)
        self._held_until = max(self._held_until, self.now() + (seconds if for_all else min(seconds, 1.0)))
        self._last_refused = chat_id

    def taken(self) -> None:
        """Take note that a message went through: what was refused before was meant for its chat alone."""
        self._last_refused = None

    def _limiter(self, chat_id: int) -> AsyncLimiter:
        if chat_id not in self._chats:
            if len(self._chats) >= _REMEMBERED:
                self._forget_idle()
            self._chats[chat_id] = self._fresh(chat_id)
        return self._chats[chat_id]

    def _fresh(self, chat_id: int) -> AsyncLimiter:
        if chat_id > 0:
            return AsyncLimiter(1, 1 / self.limits.per_person)
        return AsyncLimiter(self.limits.per_group_minute, 60)

    def _forget_idle(self) -> None:
        self._chats = {
            chat: limiter
            for chat, limiter in self._chats.items()
            if not limiter.has_capacity(limiter.max_rate)
        }
