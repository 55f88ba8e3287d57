"""The pictures are what Telegram takes as a photo, for any values, and load nothing until one is drawn."""

from __future__ import annotations

import struct
import subprocess
import sys
from datetime import date, timedelta

import pytest

from bot.preview.world.files import photo_size
from bot.views.pictures.activity import activity
from bot.views.pictures.canvas import DPI, WIDTH
from bot.views.pictures.series import series
from bot.views.pictures.timeline import Dot, timeline

DAY = date(2024, 10, 24)


@pytest.mark.parametrize("counts", [[0], [1], [3, 0, 12], list(range(12))])
def test_months_become_columns(counts: list[int]) -> None:
    months = [(date(2024, 1 + place, 1), count) for place, count in enumerate(counts)]
    assert photo_size(activity("نشاط قطر", months))[0] == WIDTH * DPI


@pytest.mark.parametrize("length", [0, 1, 30, 900])
def test_days_become_a_row_of_dots_for_each_type(length: int) -> None:
    dots = [Dot("لقاء", DAY, 3), Dot("هدنة", DAY + timedelta(length), hollow=True)]
    one, two = (
        photo_size(timeline("الأحداث", some, DAY, DAY + timedelta(length))) for some in (dots * 20, dots[:1])
    )
    assert one[0] == two[0] == WIDTH * DPI


@pytest.mark.parametrize("values", [(0, 0), (1, 10**9), (101, 100)])
def test_figures_become_a_line_for_each_source(values: tuple[int, int]) -> None:
    points = [(DAY, values[0]), (DAY + timedelta(30), values[1])]
    lines = {f"مصدر {number} <b>$\\frac$": points for number in range(9)}
    assert photo_size(series("المحتجزون في غزة", lines))


def test_the_paper_is_opaque_so_that_a_dark_chat_does_not_show_through() -> None:
    data = activity("نشاط مصر", [(DAY, 2)])
    colour_type = struct.unpack(">B", data[25:26])[0]
    assert colour_type in (2, 6) and b"tRNS" not in data


def test_matplotlib_is_not_loaded_until_a_picture_is_drawn() -> None:
    code = "import sys, bot.commands, bot.serving; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
