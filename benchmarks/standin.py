"""The stand-in Bot API in a process of its own, for measurements: what it costs is not what we cost.

Knows nothing of the bot.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.preview.client import Preview

ROOT = Path(__file__).resolve().parents[1]
FIRST_READER = 1_000_001


@dataclass(frozen=True, slots=True)
class StandIn:
    """Where it is, the bot's token, what people hold in their hands, and its process."""

    url: str
    token: str
    people: Preview
    pid: int


@contextmanager
def standin() -> Iterator[StandIn]:
    """Run the stand-in on a free loopback port for as long as the block lasts."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot.preview", "--port", str(free_port())]
    with subprocess.Popen(  # noqa: S603  our own command
        # It complains of bots that leave without a word, which is what a killed one does.
        command,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = process.stdout.readline() + process.stdout.readline()
        found = re.search(r"TELEGRAM_API=(\S+)\nTELEGRAM_TOKEN=(\S+)", told)
        assert found is not None, told
        try:
            with Preview(found[1]) as people:
                _wait_until_there(people)
                yield StandIn(found[1], found[2], people, process.pid)
        finally:
            process.terminate()


def _wait_until_there(people: Preview) -> None:
    for _ in range(400):
        try:
            people.now()
            return
        except httpx.TransportError:
            # It prints its address before it listens.
            time.sleep(0.05)
    raise TimeoutError("the stand-in did not start")


def free_port() -> int:
    """Return a loopback port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
