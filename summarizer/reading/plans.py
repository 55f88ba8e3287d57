"""Clauses of a proposal: sentences that go on saying what somebody put forward; knows no issues and no stances."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.parsed import Parsed
from summarizer.reading.stance_words import listed

# A list of clauses begins at most so many sentences after the proposal was told.
_SOON = 4
# The proposal and what it holds stand within the first words.
_OPENING = 6
_BULLETS = "•▪◾◽●○■□–—-*🔻"


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal: whose it is, and the number of the last sentence that told of it."""

    who: Who
    sentence: int


def clause_of(parsed: Parsed, plan: Plan | None, memory: Discourse) -> Plan | None:
    """Return the proposal of which a sentence tells a clause; None where it tells something else."""
    holds = _holds(parsed)
    owner = _owner(parsed, memory) if holds else Who()
    if owner:
        return Plan(owner, parsed.number)
    if plan is None or not (holds or _is_listed(parsed)) or parsed.number - plan.sentence > _SOON:
        return None
    return Plan(plan.who, parsed.number) if parsed.number != plan.sentence else None


def _is_listed(parsed: Parsed) -> bool:
    """True for a line of a list without anybody who says or does something, and for "the first phase: …"."""
    if parsed.forms[0] in listed("openers", "plans"):
        return True
    before = parsed.text[max(0, parsed.sentence.start - 3) : parsed.sentence.start].strip()
    numbered = parsed.forms[0].isdigit() or before.rstrip(".-)").isdigit()
    told = any(not p.nominal and p.rule.frame == "speaker" for p in parsed.predicates)
    return (numbered or (before[-1:] in tuple(_BULLETS) and bool(before))) and not told


def _holds(parsed: Parsed) -> bool:
    """True for "the plan includes …", "and the proposal provides for …"."""
    opening = parsed.forms[:_OPENING]
    return bool(listed("nouns", "plans") & set(opening)) and any(
        form in listed("holds", "plans") or form[1:] in listed("holds", "plans") for form in opening
    )


def _owner(parsed: Parsed, memory: Discourse) -> Who:
    """Whose plan it is by the word behind its noun: "المقترح المصري", "خطة ترامب"."""
    place = next(i for i, form in enumerate(parsed.forms) if form in listed("nouns", "plans"))
    behind = next((m for m in parsed.mentions if m.first == place + 1 and m.acts), None)
    if behind is not None:
        return Who(parties=memory.resolve(behind).parties[:1])
    nation = memory.actors.nation(parsed.forms[place + 1]) if place + 1 < len(parsed.forms) else None
    return Who(parties=(nation,)) if nation else Who()
