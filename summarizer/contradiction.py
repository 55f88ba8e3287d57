"""What speaks against two reports telling one happening, whatever else they share; knows no store and no wording."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from storage.model import EventType, Figure, Participant, Precision, Report, Role
from summarizer.gazetteer import NOWHERE, Gazetteer
from summarizer.kinds import ENCOUNTERS, SERIAL, SPEECH, is_sum, nearby_types, same_day, sides, window

# What a release counts, and from how many on a number is a mark by which it may be known.
FREED, _MANY = frozenset({"hostages_released", "prisoners_released"}), 10
# Days of which nobody would say more exactly.
_ROUGH = frozenset({Precision.MONTH, Precision.SEASON, Precision.YEAR})


def apart(one: Report, other: Report, gazetteer: Gazetteer = NOWHERE) -> bool:
    """True where something speaks against one happening, whatever else the two share."""
    return _same_article(one, other) or contradicted(one, other, gazetteer)


def contradicted(one: Report, other: Report, gazetteer: Gazetteer = NOWHERE) -> bool:
    """True where what the two say speaks against one happening, be they of one article or of two."""
    if other.type not in nearby_types(one.type):
        return True
    # What is quickly answered comes first.
    return not copied(one, other) and (
        not window(one).meets(window(other))
        or _dated_apart(one, other)
        or _places_apart(one, other, gazetteer)
        or _matters_apart(one, other)
        or _people_apart(one, other)
        or _sides_apart(one, other, gazetteer)
        or _counts_apart(one, other)
    )


def copied(one: Report, other: Report) -> bool:
    """True where an article and its edited copy tell the same facts in the same words; without the copy, no words count."""
    if not (one.source and other.source) or one.source.copies is None:
        return False
    if one.source.copies != other.source.copies or _same_article(one, other):
        return False
    mine = (one.type, one.when, one.place, one.substance, one.participants)
    return mine == (other.type, other.when, other.place, other.substance, other.participants)


def _same_article(one: Report, other: Report) -> bool:
    """The reading room has already joined what one article tells twice; what it kept apart stays apart."""
    return bool(one.source and other.source and one.source.article_id == other.source.article_id)


def _dated_apart(one: Report, other: Report) -> bool:
    """Of what happens again and again only the same days are the same, or two sums, one of them rough."""
    if one.type not in SERIAL or not (one.when.first and other.when.first) or counts_alike(one, other):
        return False
    rough = _ROUGH & {one.when.precision, other.when.precision}
    if rough and is_sum(one) and is_sum(other):
        return False
    return (one.when.first, one.when.last) != (other.when.first, other.when.last)


def _people_apart(one: Report, other: Report) -> bool:
    """True where both name people for one side and have none in common there."""
    mine, theirs = _people_by_party(one.participants), _people_by_party(other.participants)
    if any(not mine[party] & theirs[party] for party in mine.keys() & theirs.keys()):
        return True
    # Without parties to compare by: both name as many as meet, and share too few.
    if one.type in ENCOUNTERS and min(len(one.people), len(other.people)) >= 2:
        return len(set(one.people) & set(other.people)) < 2
    return False


def _people_by_party(participants: Collection[Participant]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for who in participants:
        if who.person and who.party:
            found.setdefault(who.party, set()).add(who.name)
    return found


def _sides_apart(one: Report, other: Report, gazetteer: Gazetteer) -> bool:
    mine, theirs = sides(one, gazetteer), sides(other, gazetteer)
    if not (mine and theirs):
        return False
    if one.type in ENCOUNTERS and min(len(mine), len(theirs)) >= 2:
        return len(mine & theirs) < 2 or (mine != theirs and _another_table(one, other, mine, theirs))
    if one.type in SPEECH or one.type is EventType.VISIT:
        return not _actors(one, gazetteer) & _actors(other, gazetteer)
    if one.type in (EventType.AGREEMENT, EventType.TRUCE, EventType.RELEASE):
        # One outlet names who fought, another who mediated; but two truces of one army are two.
        return bool(mine & theirs) and not (mine <= theirs or theirs <= mine)
    if one.type is EventType.ESCALATION and (
        _is_there(one, theirs, gazetteer) or _is_there(other, mine, gazetteer)
    ):
        # One outlet names who struck, another who was struck.
        return False
    return not mine & theirs


def _is_there(report: Report, some: Collection[str], gazetteer: Gazetteer) -> bool:
    return report.place is not None and (
        report.place in some or any(gazetteer.inside(report.place, side) for side in some)
    )


def _another_table(one: Report, other: Report, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Some of the parties to a round often meet apart on the same day: then only shared people make it the round.

    Where one outlet leaves out a party to a round of three or more, it is the round all the same.
    """
    if min(len(mine), len(theirs)) > 2 and (mine < theirs or theirs < mine):
        return False
    sure_where = one.place is not None and one.place == other.place
    return len(set(one.people) & set(other.people)) < 2 or not (sure_where or same_day(one.when, other.when))


def _actors(report: Report, gazetteer: Gazetteer) -> set[str]:
    acting = [who for who in report.participants if who.role is Role.ACTOR]
    names = (who.party if who.person else who.name for who in acting)
    return {gazetteer.side(name) for name in names if name} | {who.name for who in acting if who.person}


def _places_apart(one: Report, other: Report, gazetteer: Gazetteer) -> bool:
    if not (one.place and other.place) or _within_reach(one.place, other.place, gazetteer):
        return False
    # The same people on the same day: one of the two outlets is wrong about the place, and readers see both.
    return not (same_day(one.when, other.when) and len(set(one.people) & set(other.people)) >= 2)


def _matters_apart(one: Report, other: Report) -> bool:
    """Two words of one party on different matters are two happenings."""
    if one.type in ENCOUNTERS or one.type in SERIAL or one.type is EventType.VISIT:
        return False
    if (
        one.type is EventType.PROPOSAL
        and same_day(one.when, other.when)
        and set(one.people) & set(other.people)
    ):
        # Nobody puts forward two on one day; what they hold fills articles, and each outlet picks its own.
        return False
    return bool(one.issues and other.issues and not set(one.issues) & set(other.issues))


def _counts_apart(one: Report, other: Report) -> bool:
    """A batch and the sum of all batches: no outlets count one happening so differently."""
    if one.type is not EventType.RELEASE:
        return False
    pairs = list(_counted_in_both(one, other))
    return bool(pairs) and all(max(pair) >= 2 * min(pair) for pair in pairs)


def counts_alike(one: Report, other: Report) -> bool:
    """True where both count those freed, and agree as well as outlets do: within a quarter."""
    return one.type is EventType.RELEASE and any(
        4 * max(pair) <= 5 * min(pair) and min(pair) >= _MANY for pair in _counted_in_both(one, other)
    )


def _counted_in_both(one: Report, other: Report) -> Iterator[tuple[int, int]]:
    for mine in _freed(one):
        yield from ((mine.value, theirs.value) for theirs in _freed(other) if theirs.what == mine.what)


def _freed(report: Report) -> Iterator[Figure]:
    return (figure for figure in report.figures if figure.what in FREED and figure.value > 0)


def _within_reach(one: str, other: str, gazetteer: Gazetteer) -> bool:
    return one == other or gazetteer.inside(one, other) or gazetteer.inside(other, one)
