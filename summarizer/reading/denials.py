"""Claims that the sentence behind them denies: "قالت مصادر إن حماس قبلت. ونفت الحركة ذلك"; finds no events."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from summarizer.reading.attribution import according
from summarizer.reading.cues import cue_places, first_cue, is_cue
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed

# A denial opens its sentence within so many words; "that" or "this news" stands so near behind it.
_OPENING, _REACH = 6, 9
_STOPS = frozenset((".", "؛", ":", "،"))


def denied_next(parsed: Sequence[Parsed]) -> frozenset[int]:
    """Return the numbers of the sentences of the body that the next one denies."""
    body = [sentence for sentence in parsed if not sentence.sentence.title]
    return frozenset(one.number for one, then in pairwise(body) if _denies_it(then))


def undenied(found: Sequence[Found], parsed: Sequence[Parsed], denied: Collection[int]) -> list[Found]:
    """Return the happenings without what was only claimed where the next sentence denies it, in the title too."""
    told_by = {s.number for s in parsed if s.number in denied and according(s) is not None}
    gone = [e for e in found if e.sentence in denied and _is_claim(e, told_by)]
    return [e for e in found if e not in gone and not (e.title and any(_is_same(e, one) for one in gone))]


def _is_claim(event: Found, told_by: Collection[int]) -> bool:
    return event.predicate.governor is not None or event.sentence in told_by


def _is_same(title: Found, claim: Found) -> bool:
    return title.kind is claim.kind and bool(title.who.names & claim.who.names)


def _denies_it(sentence: Parsed) -> bool:
    """True for a sentence that denies what was told before it, with no claim of its own: "نفى مكتبه ذلك"."""
    forms = sentence.forms
    denial = next((i for i in cue_places("denied", forms) if i < _OPENING), None)
    if denial is None:
        return False
    end = next((i for i in range(denial + 1, len(forms)) if forms[i] in _STOPS), len(forms))
    news = first_cue("that_news", forms, denial + 1, min(end, denial + _REACH))
    return news is not None and not any(is_cue("that", forms, i) for i in range(denial + 1, news))
