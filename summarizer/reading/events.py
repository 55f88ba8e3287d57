"""Sentences to happenings: each predicate with its people, place, date and source; merging is another's business."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Period, Precision, Status
from summarizer.reading.attribution import heading, source_of
from summarizer.reading.cues import cue_places, is_cue
from summarizer.reading.discourse import Discourse, Who, resolved
from summarizer.reading.doers import doer
from summarizer.reading.elaborations import elaborate
from summarizer.reading.enough import enough, is_remark, is_round, stops_talks
from summarizer.reading.fold import words
from summarizer.reading.found import Found
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.heads import remember_heads
from summarizer.reading.journeys import by_goal, met_on_arrival
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed
from summarizer.reading.partners import by_partner
from summarizer.reading.places import place as place_of
from summarizer.reading.predicate import Predicate
from summarizer.reading.said_by import remember_source
from summarizer.reading.scene import PREPOSITIONS
from summarizer.reading.sides import mediating, participants
from summarizer.reading.substance import clause
from summarizer.reading.utterances import is_told, is_within, once
from summarizer.reading.when import date_of, is_retold
from summarizer.reading.whereabouts import (
    at_gathering,
    is_venue,
    meets_there,
    of_noun,
    place_before,
    said_there,
    there,
)

# What others bring about between two sides.
_MEDIATED = frozenset({EventType.TRUCE, EventType.RELEASE, EventType.AGREEMENT})

# Who decides that others go does not go, and they have not gone yet.
_SENDS = "decided to send a delegation"
# What "may" be is told of these: who may come, meet, go on.
_MAY_BE = frozenset({
    EventType.STATEMENT, EventType.RESUMPTION, EventType.VISIT, EventType.MEETING, EventType.CALL, EventType.TALKS,
})  # fmt: skip
# What was announced or decided stands near behind these.
_ANNOUNCED = ("اعلان", "قرار")
# A sentence's topic stands this near to its beginning.
_NEAR = 3


def told(
    parsed: Parsed,
    memory: Discourse,
    names: Gazetteer,
    earlier: Sequence[Found] = (),
) -> list[Found]:
    """Return what a sentence tells, and remember who spoke and when for the next one."""
    _enter(parsed, memory)
    found: list[Found] = []
    _note_topic(parsed, memory)
    if not elaborate(parsed, earlier, memory):
        for p in parsed.predicates:
            who, named = doer(parsed, p, found, memory)
            event = _event(parsed, p, (who, named), found, earlier, memory, names)
            if event is not None:
                _note(event, parsed, memory)
                event = met_on_arrival(event, found, parsed)
                found.extend(
                    e
                    for one in by_goal(event, parsed, names, memory)
                    for e in by_partner(one, parsed, memory)
                )
    remember_heads(parsed, memory)
    remember_source(parsed, memory)
    return once(parsed, found)


def _note_topic(parsed: Parsed, memory: Discourse) -> None:
    """Remember whom a sentence is about whose first verb tells nothing: "وقرر الوزير العودة، وقال"."""
    topic = _row(parsed, _topic(parsed))
    first = next((p.place for p in parsed.predicates), len(parsed.forms))
    if (
        parsed.sentence.title
        or not topic
        or topic[0].last >= first
        or is_cue("that", parsed.forms, topic[0].first - 1)
    ):
        return
    who = resolved(topic, memory)
    if not who.names <= memory.subject.names:
        memory.note(who, speaking=False)


def _row(parsed: Parsed, topic: Sequence[Mention]) -> list[Mention]:
    """A topic with those who are joined to it right behind: "وسعت القاهرة والدوحة"."""
    row = list(topic)
    for mention in parsed.mentions:
        if row and mention.first == row[-1].last and mention.prefix == "و" and mention.acts:
            row.append(mention)
    return row


def _topic(parsed: Parsed) -> list[Mention]:
    """Whom a sentence that tells nothing is about: the name near its beginning, "ولم تتأخر الحركة"."""
    first = next((m for m in parsed.mentions if m.acts), None)
    near = first is not None and first.first <= _NEAR and not first.prefix.strip("و") and not first.adjective
    return [first] if first is not None and near and parsed.forms[first.first - 1] not in PREPOSITIONS else []


def _enter(parsed: Parsed, memory: Discourse) -> None:
    memory.dealing = bool(cue_places("dealings", parsed.forms))
    if parsed.sentence.line != memory.paragraph:
        memory.paragraph, memory.visited = parsed.sentence.line, Who()
        memory.told = memory.main if memory.main.first else memory.told
    if parsed.forms[:1] == ("اما",):
        memory.note(resolved([m for m in parsed.mentions if m.first == 1 and m.acts], memory), speaking=False)
    for mention in parsed.mentions:
        if is_venue(parsed, mention):
            memory.venue = mention.place
        armed = [
            n
            for n in mention.parties
            if n in memory.actors.parties and memory.actors.parties[n].kind == "armed_group"
        ]
        if armed and not mention.person:
            memory.movement = Who(parties=tuple(armed[:1]))


def _event(
    parsed: Parsed,
    p: Predicate,
    doers: tuple[Who, bool],
    before: Sequence[Found],
    earlier: Sequence[Found],
    memory: Discourse,
    names: Gazetteer,
) -> Found | None:
    scene = parsed.scene(p)
    who, named = doers
    unsaid = not is_told(parsed, p, who, named, before) or is_within(parsed, p, who, earlier, before)
    if p.status in (None, Status.DENIED) or _is_supposed(p) or unsaid:
        if named and p.governor is None and p.kind is EventType.STATEMENT:
            memory.note(who, speaking=True)
        return None
    # Who telephones is in two places.
    place = (
        None
        if p.kind is EventType.CALL
        else place_of(scene)
        or of_noun(parsed, p)
        or place_before(parsed, p, before)
        or said_there(p, before)
        or there(parsed, p, memory)
        or meets_there(parsed, p)
        or at_gathering(parsed, p, memory)
    )
    if p.rule.name.endswith(_SENDS) and not any(m.place and m.first > p.noun for m in parsed.mentions):
        return None  # "مواصلة العملية في رفح، مع إرسال وفد": to where is not said
    host = names.country(place) if place and p.rule.frame == "journey" else None
    who = Who(parties=who.parties) if p.rule.name.endswith(_SENDS) else who
    full = participants(scene, p, who, before, memory)
    between = mediating(parsed, p.start) if p.kind in _MEDIATED else Who()
    full = full | between
    if p.kind is EventType.SUSPENSION and not full and not p.noun < p.place and stops_talks(parsed, p):
        full = Who(parties=memory.actors.principals)
    if p.kind is EventType.TALKS and is_cue("hosting", parsed.forms, p.place) and len(full.names) == 1:
        full = (
            Who(parties=memory.actors.principals) | full
        )  # "talks that Doha hosts" are between those at war
    if host:
        full = full | Who(parties=names.actors.of_party(host))
    if not is_round(parsed, p) and not enough(p, who, full, place, host, scene):
        return None
    when = date_of(parsed, p, before, memory, dropped=not named)
    if p.kind is EventType.TALKS and not full and not place and is_remark(parsed, p, when):
        return None
    if p.nominal and p.rule.trigger.presupposed and not _is_known(parsed, p, when, memory):
        return None
    kind = _kind(parsed, p, who, full, memory)
    return Found(
        kind, _status(p, parsed, when, memory), full, when, place, parsed.number, p,
        title=parsed.sentence.title, dropped=not named, host=host, doer=who, mediators=between,
        attribution=source_of(parsed, p, memory.doing), substance=clause(parsed, p), dating=memory.dating,
    )  # fmt: skip


def _is_supposed(p: Predicate) -> bool:
    """True for an answer, a release, an attack under a condition: a scenario, of which there is no end."""
    return p.status is Status.CONDITIONAL and p.kind not in _MAY_BE


def _is_known(parsed: Parsed, p: Predicate, when: Period, memory: Discourse) -> bool:
    """True where what a noun presupposes has its own day, not to come, or its victims; words, where nothing awaits them."""
    announced = any(form in _ANNOUNCED for form in parsed.forms[max(0, p.place - _NEAR - 1) : p.place])
    if p.rule.frame == "speaker" or announced:
        return not _is_awaited(parsed, p)
    if when.first is not None:
        return memory.written is None or when.first <= memory.written
    return p.kind is EventType.ESCALATION and p.rule.name.endswith("killing presupposed")


def _is_awaited(parsed: Parsed, p: Predicate) -> bool:
    """True where something is to come, or may, after what a noun tells: "ستبدأ الهدنة بعد موافقة الحكومة"."""
    before = range(p.place)
    waiting = any(is_cue(kind, parsed.forms, i) for i in before for kind in ("planned", "maybe", "wished"))
    to_come = any(
        len(f) > 4 and f.lstrip("وف").startswith(("سي", "ست", "سن")) for f in parsed.forms[: p.place]
    )
    return (
        waiting
        or to_come
        or "الا" in parsed.forms[: p.place]
        or any(q.form.future for q in parsed.predicates)
    )


def _kind(parsed: Parsed, p: Predicate, who: Who, full: Who, memory: Discourse) -> EventType:
    """The rule's kind, but a stance not of a side is a statement, and a held round with nobody named is talks."""
    if p.rule.principals and not set(who.parties) & set(memory.actors.principals):
        return EventType.STATEMENT
    return EventType.TALKS if is_round(parsed, p) and not full.people else p.kind


