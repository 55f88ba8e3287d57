"""The sheet that every picture is drawn on: size, paper, letters, right-to-left axes; knows no events."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from bot.views.days import short_day, short_month

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Inches and dots: 800 pixels wide, so that letters of 9 points stand 12 pixels high on a phone's 400.
WIDTH, DPI = 4.0, 200
PAPER, INK, QUIET, FAINT = "#fbf8f1", "#26221c", "#6b6457", "#b9b2a4"
# Told apart also by those who see no red or green (Okabe and Ito).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
# The first is the better drawn; the second comes with matplotlib and has every letter that is needed.
FONTS = ("Noto Naskh Arabic", "DejaVu Sans")
SMALL, NORMAL, LARGE = 8, 9, 11
# So many large letters stand above the narrowest axes.
ROOM_FOR_LARGE = 28


def sheet(title: str, height: float) -> tuple[Figure, Axes]:
    """Return a figure of `height` inches with its title at the right, and its axes with time to the left."""
    import logging

    import matplotlib
    from matplotlib.figure import Figure

    # A missing first font is no news: the second is there.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with matplotlib.rc_context({"font.family": list(FONTS), "font.size": NORMAL}):
        figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER, layout="constrained")
        axes = figure.add_subplot()
        size = LARGE if len(title) <= ROOM_FOR_LARGE else NORMAL
        axes.set_title(title, loc="right", fontsize=size, color=INK, fontweight="bold")
    axes.set_facecolor(PAPER)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(FAINT)
    axes.tick_params(colors=INK, length=0, labelsize=SMALL)
    axes.yaxis.tick_right()
    axes.set_axisbelow(True)
    return figure, axes


def days_to_the_left(axes: Axes, first: date, last: date) -> None:
    """Put the days from `first` to `last` on the lower axis, the newest at the left, with up to five named."""
    room = max((last - first).days * 0.03, 0.7)
    axes.set_xlim(last.toordinal() + room, first.toordinal() - room)
    marks = _marks(first, last)
    named = short_day if (last - first).days < 150 else short_month
    axes.set_xticks([day.toordinal() for day in marks], [named(day) for day in marks])
    say_direction(axes)


def say_direction(axes: Axes) -> None:
    """Say under the lower axis which way time runs: charts elsewhere run the other way."""
    axes.set_xlabel("الأقدم ← الأحدث", loc="right", fontsize=SMALL - 1, color=QUIET)


def _marks(first: date, last: date) -> list[date]:
    length = (last - first).days
    steps = min(4, length) or 1
    return [first + timedelta(round(length * step / steps)) for step in range(steps + 1 if length else 1)]


def png(figure: Figure) -> bytes:
    """Return the figure as the bytes of a PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas, file = FigureCanvasAgg(figure), BytesIO()
    canvas.print_figure(file, format="png")
    return file.getvalue()
