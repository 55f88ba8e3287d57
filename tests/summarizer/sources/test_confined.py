"""Whatever a file makes its reader do, it is ended within its limits, with all that it started."""

from __future__ import annotations

import json
import os
import select
import time
from contextlib import suppress
from pathlib import Path

import pytest

from summarizer.sources.confined import Limits, run
from summarizer.sources.errors import BrokenFileError, TooHeavyError

MODULE = "tests.summarizer.sources.misbehaving"
QUICK = Limits(seconds=2, memory=300_000_000, written=2_000_000)


def misbehave(how: str, data: bytes = b"", limits: Limits = QUICK) -> bytes:
    return run(MODULE, how, data, limits)


def test_what_goes_in_can_come_out() -> None:
    assert misbehave("echo", b"\x00\xff" * 1000) == b"\x00\xff" * 1000


@pytest.mark.parametrize("how", ["forever", "memory", "endless"])
def test_time_memory_and_output_have_an_end(how: str) -> None:
    began = time.monotonic()
    with pytest.raises((TooHeavyError, BrokenFileError)):
        misbehave(how)
    assert time.monotonic() - began < 10


def test_what_it_started_dies_with_it() -> None:
    pid = int(misbehave("child"))
    with suppress(ProcessLookupError):
        started = os.pidfd_open(pid)
        # Readable once it is dead.
        assert select.select([started], [], [], 5)[0]
        os.close(started)


def test_it_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:password@host/x")
    seen = json.loads(misbehave("environment"))
    assert "1:secret" not in seen.values() and not any("password" in value for value in seen.values())


def test_its_folder_is_gone_afterwards() -> None:
    assert not Path(json.loads(misbehave("environment"))["HOME"]).exists()


def test_a_module_that_fails_is_a_broken_file() -> None:
    with pytest.raises(BrokenFileError):
        run("summarizer.sources.there_is_no_such_module", "", b"")
