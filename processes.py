"""Start, watch and stop wasit's own processes; knows what they are called and nothing of what they do."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

# A process that asks for settings which are not there is not started again.
BAD_INPUT = 2
# How long a process has to stop before it is killed; the bot's own promise is 10 s.
STOP_SECONDS = 12.0
# A process that dies is started again after this long, twice as long each time it dies young.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, GROWN_UP_SECONDS = 1.0, 60.0, 120.0

# What asks us to stop: a Ctrl-C, a service manager, a terminal that is closed.
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# By this name a child hears whose child it is, to stop when that process is gone.
_PARENT = "WASIT_PARENT"
# Linux: "send me this signal when my parent dies".
_PR_SET_PDEATHSIG = 1

Handler = Callable[[int, FrameType | None], None]


@dataclass(slots=True)
class Child:
    """One `wasit …` process; `start` may be called again when it has ended."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS

    def start(self) -> None:
        # -P: what lies in the current directory is no part of the program and is not imported.
        command = [sys.executable, "-P", "-m", "wasit", *self.arguments]
        ours = {"PYTHONPATH": _with_our_own_folder(os.environ.get("PYTHONPATH")), _PARENT: str(os.getpid())}
        # Its own session: a Ctrl-C in the terminal reaches the parent alone, which then stops its children.
        self.process = subprocess.Popen(  # noqa: S603  our own command
            command, env={**os.environ, **self.environment, **ours}, start_new_session=True
        )
        self.started = time.monotonic()

    def ended(self) -> int | None:
        """Return the exit status, or None while it runs."""
        return self.process.poll() if self.process else 0

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

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


def _with_our_own_folder(path: str | None) -> str:
    """Return PYTHONPATH with the checkout that we run from, if any; an empty part would be the current folder."""
    parts = [part for part in (path or "").split(os.pathsep) if part]
    folder = Path(__file__).resolve().parent
    # Installed packages are found anyway, and are not to come before the standard library.
    return os.pathsep.join(parts if folder.name.endswith("-packages") else [*parts, str(folder)])


def end_with_parent() -> None:
    """In a child that `Child` started on Linux: let it be stopped like by SIGTERM once its parent is gone.

    Whoever was killed outright could not stop us. Elsewhere, and in a process of its own, this does nothing.
    """
    parent = os.environ.pop(_PARENT, "")
    if not parent.isdecimal() or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    # It may have died before we asked.
    if os.getppid() != int(parent):
        raise SystemExit(0)


@contextmanager
def unwinding_when_stopped() -> Iterator[None]:
    """Turn the first signal that asks us to stop into SystemExit, so that all that was opened is closed.

    Further ones are ignored while that goes on.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        for other in _STOPPING:
            signal.signal(other, signal.SIG_IGN)
        raise SystemExit(128 + number)

    before = _listen(stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def supervise(children: Sequence[Child], say: Callable[[str], None]) -> int:
    """Keep the children running until SIGINT, SIGTERM or SIGHUP; returns the exit status for our own process.

    One that dies is started again, after a pause that grows while it keeps dying young; one that refuses its
    settings (status 2) ends all of them, since starting it again would not help.
    """
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    _listen(stop)
    try:
        for child in children:
            child.start()
        while not stopping:
            if any(child.ended() == BAD_INPUT for child in children):
                return BAD_INPUT
            for child in children:
                _restart_if_dead(child, say)
            time.sleep(0.2)
        return 0
    finally:
        stop_all(children)


def stop_all(children: Sequence[Child]) -> None:
    """Ask all of them to stop before any is waited for."""
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.stop()


def _listen(handler: Handler) -> dict[int, signal._HANDLER]:
    """Let `handler` have the signals that ask us to stop; returns who had them before.

    One that we were started to ignore (`nohup`) stays ignored.
    """
    before: dict[int, signal._HANDLER] = {number: signal.getsignal(number) for number in _STOPPING}
    heard = {number: had for number, had in before.items() if had is not signal.SIG_IGN}
    for number in heard:
        signal.signal(number, handler)
    return heard


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
