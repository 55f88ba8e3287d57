"""When a happening was: the date expression of its clause, on the calendar, or the date it shares; knows no names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from storage.model import EventType, Period, Precision, Status
from summarizer.reading.cues import is_cue
from summarizer.reading.dates import DateMention
from summarizer.reading.discourse import Dating, Discourse
from summarizer.reading.found import Found
from summarizer.reading.lasting import lasted
from summarizer.reading.mention import Mention
from summarizer.reading.moments import Reference, period
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate

# What is done by being announced: without a date of its own it has that of the announcement.
_BY_WORD = frozenset({
    EventType.AGREEMENT, EventType.ACCEPTANCE, EventType.REJECTION, EventType.SUSPENSION, EventType.RESUMPTION,
    EventType.PROPOSAL, EventType.DEMAND, EventType.THREAT, EventType.STATEMENT,
})  # fmt: skip

_ITSELF = ("انه", "انها", "بانه", "بانها")
_HAD = ("كان", "كانت", "كانوا")
RELATIVES = frozenset(("الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين"))
# Before a date these make it a bound, or that of another happening: "since 7 October", "the attack of 7 October".
_OTHERS = frozenset((
    "منذ", "حتي", "بحلول", "لغايه", "هجوم", "هجمات", "احداث", "اتفاق", "قرار", "حرب", "غاره", "غارات", "ضربه", "عمليه", "قمه",
    "اجتماع", "هدنه",
))  # fmt: skip
# In a relative clause these are of an earlier day than what is told: "رفض الشروط التي وضعتها الحركة".
_DESCRIBED = frozenset({EventType.DEMAND, EventType.PROPOSAL, EventType.AGREEMENT, EventType.TRUCE})
# What lasts may be dated by when it began: "يسري وقف النار منذ 10 أكتوبر".
_LASTING = frozenset({EventType.TRUCE, EventType.SUSPENSION})
# A date behind one of these is that of the noun before it: "the decision announced on Monday".
OF_A_NOUN = frozenset((
    "المعلن", "المعلنه", "الموقع", "الموقعه", "الصادر", "الصادره", "المبرم", "المبرمه", "المنعقد", "المنعقده",
    "المقدم", "المقدمه", "المنشور", "المنشوره", "المسلم", "المسلمه", "المتخذ", "المتخذه", "المورخ", "المورخه",
))  # fmt: skip
# And that of another happening: "and the delegation of the Jihad followed him on Sunday".
_OF_ANOTHER = frozenset((
    "تلاه", "تلاها", "تلته", "تلتها", "تلاهما", "سبقه", "سبقها", "سبقته", "سبقتها", "اعقبه", "اعقبها", "اعقبته", "اعقبتها",
))  # fmt: skip
# A clause after one of these tells what was on the day that the words before it name.
_WHEN = frozenset(("بعدما", "عندما", "حينما", "حين", "لما", "عقبما"))
# A date that stands farther into the clause, cut off by a comma, belongs to what stands between.
_FORWARD = 8
# A date behind a verb is its own sooner than one so many words nearer before it.
_BEFORE = 3
# A relative clause is looked for this many tokens back.
_REACH = 30
# A date opens its sentence where no more words than these stand before it.
_OPENING = 4
# A gathering at which something was said opens a sentence with so many words before its noun, behind these.
_FRONT = 2
_AT = frozenset(("في", "خلال", "لدي", "اثناء", "ختام", "عقب", "بعد", "اثر"))


def date_of(
    parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse, *, dropped: bool
) -> Period:
    """Return when it happened: by its own clause, the sentence's opening, the announcement, or what it continues."""
    memory.dating = None
    found = _date_of(parsed, p, before, memory, dropped=dropped)
    ahead = found.first is not None and memory.written is not None and found.first > memory.written
    # What is told as past cannot be dated after the day of writing: the date belongs to something else.
    decided = is_cue("planned", parsed.forms, p.place)
    past = p.status is Status.HAPPENED and p.form.perfect and not p.nominal and not decided
    return Period() if ahead and past else found


