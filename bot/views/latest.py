"""The newest events, a page at a time, under the days on which they happened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.views.context import Context
from bot.views.days import day_name
from bot.views.lines import Line, Liner, of_event
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.templates import page, say
from storage.model import Event


def latest(events: Sequence[Event], context: Context, *, offset: int, size: int, more: bool) -> Reply:
    """Return one page of events; `offset` says how many newer ones there are, `more` whether older ones follow."""
    if not events:
        return _nothing(offset)
    liner = Liner(context)
    lines = [liner.line(of_event(event, context.today)) for event in events]
    days = [(day, list(group)) for day, group in groupby(lines, key=_day)]
    buttons = _open(lines) + _turn(offset, size, more)
    return page("latest", buttons, title=context.dossier.title, days=days, sources=liner.citations.listed)


def _day(line: Line) -> str:
    """Return the day to list an event under: an undated one stands where it was told."""
    if line.dated or line.published is None:
        return line.when
    return f"{line.when} (نُشر في {day_name(line.published)})"


def _nothing(offset: int) -> Reply:
    if offset:
        return say("لا أحداث أقدم من هذه.", ((Button("الأحدث", "latest"),),))
    return say("لم يُسجَّل أي حدث بعد. للاشتراك في الموجز اليومي: /subscribe")


def _open(lines: Sequence[Line]) -> Rows:
    return rows((Button(line.button, f"event {line.event_id}") for line in lines), 2)


def _turn(offset: int, size: int, more: bool) -> Rows:
    newer = [Button("الأحدث ▶", f"latest {max(0, offset - size)}")] if offset else []
    older = [Button("◀ الأقدم", f"latest {offset + size}")] if more else []
    return rows([*newer, *older], 2)
