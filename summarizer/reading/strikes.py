"""Who attacked, killed or set free, where the clause names no subject for it: by its nouns and its victims; no dates."""

from __future__ import annotations

from summarizer.reading.counted import noun_kind
from summarizer.reading.cues import first_cue, is_cue
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.scene import PREPOSITIONS
from summarizer.reading.triggers import bare

# How far behind its noun, in words, who attacks and who is attacked stand.
_NEAR, _VICTIMS = 3, 7
# How far before "killed so many" the attack may stand.
_FAR, _BESIDE = 10, 2
_THEN = ("ثم", "قد", "حيث", "كما")
_MOURNED = ("شهداء", "شهيدا", "شهيد", "استشهاد", "شهيدين")


def striker(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """Who did a strike that is itself the subject ("في غارات إسرائيلية استهدفت") or that a noun tells; None for others."""
    if p.nominal:
        return _named_by_noun(parsed, p, memory)
    if p.rule.name.endswith("announced that some were killed"):
        return attacker(parsed, p, memory)
    noun = _attack(parsed, p)
    if noun is not None and noun == p.noun < p.place and parsed.forms[p.place].endswith("ها"):
        return None  # "غارات شنها الجيش": the attack is what the verb did
    if noun is None:
        return Who() if p.rule.name.endswith("strikes killed") else None
    end = p.place if noun < p.place else noun + _NEAR
    named = (m for m in parsed.mentions if noun < m.first < end and m.parties)
    nation = next((m for m in named if m.adjective or m.first == noun + 1), None)
    if nation is not None:
        return memory.resolve(nation)
    return memory.doing.get(p.governor or -1) or (
        _state_at_war(memory) if _is_enemy(parsed, p, memory) else Who()
    )


def _attack(parsed: Parsed, p: Predicate) -> int | None:
    """The attack that is the verb's subject, with no more than its adjectives between: "ضربة دقيقة استهدفت"."""
    killed = p.rule.name.endswith("strikes killed")
    if killed and is_cue("attacks", (bare(parsed.forms[min(p.place + 1, len(parsed.forms) - 1)]),), 0):
        return p.place + 1
    reach = _FAR if killed else _BESIDE
    for i in range(p.place - 1, max(-1, p.place - reach - 1), -1):
        form = parsed.forms[i]
        if not form.isalnum() or (not killed and (form in PREPOSITIONS or form in _THEN)):
            return None
        if is_cue("attacks", (bare(parsed.forms[i]),), 0):
            return i
    return None


def _named_by_noun(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Who stands right behind the noun: "اغتيال إسرائيل فلانا", "القصف الإسرائيلي", "هجوم حماس"; else who attacked."""
    if any(0 < d.first - p.place < _BESIDE for d in parsed.dates):
        return _state_at_war(memory)  # "غارة 9 سبتمبر": of the war, where nobody else is named
    first = next((m for m in parsed.mentions if m.first == p.place + 1), None)
    if first is not None and not first.person and first.parties and not first.prefix:
        return memory.resolve(first)
    return attacker(parsed, p, memory)


def attacker(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Who attacked, where the text tells of the killed: "قتل ثلاثة في قصف إسرائيلي"; else those at war with them."""
    for mention in parsed.mentions:
        if p.place < mention.first < p.end and mention.parties and _after_attack(parsed, p, mention):
            return Who(parties=mention.parties)
    if first_cue("denied", parsed.forms, p.place + 1, len(parsed.forms)) is not None:
        return Who()  # who did it is denied in the same breath
    victims = {noun_kind(form) for form in parsed.forms[p.place : p.place + _VICTIMS]}
    attacked = any(is_cue("attacks", parsed.forms, i) for i in range(p.place + 1, p.end))
    mourned = any(form in _MOURNED for form in parsed.forms)
    hit = {"palestinian", "israeli"} if not p.nominal else {"palestinian"}
    if (
        hit & victims
        or (attacked and "person" in victims)
        or mourned
        or (p.nominal and _is_enemy(parsed, p, memory))
    ):
        return _state_at_war(memory)
    return Who()


def _after_attack(parsed: Parsed, p: Predicate, mention: Mention) -> bool:
    near = range(max(p.place + 1, mention.first - _NEAR), mention.first)
    return any(is_cue("attacks", parsed.forms, i) for i in near)


def _is_enemy(parsed: Parsed, p: Predicate, memory: Discourse) -> bool:
    """True where one of the state's enemies at war is who was hit: "اغتيال إسماعيل هنية"."""
    near = range(p.place + 1, p.place + _VICTIMS)
    armed = {n for n in memory.actors.principals if memory.actors.parties[n].kind != "state"}
    hit = (m for m in parsed.mentions if m.first in near and (m.person or not p.nominal))
    return any(armed & set(m.parties) for m in hit)


def _state_at_war(memory: Discourse) -> Who:
    return Who(
        parties=tuple(n for n in memory.actors.principals if memory.actors.parties[n].kind == "state")[:1]
    )
