"""How much somebody did, month by month, as columns; knows no events and no wording."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.views.days import short_month
from bot.views.pictures.canvas import COLOURS, INK, SMALL, png, say_direction, sheet

HEIGHT = 2.2


def activity(title: str, months: Sequence[tuple[date, int]]) -> bytes:
    """Return a PNG with one column a month, (a day of the month, count), the oldest first and at the right."""
    figure, axes = sheet(title, HEIGHT)
    places = range(len(months))
    counts = [count for _, count in months]
    axes.bar(places, counts, width=0.7, color=COLOURS[0])
    for place, count in zip(places, counts, strict=True):
        axes.text(
            place, count, str(count) if count else "", ha="center", va="bottom", fontsize=SMALL, color=INK
        )
    # Every second month is named where all of them would touch.
    step = 1 if len(months) <= 6 else 2
    named = list(places)[::-step][::-1]
    axes.set_xticks(named, [short_month(months[place][0]) for place in named])
    axes.set_yticks([])
    axes.set_xlim(len(months) - 0.4, -0.6)
    axes.set_ylim(0, max(1, *counts) * 1.2 if counts else 1)
    say_direction(axes)
    return png(figure)
