"""What takes a happening back from outside its clause: untrue, rumoured, averted, denied later; knows no events' kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.model import Status
from summarizer.reading.clauses import clause_words
from summarizer.reading.cues import cue_places, first_cue, is_cue
from summarizer.reading.predicate import Predicate

_STOPS = frozenset((".", "؛", ":", "!", "؟", "?"))
_BREAKS = _STOPS | {"،"}
_TO = frozenset(("الذي", "التي", "ما", "عما", "لما", "مما", "بما"))
# How far before "that" stands what judges it, and how far "that" before the verb.
_JUDGED, _THAT = 8, 14
# A rumour or a guess stands right before its "that".
_RIGHT_BEFORE = 3
_NEAR, _OBJECT = 7, 9


def doubt(forms: tuple[str, ...], p: Predicate, all_: Sequence[Predicate]) -> Status | None:
    """Return DENIED or CONDITIONAL where other words of the sentence take back what a predicate tells, else None."""
    if _never(forms, p) or _taken_back(forms, p) or _ended_unborn(forms, p):
        return Status.DENIED
    if any(_untrue(forms, i) for i in range(p.place + 1, p.noun)):
        return Status.DENIED
    return _beside(forms, p) or _judged(forms, p, all_)


def averted(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for a happening told by a noun that is the object of refusing, proposing, cancelling, failing or a rumour."""
    if not is_object(forms, p):
        return False
    end = next((i for i in range(p.place, len(forms)) if forms[i] in _BREAKS), len(forms))
    if first_cue("falsehoods", forms, p.place + 1, min(end, p.place + _OBJECT)) is not None:
        return True
    for i in _back(forms, p.place, _OBJECT):
        if is_cue("averted", forms, i) or is_cue("supposed", forms, i) or is_cue("denied", forms, i):
            return True
        if _untrue(forms, i):
            return True
        if is_circumstance(forms, i):
            return False
    return False


