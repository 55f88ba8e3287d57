"""What a clause of substance is, so that a sentence can take it up: a noun phrase, a statement, a condition."""

from __future__ import annotations

from collections.abc import Collection
from itertools import takewhile

from bot.views.clauses import goes_on

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


def is_condition(clause: str) -> bool:
    return clause.startswith(_CONDITIONS)


def is_phrase(clause: str, names: Collection[str]) -> bool:
    """True for what a verb can be followed by: no statement, no quotation, no condition; `names` begin statements."""
    words = [word.strip(_MARKS) for word in clause.split()]
    if not words or clause.startswith(("«", "إن ")) or is_condition(clause) or goes_on(clause):
        return False
    if clause.startswith("أن "):
        return True
    early = list(takewhile(lambda word: word not in _BREAKS, words[:_SOON]))
    future = any(word.startswith(("سي", "ست", "سن")) and len(word) > 4 for word in early[1:])
    return not (future or _VERBAL & set(early) or words[0] in names or words[0] in _OWN)


def that(clause: str, names: Collection[str]) -> str:
    """Return a statement as what is said: " إن …" where its first word is a definite noun, else behind a colon."""
    if clause.startswith(("إن ", "أن ")):
        return f" إن {clause[3:]}"
    first, _, rest = clause.partition(" ")
    first = first.strip(_MARKS)
    # "وفدي حماس وإسرائيل": a dual that has its case from "إن".
    governed = first.endswith("ي") and rest.partition(" ")[0] in names
    definite = (first.startswith("ال") and len(first) > 3) or first in _OWN or first in names or governed
    shows = first.endswith(_NOMINATIVE) and first not in names
    return f" إن {clause}" if definite and not shows and not clause.startswith("«") else f": {clause}"
