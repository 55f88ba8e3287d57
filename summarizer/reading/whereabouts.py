"""Where somebody is by what was told before: the goal of the journey, "there"; reads no places of its own."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Status
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate

# A place that was told is meant for so many sentences.
_SOON = 2


def there(parsed: Parsed, p: Predicate, memory: Discourse) -> str | None:
    """Where others went just before: "ووصل إليها أيضا", "ويصل ولي العهد غدا"; None where the text is on to other things."""
    if memory.place is None or parsed.number - memory.placed > _SOON:
        return None
    pointed = any(
        is_cue("there", parsed.forms, i) for i in range(p.place + 1, min(p.place + _SOON * 3, p.end))
    )
    arrives = is_cue("arriving", parsed.forms, p.place) and not any(
        m.place for m in parsed.mentions if p.place < m.first < p.end
    )
    return memory.place if p.rule.frame in ("journey", "mutual") and (pointed or arrives) else None


def said_there(p: Predicate, before: Sequence[Found]) -> str | None:
    """A stance is taken where it is told: "أعلن من باريس أنه يرفض"."""
    if p.governor is None or p.rule.frame != "speaker":
        return None
    return next((e.place for e in before if e.predicate.place == p.governor), None)


def place_before(p: Predicate, before: Sequence[Found]) -> str | None:
    """A meeting told right after an arrival, in one sentence, was where they arrived, or will be where they go."""
    if p.kind not in (EventType.MEETING, EventType.TALKS) or not before:
        return None
    last = before[-1]
    there = last.status is Status.HAPPENED or last.status is p.status
    return last.place if last.kind is EventType.VISIT and there else None
