"""Whether two reports tell one happening, by points that can be shown; knows no store, no clock and no wording.

What decides is who took part, on which day, where, and facts that both give. A contradiction in any of them
keeps two reports apart whatever else they share: a wrong merge is worse than two lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from storage.model import EventType, Participant, Period, Precision, Report, Role, Status

# Outlets call one and the same happening by either name.
_ALIKE = ({EventType.MEETING, EventType.TALKS}, {EventType.STATEMENT, EventType.THREAT})
# Types in which sides come together, so that both sides have to be the same.
_ENCOUNTERS = frozenset({EventType.MEETING, EventType.TALKS, EventType.CALL})
_SPEECH = frozenset({EventType.STATEMENT, EventType.THREAT})
# Types that happen again and again between the same parties: only the exact day tells them apart.
_SERIAL = frozenset({EventType.RELEASE, EventType.ESCALATION})
# Every second article is about these, so sharing one says little.
_EVERYWHERE = frozenset({"ceasefire", "hostages"})
# An undated happening lies this many days or fewer before the article; an undated plan as many after it.
REACH = timedelta(days=7)
ENOUGH, ENOUGH_UNDATED = 6, 7

_NUMBER = re.compile(r"\d[\d.,٫٬]*")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What belongs to what: the country of a place, the state of a ministry or agency."""

    countries: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)

    def side(self, party: str) -> str:
        """Return the state or movement for which `party` acts, itself where it acts for none."""
        seen = {party}
        while (above := self.parents.get(party)) and above not in seen:
            party = above
            seen.add(above)
        return party

    def inside(self, place: str, country: str) -> bool:
        return self.countries.get(place) == country


NOWHERE = Gazetteer()


def nearby_types(kind: EventType) -> frozenset[EventType]:
    """Return the types under which the same happening may be stored."""
    return frozenset({kind}.union(*(family for family in _ALIKE if kind in family)))


def window(report: Report) -> Period:
    """Return the days on which the happening may lie; an unknown period where nothing bounds it.

    An undated one is bounded by the day its article appeared, unless it is retold as background.
    """
    if report.when.first and report.when.last:
        return report.when
    published = report.source.published if report.source else None
    if published is None or report.background:
        return Period()
    if report.status in (Status.PLANNED, Status.CONDITIONAL):
        return Period(published, published + REACH)
    return Period(published - REACH, published)


def apart(one: Report, other: Report, gazetteer: Gazetteer = NOWHERE) -> bool:
    """True where something speaks against one happening, whatever else the two share."""
    return (
        other.type not in nearby_types(one.type)
        or _same_article(one, other)
        or not window(one).meets(window(other))
        or _dated_apart(one, other)
        or _people_apart(one, other)
        or _sides_apart(one, other, gazetteer)
        or _places_apart(one, other, gazetteer)
        or _matters_apart(one, other)
    )


def likeness(one: Report, other: Report, gazetteer: Gazetteer = NOWHERE) -> int:
    """Return how much speaks for one happening, in points; 0 where it is not enough or the two are `apart`."""
    if apart(one, other, gazetteer):
        return 0
    points = sum(evidence(one, other, gazetteer).values())
    dated = bool(one.when.first and other.when.first)
    return points if points >= (ENOUGH if dated else ENOUGH_UNDATED) else 0


def evidence(one: Report, other: Report, gazetteer: Gazetteer = NOWHERE) -> dict[str, int]:
    """Return what the two share and how much each thing weighs."""
    return {
        "people": _people_points(one, other),
        "sides": _sides_points(sides(one, gazetteer), sides(other, gazetteer)),
        "days": _days_points(one.when, other.when) + _stretch_points(one, other),
        "place": _place_points(one.place, other.place, gazetteer),
        "issues": _issue_points(one, other),
        "facts": min(2 * len(numbers(one) & numbers(other)), 4),
        "headline": int(one.headline and other.headline),
    }


def sides(report: Report, gazetteer: Gazetteer = NOWHERE) -> frozenset[str]:
    """Return the states and movements that take part, people and agencies counted for whom they act for."""
    names = (p.party if p.person else p.name for p in report.participants)
    return frozenset(gazetteer.side(name) for name in names if name)


def numbers(report: Report) -> frozenset[str]:
    """Return the telling numbers of the report's substance: small ones and years are in every article."""
    found = _NUMBER.findall(report.substance or "")
    plain = (re.sub(r"\D", "", number) for number in found)
    return frozenset(n for n in plain if len(n) > 1 and not (len(n) == 4 and n.startswith("20")))


