"""A meeting for which somebody went somewhere: when it was, and whether the text says that it took place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storage.model import EventType, Status
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed

# After "he went there to meet her" these say that they did meet: "حيث ناقشا", "وبحث الجانبان".
_TALKED = ("ناقش", "بحث", "تباحث", "تناول", "استعرض", "ابلغ", "سلم", "التقي")
_OPENING = ("حيث", "و")


def met_on_arrival(event: Found, before: Sequence[Found], parsed: Parsed) -> Found:
    """Return a meeting "to meet" which somebody travelled with the journey's day; as held where they then talked."""
    if not event.predicate.purpose or not before or before[-1].kind is not EventType.VISIT:
        return event
    journey = before[-1]
    if journey.status is not Status.HAPPENED or event.status is not Status.PLANNED:
        return event
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
