"""Whether two reports tell one happening, by points that can be shown; knows no store, no clock and no wording.

What decides is who took part, on which day, where, and facts that both give. A contradiction in any of them
keeps two reports apart whatever else they share: a wrong merge is worse than two lines.
"""

from __future__ import annotations

import re

from storage.model import EventType, Period, Precision, Report, Role
from summarizer.contradiction import apart, copied, counts_alike
from summarizer.gazetteer import NOWHERE, Gazetteer
from summarizer.kinds import (
    DECISIONS,
    SPEECH,
    STATES,
    acting,
    is_sum,
    length,
    nearby_types,
    people,
    same_day,
    sides,
)

# Every second article is about these, so sharing one says little.
_EVERYWHERE = frozenset({"ceasefire", "hostages"})
_A_FORTNIGHT = 14
# What an outlet still tells by its day, so many days later.
_REMEMBERED, _AFTER = frozenset({EventType.ESCALATION, EventType.PROPOSAL}), 6
# Rounds and agreements of so many sides are not held twice in a fortnight.
_MANY = 3
_OF_MANY = {EventType.MEETING: 2, EventType.TALKS: 2, EventType.AGREEMENT: 3}
ENOUGH, ENOUGH_UNDATED = 6, 7

_NUMBER = re.compile(r"\d[\d.,٫٬]*")


def likeness(one: Report, other: Report, gazetteer: Gazetteer = NOWHERE) -> int:
    """Return how much speaks for one happening, in points; 0 where it is not enough or the two are `apart`."""
    shared = not people(one).isdisjoint(people(other))
    if not may_resemble(one, other, shared=shared) or apart(one, other, gazetteer):
        return 0
    points = sum(evidence(one, other, gazetteer).values())
    dated = bool(one.when.first and other.when.first)
    return points if points >= (ENOUGH if dated else ENOUGH_UNDATED) else 0


def may_resemble(one: Report, other: Report, *, shared: bool) -> bool:
    """True where the two could be alike at all; quick, for the many that are not.

    `shared` says whether some person takes part in both. Without one, words are known by their day alone, and
    an undated happening, truces apart, by nothing.
    """
    if other.type not in nearby_types(one.type):
        return False
    if shared or one.type is EventType.TRUCE or copied(one, other):
        return True
    if one.type in SPEECH:
        return same_day(one.when, other.when)
    return one.when.meets(other.when)


def evidence(one: Report, other: Report, gazetteer: Gazetteer = NOWHERE) -> dict[str, int]:
    """Return what the two share and how much each thing weighs."""
    return {
        "a copy": ENOUGH_UNDATED if copied(one, other) else 0,
        "people": _people_points(one, other),
        "sides": _sides_points(sides(one, gazetteer), sides(other, gazetteer)),
        "days": _days_points(one.when, other.when),
        "kind": _kind_points(one, other, gazetteer),
        "place": _place_points(one.place, other.place, gazetteer),
        "issues": _issue_points(one, other),
        "the one": _only_one_points(one, other),
        "facts": min(2 * len(numbers(one) & numbers(other)) + 2 * counts_alike(one, other), 4),
        "remembered": _remembered_points(one, other, gazetteer),
        "headline": int(one.headline and other.headline),
    }


def numbers(report: Report) -> frozenset[str]:
    """Return the telling numbers of the report's substance: small ones and years are in every article."""
    found = _NUMBER.findall(report.substance or "")
    plain = (re.sub(r"\D", "", number) for number in found)
    return frozenset(n for n in plain if len(n) > 1 and not (len(n) == 4 and n.startswith("20")))


def _doers(report: Report) -> set[str]:
    return {who.name for who in report.participants if who.person and who.role is Role.ACTOR}


def _people_points(one: Report, other: Report) -> int:
    shared = set(one.people) & set(other.people)
    if one.type in SPEECH:
        return 3 if shared & _doers(one) & _doers(other) else 0
    return min(2 * len(shared), 6)


def _sides_points(mine: frozenset[str], theirs: frozenset[str]) -> int:
    shared = len(mine & theirs)
    return min(shared, 2) + int(mine == theirs and shared > 2)


def _days_points(one: Period, other: Period) -> int:
    if not one.meets(other) or not (one.first and one.last and other.first and other.last):
        return 0
    if (one.first, one.last) == (other.first, other.last):
        return 3 if one.first == one.last or one.precision is Precision.DAY else 2
    shared = (min(one.last, other.last) - max(one.first, other.first)).days + 1
    longest = max(length(one), length(other))
    return 2 if 2 * shared >= longest else 1


def _kind_points(one: Report, other: Report, gazetteer: Gazetteer) -> int:
    """What the kind of happening adds: of some there can be only one at a time, or one a day."""
    if one.type is EventType.TRUCE:
        return 5
    if one.type in STATES and acting(one) == acting(other) and one.when.meets(other.when):
        return 4
    if one.type in _OF_MANY and len(sides(one, gazetteer) & sides(other, gazetteer)) >= _MANY:
        return _OF_MANY[one.type] if _in_one_fortnight(one.when, other.when) else 0
    if one.type is EventType.RELEASE and is_sum(one) and is_sum(other):
        return 3 if one.when == other.when else 2
    if one.type in DECISIONS and same_day(one.when, other.when):
        # An agreement has parties, mediators and announcers, and no outlet names them all.
        return 2 if one.type is EventType.AGREEMENT or acting(one) & acting(other) else 0
    dated = one.when.first is not None and one.when == other.when
    return int(dated and one.type is EventType.RELEASE)


def _in_one_fortnight(one: Period, other: Period) -> bool:
    return one.meets(other) and max(length(one), length(other)) <= _A_FORTNIGHT


def _place_points(one: str | None, other: str | None, gazetteer: Gazetteer) -> int:
    if not (one and other):
        return 0
    if one == other:
        return 2
    return int(gazetteer.inside(one, other) or gazetteer.inside(other, one))


def _only_one_points(one: Report, other: Report) -> int:
    """ "The Paris meeting of late January", "those freed under the truce": who names no one means the known one."""
    nameless = not one.participants or not other.participants
    where = one.place is not None and one.place == other.place
    summed = one.type is EventType.RELEASE and is_sum(one) and is_sum(other)
    return 3 if nameless and (where or summed) and _in_one_fortnight(one.when, other.when) else 0


def _remembered_points(one: Report, other: Report, gazetteer: Gazetteer) -> int:
    """What is still told by its day when other days have had their own news is what readers know of that day."""
    if one.type not in DECISIONS | _REMEMBERED or not same_day(one.when, other.when):
        return 0
    if not (_is_remembered(one) and _is_remembered(other)):
        return 0
    # Who struck and who was struck: without a side in common the day has to bear more.
    return 2 if sides(one, gazetteer) & sides(other, gazetteer) else 3


def _is_remembered(report: Report) -> bool:
    published = report.source.published if report.source else None
    last = report.when.last
    return bool(published and last and (published - last).days >= _AFTER)


def _issue_points(one: Report, other: Report) -> int:
    shared = set(one.issues) & set(other.issues)
    if one.type in SPEECH or one.type is EventType.ESCALATION:
        return int(bool(shared))
    return min(len(shared - _EVERYWHERE), 2)
