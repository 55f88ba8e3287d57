"""How many pushes are in the air at once: fewer while the server answers slowly, so that it is not driven into
time-outs, after each of which nobody knows whether the message arrived. Knows no Telegram.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

# An answer that takes longer than this, in seconds, says that too much is in the air.
SLOW = 1.5
FIRST, MOST = 8.0, 200.0


class Air:
    """Room for pushes that grows by one with each quick answer, and after the first slow one by one a round."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._room, self._full_at = FIRST, MOST
        self._flying = 0
        self._halved_at = float("-inf")
        self._waiting: list[asyncio.Future[None]] = []

    @property
    def room(self) -> int:
        """How many may be in the air at present."""
        return int(self._room)

    @asynccontextmanager
    async def flight(self) -> AsyncIterator[None]:
        """Wait for room, and take note of how long what is done inside takes."""
        while self._flying >= self.room:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            try:
                await turn
            except asyncio.CancelledError:
                self._wake()
                raise
        self._flying += 1
        began = self._now()
        try:
            yield
        finally:
            self._flying -= 1
            self._learn(self._now() - began, began)
            self._wake()

    def _learn(self, seconds: float, began: float) -> None:
        if seconds <= SLOW:
            self._room = min(self._room + (1 if self._room < self._full_at else 1 / self._room), MOST)
        elif began > self._halved_at:
            # Those that set out before the last cut say nothing of what it changed.
            self._room = self._full_at = max(1.0, self._room / 2)
            self._halved_at = self._now()

    def _wake(self) -> None:
        room = self.room - self._flying
        while room > 0 and self._waiting:
            turn = self._waiting.pop(0)
            if not turn.done():
                turn.set_result(None)
                room -= 1
