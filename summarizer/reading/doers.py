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
from summarizer.reading.clauses import Predicate
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, Who, resolved
from summarizer.reading.fold import words
from summarizer.reading.found import Found
from summarizer.reading.lexicon import language
from summarizer.reading.mention import Mention, is_head
from summarizer.reading.parsed import Parsed
from summarizer.reading.scene import PREPOSITIONS, RELATIVES, Scene
from summarizer.reading.sides import mediating
from summarizer.reading.strikes import attacker, striker
from summarizer.reading.triggers import bare

# Between a head and a name these say that the name is another matter: "وصل وفد إلى الدوحة".
# Talks that stop or go on again by themselves are between those whom their noun names.
_STOPPED = (EventType.SUSPENSION, EventType.RESUMPTION)
# Deeds of those at war, whoever spoke of them before.
_OF_WAR = (EventType.RELEASE, EventType.ESCALATION)
# The subject of a sentence begins within so many words.
_SUBJECT = 8
_APART = ("الي", "علي", "عن", "مع", "،")

# Rules of which not the subject goes, but who is sent; and of whose delegations were called back.
_SENT, _CALLED_BACK = ": sent its man", ": calling back presupposed"
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
    if p.place and parsed.forms[p.place - 1] in RELATIVES:
        return _in_relative(parsed, p, memory)
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
    if (host := _of_main(parsed, p, memory)) is not None:
        return host, False
    scene = parsed.scene(p)
    if p.rule.name.endswith(_SENT):
        return resolved([m for m in scene.between(p.place + 1, p.end) if m.person][:1], memory), True
    if p.nominal and p.rule.name.endswith(_CALLED_BACK):
        return resolved(arguments.owners(scene), memory), True
    if p.kind in _STOPPED and (sides := arguments.sides_before(scene)) is not None:
        return resolved(sides, memory), True
    beside = any(m.last == p.place and m.person for m in parsed.mentions)  # "لكن شعث تحدث فيه"
    inside = not beside and parsed.forms[p.place + 1 : p.place + 2] in IN_IT
    subject = [] if inside else arguments.subject(scene)
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
        return _of_noun(parsed, p, memory)
    if p.nominal:
        return _named_later(parsed, p, memory) or _all_present(parsed, p, memory), False
    if _is_outlet(parsed, p):
        return Who(), True
    if p.rule.name.endswith("escalation: were killed") and (attacking := attacker(parsed, p, memory)):
        return attacking, True
    headed = by_head(parsed, p, memory)
    if headed is not None:
        return headed, bool(headed) and not _speaks_again(parsed, p)
    who = carried(parsed, p, before, memory)
    return (_at_war(who, memory) if p.kind in _OF_WAR else who), False


