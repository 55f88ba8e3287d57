"""What `wasit run` and `wasit demo` start is stopped with them, and nothing lying about gets into it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from processes import Child

ROOT = Path(__file__).resolve().parents[2]
# A parent that starts a summarizer and waits; it says the child's id.
PARENT = """
import sys, time, processes
class Told(processes.Child):
    def start(self):
        processes.Child.start(self)
        print(self.process.pid, flush=True)
child = Told(["summarizer"])
if sys.argv[1] == "supervised":
    sys.exit(processes.supervise([child], print))
with processes.unwinding_when_stopped():
    try:
        child.start()
        time.sleep(60)
    finally:
        child.stop()
"""


def soon(condition: Callable[[], bool], seconds: float = 20) -> bool:
    limit, pause = time.monotonic() + seconds, threading.Event()
    while time.monotonic() < limit:
        if condition():
            return True
        pause.wait(0.05)
    return False


def runs(pid: int) -> bool:
    """True while the process is there and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[Callable[[str], tuple[subprocess.Popen[str], int]]]:
    started: list[subprocess.Popen[str]] = []

    def start(way: str) -> tuple[subprocess.Popen[str], int]:
        process = subprocess.Popen(
            [sys.executable, "-c", PARENT, way], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "DATABASE_URL": f"sqlite:///{tmp_path / 'wasit.db'}"},
        )  # fmt: skip
        started.append(process)
        assert process.stdout is not None
        child = int(process.stdout.readline())
        assert soon((tmp_path / "wasit.db").exists)
        return process, child

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("way", ["supervised", "unwinding"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_no_child_outlives_its_parent(
    way: str, number: signal.Signals, parent: Callable[[str], tuple[subprocess.Popen[str], int]]
) -> None:
    process, child = parent(way)
    assert runs(child)
    process.send_signal(number)
    process.wait(20)
    assert soon(lambda: not runs(child))


def test_a_child_imports_nothing_from_the_current_folder(tmp_path: Path) -> None:
    for name in ("wasit.py", "typer.py", "storage.py"):
        (tmp_path / name).write_text("open('trap', 'w').close(); raise SystemExit(9)\n", "utf-8")
    child = Child(["--help"])
    child.start()
    assert soon(lambda: child.ended() is not None)
    assert child.ended() == 0
    assert not (tmp_path / "trap").exists()
