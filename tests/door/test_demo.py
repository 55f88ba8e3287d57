"""The demo with what people really have lying about, and when things go wrong in it; real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.story

ROOT = Path(__file__).resolve().parents[2]
NEWS = "التقى أمير قطر تميم بن حمد آل ثاني وزير الخارجية الأميركي أنتوني بلينكن في الدوحة يوم الخميس 24 أكتوبر 2024 لبحث وقف إطلاق النار في غزة."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "1.txt").write_text(NEWS, "utf-8")
    return made


@pytest.fixture
def odd(folder: Path) -> None:
    (folder / "2.txt").write_text(f"{NEWS}\n", "utf-8")
    (folder / "3.txt").write_text(" \n", "utf-8")
    (folder / "4.txt").write_bytes(b"\x89PNG\0\xff")
    (folder / "5.txt").write_text("This one is in English only.", "utf-8")
    (folder / "6.txt").write_text("x", "utf-8")
    (folder / "manifest.json").write_text('{"6.txt": {"published": "0001-01-01"}}', "utf-8")


@pytest.fixture
def demo(folder: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "tmp").mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "wasit", "demo", "--articles", str(folder)],
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tmp")},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        yield process
        process.kill()


def children(process: subprocess.Popen[str]) -> list[int]:
    """Return the ids of the bot and the summarizer."""
    told = "".join(path.read_text() for path in Path(f"/proc/{process.pid}/task").glob("*/children"))
    return [int(number) for number in told.split()]


def until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout
    assert any(words in line for line in process.stdout)


def test_the_demo_goes_on_with_articles_that_are_none(odd: None, demo: subprocess.Popen[str]) -> None:
    out, _ = demo.communicate(timeout=150)
    assert demo.returncode == 0
    assert [line.split(":")[1].rpartition("/")[2].strip() for line in out.splitlines() if "Left out" in line] == [
        "3", "4.txt", "6",
    ]  # fmt: skip
    assert "معروف منذ" in out
    assert "المقال ليس بالعربية" in out
    assert "That was a day" in out


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
def test_the_demo_says_which_process_has_died(demo: subprocess.Popen[str]) -> None:
    until(demo, "━━ 1.")
    os.kill(children(demo)[0], signal.SIGKILL)
    _, err = demo.communicate(timeout=30)
    assert demo.returncode == 2
    assert "wasit: `wasit bot` ended with status -9" in err


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_demo_that_is_stopped_leaves_nothing(
    number: signal.Signals, demo: subprocess.Popen[str], tmp_path: Path
) -> None:
    until(demo, "━━ 1.")
    started = children(demo)
    assert len(started) == 2
    demo.send_signal(number)
    _, err = demo.communicate(timeout=30)
    assert demo.returncode == 128 + number
    assert "Traceback" not in err
    assert not any(Path(f"/proc/{child}").exists() for child in started)
    assert list((tmp_path / "tmp").iterdir()) == []
