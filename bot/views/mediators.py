"""What the mediators did: each one's last act, and one mediator's page with people, acts and a month in numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from bot.views.arabic import counted
from bot.views.context import Context
from bot.views.following import follow_button
from bot.views.lines import Liner, openings
from bot.views.names import Names
from bot.views.pictures.activity import activity
from bot.views.reply import Button, Picture, Reply, rows
from bot.views.tellings import of_event
from bot.views.templates import page, say
from storage.catalog.schema import Party
from storage.model import Event, EventType

# What the numbers count back from today, which is one of these days.
A_MONTH = timedelta(days=29)
MOST_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class InOffice:
    """A person with the office held today."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Done:
    """In how many events one took part: by year and month, and of the last month by type."""

    months: Mapping[tuple[int, int], int]
    lately: Mapping[EventType, int]


def mediators(parties: Sequence[str], last: Mapping[str, Event], context: Context) -> Reply:
    """Return a line for each of `parties`, also where nothing is known of one."""
    liner = Liner(context)
    lines = [
        (party, liner.line(of_event(last[party], context.today)) if party in last else None)
        for party in parties
    ]
    title = context.dossier.title
    return page("mediators", _open(parties), title=title, lines=lines, sources=liner.citations.listed)


def choose(parties: Sequence[str], *, asked: str) -> Reply:
    """Return the mediators to choose from; `asked` is a name that is none of theirs, or empty."""
    return say(
        "{% if asked %}لا وسيط باسم «{{ asked | short(40) }}» في هذا الملف. {% endif %}صفحة أي وسيط؟",
        _open(parties),
        asked=asked,
    )


def mediator(
    party: Party, last: Sequence[Event], done: Done, days: tuple[date, date], context: Context
) -> Reply:
    """Return one mediator's page; `last` are its newest acts, `done` counts all of them on `days`."""
    liner = Liner(context)
    lines = [liner.line(of_event(event, context.today)) for event in last]
    counts = [(context.kinds[kind].label, number) for kind, number in done.lately.items()]
    return page(
        "mediator",
        (
            *rows(openings(lines), 2),
            *follow_button(party.name, party.en.replace(" ", "_")),
        ),
        _picture(party.name, done.months, *days),
        party=party.name,
        people=_in_office(party.name, context),
        lines=lines,
        counts=counts,
        total=sum(done.lately.values()),
        sources=liner.citations.listed,
    )


def _open(parties: Sequence[str]) -> tuple[tuple[Button, ...], ...]:
    return rows((Button(party, f"mediator {party}") for party in parties), 3)


def _in_office(party: str, context: Context) -> list[InOffice]:
    """Return who holds an office of the party today and is known by it, in the dossier's order."""
    names = Names(context.dossier)
    held = (
        (person.name, names.office_for(person.name, party, context.today))
        for person in context.dossier.people
    )
    return [InOffice(name, office) for name, office in held if office][:MOST_PEOPLE]


def _picture(party: str, done: Mapping[tuple[int, int], int], first: date, today: date) -> Picture | None:
    """Return the months from `first` to today as columns; None where there is nothing to see."""
    if not done:
        return None
    months = [(date(year, month, 1), done.get((year, month), 0)) for year, month in _months(first, today)]
    title = f"نشاط {party} شهرًا بشهر"
    told = counted(sum(done.values()), "event", nominative=True)
    return Picture(f"{title}: {told} منذ {first.month}/{first.year}", partial(activity, title, months))


def _months(first: date, last: date) -> list[tuple[int, int]]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(number // 12, number % 12 + 1) for number in numbers]
