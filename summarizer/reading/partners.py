"""One verb, several happenings: "هاتف أمير قطر والسيسي" is a call with each; finds nothing new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from storage.model import EventType
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed

# Words of a call or meeting that all took part in at once.
_TOGETHER = (
    "مشترك",
    "مشتركا",
    "ثلاثي",
    "ثلاثيا",
    "رباعي",
    "بمشاركه",
    "بحضور",
    "جماعي",
    "معا",
    "الثلاثه",
    "مع",
    "بين",
    "جمعه",
    "جمعته",
    "جمعها",
    "جمعتها",
    "جمعهما",
    "جمعتهما",
)
# What comes after these is another encounter of the same kind: "وأخرى مع", "ثم".
_THEN = ("ثم", "واخري", "واخر", "وثالثه", "وثالثا")
_OTHER = (("اخر",), ("اخري",), ("ثانيا",), ("مماثلا",), ("مع",))
_ANOTHER = ("واتصالا", "واتصال", "ومكالمه", "ولقاء", "واجتماعا", "واجتماع")
# Verbs that take one partner after the other: who "met A of one state and B of another" met each by himself.
_ONE_BY_ONE = ("التق", "يلتق", "تلتق", "سيلتق", "ستلتق", "استقبل", "يستقبل", "قابل", "يقابل")


def by_partner(event: Found, parsed: Parsed, memory: Discourse) -> list[Found]:
    """Return an encounter as one for each other side, where one person saw or called several people.

    Who is called is called alone. Those of one state are met together, those of two states each by themselves.
    """
    callers = event.doer.people
    others = [name for name in event.who.people if name not in callers]
    window = parsed.forms[event.predicate.place : event.predicate.end]
    if len(callers) == 1 and (then := _then(event, window)) is not None:
        return _one_after_the_other(event, parsed, event.predicate.place + then)
    if len(callers) != 1 or len(others) < 2 or set(_TOGETHER) & set(window):
        return [event]
    if event.kind is EventType.CALL:
        return [_with(event, [name], memory) for name in others]
    if event.kind is EventType.MEETING and window[0].lstrip("و").startswith(_ONE_BY_ONE):
        return _by_state(event, others, memory)
    return [event]


def _then(event: Found, window: tuple[str, ...]) -> int | None:
    """Where the next encounter of the same kind begins: "ثم", "واتصالا آخر مع نظيره"; None for one encounter alone."""
    if event.kind not in (EventType.MEETING, EventType.CALL):
        return None
    again = (i for i, form in enumerate(window) if form in _ANOTHER and window[i + 1 : i + 2] in _OTHER)
    return next((i for i, form in enumerate(window) if form in _THEN), next(again, None))


def _one_after_the_other(event: Found, parsed: Parsed, then: int) -> list[Found]:
    """Return the encounter with those before "then" and the one with those after it."""
    reach = range(event.predicate.place + 1, event.predicate.end)
    named = [m for m in parsed.mentions if m.first in reach and m.acts and m.person not in event.doer.people]
    halves = [[m for m in named if (m.first < then) is first] for first in (True, False)]
    if not all(halves):
        return [event]
    whos = [
        Who(tuple(m.person for m in half if m.person), tuple(n for m in half for n in m.parties))
        for half in halves
    ]
    return [replace(event, who=event.doer | who, also=list(event.also)) for who in whos]


def _by_state(event: Found, others: Iterable[str], memory: Discourse) -> list[Found]:
    own = memory.actors.of_person(event.doer.people[0], memory.written)[:1]
    states: dict[tuple[str, ...], list[str]] = {}
    for name in others:
        states.setdefault(memory.actors.of_person(name, memory.written)[:1], []).append(name)
    # Somebody of one's own state, or of none that is known, came along or cannot be told apart.
    if len(states) < 2 or own in states or () in states:
        return [event]
    return [_with(event, names, memory) for names in states.values()]


def _with(event: Found, names: Iterable[str], memory: Discourse) -> Found:
    who = event.doer
    for name in names:
        who = who | Who((name,), memory.actors.of_person(name, memory.written))
    return replace(event, who=who, also=list(event.also))