def _same_article(one: Report, other: Report) -> bool:
    """The reading room has already joined what one article tells twice; what it kept apart stays apart."""
    return bool(one.source and other.source and one.source.article_id == other.source.article_id)


def _dated_apart(one: Report, other: Report) -> bool:
    if one.type not in _SERIAL or not (one.when.first and other.when.first):
        return False
    return (one.when.first, one.when.last) != (other.when.first, other.when.last)


def _people_apart(one: Report, other: Report) -> bool:
    """True where both name people for one side and have none in common there."""
    mine, theirs = _people_by_party(one.participants), _people_by_party(other.participants)
    if any(not mine[party] & theirs[party] for party in mine.keys() & theirs.keys()):
        return True
    # Without parties to compare by: both name as many as meet, and share too few.
    if one.type in _ENCOUNTERS and min(len(one.people), len(other.people)) >= 2:
        return len(set(one.people) & set(other.people)) < 2
    return False


def _people_by_party(participants: Collection[Participant]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for who in participants:
        if who.person and who.party:
            found.setdefault(who.party, set()).add(who.name)
    return found


def _doers(report: Report) -> set[str]:
    return {who.name for who in report.participants if who.person and who.role is Role.ACTOR}


def _sides_apart(one: Report, other: Report, gazetteer: Gazetteer) -> bool:
    mine, theirs = sides(one, gazetteer), sides(other, gazetteer)
    if not (mine and theirs):
        return False
    if one.type in _ENCOUNTERS and min(len(mine), len(theirs)) >= 2:
        return len(mine & theirs) < 2 or (mine != theirs and _another_table(one, other, mine, theirs))
    if one.type in _SPEECH or one.type is EventType.VISIT:
        return not _actors(one, gazetteer) & _actors(other, gazetteer)
    # Of a truce one outlet names who fought, another who mediated.
    return not mine & theirs and not _stretch_points(one, other)


def _another_table(one: Report, other: Report, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Some of the parties to a round often meet apart on the same day: then only shared people make it the round.

    Where one outlet leaves out a party to a round of three or more, it is the round all the same.
    """
    if min(len(mine), len(theirs)) > 2 and (mine < theirs or theirs < mine):
        return False
    return len(set(one.people) & set(other.people)) < 2


def _actors(report: Report, gazetteer: Gazetteer) -> set[str]:
    acting = [who for who in report.participants if who.role is Role.ACTOR]
    names = (who.party if who.person else who.name for who in acting)
    return {gazetteer.side(name) for name in names if name} | {who.name for who in acting if who.person}


def _places_apart(one: Report, other: Report, gazetteer: Gazetteer) -> bool:
    if not (one.place and other.place) or _place_points(one.place, other.place, gazetteer):
        return False
    # The same people on the same day: one of the two outlets is wrong about the place, and readers see both.
    same_day = one.when == other.when and one.when.first == one.when.last and one.when.first is not None
    return not (same_day and len(set(one.people) & set(other.people)) >= 2)


def _matters_apart(one: Report, other: Report) -> bool:
    """Two words of one party on different matters are two happenings."""
    if one.type in _ENCOUNTERS or one.type in _SERIAL or one.type is EventType.VISIT:
        return False
    return bool(one.issues and other.issues and not set(one.issues) & set(other.issues))


def _people_points(one: Report, other: Report) -> int:
    shared = set(one.people) & set(other.people)
    if one.type in _SPEECH:
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
    longest = max(
        (p_last - p_first).days + 1 for p_first, p_last in ((one.first, one.last), (other.first, other.last))
    )
    return 2 if 2 * shared >= longest else 1


def _stretch_points(one: Report, other: Report) -> int:
    """A release is known by its day, a truce by the days from which and until which it held."""
    exact = one.when.first is not None and (one.when.first, one.when.last) == (
        other.when.first,
        other.when.last,
    )
    if not exact or one.type not in (EventType.RELEASE, EventType.TRUCE):
        return 0
    return 3 if one.type is EventType.TRUCE and one.when.first != one.when.last else 1


def _place_points(one: str | None, other: str | None, gazetteer: Gazetteer) -> int:
    if not (one and other):
        return 0
    if one == other:
        return 2
    return int(gazetteer.inside(one, other) or gazetteer.inside(other, one))


def _issue_points(one: Report, other: Report) -> int:
    shared = set(one.issues) & set(other.issues)
    return int(bool(shared)) if one.type in _SPEECH else min(len(shared - _EVERYWHERE), 2)
