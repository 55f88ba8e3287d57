"""All who take part in a happening besides who does it: partners, counterparts, mediators, both sides; knows no dates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from storage.model import EventType
from summarizer.reading import company
from summarizer.reading.counted import noun_kind
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, Who, resolved
from summarizer.reading.found import Found
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.scene import RELATIVES, Scene

# Two sides are named within so many words.
_SIDES = 7
# How far behind its verb, in words, those who are freed are named, and how far before it.
_FREED, _SUBJECT = 40, 6
# The gathering's noun stands so near before the verb that says who was at it.
_THERE = 2
_AT_SIDE = (("الي", "جانبه"), ("الي", "جانبها"))
_MEDIATION = ("وساطه", "وسيط", "وسطاء")


def participants(scene: Scene, p: Predicate, who: Who, before: Sequence[Found], memory: Discourse) -> Who:
    """All who take part, by the frame of the event's type, mediators aside."""
    if p.rule.frame == "mutual":
        full = who | resolved(company.partners(scene), memory) | _counterparts(scene, p, who, memory)
        full = full | _beside(scene, p, memory) | _holds(scene, p, before)
        mover = before[-1] if before and before[-1].predicate.governor == p.governor else None
        if p.place and scene.forms[p.place - 1] in RELATIVES:
            mover = None  # "the agreement that was announced" is not of him who spoke of it
        joins = (
            mover is not None and not p.nominal and (mover.kind is EventType.VISIT or len(full.parties) < 2)
        )
        return mover.doer | full if mover is not None and joins else full
    if p.kind is EventType.RELEASE:
        who = who | _sides(scene, p, memory)
    if p.rule.frame == "journey":
        return who | resolved(company.companions(scene), memory)
    if p.kind is EventType.RESUMPTION and who:
        return who | (
            _between(scene, p, memory)
            if is_cue("rounds", scene.forms, p.noun + (p.noun != p.place))
            else Who()
        )
    if p.kind in (EventType.TRUCE, EventType.RELEASE, EventType.RESUMPTION):
        return who | resolved(
            [m for m in company.partners(scene) if not m.adjective and not m.person], memory
        )
    if p.rule.recipients:
        return who | Who(
            parties=resolved([m for m in company.partners(scene) if not m.adjective], memory).parties
        )
    return who


def _beside(scene: Scene, p: Predicate, memory: Discourse) -> Who:
    """Who is spoken of where a gathering has others "at his side": "اجتماع ضم إلى جانبه الوزيرين"."""
    near = scene.forms[p.place : p.place + _SIDES + 2]
    if not any(pair in _AT_SIDE for pair in pairwise(near)):
        return Who()
    last = next((m for m in reversed(scene.between(0, p.place)) if m.person), None)
    who = memory.resolve(last) if last is not None else memory.subject
    return who if len(who.people) == 1 else Who()


def _holds(scene: Scene, p: Predicate, before: Sequence[Found]) -> Who:
    """Who held the gathering that others are said to have been at: "عقد الوزير اجتماعا ضم مدير الوكالة"."""
    if p.nominal or not p.place or not is_cue("gathering", scene.forms, p.place):
        return Who()
    held = (
        e
        for e in before
        if p.place - _THERE <= e.predicate.noun < p.place and e.predicate.noun != e.predicate.place
    )
    return next((e.doer for e in held), Who())


def _between(scene: Scene, p: Predicate, memory: Discourse) -> Who:
    """Those "between" whom talks are that somebody announces again."""
    start = next((i for i in range(p.noun, p.end) if scene.forms[i] == "بين"), None)
    if start is None:
        return Who()
    return resolved([m for m in scene.between(start + 1, start + _SIDES) if m.acts], memory)


def _counterparts(scene: Scene, p: Predicate, who: Who, memory: Discourse) -> Who:
    """'His Qatari counterpart' is who holds the same office there."""
    found = Who()
    for mention in scene.between(p.place + 1, p.end):
        if not mention.adjective or "نظير" not in scene.forms[mention.first - 1] or not mention.parties:
            continue
        for name in who.people[:1]:
            holder = memory.actors.counterpart(name, mention.parties[0], memory.written)
            found = found | Who((holder,) if holder else (), mention.parties)
    return found


def _sides(scene: Scene, p: Predicate, memory: Discourse) -> Who:
    """Who frees whom is told by who is freed: captives in Gaza by the movement, prisoners by the state, an exchange by both."""
    kinds = _freed(scene, p)
    exchange = any(form.startswith(("تبادل", "مبادل")) for form in scene.forms[p.place : p.noun + 3])
    exchange = exchange or (
        "مقابل" in scene.forms[p.place : p.place + 40] and bool({"prisoner", "palestinian"} & kinds)
    )
    found: list[str] = []
    for name in memory.actors.principals:
        armed = memory.actors.parties[name].kind == "armed_group"
        wanted = {"hostage"} if armed else {"prisoner", "palestinian"}
        if exchange or wanted & kinds:
            found.append(name)
    return Who(parties=tuple(found))


def _freed(scene: Scene, p: Predicate) -> set[str | None]:
    """The kinds of those who are freed: behind the verb, and before it where they are its subject."""
    forms = scene.forms[p.place : p.place + _FREED]
    kinds = {noun_kind(form) for form in (*forms, *scene.forms[max(p.start, p.place - _SUBJECT) : p.place])}
    israelis = any(form.startswith(("اسراييليين", "اسراييليون")) for form in forms)
    bodies = "remains" in kinds and "palestinian" not in kinds
    return kinds | {"hostage"} if israelis or bodies else kinds


# As many words as stand in names, or before them.
@lru_cache(maxsize=1 << 12)
def _mediates(form: str) -> bool:
    return any(word in form for word in _MEDIATION)


def mediating(parsed: Parsed, start: int = 0, end: int | None = None) -> Who:
    """Who mediates by the text's own words: "بوساطة قطرية ومصرية", "الوسطاء في مصر وقطر"."""
    named: list[str] = []
    last = 0
    for mention in parsed.mentions:
        if not start <= mention.first < (end or len(parsed.forms)) or mention.person or mention.group:
            continue
        own = parsed.forms[mention.first : mention.last]
        near = parsed.forms[max(start, mention.first - 2) : mention.first]
        goes_on = named and mention.prefix == "و" and mention.first == last
        if goes_on or any(map(_mediates, (*near, *own))):
            named.extend(mention.parties)
        last = mention.last
    return Who(parties=tuple(dict.fromkeys(named)))
