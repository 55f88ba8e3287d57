"""Offices at the day of the happening, not of the article: who was minister then; finds no happenings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from summarizer.reading.actors import Actors
from summarizer.reading.discourse import Who
from summarizer.reading.found import Found
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed


def at_their_day(
    found: Sequence[Found], parsed: Sequence[Parsed], actors: Actors, written: date | None
) -> list[Found]:
    """Return the happenings with whom titles without a name meant on the day; a later holder is taken out."""
    for event in found:
        day = event.when.last
        if day is None or day == written:
            continue
        named = {m.person for n in (event.sentence, *event.also) for m in parsed[n].mentions if not m.offices}
        for mention in _titles(event, parsed):
            _correct(event, mention, named, actors, day)
    return list(found)


def _titles(event: Found, parsed: Sequence[Parsed]) -> Iterable[Mention]:
    return (m for n in (event.sentence, *event.also) for m in parsed[n].mentions if m.offices)


def _correct(event: Found, title: Mention, named: set[str | None], actors: Actors, day: date) -> None:
    then = actors.holder(title.offices, day)
    if then is None or then == title.person or title.person in named:
        return
    if title.person in event.who.people:
        event.who = _replaced(event.who, title.person or "", then)
        event.doer = _replaced(event.doer, title.person or "", then)
    elif title.person is None and set(title.parties) & set(event.who.parties):
        event.who = event.who | Who((then,))


def _replaced(who: Who, one: str, other: str) -> Who:
    return Who(tuple(dict.fromkeys(other if name == one else name for name in who.people)), who.parties)
