"""Has pictures drawn in a process beside the bot's, and remembers what Telegram calls those that it has; knows no wording.

To draw one takes some hundred milliseconds of a core and seventy megabytes: in our own process all answers would wait.
"""

from __future__ import annotations

import os
import pickle
import select
import struct
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from threading import Lock

Draw = Callable[[], bytes]

# How many pictures are remembered by the names that Telegram gave them, and how long one may take, in seconds.
REMEMBERED, PATIENCE = 5000, 60.0
_ROOT = Path(__file__).resolve().parents[1]
# Neither our token nor our database is its business.
_HANDED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")


class DrawingError(RuntimeError):
    """A picture could not be drawn."""


class Artist:
    """A process that draws one picture after the other; begun with the first, it ends when we do."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def draw(self, draw: Draw) -> bytes:
        """Return the bytes that `draw` gives there; to be called in a thread. Raises DrawingError."""
        asked = pickle.dumps(draw)
        with self._lock:
            try:
                return self._ask(asked)
            except (OSError, struct.error, pickle.UnpicklingError, EOFError) as cause:
                self._end()
                raise DrawingError(f"the drawing process is gone: {type(cause).__name__}") from cause

    def close(self) -> None:
        """End the process, if there is one, whatever it draws; the next picture begins another."""
        if (process := self._process) is not None:
            process.kill()
        # Who waits for a picture sees that it ended, and clears away by itself.
        if self._lock.acquire(timeout=1):
            try:
                self._end()
            finally:
                self._lock.release()

    def _ask(self, asked: bytes) -> bytes:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(struct.pack(">I", len(asked)) + asked)
        process.stdin.flush()
        if not select.select([process.stdout], [], [], PATIENCE)[0]:
            raise TimeoutError("nothing was drawn in time")
        (length,) = struct.unpack(">I", process.stdout.read(4))
        drawn, error = pickle.loads(process.stdout.read(length))  # noqa: S301 - our own process
        if drawn is None:
            raise DrawingError(error)
        return bytes(drawn)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            kept = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "bot.views.pictures"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=kept | {"PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1"},
                start_new_session=True,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


class Gallery:
    """What Telegram calls the pictures that it was sent, by the bot and by what is drawn on them."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self._most = most
        self._names: OrderedDict[tuple[int, bytes], str] = OrderedDict()

    def known(self, bot: int, draw: Draw) -> str | None:
        """Return the file's id where this bot has sent the same picture before."""
        return self._names.get((bot, _key(draw)))

    def keep(self, bot: int, draw: Draw, file_id: str) -> None:
        self._names[bot, _key(draw)] = file_id
        if len(self._names) > self._most:
            self._names.popitem(last=False)

    def forget(self, bot: int, draw: Draw) -> None:
        """Take note that Telegram does not know this file any more."""
        self._names.pop((bot, _key(draw)), None)


def _key(draw: Draw) -> bytes:
    return blake2b(pickle.dumps(draw), digest_size=16).digest()


artist, gallery = Artist(), Gallery()
