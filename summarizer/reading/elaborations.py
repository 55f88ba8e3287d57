"""Sentences that add to a meeting already told: who led, who attended, who came along; tell no event of their own."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, resolved
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed

_TWO = 2
_REPRESENTED = ("مثل", "مثلت")


def elaborate(parsed: Parsed, found: Sequence[Found], memory: Discourse) -> bool:
    """Add the people of a sentence on attendance to the last meeting; True where it is such a sentence."""
    if not is_cue("attending", parsed.forms, 0) or parsed.sentence.title:
        return False
    told = (e for e in reversed(found) if e.predicate.rule.frame in ("mutual", "journey") and not e.title)
    if parsed.forms[0].lstrip("و") in _REPRESENTED:
        # A state is represented where many are, not where two meet on the margins.
        told = (e for e in told if len(e.who.people) < _TWO)
    last = next(told, None)
    if last is None or parsed.number - last.sentence > 4:
        return False
    first = min((p.place for p in parsed.predicates if p.place > 2), default=len(parsed.forms))
    last.who = last.who | resolved([m for m in parsed.mentions if m.acts and m.first < first], memory)
    last.also.append(parsed.number)
    return True
