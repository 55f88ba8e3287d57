"""Numbers by source over time: the newest of each kind, and one kind with its series and a plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bot.views.clean import shortened
from bot.views.context import Context
from bot.views.counts import COUNTS
from bot.views.facts import Value, day_of, value, who_counts
from bot.views.lines import Liner
from bot.views.pictures.series import MOST_SOURCES, series
from bot.views.reply import Button, Picture, Reply, Rows, rows
from bot.views.templates import page, say
from storage.model import Figure, Source

UNNAMED = "مصدر لم يُسمَّ"
# How many values of one kind stand on the page of all kinds, and on its own.
SHORT, LONG = 2, 15
# Longer names of sources do not fit under a plot.
LONGEST_NAME = 36


def figures(found: Mapping[str, Sequence[Figure]], context: Context) -> Reply:
    """Return the newest values of each kind, `found` by kind and newest first."""
    told = {what: found[what] for what in COUNTS if found.get(what)}
    if not told:
        return say("لم يُسجَّل أي رقم بعد. آخر الأحداث: /latest")
    liner = Liner(context)
    groups = [(COUNTS[what], _values(liner, same, SHORT)) for what, same in told.items()]
    return page(
        "figures",
        _open(told),
        title=f"{context.dossier.title} · الأرقام",
        groups=groups,
        sources=liner.citations.listed,
    )


def kind(what: str, found: Sequence[Figure], context: Context) -> Reply:
    """Return one kind's values, newest first, with a plot where there is a series to see."""
    if not found:
        return say("لم يُسجَّل بعد: {{ what }}.", _open(COUNTS), what=COUNTS[what])
    liner = Liner(context)
    return page(
        "figures",
        ((Button("كل الأرقام", "figures"),),),
        _picture(COUNTS[what], found, liner),
        title=COUNTS[what],
        groups=[("بحسب كل مصدر، الأحدث أولًا", _values(liner, found, LONG))],
        sources=liner.citations.listed,
    )


def unknown(name: str) -> Reply:
    return say("لا رقم باسم «{{ name | short(40) }}». أي رقم؟", _open(COUNTS), name=name)


def _values(liner: Liner, found: Sequence[Figure], most: int) -> list[Value]:
    """Return the newest values; one that several articles give in the same words stands once, with all of them."""
    same: dict[tuple[object, ...], list[Figure]] = {}
    for figure in found:
        same.setdefault((figure.value, figure.qualifier, figure.attribution), []).append(figure)
    return [_value(liner, told) for told in list(same.values())[:most]]


def _value(liner: Liner, told: Sequence[Figure]) -> Value:
    dated = replace(told[0], as_of=day_of(told[0]))
    return value(liner, dated, [figure.source for figure in told if figure.source])


def _picture(title: str, found: Sequence[Figure], liner: Liner) -> Picture | None:
    """Return the series of each source as a plot; None where no source gave two values of different days."""
    lines = _lines(found, liner)
    if not any(len(points) > 1 for points in lines.values()):
        return None
    told = "؛ ".join(f"{source}: {_course(points)}" for source, points in lines.items())
    return Picture(f"{title} بحسب كل مصدر. {told}"[:1000], partial(series, title, lines))


def _lines(found: Sequence[Figure], liner: Liner) -> dict[str, list[tuple[date, int]]]:
    """Return each source's values by day, oldest first, the sources with most values first."""
    lines: dict[str, dict[date, int]] = {}
    for figure in found:
        day = day_of(figure)
        if day is not None:
            sources: list[Source] = [figure.source] if figure.source else []
            name = liner.teller(who_counts(figure, sources)) or UNNAMED
            lines.setdefault(shortened(name, LONGEST_NAME), {})[day] = figure.value
    ranked = sorted(lines.items(), key=lambda line: -len(line[1]))[:MOST_SOURCES]
    return {source: sorted(points.items()) for source, points in ranked}


def _course(points: Sequence[tuple[date, int]]) -> str:
    first, last = points[0][1], points[-1][1]
    return f"{first:,}" if len(points) == 1 else f"من {first:,} إلى {last:,}"


def _open(kinds: Mapping[str, object]) -> Rows:
    return rows((Button(COUNTS[what], f"figures {what}") for what in kinds), 2)
