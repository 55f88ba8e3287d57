"""What a clause only intends, wishes or provides for, told by what stands before "that" or by its terms; knows no denials."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Status
from summarizer.reading.cues import cue_places, first_cue, is_cue
from summarizer.reading.doubts import is_circumstance
from summarizer.reading.predicate import Predicate

_STOPS = (".", "؛", ":")
# A word of plan or wish stands this near before its verb.
_REACH = 9

# "Any talks with": none in particular.
_ANY = frozenset(("اي", "واي", "فاي", "ايه", "لاي", "كل"))


# "By the deal" stands so near behind the verb.
_TERMS = 5


# "And that" goes on from a "that" within so many words.
_ROW = 25


# A gathering that is to come is called so within so many words, and not with "was" before.
_PHRASE = 12
_BEEN = ("كان", "كانت")


# "During it", right behind its verb: what is told goes on inside what was told before.
_DURING_IT = (("خلالها",), ("خلاله",), ("اثناءها",), ("اثناءه",), ("فيها",), ("فيه",))


def was_meant(forms: tuple[str, ...], p: Predicate) -> bool:
    """True under "had been meant to": "كان من المفترض أن يتوجه", where nothing says that it came about."""
    near = range(max(0, p.place - 4), p.place)
    return _under_that(forms, p) and any(
        is_cue("meant", forms, i) and {"كان", "وكان", "كانت", "وكانت"} & set(forms[max(0, i - 2) : i])
        for i in near
    )


def by_terms(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for what a deal provides for, without a day: "سيطلق في إطار الاتفاق سراح عشرة"."""
    if p.kind is not EventType.RELEASE or p.nominal or p.form.perfect:
        return False
    near = range(max(0, p.place - 2), min(p.place + _TERMS, len(forms)))
    ahead = any(is_cue("ahead", forms, i) for i in range(p.place, p.end))
    return not ahead and any(is_cue("by_terms", forms, i) for i in near)


def is_goal(forms: tuple[str, ...], place: int) -> bool:
    """True for a meeting that somebody comes for: "لعقد اجتماع", "للمشاركة في محادثات"."""
    return is_cue("for_holding", forms, place - 1) or forms[max(0, place - 2) : place] in (
        ("للمشاركه", "في"),
        ("لحضور",),
    )


def is_within_plan(forms: tuple[str, ...], p: Predicate, all_: Sequence[Predicate]) -> bool:
    """True for what is to be done during something planned: "ينتظر أن يبدأ زيارة، يجري خلالها مباحثات"."""
    if forms[p.place + 1 : p.place + 2] not in _DURING_IT:
        return False
    ahead = any(q.form.future for q in all_ if q.place < p.place)
    return ahead or any(i < p.place for i in cue_places("planned", forms))


def scheduled(forms: tuple[str, ...], place: int) -> int | None:
    """Where a word stands that makes a noun one of what is to come: "القمة المقرر عقدها", "لقاء الرئيسين المرتقب"; else None."""
    for i in range(place + 1, min(place + _PHRASE, len(forms))):
        if is_cue("scheduled", forms, i):
            return i
        if (
            not forms[i].isalpha()
            or is_cue("that", forms, i)
            or is_cue("relatives", forms, i)
            or forms[i] in _BEEN
        ):
            return None
    return None


def mood(forms: tuple[str, ...], p: Predicate) -> Status | None:
    """Planned or wished: an imperfect under "that" after a word of plan or wish, a noun right after one."""
    if p.nominal and p.place and forms[p.place - 1] in _ANY:
        return None
    under_that = _under_that(forms, p)
    if under_that and forms[max(0, p.place - 3) : p.place - 1] == ("،", "علي"):
        return Status.PLANNED  # "، على أن يدخل حيز التنفيذ الأحد"
    if not under_that and not p.nominal:
        return Status.HAPPENED
    place = _first_that(forms, p) if under_that else p.place
    for i in range(place - 1, max(0, place - (_REACH if under_that else 3)) - 1, -1):
        if forms[i] in _STOPS:
            break
        if is_cue("planned", forms, i):
            return (
                None if {"كان", "وكان", "كانت", "وكانت"} & set(forms[max(0, i - 2) : i]) else Status.PLANNED
            )
        # "قد أبلغت" is done: "may" is said of what is yet to come.
        done = forms[i] in ("قد", "وقد", "فقد") and forms[i + 1][:1] not in tuple("يتنا")
        if not done and any(is_cue(kind, forms, i) for kind in ("wished", "maybe", "cancelled")):
            return None
        if p.nominal and is_circumstance(forms, i):
            break
    return None if under_that else Status.HAPPENED


def _first_that(forms: tuple[str, ...], p: Predicate) -> int:
    """The place behind the "that" which a further "and that" goes on from: "قررت أن تطلق … وأن تسلم"."""
    if forms[p.place - 1] != "وان":
        return p.place
    back = range(p.place - 2, max(0, p.place - _ROW), -1)
    return next((i + 1 for i in back if forms[i] == "ان"), p.place)


def _under_that(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for an imperfect right under "that", or with its subject between: "أن حماس تفرج"."""
    if p.nominal or p.form.perfect or p.form.future:
        return False
    if forms[p.place - 1 : p.place] in (("ان",), ("وان",)):
        return True
    return first_cue("that", forms, max(0, p.place - 4), p.place) is not None and p.governor is None
