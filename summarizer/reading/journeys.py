"""Journeys: to several places at once, and the meeting for which somebody went; finds no journey itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from storage.model import EventType, Period, Status
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.found import Found
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed
from summarizer.reading.when import when_after

# After "he went there to meet her" these say that they did meet: "حيث ناقشا", "وبحث الجانبان".
_TALKED = ("ناقش", "بحث", "تباحث", "تناول", "استعرض", "ابلغ", "سلم", "التقي")
_OPENING = ("حيث", "و")
# "Then" and at most a preposition stand between one goal and the next.
_THEN = 3


def met_on_arrival(event: Found, before: Sequence[Found], parsed: Parsed) -> Found:
    """Return a meeting "to meet" which somebody travelled with the journey's day; as held where they then talked."""
    if not event.predicate.purpose or not before or before[-1].kind is not EventType.VISIT:
        return event
    journey = before[-1]
    if event.status is not Status.PLANNED:
        return event
    if journey.status is not Status.HAPPENED:
        return replace(event, when=event.when if event.when.first else journey.when)
    held = _talked(parsed.forms, event.predicate.place)
    when = event.when if event.when.first else journey.when
    return replace(event, when=when, status=Status.HAPPENED if held else event.status)


def _talked(forms: Sequence[str], place: int) -> bool:
    for i in range(place + 1, len(forms)):
        word = forms[i].removeprefix("و")
        opened = forms[i] != word or (i > 0 and forms[i - 1] in _OPENING)
        if opened and word.startswith(_TALKED):
            return True
    return False


def by_goal(event: Found, parsed: Parsed, names: Gazetteer, memory: Discourse) -> list[Found]:
    """Return a journey as one for each of its goals: "زار القدس والقاهرة", "زار القدس الأحد والقاهرة الاثنين"."""
    if event.kind is not EventType.VISIT or event.place is None:
        return [event]
    stops = list(_goals(event, parsed))
    return [
        event,
        *(_to(event, stop, names, when_after(parsed, event.predicate, stop, memory)) for stop in stops),
    ]


def _goals(event: Found, parsed: Parsed) -> Iterator[Mention]:
    """The places that follow the first goal, each joined to the one before."""
    last: int | None = None
    for mention in parsed.mentions:
        if mention.place is None or not event.predicate.place < mention.first < event.predicate.end:
            continue
        gap = range(last, mention.first) if last is not None else ()
        between = tuple(parsed.forms[i] for i in gap if i not in parsed.dated)
        joined = mention.prefix == "و" and between in ((), ("،",))
        joined = joined or between == ("والي",)
        joined = joined or (between[:1] in (("ثم",), ("وثم",)) and len(between) < _THEN)
        if last is not None and not joined:
            return
        if last is not None and mention.place != event.place:
            yield mention
        last = mention.last if last is not None or mention.place == event.place else None


def _to(event: Found, stop: Mention, names: Gazetteer, when: Period) -> Found:
    place = stop.place or ""
    host = names.country(place)
    guests = Who(event.who.people, tuple(n for n in event.who.parties if n != event.host))
    who = guests | Who(parties=names.actors.of_party(host)) if host else guests
    when = when if when.first else event.when
    return replace(event, place=place, host=host, who=who, when=when, also=list(event.also))
