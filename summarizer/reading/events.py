"""Sentences to happenings: each predicate with its people, place, date and source; merging is another's business."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Period, Precision, Status
from summarizer.reading.attribution import source_of
from summarizer.reading.carried import IN_IT, opens
from summarizer.reading.clauses import Predicate
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, Who, resolved
from summarizer.reading.doers import doer, remember_heads
from summarizer.reading.elaborations import elaborate
from summarizer.reading.enough import enough, is_remark, is_round, stops_talks
from summarizer.reading.found import Found
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.journeys import by_goal, met_on_arrival
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed
from summarizer.reading.partners import by_partner
from summarizer.reading.places import place as place_of
from summarizer.reading.scene import PREPOSITIONS
from summarizer.reading.sides import mediating, participants
from summarizer.reading.substance import clause
from summarizer.reading.when import date_of, is_retold
from summarizer.reading.whereabouts import place_before, said_there, there

# What others bring about between two sides.
_MEDIATED = frozenset({EventType.TRUCE, EventType.RELEASE, EventType.AGREEMENT})

# Who decides that others go does not go, and they have not gone yet.
_SENDS = "decided to send a delegation"
# Words alone, which an encounter holds.
_WORDS = frozenset({EventType.STATEMENT, EventType.DEMAND})
# What "may" be is told of these: who may come, meet, go on.
_MAY_BE = frozenset({
    EventType.STATEMENT, EventType.RESUMPTION, EventType.VISIT, EventType.MEETING, EventType.CALL, EventType.TALKS,
})  # fmt: skip
_ENCOUNTERS = frozenset({EventType.CALL, EventType.MEETING, EventType.TALKS})
# "That came in a statement that he gave": of what was told before.
_LOOKS_BACK = (
    ("جاء", "ذلك"),
    ("وجاء", "ذلك"),
    ("جاء", "هذا"),
    ("ياتي", "ذلك"),
    ("جاءت", "تصريحات"),
    ("وجاءت", "تصريحات"),
)
# A sentence's topic stands this near to its beginning.
_NEAR = 3
# "During the call" stands this near to the verb.
_DURING = 12
_REPORTED = frozenset(["ما", "كما", "مثلما", "حسبما", "بما", "مما", "التي", "الذي", "وفقما", "كانت"])


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
    return _once(parsed, found)


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
    memory.dealing = any(is_cue("dealings", parsed.forms, i) for i in range(len(parsed.forms)))
    if parsed.sentence.line != memory.paragraph:
        memory.paragraph, memory.visited = parsed.sentence.line, Who()
        memory.told = memory.main if memory.main.first else memory.told
    if parsed.forms[:1] == ("اما",):
        memory.note(resolved([m for m in parsed.mentions if m.first == 1 and m.acts], memory), speaking=False)
    for mention in parsed.mentions:
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
    unsaid = not _is_told(parsed, p, who, named, before) or _is_within(parsed, p, who, (*earlier, *before))
    if p.status in (None, Status.DENIED) or _is_supposed(p) or unsaid:
        if named and p.governor is None and p.kind is EventType.STATEMENT:
            memory.note(who, speaking=True)
        return None
    # Who telephones is in two places.
    place = (
        None
        if p.kind is EventType.CALL
        else place_of(scene) or place_before(p, before) or said_there(p, before) or there(parsed, p, memory)
    )
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
    if p.rule.frame == "speaker":
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


def _is_told(parsed: Parsed, p: Predicate, who: Who, named: bool, before: Sequence[Found]) -> bool:
    """False for words that only look like a statement: "according to what X reported", "and said" after it was told."""
    if p.kind is EventType.DEMAND and not named:
        # Who said something and asked for something in one breath made one statement.
        return not any(e.kind is EventType.STATEMENT and who.names & e.doer.names for e in before)
    if p.kind is not EventType.STATEMENT:
        return True
    previous = parsed.forms[p.place - 1] if p.place else ""
    if named and p.form.perfect and _is_comment(parsed.forms, p.place):
        return True
    if parsed.forms[:2] in _LOOKS_BACK:
        return False
    if previous == "،" and before and parsed.forms[p.place][:1] not in "وف":
        return False
    if previous in _REPORTED and p.place > 1 and p.aside is None and not (previous == "كانت" and named):
        return False
    if not (p.form.perfect or parsed.headline) or (p.governor is not None and not named):
        return False
    if not named and any(who.names & e.doer.names and not _is_apart(parsed, p, e) for e in before):
        return False
    return named or (bool(who) and (opens(parsed, p) or parsed.forms[p.place + 1 : p.place + 2] in IN_IT))


def _is_comment(forms: tuple[str, ...], place: int) -> bool:
    """True in a relative clause that says what somebody said of it all: "وهو ما وصفته حماس", "الأمر الذي عده"."""
    return forms[max(0, place - 2) : place] in (("وهو", "ما"), ("هو", "ما"), ("الامر", "الذي"), ("وهي", "ما"))


def _is_apart(parsed: Parsed, p: Predicate, told: Found) -> bool:
    """True for words after a visit or a call, not in it: "زار القدس وقال في تل أبيب إن"."""
    if told.kind not in (EventType.VISIT, EventType.CALL):
        return False
    after = parsed.forms[p.place + 1 : p.place + 2]
    return after in (("في",), ("بعدها",), ("لاحقا",), ("عقب",), ("بعد",), ("من",))


def _is_within(parsed: Parsed, p: Predicate, who: Who, told: Sequence[Found]) -> bool:
    """True for words said in an encounter of the speaker that has been told: "وأكد الأمير خلال المكالمة أن"."""
    if p.kind is not EventType.STATEMENT:
        return False
    near = range(p.place + 1, min(p.place + _DURING, p.end))
    within = any(
        parsed.forms[i] in ("خلال", "في", "اثناء") and is_cue("encounters", parsed.forms, i + 1) for i in near
    )
    return within and any(e.kind in _ENCOUNTERS and who.names & e.who.names for e in told)


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
    return p.status


def _doubtful_source(parsed: Parsed, governor: int) -> bool:
    """True where an unnamed source tells it, or the verb itself doubts it."""
    if parsed.forms[governor].lstrip("و") in ("زعم", "زعمت", "ادعي", "ادعت"):
        return True
    return any(is_cue("sources", parsed.forms, i) for i in range(max(0, governor - 3), governor + 4))


def _note(event: Found, parsed: Parsed, memory: Discourse) -> None:
    if event.predicate.governor is None and not event.predicate.nominal:
        memory.note(event.doer or event.who, speaking=event.predicate.rule.frame == "speaker")
    if event.when.precision is Precision.DAY:
        memory.told = event.when
        memory.main = memory.main if is_retold(parsed.forms, event.predicate) else event.when
    if event.kind is EventType.VISIT and event.place:
        memory.place, memory.placed = event.place, event.sentence
        memory.visited = event.who if event.status is Status.HAPPENED else Who()
    if event.predicate.rule.frame == "mutual":
        memory.met, memory.visited = event.who, Who()


def _once(parsed: Parsed, found: list[Found]) -> list[Found]:
    """Drop a statement that only announces what the same sentence tells as a happening of its own."""
    return [event for event in found if not _announces(parsed, event, found) and not _in_call(event, found)]


def _in_call(event: Found, found: Sequence[Found]) -> bool:
    """True for what was said or asked in a call that the same verb tells: "طلب منه، في مكالمة"."""
    return event.kind in _WORDS and any(
        e.kind is EventType.CALL and e.predicate.place == event.predicate.place for e in found
    )


def _announces(parsed: Parsed, event: Found, found: Sequence[Found]) -> bool:
    if event.kind is not EventType.STATEMENT:
        return False
    content = [
        e
        for e in found
        if (
            e.predicate.governor == event.predicate.place or _is_carried(parsed, event.predicate, e.predicate)
        )
        and e.kind is not EventType.STATEMENT
        and not e.predicate.rule.trigger.presupposed
    ]
    direct = [e for e in content[:1] if not _by_the_way(parsed, event.predicate.place, e.predicate.place)]
    return any(not event.who.people or event.who.names & e.doer.names for e in direct)


def _is_carried(parsed: Parsed, speaker: Predicate, deed: Predicate) -> bool:
    """True for the speaker's own deed as what is announced: "أعلن الجيش سيطرته على المعبر"."""
    own = parsed.forms[deed.place].endswith(("ه", "ها")) and deed.governor is None
    return own and deed.place == speaker.end


def _by_the_way(parsed: Parsed, speaker: int, place: int) -> bool:
    """True where a participle, not the verb itself, opens what is said: "أعلن انتشال الجثث، زاعما أن"."""
    said = [i for i in range(speaker + 1, place) if is_cue("that", parsed.forms, i)]
    return any(is_cue("participles", parsed.forms, i) for that in said for i in (that - 1, that - 2))
