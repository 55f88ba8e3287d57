"""A clock that can be moved, so that a demo or a test reaches tomorrow without waiting."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]


class MovableClock:
    """Tells Unix seconds; runs on from wherever it was last put.

    `start` is the first reading, in Unix seconds (the real time when None); `ticks` is what drives it.
    """

    def __init__(self, start: float | None = None, ticks: Clock = time.monotonic) -> None:
        self._ticks = ticks
        self._base = time.time() if start is None else start
        self._since = ticks()

    def __call__(self) -> float:
        return self._base + (self._ticks() - self._since)

    def move_to(self, moment: float) -> None:
        """Put the clock at `moment`, in Unix seconds; it runs on from there."""
        self._base = moment
        self._since = self._ticks()