def _date_of(
    parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse, *, dropped: bool
) -> Period:
    own = _own(parsed, p, memory)
    if own.first is None and p.rule.trigger.presupposed:
        return _eve(parsed, p, before, memory)
    if own.first is None:
        own = _of_noun(parsed, p, memory)
    if own.first is None:
        own = lasted(parsed, p, memory.written, memory.told.last)
    if own.first is None:
        own = _opening(parsed, p, memory)
    if own.first is None and not before and p.status is Status.HAPPENED:
        own = _of_main_clause(parsed, p, memory)
    if own.first is None and p.nominal and p.rule.frame == "mutual" and not before:
        own = _of_occasion(parsed, p, memory)
    if own.first is None and p.status is Status.PLANNED:
        return _of_journey(before)
    if own.first is not None or p.status is not Status.HAPPENED:
        return own
    speaker = parsed.at(p.governor)
    if speaker is not None:
        itself = parsed.forms[p.place - 1] in _ITSELF
        return _own(parsed, speaker, memory) if itself or p.kind in _BY_WORD else own
    told = next((e for e in reversed(before) if not _is_relative(parsed.forms, e.predicate)), None)
    if _is_relative(parsed.forms, p) and p.kind in _DESCRIBED:
        return own
    if told is not None and told.predicate.governor is None and told.status is Status.HAPPENED:
        return told.when
    return memory.told if dropped and p.kind is EventType.STATEMENT else own


def _of_noun(parsed: Parsed, p: Predicate, memory: Discourse) -> Period:
    """The day of a gathering by another verb with the same noun: "تُعقد مساء اليوم اجتماعات يشارك فيها الوفد"."""
    if p.noun == p.place or p.rule.frame != "mutual":
        return Period()
    other = next((q for q in parsed.predicates if q.noun == p.noun and q.place < p.place), None)
    return _own(parsed, other, memory) if other is not None else Period()


def _of_occasion(parsed: Parsed, p: Predicate, memory: Discourse) -> Period:
    """The day of what was said at a gathering that opens a sentence: "خلال لقائه الوزير، دعا ماكرون الأحد إلى"."""
    main = next((q for q in parsed.predicates if q.place > p.place and not q.nominal), None)
    fronted = p.place <= _FRONT and (p.place == 0 or parsed.forms[p.place - 1].lstrip("و") in _AT)
    if main is None or not fronted or main.rule.frame != "speaker" or main.status is not Status.HAPPENED:
        return Period()
    return _own(parsed, main, memory)


