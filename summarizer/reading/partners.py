"""One verb, several calls: "هاتف أمير قطر والسيسي" is a call with each; finds nothing new."""

from __future__ import annotations

from dataclasses import replace

from storage.model import EventType
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed

# Words of a call that all took part in at once.
_TOGETHER = ("مشترك", "مشتركا", "ثلاثي", "ثلاثيا", "رباعي", "بمشاركه", "جماعي")


def by_partner(event: Found, parsed: Parsed, memory: Discourse) -> list[Found]:
    """Return a call as one for each other side, where one caller talked with several people."""
    callers = event.doer.people
    others = [name for name in event.who.people if name not in callers]
    window = parsed.forms[event.predicate.place : event.predicate.end]
    if event.kind is not EventType.CALL or len(callers) != 1 or len(others) < 2 or set(_TOGETHER) & set(window):
        return [event]
    return [replace(event, who=_pair(event, name, memory), also=list(event.also)) for name in others]


def _pair(event: Found, other: str, memory: Discourse) -> Who:
    return event.doer | Who((other,), memory.actors.of_person(other, memory.written))
