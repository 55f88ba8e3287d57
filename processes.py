"""Start, watch and stop wasit's own processes; knows what they are called and nothing of what they do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

# A process that asks for settings which are not there is not started again.
BAD_INPUT = 2
# How long a process has to stop before it is killed; the bot's own promise is 10 s.
STOP_SECONDS = 12.0
# A process that dies is started again after this long, twice as long each time it dies young.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, GROWN_UP_SECONDS = 1.0, 60.0, 120.0


@dataclass(slots=True)
class Child:
    """One `wasit …` process; `start` may be called again when it has ended."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS

    def start(self) -> None:
        command = [sys.executable, "-m", "wasit", *self.arguments]
        # Its own session: a Ctrl-C in the terminal reaches the parent alone, which then stops its children.
        self.process = subprocess.Popen(  # noqa: S603  our own command
            command, env={**os.environ, **self.environment}, start_new_session=True
        )
        self.started = time.monotonic()

    def ended(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return self.process.poll() if self.process else 0

    def stop(self) -> None:
        """Ask it to stop, wait, and kill it where it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def supervise(children: Sequence[Child], say: Callable[[str], None]) -> int:
    """Keep the children running until SIGINT or SIGTERM; returns the exit status for our own process.

    One that dies is started again, after a pause that grows while it keeps dying young; one that refuses its
    settings (status 2) ends all of them, since starting it again would not help.
    """
    stopping = False

    def stop(_signal: int, _frame: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    for child in children:
        child.start()
    try:
        while not stopping:
            if any(child.ended() == BAD_INPUT for child in children):
                return BAD_INPUT
            for child in children:
                _restart_if_dead(child, say)
            time.sleep(0.2)
        return 0
    finally:
        for child in children:
            child.stop()


def _restart_if_dead(child: Child, say: Callable[[str], None]) -> None:
    status = child.ended()
    if status is None:
        return
    lived = time.monotonic() - child.started
    child.pause = FIRST_PAUSE_SECONDS if lived > GROWN_UP_SECONDS else child.pause
    if lived < child.pause:
        return
    say(f"wasit {child.arguments[0]} ended with {status} and is started again")
    child.pause = min(child.pause * 2, LONGEST_PAUSE_SECONDS)
    child.start()
