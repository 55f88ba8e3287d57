"""Encounters that somebody denies by name: "نفت قطر أن يكون … قد التقى …"; tells none of them as an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy

from storage.model import ENCOUNTERS, EventType, Status
from summarizer.reading.attribution import source_of
from summarizer.reading.discourse import Discourse
from summarizer.reading.doers import doer
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed
from summarizer.reading.places import place
from summarizer.reading.predicate import Predicate
from summarizer.reading.sides import participants
from summarizer.reading.when import date_of

_MET = ENCOUNTERS | {EventType.VISIT}


def denied(parsed: Parsed, memory: Discourse, earlier: Sequence[Found]) -> Iterator[Found]:
    """Give the encounters that a sentence denies, where two are named who would have met, and a day: else it might be
    another that is meant. Nothing is remembered."""
    for p in parsed.predicates:
        if _is_denial(p):
            aside = _aside(memory)
            who, _ = doer(parsed, p, earlier, aside)
            full = participants(parsed.scene(p), p, who, (), aside)
            when = date_of(parsed, p, (), aside, dropped=False)
            if len(full.names) > 1 and when.first is not None:
                yield Found(
                    p.kind,
                    Status.DENIED,
                    full,
                    when,
                    None if p.kind is EventType.CALL else place(parsed.scene(p)),
                    parsed.number,
                    p,
                    title=parsed.sentence.title,
                    doer=who,
                    attribution=source_of(parsed, p, aside.doing),
                    dating=aside.dating,
                )


def _is_denial(p: Predicate) -> bool:
    """True for an encounter under a verb of denying. "They did not meet" is none: they may yet."""
    under = p.because is not None and p.because.rule == "denied"
    return under and p.kind in _MET and p.status is Status.DENIED


def _aside(memory: Discourse) -> Discourse:
    """Return what is remembered, to go on from without changing it."""
    aside = copy(memory)
    aside.doing, aside.heads, aside.known = dict(memory.doing), dict(memory.heads), dict(memory.known)
    return aside
