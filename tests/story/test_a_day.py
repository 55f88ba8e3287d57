"""A day of the bot in one test: the real processes, spoken to through chats alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from shown import lines_of_the_digest, without_numbers

pytestmark = pytest.mark.story

README = Path(__file__).resolve().parents[2] / "README.md"


def a_day(*arguments: str) -> str:
    """Return what `wasit demo` prints; it must end well and log nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "wasit", "demo", *arguments],
        env={**os.environ, "PYTHONUNBUFFERED": "1"}, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def scenes(printed: str) -> list[str]:
    """Return what was printed after each scene's title."""
    return printed.split("━━ ")[1:]


def test_a_day_with_the_articles_that_ship_with_the_project() -> None:
    hello, forwarded, refused, early, reviewed, latest, mediators, event, subscribed, digest = scenes(a_day())
    assert "/help" in hello
    assert forwarded.count("تمت قراءة المقال") == 9
    assert "تعذّرت" not in forwarded
    assert "لم يُحفظ ما أُرسل" in refused
    # An agreement is seen by an editor first: readers hear of it once it is approved.
    assert "📝 اتفاق" not in early and "📝 اتفاق" in reviewed
    # So is what only an unnamed official says.
    assert "هويات عدد من السجناء" not in early and "هويات عدد من السجناء" in latest
    assert "رُفض الحدث" in reviewed and "تراجعتَ عن رفض" in reviewed and "لا شيء ينتظر" in reviewed
    assert "آخر الأحداث" in latest
    assert all(mediator in mediators for mediator in ("قطر", "مصر", "الولايات المتحدة"))
    assert "الحدث رقم 1" in event
    assert "تم الاشتراك" in subscribed
    assert "موجز الجمعة 17 يناير 2025" in digest and "📝 اتفاق" in digest
    assert "المصادر" in digest
    # What the README shows of it, in the same order.
    arrived = iter(told(digest))
    assert [line for line in lines_of_the_digest(README) if line not in arrived] == []


def told(scene: str) -> list[str]:
    """Return the lines of a scene's messages, without frame, links and the numbers of sources."""
    return [
        without_numbers(re.sub(r" \(https://\S+\)", "", line.removeprefix("│ ")))
        for line in scene.splitlines()
    ]


def test_a_day_with_the_five_real_articles(gold: Path) -> None:
    *_, mediators, _event, _subscribed, digest = scenes(a_day("--articles", str(gold / "seeds" / "texts")))
    assert all(mediator in mediators for mediator in ("قطر", "مصر", "الولايات المتحدة"))
    for place in ("الدوحة", "وارسو", "فيينا", "باريس"):
        assert place in digest
    assert "24 أكتوبر 2024" in digest
    assert "26 ديسمبر 2023" in digest
