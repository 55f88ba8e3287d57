"""The queue of updates that a bot polls, with Telegram's offsets and filters; it knows no HTTP."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from bot.preview.text.limits import UPDATE_LIFETIME_SECONDS
from bot.preview.world.clock import Clock
from bot.preview.world.model import Json

KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
    ]
)
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: int
    date: float
    update: Json


class UpdateQueue:
    """Updates in order of their ids; those that were confirmed by an offset, or are a day old, are gone."""

    def __init__(self, clock: Clock, first_id: int = 700_000_001) -> None:
        self._clock = clock
        self._next_id = first_id
        self._waiting: deque[_Waiting] = deque(maxlen=KEPT)
        self.kinds: frozenset[str] = DEFAULT_KINDS

    def __len__(self) -> int:
        return len(self._waiting)

    def allow(self, kinds: Iterable[str]) -> None:
        """Take from now on only updates of `kinds`; none means Telegram's default."""
        chosen = frozenset(kind.lower() for kind in kinds)
        self.kinds = chosen & KINDS if chosen else DEFAULT_KINDS

    def add(self, kind: str, payload: Json) -> bool:
        """Queue an update unless its kind is not asked for; return whether it was queued."""
        if kind not in self.kinds:
            return False
        self._waiting.append(
            _Waiting(self._next_id, self._clock(), {"update_id": self._next_id, kind: payload})
        )
        self._next_id += 1
        return True

    def take(self, offset: int, limit: int) -> list[Json]:
        """Confirm what is before `offset` and return up to `limit` of what follows.

        A negative offset counts from the end; 0 confirms nothing.
        """
        self._drop_expired()
        if offset < 0:
            offset = self._next_id + max(offset, -len(self._waiting))
        while offset and self._waiting and self._waiting[0].id < offset:
            self._waiting.popleft()
        return [one.update for one, _ in zip(self._waiting, range(limit), strict=False)]

    def clear(self) -> None:
        """Forget every update that waits."""
        self._waiting.clear()

    def _drop_expired(self) -> None:
        oldest = self._clock() - UPDATE_LIFETIME_SECONDS
        while self._waiting and self._waiting[0].date < oldest:
            self._waiting.popleft()