def _eve(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> Period:
    """The day before what is told, for what a sentence presupposes of it: "جاءت الزيارة غداة مقتل"."""
    told = before[-1].when.first if before else None
    day = told or memory.written
    back = _days_before(parsed.forms, p.place)
    if day is None or back is None:
        return Period()
    eve = day - timedelta(days=back)
    return Period(eve, eve, Precision.DAY)


def _days_before(forms: tuple[str, ...], place: int) -> int | None:
    """How many days before what is told something was: "غداة", "بعد يوم من", "بعد ساعات من"."""
    if forms[place - 1] == "غداه":
        return 1
    if forms[place - 1] != "من" or place < 3 or forms[place - 3].lstrip("و") != "بعد":
        return None
    return {"يوم": 1, "يومين": 2, "ساعات": 0, "ساعه": 0}.get(forms[place - 2])


def _of_journey(before: Sequence[Found]) -> Period:
    """The day of a journey that is planned in the same sentence: "يصل اليوم إلى الدوحة حيث يجتمع"."""
    last = before[-1] if before else None
    planned = last is not None and last.kind is EventType.VISIT and last.status is Status.PLANNED
    return last.when if last is not None and planned else Period()


def is_retold(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for what "had" happened before the news: "وكانت روسيا قد أسقطت", "وكان الوفد وصل"."""
    return any(form.lstrip("وف") in _HAD for form in forms[p.start : p.place])


def _is_relative(forms: tuple[str, ...], p: Predicate) -> bool:
    return bool(p.place) and forms[p.place - 1] in RELATIVES


def _own(parsed: Parsed, p: Predicate, memory: Discourse) -> Period:
    """The period that a clause itself gives, or an unknown one."""
    limit = min([q.place for q in _after(parsed, p)], default=len(parsed.forms))
    limit = min(limit, max(p.end, p.noun + 1))
    inside = [d for d in parsed.dates if p.start <= d.first < limit and _fits(parsed.forms, p, d)]
    # "أعلن الجيش الخميس مقتل القائد في غارة الأربعاء": what is announced has the day behind its noun.
    at = p.noun if ": announced" in p.rule.name and p.kind not in _BY_WORD else p.place
    nearest = min(inside, key=lambda d: abs(d.first - at) + (_BEFORE if d.first < at else 0), default=None)
    return _on_calendar(parsed, nearest, p, memory) if nearest else Period()


def _after(parsed: Parsed, p: Predicate) -> list[Predicate]:
    """The predicates whose dates are not those of `p`; a gathering at which it was said, cut off by a comma, has the same."""
    later = [q for q in parsed.predicates if q.place > max(p.place, p.noun)]
    return [
        q
        for q in later
        if not (q.nominal and p.rule.frame == "speaker" and parsed.forms[q.place - 1] == "في")
    ]


def _fits(forms: tuple[str, ...], p: Predicate, date: DateMention) -> bool:
    """False for a date that belongs to a clause or a noun inside the clause, or only bounds what is told."""
    if p.rule.trigger.presupposed and date.first < p.place:
        return False
    if p.aside and p.aside <= date.first < p.place:
        return False
    if p.rule.name.endswith("called for") and "الي" in forms[p.place + 1 : date.first]:
        return False
    others = _OTHERS - {"حتي"} if p.kind is EventType.TRUCE else _OTHERS
    others = others - {"منذ"} if p.kind in _LASTING and not p.nominal else others
    if date.first and forms[date.first - 1] in others and date.first - 1 != p.noun:
        return False
    if _is_anothers(forms, p, date):
        return False
    since = (
        []
        if "منذ" not in others
        else [i for i in range(max(p.place, p.noun) + 1, date.first) if forms[i] == "منذ"]
    )
    if since and "،" not in forms[since[-1] : date.first]:
        return False
    if date.first < p.place:
        cut = forms[date.last : date.last + 1] == ("،",) and forms[date.last + 1][:1] != "و"
        return date.first - p.start <= _FORWARD or not cut
    relative = next(
        (i for i in range(date.first - 1, max(p.place, date.first - _REACH), -1) if forms[i] in RELATIVES),
        None,
    )
    return relative is None or "،" in forms[relative : date.first]


def _is_anothers(forms: tuple[str, ...], p: Predicate, date: DateMention) -> bool:
    """True right after a participle or a verb that says of what else the date is, "on" aside."""
    owner = date.first - 1 - (date.first > 0 and forms[date.first - 1] in ("في", "بتاريخ"))
    if owner <= p.place:
        return False
    described = forms[owner] in OF_A_NOUN and p.noun not in (owner, owner - 1)
    return described or forms[owner].lstrip("و") in _OF_ANOTHER


def _of_main_clause(parsed: Parsed, p: Predicate, memory: Discourse) -> Period:
    """The day before "after that" or "when", for what follows: "abducted 240 on 7 October after it launched"."""
    forms, start = parsed.forms, p.place - 1
    start -= forms[start] == "ان"
    joined = forms[start] in _WHEN or forms[start : start + 2] == ("بعد", "ان")
    if not joined or p.governor is not None:
        return Period()
    before = [d for d in parsed.dates if d.first < start and _fits_main(forms, d, start)]
    return _on_calendar(parsed, before[-1], p, memory) if before else Period()


def _fits_main(forms: tuple[str, ...], date: DateMention, end: int) -> bool:
    """True for a day of the clause that ends at a place: no bound, not in a relative clause, no clause between."""
    bound = date.first and (forms[date.first - 1] in _OTHERS or forms[date.first - 1] in OF_A_NOUN)
    inner = any(forms[i] in RELATIVES for i in range(max(0, date.first - _REACH), end))
    return not bound and not inner


def _opening(parsed: Parsed, p: Predicate, memory: Discourse) -> Period:
    """The period with which the sentence opens, where `p` is the first that is told in it."""
    first = min((q.place for q in parsed.predicates), default=p.place)
    if p.governor is not None or p.place != first:
        return Period()
    opening = next((d for d in parsed.dates if d.first < min(p.place, _OPENING)), None)
    return _on_calendar(parsed, opening, p, memory) if opening else Period()


def when_after(parsed: Parsed, p: Predicate, stop: Mention, memory: Discourse) -> Period:
    """The day told right behind a further goal of a journey: "زار القدس الأحد والقاهرة الاثنين"."""
    own = next((d for d in parsed.dates if stop.last <= d.first <= stop.last + 1), None)
    return _on_calendar(parsed, own, p, memory) if own else Period()


def _is_of_now(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for a round that the present tense tells, of which a weekday is the next: "تستضيف القاهرة الاثنين وفدين"."""
    present = p.kind is EventType.TALKS and not p.nominal and not p.form.perfect
    return present and is_cue("hosting", forms, p.place)


def _on_calendar(parsed: Parsed, mention: DateMention, p: Predicate, memory: Discourse) -> Period:
    """The days of an expression, looking ahead where the clause does."""
    ahead = p.status in (Status.PLANNED, Status.CONDITIONAL) or _is_of_now(parsed.forms, p)
    past = p.status is Status.HAPPENED and p.form.perfect and (not p.nominal or p.rule.trigger.presupposed)
    told = memory.told.last or memory.told.first
    when = period(mention.moment, Reference(memory.written, told, ahead, past))
    anchor = told if mention.moment.anchored else None if mention.moment.year else memory.written
    memory.dating = Dating(
        parsed.number, mention.first, mention.last, when, anchor, told_before=mention.moment.anchored
    )
    return when