def _of_main(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """Who had a meeting told with a pronoun behind a word of time, whoever did what its sentence tells: "بعد لقائه الوزير"."""
    own = arguments.is_own(parsed.forms[p.place]) and is_cue("asides", parsed.forms, p.place - 1)
    if not p.nominal or p.rule.frame != "mutual" or not own:
        return None
    before = (
        q
        for q in reversed(parsed.predicates)
        if q.place < p.place and not q.nominal and q.governor == p.governor
    )
    main = next(before, None)
    who = memory.doing.get(main.place, Who()) if main is not None else Who()
    return who if len(who.people) == 1 else None


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


def _of_noun(parsed: Parsed, p: Predicate, memory: Discourse) -> tuple[Who, bool]:
    """Whose word a noun tells: who stands right after it ("بعد رفض حماس"), or whom its pronoun means ("بعد رفضها")."""
    own = next((m for m in parsed.mentions if m.first == p.place + 1 and m.acts and not m.prefix), None)
    if own is not None:
        return memory.resolve(own), True
    if not parsed.forms[p.place].endswith(("ه", "ها")):
        return Who(), False
    last = next(
        (m for m in reversed(parsed.mentions) if m.last < p.place and m.acts and not m.adjective), None
    )
    return (memory.resolve(last) if last is not None else memory.subject), False


def _named_later(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Who had a meeting that opens a sentence: "عقب لقائه الوزير، قال ماكرون"; nobody where it says "between"."""
    if (
        not p.place
        or not is_cue("asides", parsed.forms, p.place - 1)
        or not arguments.with_one(parsed.forms, p.place)
    ):
        return Who()
    if any(q.place < p.place and not q.nominal for q in parsed.predicates):
        return Who()
    main = next((q for q in parsed.predicates if q.place > p.place and not q.nominal), None)
    if main is None:
        return Who()
    own = resolved([m for m in arguments.subject(parsed.scene(main)) if m.first > p.place], memory)
    return own or (memory.subject if parsed.forms[p.place].endswith(("ه", "ها")) else Who())


def _is_addressed(parsed: Parsed, p: Predicate, mention: Mention, memory: Discourse) -> bool:
    """True for a name right after a verb of another gender, which is spoken to or of: "واتهمت نتنياهو", "طالب إسرائيل"."""
    if mention.first != p.place + 1 or mention.prefix or not p.form.perfect or p.rule.frame != "speaker":
        return False
    if mention.person:
        person = memory.actors.people.get(mention.person)
        return p.form.feminine and person is not None and not person.woman
    return not p.form.feminine and " ".join(parsed.forms[mention.first : mention.last]) in _feminine()


@cache
def _feminine() -> frozenset[str]:
    return frozenset(" ".join(words(name)) for name in language("people")["feminine"])


def _all_present(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Several sides that did something at a gathering were at it: "اتفق مفاوضون مصريون وقطريون خلال اجتماع"."""
    if (
        p.kind is not EventType.MEETING
        or "بين" in parsed.forms[p.place : p.place + 4]
        or _is_of_others(parsed, p)
    ):
        return Who()
    verbs = [q for q in parsed.predicates if not q.nominal and q.place in memory.doing]
    main = next((q for q in reversed(verbs) if q.place < p.place), None)
    who = memory.doing[main.place] if main is not None else _opening(parsed, p, memory)
    return who if len(who.parties) > 1 else Who()


def _is_of_others(parsed: Parsed, p: Predicate) -> bool:
    """True for a gathering whose owner follows: "اجتماع الحكومة", "اجتماع مجلس الأمن"."""
    follows = parsed.forms[p.place + 1] if p.place + 1 < len(parsed.forms) else ""
    named = any(m.first == p.place + 1 and (m.parties or m.person) and not m.place for m in parsed.mentions)
    dated = any(d.first == p.place + 1 for d in parsed.dates)
    return named or is_cue("bodies", parsed.forms, p.place + 1) or (follows.startswith("ال") and not dated)


def _opening(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Those who open the sentence, where its verb tells no happening: "وقّع ترامب والسيسي خلال قمة"."""
    opens = (m for m in parsed.mentions if m.acts and not m.prefix and m.first < min(p.place, _SUBJECT))
    first = next(
        (m for m in opens if not m.place or parsed.forms[m.first - 1] not in ("في", "وفي", "من")), None
    )
    if first is None:
        return Who()
    row = [first]
    for mention in parsed.mentions:
        if row[-1].last <= mention.first < p.place and mention.acts and mention.first - row[-1].last <= 1:
            row.append(mention)
    return resolved(row, memory)


def _in_relative(parsed: Parsed, p: Predicate, memory: Discourse) -> tuple[Who, bool]:
    """In "the agreement that was announced" what the clause is about did it or bore it, not who spoke before."""
    named = resolved(arguments.subject(parsed.scene(p)), memory)
    headed = None if named else by_head(parsed, p, memory)
    own = p.noun < p.place and parsed.forms[p.place].endswith(("ها", "ه", "هما"))
    own = own and not is_cue("hosting", parsed.forms, p.place)
    who = named or headed or (_opening(parsed, p, memory) if own else Who())
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


def remember_heads(parsed: Parsed, memory: Discourse) -> None:
    """Keep for later sentences who was named, and whom a delegation, an official or an office belonged to."""
    memory.remember(parsed.mentions)
    mediators = mediating(parsed)
    memory.mediators = mediators if len(mediators.parties) > 1 else memory.mediators
    named = {i for mention in parsed.mentions for i in range(mention.first, mention.last)}
    for mention in parsed.mentions:
        who = memory.resolve(mention)
        if mention.outlet or not who or any(letter in "بلك" for letter in mention.prefix):
            continue
        own = bare(parsed.forms[mention.first])
        if mention.last - mention.first > 1 and is_head(own) and not mention.person:
            memory.heads[own] = _led(parsed, mention, who)
        for i in range(mention.first - 1, max(-1, mention.first - 4), -1):
            if i in named or parsed.forms[i] in _APART:
                break
            if is_head(parsed.forms[i]):
                near = mention.person and mention.first - i < 3
                memory.heads[bare(parsed.forms[i])] = who if near else _led(parsed, mention, who)
                break


def _led(parsed: Parsed, team: Mention, who: Who) -> Who:
    """A delegation's parties with the person who leads it."""
    for i in range(team.last, min(team.last + 4, len(parsed.forms))):
        if parsed.forms[i] in ("برياسه", "بقياده"):
            leader = next((m for m in parsed.mentions if m.person and i < m.first <= i + 3), None)
            return Who((leader.person,) if leader and leader.person else (), who.parties)
    return Who(parties=who.parties)


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
