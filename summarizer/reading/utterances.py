"""Which words tell a statement of their own, and which only announce or repeat one; finds no words."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType
from summarizer.reading.carried import IN_IT, opens
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Who
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate

# Words alone, which an encounter holds.
_WORDS = frozenset({EventType.STATEMENT, EventType.DEMAND})


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


# "During the call" stands this near to the verb.
_DURING = 12


_REPORTED = frozenset(["ما", "كما", "مثلما", "حسبما", "بما", "مما", "التي", "الذي", "وفقما", "كانت"])


def is_told(parsed: Parsed, p: Predicate, who: Who, named: bool, before: Sequence[Found]) -> bool:
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


def is_within(
    parsed: Parsed, p: Predicate, who: Who, earlier: Sequence[Found], before: Sequence[Found]
) -> bool:
    """True for words said in an encounter of the speaker that has been told: "وأكد الأمير خلال المكالمة أن"."""
    if p.kind is not EventType.STATEMENT:
        return False
    near = range(p.place + 1, min(p.place + _DURING, p.end))
    within = any(
        parsed.forms[i] in ("خلال", "في", "اثناء") and is_cue("encounters", parsed.forms, i + 1) for i in near
    )
    told = (*earlier, *before) if within else ()
    return any(e.kind in _ENCOUNTERS and who.names & e.who.names for e in told)


def once(parsed: Parsed, found: list[Found]) -> list[Found]:
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
        and not _is_occasion(parsed, e.predicate)
    ]
    if parsed.forms[event.predicate.place] == ":":
        content = [e for e in content if not e.predicate.nominal]
    direct = [e for e in content[:1] if not _by_the_way(parsed, event.predicate.place, e.predicate.place)]
    colon = parsed.forms[event.predicate.place] == ":"
    return any((not event.who.people and not colon) or event.who.names & e.doer.names for e in direct)


def _is_occasion(parsed: Parsed, deed: Predicate) -> bool:
    """True for what only says when the thing said came about: "قال إن تقدما تحقق خلال اجتماع في باريس"."""
    return deed.noun > deed.place and parsed.forms[deed.noun - 1] in ("خلال", "اثناء", "عقب")


def _is_carried(parsed: Parsed, speaker: Predicate, deed: Predicate) -> bool:
    """True for the speaker's own deed as what is announced: "أعلن الجيش سيطرته على المعبر"."""
    own = parsed.forms[deed.place].endswith(("ه", "ها")) and deed.governor is None
    return own and deed.place == speaker.end


def _by_the_way(parsed: Parsed, speaker: int, place: int) -> bool:
    """True where a participle, not the verb itself, opens what is said: "أعلن انتشال الجثث، زاعما أن"."""
    said = [i for i in range(speaker + 1, place) if is_cue("that", parsed.forms, i)]
    return any(is_cue("participles", parsed.forms, i) for that in said for i in (that - 1, that - 2))
