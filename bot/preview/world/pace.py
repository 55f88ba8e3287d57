"""Telegram's sending limits, watched as its servers watch them when a test wants that; it knows no HTTP."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from bot.preview.botapi.refusals import flood
from bot.preview.world.clock import Clock

COUNTED = ("send", "edit", "copy", "forward")
MANY = 10_000


@dataclass(slots=True)
class Bucket:
    """Lets `rate` a second through, and up to `burst` at once; `spent_until` is when it is full again."""

    rate: float
    burst: int
    spent_until: float = 0

    def wait(self, now: float) -> float:
        """Return how many seconds the next one must still wait."""
        return max(self.spent_until, now) + 1 / self.rate - self.burst / self.rate - now

    def spend(self, now: float) -> None:
        """Let one through."""
        self.spent_until = max(self.spent_until, now) + 1 / self.rate


@dataclass(slots=True)
class Pace:
    """Refuses with a 429 what comes faster than `overall` and `chat` a second, or `group` a minute.

    A limit of 0 is off. `burst` is how many a single chat may get at once, as Telegram forgives short bursts.
    """

    clock: Clock
    overall: float = 0
    chat: float = 0
    group: float = 0
    burst: int = 1
    _all: Bucket | None = None
    _chats: dict[str, Bucket] = field(default_factory=dict)

    def set(self, *, overall: float, chat: float, group: float, burst: int) -> None:
        """Watch these limits from now on."""
        self.overall, self.chat, self.group, self.burst = overall, chat, group, burst
        self._all = Bucket(overall, max(1, round(overall))) if overall else None
        self._chats.clear()

    def check(self, method: str, chat_id: str) -> None:
        """Count a call; refuse it when it comes too early, which then does not count."""
        if not method.startswith(COUNTED) or method == "sendchataction" or not chat_id:
            return
        buckets = [bucket for bucket in (self._all, self._bucket(chat_id)) if bucket]
        now = self.clock()
        early = max((bucket.wait(now) for bucket in buckets), default=0.0)
        # Clocks of two machines never agree to the microsecond.
        if early > 1e-3:
            raise flood(max(1, math.ceil(early)))
        for bucket in buckets:
            bucket.spend(now)

    def _bucket(self, chat_id: str) -> Bucket | None:
        found = self._chats.get(chat_id)
        if found is not None:
            return found
        grouped = chat_id.startswith(("-", "@"))
        rate, burst = (self.group / 60, round(self.group)) if grouped else (self.chat, self.burst)
        if not rate:
            return None
        if len(self._chats) >= MANY:
            self._forget_idle()
        return self._chats.setdefault(chat_id, Bucket(rate, max(1, burst)))

    def _forget_idle(self) -> None:
        now = self.clock()
        self._chats = {chat: bucket for chat, bucket in self._chats.items() if bucket.spent_until > now}
