"""What speaks against two reports telling one happening, whatever else they share; knows no store and no wording."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from storage.model import EventType, Precision
from summarizer.kinds import ENCOUNTERS, SERIAL, SPEECH
from summarizer.traits import Traits

# From how many on a number of those freed is a mark by which a release may be known.
_MANY = 10
# Days of which nobody would say more exactly.
_ROUGH = frozenset({Precision.MONTH, Precision.SEASON, Precision.YEAR})
# Told by who fought and by who mediated alike, but two of one army are two.
_OF_TWO_SIDES = frozenset({EventType.AGREEMENT, EventType.TRUCE, EventType.RELEASE})


def apart(one: Traits, other: Traits) -> bool:
    """True where something speaks against one happening, whatever else the two share."""
    return _same_article(one, other) or contradicted(one, other)


def contradicted(one: Traits, other: Traits) -> bool:
    """True where what the two say speaks against one happening, be they of one article or of two."""
    if other.type not in one.nearby:
        return True
    # What is quickly answered comes first.
    return not copied(one, other) and (
        not one.window.meets(other.window)
        or _dated_apart(one, other)
        or _places_apart(one, other)
        or _matters_apart(one, other)
        or _people_apart(one, other)
        or _sides_apart(one, other)
        or _counts_apart(one, other)
    )


def copied(one: Traits, other: Traits) -> bool:
    """True where an article and its edited copy tell the same facts in the same words; without the copy, no words count."""
    if one.copies is None or one.copies != other.copies or _same_article(one, other):
        return False
    mine, theirs = one.report, other.report
    return (one.type, mine.when, mine.place, mine.substance, mine.participants) == (
        other.type,
        theirs.when,
        theirs.place,
        theirs.substance,
        theirs.participants,
    )


def same_day(one: Traits, other: Traits) -> bool:
    return one.day is not None and one.day == other.day


def _same_article(one: Traits, other: Traits) -> bool:
    """The reading room has already joined what one article tells twice; what it kept apart stays apart."""
    return one.article is not None and one.article == other.article


def _dated_apart(one: Traits, other: Traits) -> bool:
    """Of what happens again and again only the same days are the same, or two sums, one of them rough."""
    if one.type not in SERIAL or not (one.first and other.first) or counts_alike(one, other):
        return False
    if one.is_sum and other.is_sum and (one.when.precision in _ROUGH or other.when.precision in _ROUGH):
        return False
    return (one.first, one.last) != (other.first, other.last)


def _people_apart(one: Traits, other: Traits) -> bool:
    """True where both name people for one side and have none in common there."""
    theirs = other.people_by_party
    for party, mine in one.people_by_party.items():
        if party in theirs and mine.isdisjoint(theirs[party]):
            return True
    # Without parties to compare by: both name as many as meet, and share too few.
    if one.type in ENCOUNTERS and len(one.people) >= 2 and len(other.people) >= 2:
        return len(one.people & other.people) < 2
    return False


def _sides_apart(one: Traits, other: Traits) -> bool:
    mine, theirs = one.sides, other.sides
    if not (mine and theirs):
        return False
    if one.type in ENCOUNTERS and min(len(mine), len(theirs)) >= 2:
        return len(mine & theirs) < 2 or (mine != theirs and _another_table(one, other))
    if one.type in SPEECH or one.type is EventType.VISIT:
        return one.actors.isdisjoint(other.actors)
    if one.type in _OF_TWO_SIDES:
        return not (mine.isdisjoint(theirs) or mine <= theirs or theirs <= mine)
    if one.type is EventType.ESCALATION and (_is_there(one, theirs) or _is_there(other, mine)):
        # One outlet names who struck, another who was struck.
        return False
    return mine.isdisjoint(theirs)


def _is_there(told: Traits, some: Collection[str]) -> bool:
    return told.place in some or told.country in some


def _another_table(one: Traits, other: Traits) -> bool:
    """Some of the parties to a round often meet apart on the same day: then only shared people make it the round.

    Where one outlet leaves out a party to a round of three or more, it is the round all the same.
    """
    mine, theirs = one.sides, other.sides
    if min(len(mine), len(theirs)) > 2 and (mine < theirs or theirs < mine):
        return False
    sure_where = one.place is not None and one.place == other.place
    return len(one.people & other.people) < 2 or not (sure_where or same_day(one, other))


def _places_apart(one: Traits, other: Traits) -> bool:
    if not (one.place and other.place) or within_reach(one, other):
        return False
    # The same people on the same day: one of the two outlets is wrong about the place, and readers see both.
    return not (same_day(one, other) and len(one.people & other.people) >= 2)


def within_reach(one: Traits, other: Traits) -> bool:
    """True where the two name one place, or a city and its country."""
    return one.place == other.place or one.country == other.place or other.country == one.place


def _matters_apart(one: Traits, other: Traits) -> bool:
    """Two words of one party on different matters are two happenings."""
    if one.type in ENCOUNTERS or one.type in SERIAL or one.type is EventType.VISIT:
        return False
    if one.type is EventType.PROPOSAL and same_day(one, other) and not one.people.isdisjoint(other.people):
        # Nobody puts forward two on one day; what they hold fills articles, and each outlet picks its own.
        return False
    return bool(one.issues and other.issues) and one.issues.isdisjoint(other.issues)


def _counts_apart(one: Traits, other: Traits) -> bool:
    """A batch and the sum of all batches: no outlets count one happening so differently."""
    if one.type is not EventType.RELEASE:
        return False
    pairs = list(_counted_in_both(one, other))
    return bool(pairs) and all(max(pair) >= 2 * min(pair) for pair in pairs)


def counts_alike(one: Traits, other: Traits) -> bool:
    """True where both count those freed, and agree as well as outlets do: within a quarter."""
    return one.type is EventType.RELEASE and any(
        4 * max(pair) <= 5 * min(pair) and min(pair) >= _MANY for pair in _counted_in_both(one, other)
    )


def _counted_in_both(one: Traits, other: Traits) -> Iterator[tuple[int, int]]:
    for mine in one.freed:
        yield from ((mine.value, theirs.value) for theirs in other.freed if theirs.what == mine.what)
