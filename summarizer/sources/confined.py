"""Run one of our own modules on bytes that nobody trusts, in a process that can be killed; knows no file format.

The process sets its own limits before it looks at a byte (`confine`), sees nothing of our environment, and has
a folder of its own that is gone afterwards. What it starts inherits all of that, and dies with it.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from summarizer.sources.errors import BrokenFileError, TooHeavyError

# What a limit ends: out of CPU time, too large a file, no memory, killed by us or by the system.
_BY_LIMITS = frozenset({signal.SIGXCPU, signal.SIGXFSZ, signal.SIGKILL, signal.SIGABRT})
# With this status it says itself that memory ran out.
OUT_OF_MEMORY = 77
# Linux: "send me this signal when my parent dies".
_PR_SET_PDEATHSIG = 1
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Limits:
    """What opening one file may take: seconds in all, bytes of memory a process, bytes of each file written."""

    seconds: float = 60.0
    memory: int = 1_200_000_000
    written: int = 32_000_000


USUAL = Limits()


def run(module: str, argument: str, data: bytes, limits: Limits = USUAL) -> bytes:
    """Run `module` with `data` as its standard input and return what it printed.

    Raises TooHeavyError where a limit ended it, BrokenFileError where it ended in another bad way.
    """
    with tempfile.TemporaryDirectory(prefix="wasit-") as folder, tempfile.TemporaryFile() as given:
        given.write(data)
        given.seek(0)
        with tempfile.TemporaryFile() as printed:
            command = [sys.executable, "-P", "-m", module, *map(str, astuple(limits)), argument]
            process = subprocess.Popen(  # noqa: S603  our own command
                command,
                stdin=given,
                stdout=printed,
                stderr=subprocess.DEVNULL,
                cwd=folder,
                env=_environment(folder),
                start_new_session=True,
            )
            _see_it_end(process, limits.seconds)
            printed.seek(0)
            return printed.read()


def confine(arguments: list[str]) -> str:
    """In the process: take on the limits that `run` was given; returns the argument."""
    seconds, memory, written, argument = arguments
    if sys.platform.startswith("linux"):
        # Whoever waits for us is gone, killed perhaps: nobody would read what we find.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    # The soft limit asks by a signal, the hard one kills.
    cpu = int(float(seconds)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(written), int(written)))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return argument


def _environment(folder: str) -> dict[str, str]:
    """Nothing of ours but where programs are: a token or a database's password is no file's business."""
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    # One thread each: more would each take memory of their own.
    return kept | {
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _see_it_end(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired as cause:
        raise TooHeavyError from cause
    finally:
        # Whatever it started, and itself: they are one group.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if status == OUT_OF_MEMORY or -status in _BY_LIMITS:
        raise TooHeavyError
    if status:
        raise BrokenFileError
