"""What happened on which day, a row a type, as dots; knows no events and no wording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.views.pictures.canvas import COLOURS, FAINT, NORMAL, PAPER, days_to_the_left, png, sheet

# Inches: what stands above and below the rows, and a row.
_REST, _ROW = 0.9, 0.32
# The area of a dot, in square points, for one source and for each further one.
_DOT, _MORE, _MOST_SOURCES = 34, 22, 6


@dataclass(frozen=True, slots=True)
class Dot:
    """One event: its row's name, its day, how many sources tell it; a hollow dot is one that did not happen yet."""

    row: str
    day: date
    sources: int = 1
    hollow: bool = False


def timeline(title: str, dots: Sequence[Dot], first: date, last: date) -> bytes:
    """Return a PNG of the days from `first` to `last`, rows in the order in which `dots` first name them."""
    rows = list(dict.fromkeys(dot.row for dot in dots))
    figure, axes = sheet(title, _REST + _ROW * max(len(rows), 2))
    for number, row in enumerate(rows):
        own = [dot for dot in dots if dot.row == row]
        colour = COLOURS[number % len(COLOURS)]
        axes.axhline(number, color=FAINT, linewidth=0.5, zorder=0)
        axes.scatter(
            [dot.day.toordinal() for dot in own],
            [number] * len(own),
            s=[_DOT + _MORE * min(dot.sources - 1, _MOST_SOURCES) for dot in own],
            facecolors=[PAPER if dot.hollow else colour for dot in own],
            edgecolors=colour,
            linewidths=1.2,
            alpha=0.9,
        )
    axes.set_yticks(range(len(rows)), rows, fontsize=NORMAL)
    axes.set_ylim(max(len(rows), 2) - 0.5, -0.5)
    days_to_the_left(axes, first, last)
    return png(figure)
