"""Sentences to happenings: each predicate with its people, place, date and source; merging is another's business."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.model import EventType, Period, Status
from summarizer.reading import arguments, dates, mentions
from summarizer.reading.arguments import Scene
from summarizer.reading.attribution import source_of
from summarizer.reading.clauses import Predicate, predicates
from summarizer.reading.cues import is_cue
from summarizer.reading.dates import DateMention
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.draft import Sentence
from summarizer.reading.found import Found
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.mentions import Mention
from summarizer.reading.when import opening_date, own_date

# What is done by being announced: without a date of its own it has that of the announcement.
_BY_WORD = frozenset({
    EventType.AGREEMENT, EventType.ACCEPTANCE, EventType.REJECTION, EventType.SUSPENSION, EventType.RESUMPTION,
    EventType.PROPOSAL, EventType.DEMAND, EventType.THREAT, EventType.STATEMENT,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with what the earlier stages found in it."""

    number: int
    sentence: Sentence
    forms: tuple[str, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    predicates: tuple[Predicate, ...]
    text: str

    def quote(self, first: int, last: int) -> str:
        """The original words of some of its tokens."""
        return self.text[self.sentence.tokens[first].start : self.sentence.tokens[last - 1].end]

    def scene(self, p: Predicate) -> Scene:
        """One predicate with the names around it."""
        dated = frozenset(i for d in self.dates for i in range(d.first, d.last))
        stops = frozenset(q.place for q in self.predicates if q.place > p.place and q.place > p.noun)
        return Scene(self.forms, self.mentions, dated, p, stops)


def parse(text: str, number: int, sentence: Sentence, names: Gazetteer, memory: Discourse) -> Parsed:
    """Return a sentence with its names, dates and predicates."""
    forms = tuple(token.form for token in sentence.tokens)
    named = mentions.find(sentence.tokens, names, memory.written)
    return Parsed(number, sentence, forms, named, dates.find(sentence.tokens), predicates(forms, named, title=sentence.title), text)


def told(parsed: Parsed, memory: Discourse, names: Gazetteer) -> list[Found]:
    """Return what a sentence tells, and remember who spoke and when for the next one."""
    _remember(parsed, memory)
    found: list[Found] = []
    for p in parsed.predicates:
        event = _event(parsed, p, found, memory, names)
        if event is not None:
            found.append(event)
            _note(event, memory, parsed.sentence)
    return _without_announcements(found)


def _remember(parsed: Parsed, memory: Discourse) -> None:
    if parsed.sentence.line != memory.paragraph:
        memory.paragraph = parsed.sentence.line
        memory.place = None
    for mention in parsed.mentions:
        armed = [n for n in mention.parties if n in memory.actors.parties and memory.actors.parties[n].kind == "armed_group"]
        if armed and not mention.person:
            memory.movement = Who(parties=tuple(armed[:1]))


def _event(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse, names: Gazetteer) -> Found | None:
    scene = parsed.scene(p)
    doers = arguments.subject(scene)
    who = _resolved(doers, memory)
    dropped = not who
    if dropped:
        who = _implied(parsed, p, before, memory)
    memory_before = memory.subject
    if p.status in (None, Status.DENIED) or not _is_told(parsed, p, doers, who):
        if p.status is Status.DENIED or p.kind is EventType.STATEMENT:
            memory.note(who, speaking=False) if doers else None
        return None
    full = _participants(scene, p, who, memory)
    place = arguments.place(scene) or _place_before(p, before, memory_before)
    host = names.country(place) if place and p.rule.frame == "journey" else None
    if host:
        full = full | Who(parties=names.actors.of_party(host))
    if not _enough(p, full, scene):
        return None
    when = _when(parsed, p, before, memory, dropped)
    status = _status(p, parsed, before, when, memory)
    return Found(
        p.kind, status, full, when, place, parsed.number, p,
        title=parsed.sentence.title, dropped=dropped, host=host,
        attribution=source_of(parsed.forms, parsed.mentions, p, parsed.predicates, parsed.quote),
    )  # fmt: skip


def _resolved(found: Sequence[Mention], memory: Discourse) -> Who:
    who = Who()
    for mention in found:
        who = who | memory.resolve(mention)
    return who


def _implied(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> Who:
    """Who does it where the clause names nobody: the one who did the last thing in the sentence, or the last speaker."""
    if p.nominal:
        return Who()
    if before and p.governor is None:
        return before[-1].who if before[-1].predicate.rule.frame == "speaker" else memory.subject
    if p.governor is not None and parsed.forms[p.place - 1] in ("انه", "انها", "انهم", "بانه", "بانها"):
        return memory.subject
    if p.place <= 3 or parsed.forms[p.place][:1] == "و":
        return memory.party if p.form.feminine and memory.party else memory.subject
    return memory.subject if p.governor is not None and parsed.forms[p.place - 1].endswith(("انه", "انها")) else Who()


def _is_told(parsed: Parsed, p: Predicate, doers: Sequence[Mention], who: Who) -> bool:
    """False for asides that only look like a statement: "according to what X reported"."""
    if p.kind is not EventType.STATEMENT:
        return True
    before = parsed.forms[p.place - 1] if p.place else ""
    if before in ("ما", "كما", "مثلما", "حسبما", "بما", "مما", "التي", "الذي", "وفقما") and p.place > 1:
        return False
    if not (p.form.perfect or parsed.sentence.title):
        return False
    return bool(doers) or (bool(who) and p.place <= 2)


def _participants(scene: Scene, p: Predicate, who: Who, memory: Discourse) -> Who:
    if p.rule.frame == "mutual":
        return who | _resolved(arguments.partners(scene), memory)
    if p.rule.frame == "journey":
        return who | _resolved(arguments.companions(scene), memory)
    if p.rule.frame == "deed" and p.kind in (EventType.TRUCE, EventType.RELEASE, EventType.RESUMPTION):
        return who | _resolved([m for m in arguments.partners(scene) if not m.adjective], memory)
    return who


def _place_before(p: Predicate, before: Sequence[Found], subject: Who) -> str | None:
    """A meeting told right after an arrival, in one sentence, was where they arrived."""
    if p.kind not in (EventType.MEETING, EventType.TALKS) or not before:
        return None
    last = before[-1]
    return last.place if last.kind is EventType.VISIT and last.status is Status.HAPPENED else None


def _enough(p: Predicate, who: Who, scene: Scene) -> bool:
    """A meeting needs two sides or a named person with unnamed partners; anything else one who does it."""
    if p.kind in (EventType.MEETING, EventType.CALL) and p.rule.frame == "mutual":
        if p.rule.name.endswith("discussed with") and "مع" not in scene.forms[p.place : p.end]:
            return False
        return len(who.people) > 1 or len(who.parties) > 1 or len(who.people) == 1
    return bool(who)


def _when(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse, dropped: bool) -> Period:
    own = own_date(p, parsed.dates, parsed.predicates, memory)
    if own.first is None:
        own = opening_date(p, parsed.dates, parsed.predicates, memory)
    if own.first is not None or p.status not in (Status.HAPPENED, None):
        return own
    if p.governor is not None and p.kind in _BY_WORD:
        speaker = next(q for q in parsed.predicates if q.place == p.governor)
        return own_date(speaker, parsed.dates, parsed.predicates, memory)
    if before and p.governor is None and before[-1].predicate.governor is None and before[-1].status is Status.HAPPENED:
        return before[-1].when
    if dropped and p.kind is EventType.STATEMENT:
        return memory.told
    return own


def _status(p: Predicate, parsed: Parsed, before: Sequence[Found], when: Period, memory: Discourse) -> Status:
    assert p.status is not None
    if p.status is Status.HAPPENED and when.first and memory.written and when.first > memory.written:
        return Status.PLANNED
    if p.status is Status.PLANNED and not p.form.future and when.last and memory.written and when.last < memory.written and not p.form.perfect:
        return Status.PLANNED
    if p.status is Status.HAPPENED and p.governor is not None and _doubtful_source(parsed, p.governor):
        return Status.CLAIMED
    return p.status


def _doubtful_source(parsed: Parsed, governor: int) -> bool:
    """True where an unnamed source tells it, or the verb itself doubts it."""
    return any(is_cue("sources", parsed.forms, i) for i in range(max(0, governor - 3), governor + 4)) or parsed.forms[
        governor
    ].lstrip("و") in ("زعم", "زعمت", "ادعي", "ادعت")


def _note(event: Found, memory: Discourse, sentence: Sentence) -> None:
    speaking = event.predicate.rule.frame == "speaker"
    if event.predicate.governor is None and not event.predicate.nominal:
        memory.note(event.who, speaking=speaking)
    if event.when.first is not None:
        memory.told = event.when
    if event.predicate.rule.frame == "mutual":
        memory.met = event.who


def _without_announcements(found: list[Found]) -> list[Found]:
    """Drop a statement that only announces what the same sentence tells as a happening of its own."""
    kept = []
    for event in found:
        content = [e for e in found if e.predicate.governor == event.predicate.place and e is not event]
        told_by = event.kind is EventType.STATEMENT and any(
            e.kind is not EventType.STATEMENT and (not event.who.people or event.who.names & e.who.names) for e in content[:1]
        )
        if not told_by:
            kept.append(event)
    return kept
