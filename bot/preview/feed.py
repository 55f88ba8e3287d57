"""What happened in a chat, in order, for people who watch it; bounded, so that long runs stay flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

KEPT = 2000


@dataclass(frozen=True, slots=True)
class Happening:
    """One change; `show` renders it when somebody asks, from what was captured when it happened."""

    number: int
    kind: str
    show: Callable[[], dict[str, Any]]


@dataclass(slots=True)
class Feed:
    """Numbered changes, from 1; at least the last `kept` are remembered."""

    last: int = 0
    kept: int = KEPT
    _happenings: list[Happening] = field(default_factory=list)

    def add(self, kind: str, show: Callable[[], dict[str, Any]]) -> int:
        """Add a change and return its number."""
        self.last += 1
        self._happenings.append(Happening(self.last, kind, show))
        # Cut in bulk, so that a busy chat does not shift its list at every change.
        if len(self._happenings) > 2 * self.kept:
            del self._happenings[: -self.kept]
        return self.last

    def after(self, number: int) -> list[dict[str, Any]]:
        """Return what came after `number`, oldest first."""
        found: list[dict[str, Any]] = []
        for happening in reversed(self._happenings):
            if happening.number <= number:
                break
            found.append({"number": happening.number, "kind": happening.kind, **happening.show()})
        return found[::-1]
