"""A stretch of days: a picture with a row for each type of event, and the same as text, the oldest day first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from bot.views.arabic import counted
from bot.views.context import Context
from bot.views.days import day_name, period_words
from bot.views.lines import Line, Liner
from bot.views.pictures.timeline import Dot
from bot.views.pictures.timeline import timeline as drawn
from bot.views.reply import Button, Picture, Reply, rows
from bot.views.tellings import of_event
from bot.views.templates import page, say
from storage.model import Event, Period, Precision, Status

# Told in full up to here; of more, each day's events are counted by type.
MOST_LINES = 25
# What did not happen (yet) stands in the picture as a ring.
_RINGS = frozenset({Status.PLANNED, Status.CONDITIONAL, Status.DENIED})


@dataclass(frozen=True, slots=True)
class Day:
    """One day's lines, or, where there are too many to tell, how many of each type."""

    when: str
    lines: tuple[Line, ...]
    counts: tuple[tuple[str, int], ...]


def timeline(events: Sequence[Event], first: date, last: date, context: Context, *, more: bool) -> Reply:
    """Return the events of the days `first` to `last`; `more` says that the oldest are left out."""
    span = period_words(Period(first, last, Precision.DAY))
    buttons = _turn(first, last)
    if not events:
        return say("لا أحداث مؤرَّخة في {{ span }}.", buttons, span=span)
    liner = Liner(context)
    lines = [liner.line(of_event(event, context.today)) for event in events]
    told = len(lines) <= MOST_LINES
    return page(
        "timeline",
        buttons,
        _picture(events, span, first, last, context),
        span=span,
        total=len(events),
        more=more,
        days=[_day(when, tuple(group), told=told) for when, group in groupby(lines, lambda line: line.when)],
        sources=liner.citations.listed if told else (),
    )


def days_missing() -> Reply:
    return say(
        "تُكتب الأيام بعد الأمر، مثل: /timeline 1/10/2024 31/10/2024\n"
        "أو /timeline أكتوبر 2024 أو /timeline من 1 يوليو إلى 5 أغسطس"
    )


def _day(when: str, lines: tuple[Line, ...], *, told: bool) -> Day:
    if told:
        return Day(when, lines, ())
    labels = [f"{line.icon} {line.label}" for line in lines]
    return Day(when, (), tuple((label, labels.count(label)) for label in dict.fromkeys(labels)))


def _turn(first: date, last: date) -> tuple[tuple[Button, ...], ...]:
    """Offer the stretch of the same length before this one, and the one after it."""
    length = last - first + timedelta(1)
    # Beyond these no calendar goes.
    if first - date.min <= length or date.max - last <= length:
        return ()
    before, after = (first - length, first - timedelta(1)), (last + timedelta(1), last + length)
    return rows(
        (
            Button(words, f"timeline {days[0].isoformat()} {days[1].isoformat()}")
            for words, days in (("الأيام التالية ▶", after), ("◀ الأيام السابقة", before))
        ),
        2,
    )


def _picture(events: Sequence[Event], span: str, first: date, last: date, context: Context) -> Picture:
    dots = [
        Dot(
            context.kinds[event.type].label,
            min(max(event.when.first or first, first), last),
            len(event.sources),
            event.status in _RINGS,
        )
        for event in sorted(events, key=lambda event: list(context.kinds).index(event.type))
    ]
    alt = f"خط الزمن، {span}: {counted(len(events), 'event', nominative=True)}، صفّ لكل نوع ونقطة لكل حدث"
    return Picture(alt, partial(drawn, f"الأحداث · {_short(first, last)}", dots, first, last))


def _short(first: date, last: date) -> str:
    return day_name(first) if first == last else period_words(Period(first, last, Precision.DAY))
