"""What one happening tells about another: a meeting during a visit was then and there; finds no new happening."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from storage.model import EventType, Period, Precision, Status
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.enough import UNNAMED
from summarizer.reading.found import Found
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed

_MEETINGS = frozenset({EventType.MEETING, EventType.TALKS})


def completed(found: Sequence[Found], memory: Discourse, *, live: bool) -> list[Found]:
    """Return the happenings with what the others and the kind of page say about them."""
    visits = [e for e in found if e.kind is EventType.VISIT and e.status is Status.HAPPENED]
    sides = Who(parties=memory.actors.principals)
    # Where others are told to have met, "the talks" may be theirs: nobody is named rather than the wrong ones.
    others_met = any(e.kind in _MEETINGS and e.who and not e.who.names & sides.names for e in found)
    for event in found:
        if event.kind in _MEETINGS and event.status is not Status.PLANNED:
            _during(event, visits)
        if event.kind in UNNAMED and not event.who and not (event.kind is EventType.TALKS and others_met):
            event.who = sides
        if event.kind is EventType.TRUCE and event.who.names & sides.names:
            event.who = event.who | sides  # one side alone has no truce
        if (
            live
            and event.when.first is None
            and memory.written
            and event.status in (Status.HAPPENED, Status.CLAIMED)
        ):
            event.when = _day(memory.written)
    return list(found)


def _during(meeting: Found, visits: Iterable[Found]) -> None:
    """A meeting of a visitor with the visited: on the day of the visit, in that place, where it names no other."""
    for visit in visits:
        guests = set(visit.doer.names)
        if not guests & meeting.who.names or visit.host is None or visit.host not in meeting.who.parties:
            continue
        if meeting.place is None:
            meeting.place = visit.place
        if meeting.when.first is None and abs(meeting.sentence - visit.sentence) <= 4:
            meeting.when = visit.when
        return


def in_their_city(found: Sequence[Found], parsed: Sequence[Parsed], names: Gazetteer) -> list[Found]:
    """Return the meetings of a visit to a country in the one city of it to which somebody is said to go."""
    cities = {m.place for sentence in parsed for m in sentence.mentions if m.place and _is_goal(sentence, m)}
    for event in found:
        if event.kind in _MEETINGS and event.place is not None and names.country(event.place) == event.place:
            within = {city for city in cities if city != event.place and names.country(city) == event.place}
            event.place = within.pop() if len(within) == 1 else event.place
    return list(found)


def on_the_ground(found: Sequence[Found], parsed: Sequence[Parsed], names: Gazetteer) -> list[Found]:
    """Return the attacks of the state at war that no place is told of as on the war's ground.

    Not where the sentence names another place or whom it was aimed at, nor where the text tells of one elsewhere.
    """
    attacks = [e for e in found if e.kind is EventType.ESCALATION and set(e.who.parties) & names.at_war]
    if any(e.place and names.country(e.place) != names.country(names.ground or "") for e in attacks):
        return list(found)
    for event in attacks:
        mentions = parsed[event.sentence].mentions
        elsewhere = {m.place for m in mentions if m.place} - names.at_war - {names.ground}
        aimed = any(m.person and m.first > event.predicate.place for m in mentions)
        event.place = event.place or (None if elsewhere or aimed else names.ground)
    return list(found)


def _is_goal(sentence: Parsed, mention: Mention) -> bool:
    return mention.first > 0 and sentence.forms[mention.first - 1] in ("الي", "في")


def _day(day: date) -> Period:
    return Period(day, day, Precision.DAY)
