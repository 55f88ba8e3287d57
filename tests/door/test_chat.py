"""`wasit demo --chat` from its first line to its end; real processes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.story

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def chat(place: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "wasit", "demo", "--chat", *arguments]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT), "TMPDIR": str(place)}
    # A browser of the machine that the tests run on is not to be opened.
    environment |= {"DISPLAY": "", "WAYLAND_DISPLAY": "", "BROWSER": ""}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def children(process: subprocess.Popen[str]) -> list[int]:
    told = "".join(path.read_text() for path in Path(f"/proc/{process.pid}/task").glob("*/children"))
    return [int(number) for number in told.split()]


def eventually(wanted: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while not wanted():
        assert process.poll() is None


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 0), (signal.SIGTERM, 0)])
def test_a_chat_page_that_is_stopped_leaves_nothing_though_a_browser_listens(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    with chat(tmp_path) as process:
        assert process.stdout
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found and "Ctrl-C" in process.stdout.readline()
        eventually(lambda: len(children(process)) == 2, process)
        started = children(process)
        with httpx.stream("GET", f"{found.group()}page/stream", trust_env=False) as heard:
            next(heard.iter_lines())
            process.send_signal(number)
            _, complaints = process.communicate(timeout=30)
    assert (process.returncode, complaints) == (status, "")
    assert not any(Path(f"/proc/{child}").exists() for child in started)
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_somebody_else_has_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with chat(tmp_path, "--port", str(port)) as process:
            _, complaints = process.communicate(timeout=30)
    assert process.returncode == 2
    assert complaints == f"wasit: port {port} cannot be used: Address already in use\n"
