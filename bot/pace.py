"""How fast we may send: so many a second in all, to one chat, and to one group a minute; knows no Telegram library.

Answers to people go first: they wait for nobody's push, and what they use up is taken from the pushes' share.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from storage import pace as shared_pace
from storage.db import Store

# Chats are remembered only while their pace matters.
_REMEMBERED = 5_000
# So much of the pace that was not used may be made up for, in seconds: enough for a hiccup, too little for a burst.
CREDIT = 0.25
# A refusal of one chat holds all others for so long, in seconds, until it is known whether it meant them too.
CAUTION = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages per second in all and to one chat, and per minute to a group or channel, as Telegram's FAQ has them."""

    per_second: float = 30.0
    per_chat: float = 1.0
    per_group_minute: float = 20.0


class Share(Protocol):
    """Hands out the pace that all chats have together."""

    async def reserve(self, count: int, owed: int) -> float:
        """Reserve `count` messages, `owed` having gone already; returns the seconds until the first may go."""

    async def hold(self, seconds: float) -> None:
        """Let nobody reserve anything before that."""


class Alone:
    """The pace of a process that is the only sender."""

    def __init__(self, limits: Limits, now: Callable[[], float]) -> None:
        self._per_second, self._now, self._free_at = limits.per_second, now, 0.0

    async def reserve(self, count: int, owed: int) -> float:
        now = self._now()
        begin = max(self._free_at, now - CREDIT) + owed / self._per_second
        self._free_at = begin + count / self._per_second
        return begin - now

    async def hold(self, seconds: float) -> None:
        self._free_at = max(self._free_at, self._now() + seconds)


class Together:
    """The pace of several senders on one store, which keeps it."""

    def __init__(self, limits: Limits, store: Store) -> None:
        self._per_second, self._store = limits.per_second, store

    async def reserve(self, count: int, owed: int) -> float:
        return await asyncio.to_thread(self._reserve, count, owed)

    def _reserve(self, count: int, owed: int) -> float:
        with self._store.writing() as session:
            return shared_pace.reserve(
                session, count=count, owed=owed, per_second=self._per_second, credit=CREDIT
            )

    async def hold(self, seconds: float) -> None:
        await asyncio.to_thread(self._hold, seconds)

    def _hold(self, seconds: float) -> None:
        with self._store.writing() as session:
            shared_pace.hold(session, seconds)


@dataclass(slots=True)
class Pace:
    """`turn` waits until a push to a chat may go, `answer` until an answer may; `refused` and `taken` say what
    Telegram made of a message.

    A 429 does not say whether it is meant for one chat or for all. One alone holds its chat, and all others
    for a moment; a second one, for another chat and with nothing taken in between, holds all.
    """

    limits: Limits = field(default_factory=Limits)
    now: Callable[[], float] = field(default_factory=lambda: asyncio.get_running_loop().time)
    share: Share | None = None
    held_until: float = 0.0
    _chats: dict[int, float] = field(default_factory=dict)
    _turns: list[float] = field(default_factory=list)
    _waiting: int = 0
    _answers: int = 0
    _reserving: asyncio.Lock = field(default_factory=asyncio.Lock)
    _last_refused: int | None = None

    async def turn(self, chat_id: int) -> None:
        """Wait until a push to this chat may be sent; it counts as sent then."""
        while (wait := self.wait_for(chat_id)) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait)
        await self._turn_of_all()
        self._count(chat_id)

    async def _turn_of_all(self) -> None:
        # One who comes late, or after a hold, asks again, once: what many did not use must not go in one burst.
        for _ in range(2):
            at = await self._next_turn()
            while (wait := max(at, self.held_until) - self.now()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(wait)
            if self.now() - at <= CREDIT:
                return

    async def answer(self, chat_id: int) -> None:
        """Note an answer to somebody; it waits only where Telegram asked all to wait."""
        while (wait := self.held_until - self.now()) > CAUTION:  # noqa: ASYNC110
            await asyncio.sleep(wait)
        self._answers += 1
        self._count(chat_id)

    def wait_for(self, chat_id: int) -> float:
        """Return in how many seconds this chat may have a message, whatever the others do."""
        return self._chats.get(chat_id, 0.0) - self._burst(chat_id) - self.now()

    def refused(self, chat_id: int, seconds: float) -> bool:
        """Take note of a 429 for this chat that asks to wait for `seconds`; returns whether it holds all."""
        for_all = self._last_refused not in (None, chat_id)
        wait = seconds if for_all else min(seconds, CAUTION)
        self.held_until = max(self.held_until, self.now() + wait)
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), self.now() + seconds + self._burst(chat_id))
        self._last_refused = chat_id
        return for_all

    def taken(self) -> None:
        """Take note that a message went through: what was refused before was meant for its chat alone."""
        self._last_refused = None

    async def _next_turn(self) -> float:
        """Return when the next push may go; those who wait together ask for their turns at once."""
        self._waiting += 1
        try:
            async with self._reserving:
                # Turns that nobody took must not be made up for in a burst.
                while self._turns and self._turns[-1] < self.now() - CREDIT:
                    self._turns.pop()
                if not self._turns:
                    await self._reserve()
                return self._turns.pop()
        finally:
            self._waiting -= 1

    async def _reserve(self) -> None:
        self.share = self.share or Alone(self.limits, self.now)
        count = max(1, min(self._waiting, int(self.limits.per_second * CREDIT)))
        owed, self._answers = self._answers, 0
        wait = await self.share.reserve(count, owed)
        # Counted from here: the store may have taken its time to answer.
        first = self.now() + wait
        self._turns = [first + number / self.limits.per_second for number in reversed(range(count))]

    def _count(self, chat_id: int) -> None:
        if len(self._chats) >= _REMEMBERED:
            self._chats = {chat: free for chat, free in self._chats.items() if free > self.now()}
        self._chats[chat_id] = max(self._chats.get(chat_id, 0.0), self.now()) + self._gap(chat_id)

    def _gap(self, chat_id: int) -> float:
        return 1 / self.limits.per_chat if chat_id > 0 else 60 / self.limits.per_group_minute

    def _burst(self, chat_id: int) -> float:
        """A group may have its whole minute at once; returns that as seconds, 0 for a person."""
        return 0.0 if chat_id > 0 else 60 - self._gap(chat_id)
