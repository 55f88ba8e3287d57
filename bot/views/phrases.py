"""What a clause of substance is, so that a sentence can take it up: a noun phrase, a statement, a condition."""

from __future__ import annotations

from functools import cache
from itertools import takewhile

from bot.views.clauses import goes_on
from storage.catalog import load_event_kinds

# With these a clause has a verb of its own; a noun phrase may hold them later on, in a relative clause.
_VERBAL = frozenset({"لن", "لم", "لا", "سوف", "قد", "ليس", "ليست", "هو", "هي", "بات", "باتت", "تم", "يتم"})
_SOON = 5
# Behind these it goes on with a relative clause or a condition, which may have any verb.
_BREAKS = frozenset({"الذي", "التي", "الذين", "كان", "كانت", "إذا", "إن", "ما", "حتى", "إلى", "أن"})
_CONDITIONS = ("إذا ", "إن لم ", "ما لم ", "إن هي ", "إن هو ", "لو ")
# A dual or a plural shows by its ending that nothing stands before it.
_NOMINATIVE = ("ان", "ون", "تان")
_OWN = frozenset(
    {"بلاده", "بلادها", "حركته", "حكومته", "حكومتها", "حزبه", "قواته", "قواتها", "جيشه", "دولته"}
)
_MARKS = "«»،:؛."
_NOUNS_TOO = frozenset(
    {"يقدم", "يحرك", "يغير", "يوقف", "يدخل", "يعهد", "يراجع", "يبادل", "يفاوض", "يوصل", "يحدث"}
)


def is_condition(clause: str) -> bool:
    return clause.startswith(_CONDITIONS)


def is_phrase(clause: str, *, named: bool = False) -> bool:
    """True for what a verb can be followed by: no statement, no quotation, no condition; what is `named` opens one."""
    words = [word.strip(_MARKS) for word in clause.split()]
    if not words or clause.startswith(("«", "إن ")) or is_condition(clause) or goes_on(clause):
        return False
    if clause.startswith("أن "):
        return True
    early = list(takewhile(lambda word: word not in _BREAKS, words[:_SOON]))
    future = any(word.startswith(("سي", "ست", "سن")) and len(word) > 4 for word in early[1:])
    return not (future or _VERBAL & set(early) or named or words[0] in _OWN or is_present(words[0]))


def that(clause: str, *, named: bool = False, governed: bool = False) -> str:
    """Return a statement as what is said: " إن …" where its first word is a definite noun, else behind a colon.

    It is definite where it is `named`, and stands in its case where a name is `governed` by it ("وفدي حماس").
    """
    if clause.startswith(("إن ", "أن ")):
        return f" إن {clause[3:]}"
    first = clause.partition(" ")[0].strip(_MARKS)
    definite = (first.startswith("ال") and len(first) > 3) or first in _OWN or named
    shows = first.endswith(_NOMINATIVE) and not named
    dual = governed and first.endswith("ي")
    return (
        f" إن {clause}" if dual or (definite and not shows and not clause.startswith("«")) else f": {clause}"
    )


def is_present(word: str) -> bool:
    """True for what may be a verb in the present: "تتخلى", "يجب"; "تسليم" and "تبادل" are nouns."""
    if word.startswith("ي"):
        return word != "يوم"
    if not word.startswith("ت"):
        return False
    return word.startswith("تت") or word.endswith("ي") or f"ي{word[1:]}" in _known_presents()


@cache
def _known_presents() -> frozenset[str]:
    """The verbs by which events are told, as "he does"; what is both that and a noun ("تقدم") counts as a noun."""
    told = (
        verb
        for kind in load_event_kinds().values()
        for one in kind.triggers
        for verb in (*one.verbs, *one.carried_by)
    )
    return frozenset({"ينزع", "يتخلى"}.union(verb.partition("/")[2] for verb in told)) - _NOUNS_TOO
