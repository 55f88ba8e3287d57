"""Lets coroutines sleep until something with a key changes; it knows not what the keys mean."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Hashable


class Bell:
    """Wakes those who wait for a key. All its calls belong to one event loop."""

    def __init__(self) -> None:
        self._waiting: defaultdict[Hashable, set[asyncio.Future[None]]] = defaultdict(set)
        self._closed = False

    @property
    def closed(self) -> bool:
        """Tell whether nobody may wait any more."""
        return self._closed

    def ring(self, key: Hashable) -> None:
        """Wake everyone who waits for `key`."""
        for future in self._waiting.pop(key, ()):
            if not future.done():
                future.set_result(None)

    def close(self) -> None:
        """Wake everyone, and let nobody wait any more."""
        self._closed = True
        for key in list(self._waiting):
            self.ring(key)

    async def wait(self, key: Hashable, seconds: float) -> bool:
        """Wait until `key` rings; return whether it did within `seconds`."""
        if self._closed or seconds <= 0:
            # Whoever asks again and again must not keep the loop for themselves.
            await asyncio.sleep(0)
            return False
        future = asyncio.get_running_loop().create_future()
        self._waiting[key].add(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return False
        finally:
            self._forget(key, future)
        return not self._closed

    def _forget(self, key: Hashable, future: asyncio.Future[None]) -> None:
        waiting = self._waiting.get(key)
        if waiting is not None:
            waiting.discard(future)
            if not waiting:
                del self._waiting[key]