def is_object(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for a noun, or for a word that is a noun as often as a verb and has a verb before it: "رفضت حماس عقد لقاء"."""
    return p.nominal or (p.form.perfect and forms[p.place] in clause_words("verb_or_noun"))


def _back(forms: tuple[str, ...], place: int, reach: int) -> Iterator[int]:
    """The places before one, nearest first, to the beginning of its phrase."""
    for i in range(place - 1, max(0, place - reach) - 1, -1):
        if forms[i] in _BREAKS or is_cue("that", forms, i):
            return
        yield i


def is_circumstance(forms: tuple[str, ...], place: int) -> bool:
    """True where a time, a place or a relative clause begins, so that what follows is no object."""
    if forms[place] == "في":
        return not (is_cue("taking_part", forms, place - 1) or is_cue("arranging", forms, place + 1))
    return is_cue("asides", forms, place) or forms[place] in ("الذي", "التي", "حيث", "لدي", "وبعد")


def _never(forms: tuple[str, ...], p: Predicate) -> bool:
    """ "ما" before a perfect verb denies it where it opens the sentence, or where "never" follows."""
    before = forms[p.place - 1] if p.place else ""
    if before not in ("ما", "وما", "فما") or not p.form.perfect or p.nominal:
        return False
    if forms[p.place].endswith(("ه", "ها")) or first_cue("resuming", forms, p.place + 1, p.place + 3):
        return False
    opens = p.place == 1 or forms[p.place - 2] in _STOPS or (before != "ما" and forms[p.place - 2] == "،")
    end = next((i for i in range(p.place, len(forms)) if forms[i] in _BREAKS), len(forms))
    return opens or first_cue("never", forms, p.place, end) is not None


def _taken_back(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for what somebody says and somebody else denies right after: "وهو ما نفته", "لكن الحركة نفت ذلك"."""
    if p.governor is None:
        return False
    end = next((i for i in range(p.place, len(forms)) if forms[i] in (".", "؛")), len(forms))
    if first_cue("denied_it", forms, p.place + 1, end) is not None:
        return True
    denied = (i for i in cue_places("denied", forms) if p.place < i < end)
    return any(is_cue("that_news", forms, i + 1) for i in denied)


def _ended_unborn(forms: tuple[str, ...], p: Predicate) -> bool:
    """True for what ended before it began: "انهار وقف إطلاق النار قبل أن يبدأ"."""
    if not is_cue("ended", forms, p.place):
        return False
    before = next((i for i in range(p.place + 1, len(forms)) if forms[i] in ("قبل", "قبيل")), None)
    return before is not None and first_cue("beginning", forms, before + 1, before + 3) is not None


def _beside(forms: tuple[str, ...], p: Predicate) -> Status | None:
    """A small word before the verb, in its own phrase: "ربما", "هل", "كادت", "قد تكون … وافقت", "لم يكن قد"."""
    for i in _back(forms, p.place, _NEAR):
        if is_cue("almost", forms, i) and not (p.form.perfect and not is_object(forms, p)):
            return Status.DENIED
        if is_cue("perhaps", forms, i):
            return Status.CONDITIONAL
        if is_cue("being", forms, i) and p.form.perfect and not p.nominal:
            return _of_being(forms, i)
        if is_cue("asides", forms, i) or forms[i] in _TO:
            return None
    # The auxiliary may stand before "that": "كادت حماس أن توافق", "أوشك أن يلتقي".
    that = p.place - 1
    if that > 0 and forms[that] == "ان" and not p.form.perfect:
        return Status.DENIED if any(is_cue("almost", forms, i) for i in _back(forms, that, _NEAR)) else None
    return None


def _of_being(forms: tuple[str, ...], place: int) -> Status | None:
    before = forms[place - 1] if place else ""
    if before in ("لم", "ولم", "فلم", "لن", "ولن"):
        return Status.DENIED
    return Status.CONDITIONAL if before in ("قد", "وقد", "فقد", "ربما", "وربما", "ان", "بان") else None


def _judged(forms: tuple[str, ...], p: Predicate, all_: Sequence[Predicate]) -> Status | None:
    """What is said of the clause that "that" opens: "ليس صحيحا أن", "يشاع أن", "رفض القول إن", "لم تؤكد أن"."""
    that = _opener(forms, p)
    if that is None:
        return None
    first = _governing(forms, that, all_)
    window = range(that - 1, max(first, that - _JUDGED) - 1, -1)
    for i in window:
        if forms[i] in _BREAKS:
            break
        if _untrue(forms, i) or is_cue("denied", forms, i):
            return Status.DENIED
        if is_cue("saying_nouns", forms, that - 1) and is_cue("averted", forms, i):
            return Status.DENIED
        if that - i <= _RIGHT_BEFORE and is_cue("supposed", forms, i):
            return Status.CONDITIONAL
    unsaid = any(
        p.governor == q.place < that and forms[q.place - 1] in ("لم", "ولم") for q in all_ if q.place
    )
    return Status.CONDITIONAL if unsaid else None


def _opener(forms: tuple[str, ...], p: Predicate) -> int | None:
    """The "that" in whose clause a predicate stands; None where a new clause has begun since."""
    if p.form.perfect and not p.nominal and forms[p.place][:1] in "فو" and forms[p.place - 1] == "،":
        return None
    turns, said = cue_places("turns", forms), cue_places("that", forms)
    anew = (*cue_places("since", forms), *cue_places("affirming", forms))
    for i in range(p.place - 1, max(0, p.place - _THAT) - 1, -1):
        if forms[i] in _STOPS or i in anew or (i in turns and forms[i - 1] == "،"):
            return None
        if i in said and not forms[i].startswith("و"):
            return None if is_cue("not_saying", forms, i - 1) and forms[i - 1] != "علي" else i
    return None


def _governing(forms: tuple[str, ...], that: int, all_: Sequence[Predicate]) -> int:
    """Where the words begin that may judge a clause: at the last verb before it, one in a relative clause aside."""
    verbs = [q.place for q in all_ if q.place < that and not q.nominal and forms[q.place - 1] not in _TO]
    return max(verbs, default=0)


def _untrue(forms: tuple[str, ...], place: int) -> bool:
    """True at a word for truth with a negation shortly before it: "ليس صحيحا", "لا أساس", "لم يعد دقيقا"."""
    if not is_cue("truth", forms, place):
        return False
    return any(is_cue("negations", forms, i) and forms[i] != "ما" for i in range(max(0, place - 2), place))
