"""Who wants what: each party's stance on each issue, since when, and what it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.views.context import Context
from bot.views.days import day_name
from bot.views.facts import STANCES, Stand, day_of, stand
from bot.views.lines import Liner
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.templates import page, say
from storage.read.facts import Standpoint

# How many stances of one party stand on the page of all.
SHORT = 3


@dataclass(frozen=True, slots=True)
class Stood:
    """A stance in words, the day on which it was first and last heard, and what it replaced."""

    stand: Stand
    since: str | None
    lately: str | None
    before: str | None


def positions(found: Sequence[Standpoint], context: Context, *, parties: Sequence[str]) -> Reply:
    """Return the newest stances of each of several parties; `parties` get a button each."""
    if not found:
        return say("لم يُسجَّل أي موقف بعد. آخر الأحداث: /latest")
    liner = Liner(context)
    kept = [one for party in parties for one in [row for row in found if row.newest.party == party][:SHORT]]
    return _page(kept, liner, context, _open(parties))


def party(found: Sequence[Standpoint], name: str, context: Context, *, parties: Sequence[str]) -> Reply:
    """Return every stance of one party."""
    if not found:
        return say("لم يُسجَّل أي موقف لـ{{ name | isolated }} بعد.", _open(parties), name=name)
    return _page(found, Liner(context), context, _open([one for one in parties if one != name]))


def unknown(name: str, *, parties: Sequence[str]) -> Reply:
    return say("لا طرف باسم «{{ name | short(40) }}» في هذا الملف. مواقف أي طرف؟", _open(parties), name=name)


def _page(found: Sequence[Standpoint], liner: Liner, context: Context, buttons: Rows) -> Reply:
    groups = [
        (liner.own_name(name), [_stood(liner, one) for one in same])
        for name, same in groupby(found, key=lambda one: one.newest.party)
    ]
    return page(
        "positions",
        buttons,
        title=context.dossier.title,
        groups=groups,
        sources=liner.citations.listed,
    )


def _stood(liner: Liner, one: Standpoint) -> Stood:
    newest = one.newest
    since, lately = day_of(one.first), day_of(newest)
    return Stood(
        stand=stand(liner, newest, [newest.source] if newest.source else []),
        since=_since(since, long=one.since_long and lately != since),
        lately=_day(lately) if lately != since else None,
        before=f"{STANCES[one.before.stance]} ({_day(day_of(one.before)) or 'اليوم غير مذكور'})"
        if one.before
        else None,
    )


def _since(day: date | None, *, long: bool) -> str | None:
    """Return the day from which on a stance was heard; there may be `long` been others before it."""
    told = _day(day)
    return f"{told} على الأقل" if told and long else told


def _day(day: date | None) -> str | None:
    return day_name(day) if day else None


def _open(parties: Sequence[str]) -> Rows:
    return rows((Button(party, f"positions {party}") for party in parties), 3)
