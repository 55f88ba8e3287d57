"""How much must be known of a happening before it is told: two sides, a place, a name; finds none of them."""

from __future__ import annotations

from itertools import pairwise

from storage.model import EventType, Period, Status
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Who
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.scene import Scene

# Where nobody is named, these are between those who are at war.
UNNAMED = (EventType.TALKS, EventType.TRUCE, EventType.AGREEMENT, EventType.RESUMPTION)
# "So many until now, of so many": so near to the verb, in words.
_TOTAL = 5
# "Since" one of these is a matter of hours.
_HOURS = frozenset(
    ("فجر", "الفجر", "صباح", "الصباح", "ساعات", "مساء", "ليل", "ليله", "ساعه", "منتصف", "ظهر", "امس")
)
# So a day's dead are added to those of the months: "، ليرتفع العدد منذ".
_ADDING = ("لير", "ليص", "ليب", "ليت", "لتر", "لتص", "لتب", "لتت")
# "The meetings", all of them, look back at what was told one by one.
_TOLD_BEFORE = frozenset(("الاجتماعات", "اللقاءات", "الاتصالات"))


def enough(p: Predicate, who: Who, full: Who, place: str | None, host: str | None, scene: Scene) -> bool:
    """A meeting needs two sides or a named person with unnamed partners, a visit someone and a place."""
    if p.kind is EventType.VISIT:
        return place is not None and bool(who.names - {host}) and _is_guest(p, who, host, scene)
    if p.kind in (EventType.MEETING, EventType.CALL):
        if p.rule.name.endswith(": sat down with"):
            return len(full.parties) > 1 and len(full.people) > 0
        if p.rule.name.endswith((": rang", ": spoke with")):
            return len(full.people) > 1 and (p.rule.name.endswith(": rang") or len(full.parties) > 1)
        discussed = p.rule.name.endswith("discussed with") or _discusses(scene.forms[p.place])
        if discussed and "مع" not in scene.forms[p.place : p.end]:
            # "ناقش الرئيسان … و…": two of two sides need no "with".
            return len(who.people) > 1 and len(who.parties) > 1
        if p.nominal and scene.forms[p.place] in _TOLD_BEFORE:
            return False
        if p.kind is EventType.CALL and p.nominal:
            phoned = any(is_cue("phoning", scene.forms, i) for i in range(p.place, p.place + 3))
            return len(full.people) > 1 or (phoned and len(full.parties) > 1)
        if p.nominal and not p.purpose:
            return bool(full.people) or (place is not None and len(full.parties) > 1)
        hosted = (p.noun != p.place and place is not None) or is_cue("bodies", scene.forms, p.place + 1)
        hosted = hosted or (bool(p.place) and is_cue("bodies", scene.forms, p.start))
        return len(full.people) > 0 or len(full.parties) > 1 or (hosted and bool(full))
    if p.rule.name.endswith(": were killed") and _is_toll(scene.forms[p.place : p.end + 1]):
        return False
    if p.kind is EventType.RELEASE and _is_total(
        scene.forms[max(0, p.place - _TOTAL) : p.place + 2 * _TOTAL]
    ):
        return False
    return bool(full) or (
        p.kind in UNNAMED and (p.status is Status.PLANNED or scene.forms[p.place - 1] != "ان")
    )


def _discusses(form: str) -> bool:
    """True for a verb whose object is the matter, by telephone or not: "بحث الوزيران هاتفيا الهدنة"."""
    return form.lstrip("و").startswith(("بحث", "يبحث", "ناقش", "يناقش"))


def _is_toll(clause: tuple[str, ...]) -> bool:
    """True for so many "since the truce began": a toll of months, no attack; "since dawn" is one day's."""
    reported = next(
        (i for i, (one, then) in enumerate(pairwise(clause)) if one == "،" and then.startswith(_ADDING)),
        len(clause),
    )
    return any(one == "منذ" and then not in _HOURS for one, then in pairwise(clause[:reported]))


def _is_total(near: tuple[str, ...]) -> bool:
    """True for a sum of what was told before: "أفرج حتى الآن عن 16 رهينة من أصل 33"."""
    pairs = set(pairwise(near))
    return {("حتي", "الان"), ("من", "اصل")} <= pairs and not {"ليصل", "ليرتفع", "ليبلغ", "وبذلك"} & set(near)


def _is_guest(p: Predicate, who: Who, host: str | None, scene: Scene) -> bool:
    """False for who comes home, and for many who leave where they lived: "عاد إلى تل أبيب", "غادر قادة الحركة الدوحة"."""
    if host in who.parties:
        return False
    if not is_cue("leaving", scene.forms, p.place) or who.people:
        return True
    near = range(max(0, p.place - 4), min(p.place + 5, len(scene.forms)))
    return any(is_cue("teams", scene.forms, i) for i in near)


def is_remark(parsed: Parsed, p: Predicate, when: Period) -> bool:
    """True for what is only said or supposed of talks at large: "إذا فشلت المفاوضات", "قال إن المحادثات إيجابية"."""
    if p.status is Status.CONDITIONAL:
        return True
    return when.first is None and p.status is Status.HAPPENED and not parsed.sentence.title


def is_round(parsed: Parsed, p: Predicate) -> bool:
    """True for "took place" said of talks or a round of them, not of a meeting of persons."""
    if p.kind is not EventType.MEETING or p.noun == p.place:
        return False
    return is_cue("rounds", parsed.forms, p.noun)


def stops_talks(parsed: Parsed, p: Predicate) -> bool:
    """True where talks are put off by nobody who is named: "تم تعليق المفاوضات"."""
    near = range(p.place + 1, min(p.noun + 4, p.end))
    return any(
        is_cue("rounds", parsed.forms, i) and parsed.forms[i + 1 : i + 2] not in (("له",), ("لها",))
        for i in near
    )
