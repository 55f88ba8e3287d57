"""What happened in all chats, in order, for those who watch; bounded, so that long runs stay flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One change in a chat; `show` renders it when somebody asks, from what was captured when it happened."""

    number: int
    chat_id: int
    kind: str
    show: Callable[[], dict[str, Any]]


@dataclass(slots=True)
class Feed:
    """Numbered changes, from 1; at least the last `kept` are remembered."""

    last: int = 0
    kept: int = KEPT
    _happenings: list[Happening] = field(default_factory=list)

    def add(self, chat_id: int, kind: str, show: Callable[[], dict[str, Any]]) -> None:
        """Add a change."""
        self.last += 1
        self._happenings.append(Happening(self.last, chat_id, kind, show))
        # Cut in bulk, so that a busy server does not shift its list at every change.
        if len(self._happenings) > 2 * self.kept:
            del self._happenings[: -self.kept]

    def after(self, number: int, chat_id: int | None = None) -> list[dict[str, Any]]:
        """Return what came after `number`, in one chat or in all, oldest first."""
        found: list[dict[str, Any]] = []
        for happening in reversed(self._happenings):
            if happening.number <= number:
                break
            if chat_id in (None, happening.chat_id):
                found.append({"number": happening.number, "kind": happening.kind, **happening.show()})
        return found[::-1]
