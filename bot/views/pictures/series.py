"""A number over time as each source gave it, as lines; knows no figures and no wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.views.pictures.canvas import COLOURS, FAINT, INK, PAPER, SMALL, days_to_the_left, png, sheet

HEIGHT = 2.8
if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Each source has a mark of its own, so that nothing hangs on colour.
_MARKS = ("o", "s", "^", "D", "v", "P")
# More lines than this cannot be told apart; the others stand in the text.
MOST_SOURCES = len(_MARKS)


def series(title: str, lines: Mapping[str, Sequence[tuple[date, int]]]) -> bytes:
    """Return a PNG with a line for each source (at most `MOST_SOURCES`), its points oldest first."""
    figure, axes = sheet(title, HEIGHT)
    shown = list(lines.items())[:MOST_SOURCES]
    for (source, points), colour, mark in zip(shown, COLOURS, _MARKS, strict=False):
        days, values = [day.toordinal() for day, _ in points], [value for _, value in points]
        axes.plot(
            days,
            values,
            color=colour,
            marker=mark,
            markersize=5,
            linewidth=1.4,
            label=source.replace("$", r"\$"),  # no formula, whatever an outlet is called
            markeredgecolor=PAPER,
        )
    every = [point for _, points in shown for point in points]
    days_to_the_left(axes, min(day for day, _ in every), max(day for day, _ in every))
    _scale(axes, [value for _, value in every])
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, fontsize=SMALL, frameon=False)
    return png(figure)


def _scale(axes: Axes, values: Sequence[int]) -> None:
    from matplotlib.ticker import MaxNLocator

    low, high = min(values), max(values)
    room = (high - low) * 0.15 or max(high * 0.1, 1)
    axes.set_ylim(max(low - room, 0), high + room)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.grid(axis="y", color=FAINT, linewidth=0.4)
    axes.tick_params(colors=INK)
