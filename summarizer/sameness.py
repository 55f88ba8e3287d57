"""Whether two reports tell one happening, by points that can be shown; knows no store, no clock and no wording.

What decides is who took part, on which day, where, and facts that both give. A contradiction in any of them
keeps two reports apart whatever else they share: a wrong merge is worse than two lines.
"""

from __future__ import annotations

from storage.model import EventType, Precision
from summarizer.contradiction import apart, copied, counts_alike, same_day, within_reach
from summarizer.kinds import DECISIONS, SPEECH, STATES
from summarizer.traits import Traits

# Every second article is about these, so sharing one says little.
_EVERYWHERE = frozenset({"ceasefire", "hostages"})
_A_FORTNIGHT = 14
# What an outlet still tells by its day, so many days later.
_REMEMBERED, _AFTER = frozenset({*DECISIONS, EventType.ESCALATION, EventType.PROPOSAL}), 6
# Rounds and agreements of so many sides are not held twice in a fortnight.
_MANY = 3
_OF_MANY = {EventType.MEETING: 2, EventType.TALKS: 2, EventType.AGREEMENT: 3}
ENOUGH, ENOUGH_UNDATED = 6, 7


def likeness(one: Traits, other: Traits) -> int:
    """Return how much speaks for one happening, in points; 0 where it is not enough or the two are `apart`."""
    if not may_resemble(one, other) or apart(one, other):
        return 0
    points = sum(evidence(one, other).values())
    return points if points >= (ENOUGH if one.first and other.first else ENOUGH_UNDATED) else 0


def may_resemble(one: Traits, other: Traits) -> bool:
    """True where the two could be alike at all; quick, for the many that are not.

    Without a person who takes part in both, words are known by their day alone, and an undated happening, truces
    apart, by nothing. Whoever finds stored reports by an index (`storage.read.remembered`) relies on this.
    """
    if other.type not in one.nearby:
        return False
    if one.type is EventType.TRUCE or not one.people.isdisjoint(other.people) or copied(one, other):
        return True
    return same_day(one, other) if one.type in SPEECH else one.when.meets(other.when)


def evidence(one: Traits, other: Traits) -> dict[str, int]:
    """Return what the two share and how much each thing weighs."""
    return {
        "a copy": ENOUGH_UNDATED if copied(one, other) else 0,
        "people": _people_points(one, other),
        "sides": _sides_points(one.sides, other.sides),
        "days": _days_points(one, other),
        "kind": _kind_points(one, other),
        "place": _place_points(one, other),
        "issues": _issue_points(one, other),
        "the one": _only_one_points(one, other),
        "facts": min(2 * len(one.numbers & other.numbers) + 2 * counts_alike(one, other), 4),
        "remembered": _remembered_points(one, other),
        "headline": int(one.report.headline and other.report.headline),
    }


def _people_points(one: Traits, other: Traits) -> int:
    if one.type in SPEECH:
        return 0 if one.doers.isdisjoint(other.doers) else 3
    return min(2 * len(one.people & other.people), 6)


def _sides_points(mine: frozenset[str], theirs: frozenset[str]) -> int:
    shared = len(mine & theirs)
    return min(shared, 2) + int(mine == theirs and shared > 2)


def _days_points(one: Traits, other: Traits) -> int:
    if not (one.first and one.last and other.first and other.last) or not one.when.meets(other.when):
        return 0
    if (one.first, one.last) == (other.first, other.last):
        return 3 if one.day or one.when.precision is Precision.DAY else 2
    shared = (min(one.last, other.last) - max(one.first, other.first)).days + 1
    return 2 if 2 * shared >= max(one.days, other.days) else 1


def _kind_points(one: Traits, other: Traits) -> int:
    """What the kind of happening adds: of some there can be only one at a time, or one a day."""
    if one.type is EventType.TRUCE:
        return 5
    if one.type in STATES and one.acting == other.acting and one.when.meets(other.when):
        return 4
    if one.type in _OF_MANY and len(one.sides & other.sides) >= _MANY:
        return _OF_MANY[one.type] if _in_one_fortnight(one, other) else 0
    if one.type is EventType.RELEASE and one.is_sum and other.is_sum:
        return 3 if one.when == other.when else 2
    if one.type in DECISIONS and same_day(one, other):
        # An agreement has parties, mediators and announcers, and no outlet names them all.
        return 2 if one.type is EventType.AGREEMENT or one.acting & other.acting else 0
    dated = one.first is not None and one.when == other.when
    return int(dated and one.type is EventType.RELEASE)


def _in_one_fortnight(one: Traits, other: Traits) -> bool:
    return one.when.meets(other.when) and max(one.days, other.days) <= _A_FORTNIGHT


def _place_points(one: Traits, other: Traits) -> int:
    if not (one.place and other.place):
        return 0
    return 2 if one.place == other.place else int(within_reach(one, other))


def _only_one_points(one: Traits, other: Traits) -> int:
    """ "The Paris meeting of late January", "those freed under the truce": who names no one means the known one."""
    if one.report.participants and other.report.participants:
        return 0
    where = one.place is not None and one.place == other.place
    summed = one.type is EventType.RELEASE and one.is_sum and other.is_sum
    return 3 if (where or summed) and _in_one_fortnight(one, other) else 0


def _remembered_points(one: Traits, other: Traits) -> int:
    """What is still told by its day when other days have had their own news is what readers know of that day."""
    if one.type not in _REMEMBERED or not same_day(one, other):
        return 0
    if not (_is_remembered(one) and _is_remembered(other)):
        return 0
    # Who struck and who was struck: without a side in common the day has to bear more.
    return 3 if one.sides.isdisjoint(other.sides) else 2


def _is_remembered(told: Traits) -> bool:
    return bool(told.published and told.last and (told.published - told.last).days >= _AFTER)


def _issue_points(one: Traits, other: Traits) -> int:
    if one.type in SPEECH or one.type is EventType.ESCALATION:
        return int(not one.issues.isdisjoint(other.issues))
    return min(len((one.issues & other.issues) - _EVERYWHERE), 2)
