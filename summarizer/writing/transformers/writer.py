"""The writer over a process that has the model: started when first needed, given up when it is late; loads no model itself."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import Empty, Queue
from typing import Any, ClassVar

from storage.model import Setback
from summarizer.writing.asking import Prompt, draft_of
from summarizer.writing.protocol import (
    Brief,
    Draft,
    MemoryGoneError,
    NoModelError,
    TooLateError,
    WritingError,
    WrongModelError,
)
from summarizer.writing.transformers.shelf import Shelf

# A digest waits for its writer no longer than this, loading the model included, in seconds.
SECONDS = 180.0
# A model that nobody asks for so long gives its memory back, in seconds.
IDLE = 600.0
# What the system's killer of last resort leaves behind, where memory has run out.
_KILLED = -9


class BrokenModelError(WritingError):
    """The model's process ended without an answer."""


class _IdleError(BrokenModelError):
    """It ended for want of work, just as it was asked."""


_ERRORS: dict[Setback, type[WritingError]] = {
    error.setback: error for error in (NoModelError, WrongModelError, MemoryGoneError, TooLateError)
}


class Transformers:
    """Writes with the model that lies on `shelf` under this name."""

    name = "transformers"
    _module: ClassVar[str] = "summarizer.writing.transformers.worker"

    def __init__(
        self,
        shelf: Path,
        model: str,
        *,
        seconds: float = SECONDS,
        idle: float = IDLE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shelf, self._model = shelf, model
        self._seconds, self._idle, self._now = seconds, idle, now
        self._process: subprocess.Popen[str] | None = None
        self._lines: Queue[str] = Queue()

    def write(self, brief: Brief) -> Draft:
        """Return what the model writes; raises WritingError where there is none, or it does not, or not in time."""
        Shelf(self._shelf).find(self._model)
        return draft_of(brief, self._answers)

    def close(self) -> None:
        """End the process, if one runs; the next brief starts it again."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _answers(self, prompts: Sequence[Prompt]) -> Sequence[str | None]:
        end = self._now() + self._seconds
        try:
            try:
                return self._asked(prompts, end)
            except _IdleError:
                return self._asked(prompts, end)
        except WritingError:
            self.close()
            raise

    def _asked(self, prompts: Sequence[Prompt], end: float) -> Sequence[str]:
        process = self._started(end)
        assert process.stdin is not None
        # Where it is gone already, its last word says why.
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps({"prompts": [asdict(one) for one in prompts]}) + "\n")
            process.stdin.flush()
        return [str(one) for one in self._told(end)["texts"]]

    def _started(self, end: float) -> subprocess.Popen[str]:
        """Return the process with its model loaded: the one that is there, unless it has ended for want of work."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._lines = Queue()
        self._process = subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, "-m", self._module, str(self._shelf), self._model, str(self._idle)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        # A pipe cannot be waited at for a time on every system: a thread reads it, and the queue can.
        threading.Thread(target=_read, args=(self._process, self._lines), daemon=True).start()
        self._told(end)
        return self._process

    def _told(self, end: float) -> dict[str, Any]:
        """Return the process's next answer; raises what it says went wrong."""
        try:
            line = self._lines.get(timeout=max(0.0, end - self._now()))
        except Empty:
            raise TooLateError from None
        if not line:
            raise self._ended()
        told: dict[str, Any] = json.loads(line)
        if "failed" in told:
            raise _ERRORS.get(Setback(told["failed"]), BrokenModelError)
        return told

    def _ended(self) -> WritingError:
        status = self._process.wait() if self._process else 0
        if status == _KILLED:
            return MemoryGoneError()
        return BrokenModelError() if status else _IdleError()


def _read(process: subprocess.Popen[str], lines: Queue[str]) -> None:
    """Put what a process prints into a queue, line by line; an empty one is its end."""
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line)
    lines.put("")
