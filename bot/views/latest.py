"""The newest events, a page at a time, under the days on which they happened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.views.context import Context
from bot.views.days import day_name
from bot.views.lines import Line, Liner, openings
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.tellings import of_event
from bot.views.templates import page, say
from storage.model import Event, EventType

# How many events a page shows where nobody asked for another number.
USUAL = 6


def latest(
    events: Sequence[Event], context: Context, *, offset: int, size: int, more: bool, kind: EventType | None
) -> Reply:
    """Return one page of events; `offset` says how many newer ones there are, `more` whether older ones follow.

    `kind` is the type to which the list is limited, None for all.
    """
    if not events:
        return _nothing(offset, context, kind)
    liner = Liner(context)
    lines = [liner.line(of_event(event, context.today)) for event in events]
    days = [(day, list(group)) for day, group in groupby(lines, key=_day)]
    buttons = (*_open(lines), *_turn(offset, size, more, kind), *_choose(kind))
    return page(
        "latest",
        buttons,
        title=context.dossier.title,
        kind=context.kinds[kind].label if kind else None,
        days=days,
        sources=liner.citations.listed,
    )


def types(context: Context, *, unknown: str | None = None) -> Reply:
    """Return the types of events as buttons; `unknown` is a word that names none of them."""
    chosen = (
        Button(f"{context.kinds[kind].icon} {context.kinds[kind].label}", f"page 0 {USUAL} {kind}")
        for kind in EventType
    )
    return say(
        "{% if unknown %}لا نوع من الأحداث باسم «{{ unknown | short(40) }}». {% endif %}أي نوع من الأحداث؟",
        (*rows(chosen, 3), (Button("كل الأنواع", "latest"),)),
        unknown=unknown,
    )


def _day(line: Line) -> str:
    """Return the day to list an event under: an undated one stands where it was told."""
    if line.dated or line.published is None:
        return line.when
    return f"{line.when} (نُشر في {day_name(line.published)})"


def _nothing(offset: int, context: Context, kind: EventType | None) -> Reply:
    if offset:
        return say("لا أحداث أقدم من هذه.", ((Button("الأحدث", f"page 0 {USUAL}{_of(kind)}"),),))
    if kind is not None:
        label = context.kinds[kind].label
        return say("لم يُسجَّل بعد أي حدث من نوع «{{ label }}».", _choose(kind), label=label)
    return say("لم يُسجَّل أي حدث بعد. للاشتراك في الموجز اليومي: /subscribe")


def _open(lines: Sequence[Line]) -> Rows:
    return rows(openings(lines), 2)


def _turn(offset: int, size: int, more: bool, kind: EventType | None) -> Rows:
    newer = [Button("الأحدث ▶", f"page {max(0, offset - size)} {size}{_of(kind)}")] if offset else []
    older = [Button("◀ الأقدم", f"page {offset + size} {size}{_of(kind)}")] if more else []
    return rows([*newer, *older], 2)


def _choose(kind: EventType | None) -> Rows:
    every = [Button("كل الأنواع", "latest")] if kind else []
    return rows([Button("حسب النوع", "types"), *every], 2)


def _of(kind: EventType | None) -> str:
    return f" {kind}" if kind else ""
