"""Who does what a predicate says: named in its clause, implied by a head noun, or carried over; knows no dates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from storage.model import EventType
from summarizer.reading import arguments, company
from summarizer.reading.carried import (
    IN_IT,
    beside_head,
    by_head,
    carried,
    goes_on,
    is_unnamed,
    opens,
    own_member,
)
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, Who, resolved
from summarizer.reading.fold import words
from summarizer.reading.found import Found
from summarizer.reading.gathered import all_present, named_later, of_main, of_noun, opening, said_later
from summarizer.reading.lexicon import language
from summarizer.reading.mention import COLLECTIVES, Mention
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.scene import PREPOSITIONS, RELATIVES, Scene
from summarizer.reading.strikes import attacker, striker

# Between a head and a name these say that the name is another matter: "وصل وفد إلى الدوحة".
# Talks that stop or go on again by themselves are between those whom their noun names.
_STOPPED = (EventType.SUSPENSION, EventType.RESUMPTION)
# Deeds of those at war, whoever spoke of them before.
_OF_WAR = (EventType.RELEASE, EventType.ESCALATION)

# Rules of which not the subject goes, but who is sent; and of whose delegations were called back.
_SENT = ": sent its man"
_CALLED_BACK = (": calling back presupposed", ": suspension presupposed")
# "While the latter said": "the latter" stands behind one of these.
_TURNS = ("فيما", "بينما", "لكن", "،", "ان", "وان", "ولكن")
# How far from its verb, in words, stands by whose tongue a side speaks; how many words of a title may stand between.
_TONGUE, _BETWEEN = 8, 4


def doer(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> tuple[Who, bool]:
    """Return who does it, and whether the clause itself names them."""
    if memory.here is not parsed.mentions:
        memory.here, memory.doing = parsed.mentions, {}
    who, named = _doer(parsed, p, before, memory)
    memory.doing[p.place] = who
    return who, named


def _doer(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> tuple[Who, bool]:
    if p.gapped is not None:
        return memory.doing.get(p.gapped, Who()), True
    if p.place and parsed.forms[p.place - 1] in RELATIVES:
        return _in_relative(parsed, p, memory)
    if not p.nominal and (latter := _latter(parsed, p, memory)) is not None:
        return latter, True
    if (goer := goes_on(parsed, p, before, memory)) is not None:
        return goer, False
    if p.rule.frame == "speaker" and (member := own_member(parsed, p, memory)) is not None:
        return member, bool(member)
    if (headed := beside_head(parsed, p, memory)) is not None:
        return headed, True
    if p.rule.trigger.subject:
        return Who(), True
    if p.kind is EventType.ESCALATION and (attacking := striker(parsed, p, memory)) is not None:
        return attacking, bool(attacking)
    if not p.nominal and _is_medium(parsed, p):
        return Who(), True
    if (host := of_main(parsed, p, memory)) is not None:
        return host, False
    scene = parsed.scene(p)
    if p.rule.name.endswith(_SENT):
        return resolved([m for m in scene.between(p.place + 1, p.end) if m.person][:1], memory), True
    if p.nominal and p.rule.name.endswith(_CALLED_BACK):
        # "بعد إعلان حماس إرجاء التسليم": whose it is stands before it as well.
        own = arguments.owners(scene) or [m for m in scene.mentions if m.last == p.place and m.acts]
        return resolved(own, memory), True
    if p.kind in _STOPPED and (sides := arguments.sides_before(scene)) is not None:
        return resolved(sides, memory), True
    beside = any(m.last == p.place and m.person for m in parsed.mentions)  # "لكن شعث تحدث فيه"
    inside = not beside and parsed.forms[p.place + 1 : p.place + 2] in IN_IT
    subject = [] if inside else arguments.subject(scene)
    if not subject and (later := said_later(parsed, p, memory)):
        return later, True
    if subject and _is_addressed(parsed, p, subject[0], memory):
        return carried(parsed, p, before, memory), False
    named = resolved(subject, memory)
    if named and _is_object(scene, subject, named, memory) and opens(parsed, p):
        return memory.subject, False
    if named:
        return _with_leader(scene, named, memory) | _tongue(parsed, p), True
    if subject or is_unnamed(parsed, p):
        return Who(), False
    if p.nominal and p.rule.frame == "speaker":
        return of_noun(parsed, p, memory)
    if p.nominal:
        return named_later(parsed, p, memory) or all_present(parsed, p, memory), False
    if _is_outlet(parsed, p):
        return Who(), True
    if p.rule.name.endswith("escalation: were killed"):
        attacking = attacker(parsed, p, memory)
        return attacking, bool(attacking)
    headed = by_head(parsed, p, memory)
    if headed is not None:
        return headed, bool(headed) and not _speaks_again(parsed, p)
    who = carried(parsed, p, before, memory)
    return (_at_war(who, memory) if p.kind in _OF_WAR else who), False


def _latter(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """Whom "the latter" means beside its verb: who was named last, "التقى بلينكن ولي العهد، وأكد الأخير"; None without it."""
    beside = parsed.forms[p.place + 1 : p.place + 2]
    if parsed.forms[max(0, p.place - 2) : p.place - 1] and parsed.forms[p.place - 2] in _TURNS:
        beside = (*beside, parsed.forms[p.place - 1])
    if not {"الاخير", "الاخيره"} & set(beside):
        return None
    before = [m for m in parsed.mentions if m.last <= p.place and m.acts and not m.adjective]
    people = [m for m in before if m.person]
    if people or before:
        return memory.resolve((people or before)[-1])
    names = memory.named[:1]
    return Who(
        names, tuple(party for name in names for party in memory.actors.of_person(name, memory.written))
    )


def _at_war(who: Who, memory: Discourse) -> Who:
    """Of those spoken of before "were freed", "shots were fired", the sides at war: nobody else is told to have done it."""
    return Who(parties=tuple(name for name in who.parties if name in memory.actors.principals))


def _is_object(scene: Scene, after: Sequence[Mention], named: Who, memory: Discourse) -> bool:
    """True for the only ones named behind a verb that wants an object: "كما التقى مساء أمس المبعوث" is of who went before."""
    p, last = scene.predicate, memory.subject
    if after[0].first < p.place or not is_cue("meets_whom", scene.forms, p.place) or p.form.feminine:
        return False
    if len(last.people) != 1 or set(last.parties) & set(named.parties) or len(named.people) > 1:
        return False
    if any(m.first > after[-1].first for m in company.partners(scene)) or not _is_next(scene, after[0]):
        return False
    follows = scene.forms[after[-1].last : after[-1].last + 1]
    return (
        not follows or not follows[0].isalpha() or follows[0] in PREPOSITIONS or after[-1].last in scene.dated
    )


def _is_next(scene: Scene, mention: Mention) -> bool:
    """True where no word that may be the subject stands right behind the verb: "استقبل ولي العهد الوزير"."""
    place = scene.predicate.place + 1
    beside = place == mention.first or place in scene.dated or scene.forms[place] in ("،", *PREPOSITIONS)
    return beside or any(is_cue(kind, scene.forms, place) for kind in ("asides", "also"))


def _is_addressed(parsed: Parsed, p: Predicate, mention: Mention, memory: Discourse) -> bool:
    """True for a name right after a verb of another gender, which is spoken to or of: "واتهمت نتنياهو", "طالب إسرائيل"."""
    if mention.first != p.place + 1 or mention.prefix or not p.form.perfect or p.rule.frame != "speaker":
        return False
    if mention.group in COLLECTIVES and mention.group != "movements":
        # "ودعت الوسطاء إلى": the verb of many men is not feminine, that of states is.
        return p.form.feminine and "دول" not in parsed.forms[mention.first]
    if mention.person:
        person = memory.actors.people.get(mention.person)
        return p.form.feminine and person is not None and not person.woman
    return not p.form.feminine and " ".join(parsed.forms[mention.first : mention.last]) in _feminine()


@cache
def _feminine() -> frozenset[str]:
    return frozenset(" ".join(words(name)) for name in language("people")["feminine"])


def _in_relative(parsed: Parsed, p: Predicate, memory: Discourse) -> tuple[Who, bool]:
    """In "the agreement that was announced" what the clause is about did it or bore it, not who spoke before."""
    named = resolved(arguments.subject(parsed.scene(p)), memory)
    headed = None if named else by_head(parsed, p, memory)
    own = p.noun < p.place and parsed.forms[p.place].endswith(("ها", "ه", "هما"))
    own = own and not is_cue("hosting", parsed.forms, p.place)
    who = named or headed or (opening(parsed, p, memory) if own else Who())
    return who, bool(who)


def _tongue(parsed: Parsed, p: Predicate) -> Who:
    """By whose tongue a side speaks: "وقالت الحركة على لسان القانوع", "واشنطن على لسان كيربي"."""
    if p.kind is not EventType.STATEMENT:
        return Who()
    near = range(max(2, p.place - _TONGUE), min(p.place + _TONGUE, len(parsed.forms)))
    spoken = (m for m in parsed.mentions if m.person and m.first in near)
    return next((Who((m.person or "",)) for m in spoken if _by_tongue(parsed.forms, m.first)), Who())


def _by_tongue(forms: tuple[str, ...], place: int) -> bool:
    return any(
        forms[i - 1 : i + 1] == ("علي", "لسان") for i in range(place - 1, max(0, place - _BETWEEN), -1)
    )


def _with_leader(scene: Scene, who: Who, memory: Discourse) -> Who:
    """A delegation acts with those who lead it: "وفد حماس برئاسة خليل الحية"."""
    if scene.predicate.rule.frame != "journey" or who.people:
        return who
    return who | resolved(company.companions(scene), memory)


def _speaks_again(parsed: Parsed, p: Predicate) -> bool:
    """True for "the source", "the official": who spoke just before goes on."""
    return p.kind is EventType.STATEMENT and any(
        is_cue("speakers", parsed.forms, i) for i in (p.place + 1, p.place + 2)
    )


def _is_medium(parsed: Parsed, p: Predicate) -> bool:
    """True where the subject of a verb of saying is a medium by its kind: "أفادت قناة … بوصول وفود"."""
    if (
        p.kind is not EventType.STATEMENT
        or parsed.forms[p.place] == ":"
        or arguments.quotes(parsed.forms, p.place)
    ):
        return False
    return is_cue("media", parsed.forms, p.place + 1)


def _is_outlet(parsed: Parsed, p: Predicate) -> bool:
    """True where an outlet speaks, by name or by its kind: what it tells is told by others."""
    if p.kind is not EventType.STATEMENT:
        return False
    near = range(max(p.start, p.place - 2), min(p.place + 4, p.end))
    if any(m.outlet and not m.prefix and m.first in near for m in parsed.mentions):
        return True
    return any(is_cue("media", parsed.forms, i) for i in near if abs(i - p.place) <= 2)
