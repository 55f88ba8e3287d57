"""How long what goes on has gone on: "since Saturday", "for the fourth day"; knows no happenings' words."""

from __future__ import annotations

from datetime import date, timedelta

from storage.model import EventType, Period, Precision, Status
from summarizer.reading.calendar import ordinals
from summarizer.reading.moments import Reference, period
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate

# Only these last for days.
_LASTING = frozenset({EventType.TALKS, EventType.VISIT, EventType.MEETING})
# A war or a year of talks is no round of them: what has lasted longer is no happening of its own.
_LONGEST = timedelta(days=14)


def lasted(parsed: Parsed, p: Predicate, written: date | None, told: date | None) -> Period:
    """Return the days from when the clause says that it began to the day of writing, or an unknown period."""
    if written is None or p.kind not in _LASTING or p.status is not Status.HAPPENED:
        return Period()
    first = _since(parsed, p, written, told) or _for_days(parsed.forms, p, written)
    if first is None or not timedelta() <= written - first <= _LONGEST:
        return Period()
    return Period(first, written, Precision.DAY)


def _since(parsed: Parsed, p: Predicate, written: date, told: date | None) -> date | None:
    """The day after "since", the verb's own or that of a relative clause right behind its noun."""
    for mention in parsed.dates:
        if p.start <= mention.first < p.end and mention.first and parsed.forms[mention.first - 1] == "منذ":
            day = period(mention.moment, Reference(written, told, past=True))
            return day.first if day.precision is Precision.DAY else None
    return None


def _for_days(forms: tuple[str, ...], p: Predicate, written: date) -> date | None:
    """'For the fourth day': it began three days before."""
    for i in range(p.start, p.end - 1):
        if forms[i] == "لليوم" and (hit := ordinals().at(forms, i + 1)):
            return written - timedelta(days=int(hit[1]) - 1)
    return None
