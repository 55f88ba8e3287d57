"""What a written sentence claims, that it happened, is planned or denied, against its sources; knows no doers."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Flaw, Status
from summarizer.reading.predicate import Predicate
from summarizer.writing.faithfulness.denying import wrong_denial
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import is_saying, root, rows_of, skeleton
from summarizer.writing.faithfulness.mood import unreal_before, wrong_mood

# Kinds of happening that one text calls by one name and another by another.
_ALIKE: Sequence[frozenset[EventType]] = (
    frozenset({EventType.MEETING, EventType.TALKS, EventType.VISIT}),
    frozenset({EventType.MEETING, EventType.CALL}),
    frozenset({EventType.AGREEMENT, EventType.TRUCE, EventType.ACCEPTANCE}),
    frozenset({EventType.PROPOSAL, EventType.DEMAND, EventType.STATEMENT, EventType.THREAT}),
    frozenset({EventType.SUSPENSION, EventType.TRUCE}),
    frozenset({EventType.ACCEPTANCE, EventType.STATEMENT}),
    frozenset({EventType.REJECTION, EventType.STATEMENT}),
)
# These are told by words of their own: a text without any of them does not tell the happening.
_OWN = frozenset({
    EventType.ACCEPTANCE, EventType.REJECTION, EventType.RELEASE, EventType.SUSPENSION, EventType.RESUMPTION,
    EventType.THREAT, EventType.ESCALATION, EventType.AGREEMENT, EventType.CALL, EventType.TRUCE,
})  # fmt: skip
# Among them those for which another word of the same row may stand.
_LIKENED = frozenset(
    {
        EventType.AGREEMENT,
        EventType.ACCEPTANCE,
        EventType.SUSPENSION,
        EventType.RESUMPTION,
        EventType.ESCALATION,
    }
)
_SPOKEN = frozenset({EventType.STATEMENT, EventType.DEMAND, EventType.PROPOSAL, EventType.THREAT})
_REAL = frozenset({Status.HAPPENED, Status.CLAIMED})


def wrong_claim(said: Heard, of: Ground) -> Finding | None:
    """Return what the sentence claims and its sources do not: a fact of a plan, a denial of a fact."""
    return _wrong_status(said, of) or wrong_denial(said, of) or wrong_mood(said, of)


def _wrong_status(said: Heard, of: Ground) -> Finding | None:
    for p in said.parsed.predicates:
        form = said.forms[p.place]
        ambiguous = form.lstrip("وف").startswith("ت") and form.lstrip("وف") in of.bare_words
        if p.kind is EventType.STATEMENT or ambiguous:
            continue
        same = [(s, q) for s in of.sentences for q in s.parsed.predicates if _like(p, q, said, s)]
        words = said.parsed.quote(p.place, p.place + 1)
        if not same:
            stems = {root(said.forms[p.place])}
            if (
                p.kind in _OWN
                and not is_saying(form)
                and p.status in _REAL
                and not stems & of.stems
                and not _shares_skeleton(said, p, of)
                and not (p.kind in _LIKENED and rows_of(form) & of.rows)
            ):
                return Finding(Flaw.DEED, words)
            continue
        statuses = {q.status for _, q in same}
        if p.kind in _SPOKEN and p.status is not Status.DENIED and Status.DENIED not in statuses:
            continue
        if p.status in _REAL and not statuses & _REAL and not _is_own_content(said, p):
            return Finding(Flaw.STATUS, words)
        if p.status in (Status.PLANNED, Status.CONDITIONAL) and statuses <= _REAL and not p.nominal:
            return Finding(Flaw.STATUS, words)
        if p.status is Status.DENIED and Status.DENIED not in statuses and statuses & _REAL:
            return Finding(Flaw.STATUS, words)
    return None


def _like(p: Predicate, q: Predicate, said: Heard, s: Heard) -> bool:
    if p.kind is q.kind:
        return True
    same = skeleton(said.forms[p.place]) and skeleton(said.forms[p.place]) == skeleton(s.forms[q.place])
    return bool(same) and any({p.kind, q.kind} <= pair for pair in _ALIKE)


def _shares_skeleton(said: Heard, p: Predicate, of: Ground) -> bool:
    mine = {skeleton(said.forms[p.place])} - {""}
    return any(mine & s.skeletons for s in of.sentences)


def _is_own_content(said: Heard, p: Predicate) -> bool:
    """True where a word of plan or condition stands before a verb whose status the reader took for a fact."""
    return unreal_before(said.forms, p.place)
