"""One happening, told several times in an article, made one: knows no words, only who, what and when."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Period, Precision, Status
from summarizer.reading.found import Found

_WORDS_ONLY = frozenset({EventType.STATEMENT, EventType.DEMAND, EventType.THREAT})
_KIN = frozenset({EventType.MEETING, EventType.TALKS})
# Told by a title alone, these are told: who met, called, went.
_MOVES = frozenset(
    {
        EventType.MEETING,
        EventType.CALL,
        EventType.VISIT,
        EventType.TALKS,
        EventType.RESUMPTION,
        EventType.SUSPENSION,
    }
)
# A gathering is meant for this many sentences.
_NEAR = 4
# A telling is compared with so many before it, twice as many as an article of some length has.
_BEFORE = 50
_ONE_SIDED = frozenset({EventType.TALKS, EventType.RESUMPTION, EventType.SUSPENSION})
_FINENESS = {
    Precision.DAY: 0,
    Precision.WEEK: 1,
    Precision.MONTH: 2,
    Precision.SEASON: 3,
    Precision.YEAR: 4,
    Precision.UNKNOWN: 5,
}


def merged(found: Sequence[Found]) -> list[Found]:
    """Return the tellings with those of one happening joined, in the order of the text; the title adds no new one."""
    kept: list[Found] = []
    for event in (e for e in found if not e.title):
        before = reversed(kept[-_BEFORE:])
        twin = next((other for other in before if _same(other, event) or _goes_on(other, event)), None)
        if twin is None:
            kept.append(event)
        else:
            _join(twin, event)
    _place_speeches(kept)
    for event in (e for e in found if e.title):
        twin = next((other for other in kept if _title_of(other, event)), None)
        if twin is not None:
            twin.title = True
            twin.also.append(event.sentence)
            twin.issues = tuple(dict.fromkeys((*twin.issues, *event.issues)))
        elif _is_move(event) or _is_new(event, kept):
            kept.insert(0, event)
    return kept


def _place_speeches(kept: Sequence[Found]) -> None:
    """Give what somebody said the place at which they said more, soon after and on the same day."""
    said = [e for e in kept if e.kind is EventType.STATEMENT and e.who.people]
    for at, one in enumerate(said):
        near = (e for e in said[at + 1 : at + _BEFORE] if 0 < e.sentence - one.sentence <= _NEAR)
        more = (e for e in near if e.place and e.who.people == one.who.people and e.when == one.when)
        one.place = one.place or next((e.place for e in more), None)


def _is_move(event: Found) -> bool:
    """True for who met, called, went, as a title tells it."""
    return event.kind in _MOVES and (len(event.who.names) > 1 or event.kind in _ONE_SIDED)


def _is_new(event: Found, kept: Sequence[Found]) -> bool:
    """True for what the title alone tells: words of somebody whose words the body has none of, a deed that it has not."""
    if not event.who or event.status is not Status.HAPPENED:
        return False
    governed = event.predicate.governor is not None
    if governed and any(e.sentence == event.sentence for e in kept):
        return False
    if event.predicate.rule.frame != "speaker":
        # Who was freed by force is told in the body as an attack.
        kin = {event.kind, EventType.ESCALATION} if event.kind is EventType.RELEASE else {event.kind}
        return not any(e.kind in kin for e in kept)
    # What one said in a call is told with the call.
    said = (e for e in kept if e.predicate.rule.frame == "speaker" or e.kind is EventType.CALL)
    return not any(e.doer.names & event.doer.names or e.who.names == event.who.names for e in said)


def _same(one: Found, other: Found) -> bool:
    if one.sentence == other.sentence and {one.kind, other.kind} <= _KIN and _of_one_noun(one, other):
        return True
    if one.kind is not other.kind and not {one.kind, other.kind} <= _KIN:
        return False
    if not _compatible(one.when, other.when):
        return False
    if (one.status is Status.PLANNED) != (other.status is Status.PLANNED):
        return False
    if one.kind is EventType.RELEASE and one.sentence == other.sentence:
        return (
            not other.predicate.rule.trigger.presupposed
        )  # "أفرجت عن الأسرى بعد تسليم حماس الجثامين" are two
    if one.kind in _KIN and _is_taken_up(one, other):
        return True
    if one.kind in _WORDS_ONLY:
        if one.who.names != other.who.names:
            return False
        return other.dropped or (other.sentence - one.sentence <= 3 and _one_mouth(one, other))
    return _alike(one, other)


def _of_one_noun(one: Found, other: Found) -> bool:
    """True for a gathering that two verbs tell, or that is talks too: "عقد الوزير اجتماعا ضم رئيسي الجهازين"."""
    a, b = one.predicate, other.predicate
    return a.noun == b.noun and (one.kind is not other.kind or a.place != b.place)


def _is_taken_up(one: Found, other: Found) -> bool:
    """True for a gathering told soon after, or before, without those who took part: "وانتهت المحادثات"."""
    apart = one.place and other.place and one.place != other.place
    near = abs(other.sentence - max([one.sentence, *one.also])) <= _NEAR
    # A gathering without names that is told first must at least say where it was.
    known = bool(one.who) or one.place is not None
    return known and bool(one.who) is not bool(other.who) and near and not apart


def _one_mouth(one: Found, other: Found) -> bool:
    """True where it may be the same who speaks for a side: not its army here and its ministry there."""
    mouths = {one.attribution, other.attribution}
    return bool(one.who.people) or len(mouths) == 1 or bool(mouths & {None, *one.who.parties})


def _goes_on(one: Found, other: Found) -> bool:
    """True where a speaker goes on in the next sentence: what they add belongs to what they said."""
    if other.kind is not EventType.STATEMENT or not other.dropped or one.predicate.rule.frame != "speaker":
        return False
    near = 0 <= other.sentence - max([one.sentence, *one.also]) <= 1
    return near and bool(one.doer.names & other.doer.names) and _compatible(one.when, other.when)


def _alike(one: Found, other: Found) -> bool:
    """Those who take part agree: people where both name some, else parties; a journey elsewhere is another."""
    if one.kind is EventType.VISIT and _is_elsewhere(one, other):
        return False
    if one.who.people and other.who.people:
        a, b = set(one.who.people), set(other.who.people)
        if a == b and len(a) > 1:
            return True
        # Who is named in both met somebody else where the sides differ: the minister, and then the families.
        return (a <= b and set(one.who.parties) <= set(other.who.parties)) or (
            b <= a and set(other.who.parties) <= set(one.who.parties)
        )
    a, b = set(one.who.parties), set(other.who.parties)
    if (_is_full(one) and not b <= a) or (_is_full(other) and not a <= b):
        return False
    return bool(a & b) and (a <= b or b <= a)


def _is_full(event: Found) -> bool:
    """True for an encounter of people who are all named: whoever else met, met another time."""
    return event.predicate.rule.frame == "mutual" and len(event.who.people) > 1


def _is_elsewhere(one: Found, other: Found) -> bool:
    if not one.place or not other.place:
        return False
    return one.place not in (other.place, other.host) and other.place != one.host


def _title_of(event: Found, title: Found) -> bool:
    if event.kind is not title.kind and not {event.kind, title.kind} <= _KIN:
        return False
    return not title.who or bool(event.who.names & title.who.names)


def _compatible(one: Period, other: Period) -> bool:
    return one.first is None or other.first is None or one.meets(other)


def _join(one: Found, other: Found) -> None:
    if one.who.people == other.who.people or not one.who.people:
        # What one meeting was about is not what another of the same man was about.
        one.substance = one.substance or other.substance
    one.who = one.who | other.who
    if {one.kind, other.kind} == _KIN and len(one.who.people) > 1:
        one.kind = EventType.MEETING
    if _FINENESS[other.when.precision] < _FINENESS[one.when.precision]:
        one.when, one.dating = other.when, other.dating
    one.place = one.place or other.place
    one.attribution = one.attribution or other.attribution
    one.host = one.host or other.host
    one.issues = tuple(dict.fromkeys((*one.issues, *other.issues)))
    if other.sentence != one.sentence and other.sentence not in one.also:
        one.also.append(other.sentence)
