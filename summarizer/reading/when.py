"""When a happening was: the date expression of its clause, on the calendar; knows no names."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import Period, Status
from summarizer.reading.clauses import Predicate
from summarizer.reading.dates import DateMention
from summarizer.reading.discourse import Discourse
from summarizer.reading.moments import Reference, period


def own_date(p: Predicate, dates: Sequence[DateMention], all_: Sequence[Predicate], memory: Discourse) -> Period:
    """The period that a clause itself gives, or an unknown one."""
    limit = _limit(p, all_)
    inside = [d for d in dates if p.start <= d.first < limit]
    nearest = min(inside, key=lambda d: (abs(d.first - p.place) + (3 if d.first < p.place else 0)), default=None)
    if nearest is None:
        return Period()
    return on_calendar(nearest, p, memory)


def opening_date(p: Predicate, dates: Sequence[DateMention], all_: Sequence[Predicate], memory: Discourse) -> Period:
    """The period with which the sentence opens, where `p` is the first that is told in it."""
    first = min((q.place for q in all_), default=p.place)
    if p.governor is not None or p.place != first:
        return Period()
    opening = next((d for d in dates if d.first < p.place), None)
    return on_calendar(opening, p, memory) if opening else Period()


def on_calendar(mention: DateMention, p: Predicate, memory: Discourse) -> Period:
    """The days of an expression, looking ahead where the clause does."""
    ahead = p.status in (Status.PLANNED, Status.CONDITIONAL)
    return period(mention.moment, Reference(memory.written, memory.told.last or memory.told.first, ahead))


def _limit(p: Predicate, all_: Sequence[Predicate]) -> int:
    later = [q.place for q in all_ if q.place > max(p.place, p.noun)]
    return min([*later, max(p.end, p.noun + 1)])