def _status(p: Predicate, parsed: Parsed, when: Period, memory: Discourse) -> Status:
    assert p.status is not None
    if p.status is not Status.HAPPENED:
        return p.status
    if p.rule.name.endswith(_SENDS):
        return Status.PLANNED
    if when.first and memory.written and when.first > memory.written and not p.form.perfect:
        return Status.PLANNED
    if p.governor is not None and _doubtful_source(parsed, p.governor):
        return Status.CLAIMED
    head = heading(parsed, p) if p.governor is None else None
    if head is not None and is_cue("sources", words(head), 0):
        return Status.CLAIMED
    return p.status


def _doubtful_source(parsed: Parsed, governor: int) -> bool:
    """True where an unnamed source tells it, or the verb itself doubts it."""
    if parsed.forms[governor].lstrip("و") in ("زعم", "زعمت", "ادعي", "ادعت"):
        return True
    return any(is_cue("sources", parsed.forms, i) for i in range(max(0, governor - 3), governor + 4))


def _note(event: Found, parsed: Parsed, memory: Discourse) -> None:
    goes_on = event.dropped and event.predicate.rule.frame == "mutual"
    if event.predicate.governor is None and not event.predicate.nominal and not goes_on:
        memory.note(event.doer or event.who, speaking=event.predicate.rule.frame == "speaker")
    if event.when.precision is Precision.DAY:
        memory.told = event.when
        memory.main = memory.main if is_retold(parsed.forms, event.predicate) else event.when
    if event.kind is EventType.VISIT and event.place:
        memory.place, memory.placed = event.place, event.sentence
        memory.visited = event.who if event.status is Status.HAPPENED else Who()
    if event.kind in (EventType.MEETING, EventType.TALKS) and event.place:
        memory.venue = event.place
    if event.predicate.rule.frame == "mutual":
        memory.met, memory.visited = event.who, Who()
