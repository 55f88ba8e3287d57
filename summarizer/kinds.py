"""What merging has to know of each event type, and of days and sides; knows no store and no text."""

from __future__ import annotations

from datetime import date, timedelta

from storage.model import EventType, Period, Report, Status
from summarizer.gazetteer import NOWHERE, Gazetteer

# Outlets call one and the same happening by either name.
_ALIKE = ({EventType.MEETING, EventType.TALKS}, {EventType.STATEMENT, EventType.THREAT})
_NEARBY = {
    kind: frozenset({kind}.union(*(family for family in _ALIKE if kind in family))) for kind in EventType
}
# Types in which sides come together, so that both sides have to be the same.
ENCOUNTERS = frozenset({EventType.MEETING, EventType.TALKS, EventType.CALL})
SPEECH = frozenset({EventType.STATEMENT, EventType.THREAT})
# Types that happen again and again between the same parties: only the exact days tell them apart.
SERIAL = frozenset({EventType.RELEASE, EventType.ESCALATION})
# What lasts: while a party has suspended its part, it cannot suspend it again.
STATES = frozenset({EventType.SUSPENSION, EventType.RESUMPTION})
# What a party does once on a day, if at all.
DECISIONS = frozenset({EventType.ACCEPTANCE, EventType.AGREEMENT, *STATES})
# An undated happening lies this many days or fewer before the article; an undated plan as many after it.
REACH = timedelta(days=7)
# A stretch of more days than these sums up.
A_FEW_DAYS = 3


def nearby_types(kind: EventType) -> frozenset[EventType]:
    """Return the types under which the same happening may be stored."""
    return _NEARBY[kind]


def window(report: Report) -> Period:
    """Return the days on which the happening may lie; an unknown period where nothing bounds it.

    An undated one is bounded by the day its article appeared, unless it is retold as background.
    """
    if report.window.first:
        return report.window
    if report.when.first and report.when.last:
        return _around(report.when) if report.type is EventType.TRUCE else report.when
    published = report.source.published if report.source else None
    if published is None or report.background:
        return Period()
    if report.status in (Status.PLANNED, Status.CONDITIONAL):
        return Period(published, _later(published, REACH))
    return Period(_later(published, -REACH), published)


def _around(when: Period) -> Period:
    """A truce lasts: the day that an outlet gives may be its first, its last or any between."""
    assert when.first and when.last
    return Period(_later(when.first, -REACH), _later(when.last, REACH))


def _later(day: date, by: timedelta) -> date:
    """The day that lies `by` later, or the calendar's end on that side: a day may be any that somebody claims."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta() else date.max


def sides(report: Report, gazetteer: Gazetteer = NOWHERE) -> frozenset[str]:
    """Return the states and movements that take part, people and agencies counted for whom they act for."""
    # Lists, for they are quicker than generators: this is asked of thousands of pairs for each article.
    names = [p.party if p.person else p.name for p in report.participants]
    return frozenset([gazetteer.side(name) for name in names if name])


def in_order(report: Report) -> tuple[str, ...]:
    """A key that puts reports in one order whatever the order in which they were learned: the older article first.

    The article's number, which does depend on it, decides only between articles that nothing else tells apart.
    """
    source = report.source
    where = (source.publisher, source.url, source.title) if source else ()
    when, start = report.when, report.spans[0].start if report.spans else 0
    said = (report.type, report.status, when.first, when.last, report.place, report.substance)
    names = ",".join(who.name for who in report.participants)
    number = f"{source.article_id:09}" if source else ""
    published = source.published if source and source.published else date.max
    return (str(published), *map(str, where), f"{start:09}", *map(str, said), names, number)


def length(when: Period) -> int:
    return (when.last - when.first).days + 1 if when.first and when.last else 0
