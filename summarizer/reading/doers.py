"""Who does what a predicate says: named in its clause, implied by a head noun, or carried over; knows no dates."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType
from summarizer.reading import arguments
from summarizer.reading.clauses import Predicate
from summarizer.reading.counted import noun_kind
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.found import Found
from summarizer.reading.mentions import Mention, is_head
from summarizer.reading.parsed import Parsed
from summarizer.reading.scene import Scene
from summarizer.reading.triggers import bare

_WITH_PRONOUN = ("انه", "انها", "انهم", "انهما", "بانه", "بانها", "انني", "اننا")
_MEDIATION = ("وساطه", "وسيط", "وسطاء")
_RELATIVES = ("الذي", "التي", "الذين", "اللذين")
_TEAMS = ("وفد", "فريق", "طاقم")
# Verbs whose first letter is و: no "and" stands before them.
_WAW = ("وصف", "وقع", "وافق", "وصل", "وجه", "وعد", "وضع", "وقف", "ورد", "ودع", "وثق", "وفد", "وفر", "وسع")
_OWN = ("وفدها", "وفده", "فريقها", "فريقه", "مكتبه", "مكتبها", "جيشها", "جيشه", "حكومته", "بلاده", "حكومتها")


def doer(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> tuple[Who, bool]:
    """Return who does it, and whether the clause itself names them."""
    if memory.here is not parsed.mentions:
        memory.here, memory.doing = parsed.mentions, {}
    who, named = _doer(parsed, p, before, memory)
    memory.doing[p.place] = who
    return who, named


def _doer(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> tuple[Who, bool]:
    if (goer := _goes_on(parsed, p, before, memory)) is not None:
        return goer, False
    if (headed := _beside_head(parsed, p, memory)) is not None:
        return headed, True
    if p.kind is EventType.ESCALATION and (striker := _striker(parsed, p, memory)) is not None:
        return striker, bool(striker)
    scene = parsed.scene(p)
    subject = arguments.subject(scene)
    named = resolved(subject, memory)
    if named:
        return _with_leader(scene, named, memory), True
    if subject or _is_unnamed(parsed, p):
        return Who(), False
    if p.nominal:
        return Who(), False
    if _is_outlet(parsed, p):
        return Who(), True
    if p.rule.name.endswith("escalation: were killed") and (attacker := _attacker(parsed, p, memory)):
        return attacker, True
    headed = _by_head(parsed, p, memory)
    if headed is not None:
        return headed, bool(headed) and not _speaks_again(parsed, p)
    return _carried(parsed, p, before, memory), False


def _is_unnamed(parsed: Parsed, p: Predicate) -> bool:
    """True where the verb has a subject that the text does not name: "وقال مصدر مطلع"."""
    form = parsed.forms[p.place + 1] if p.place + 1 < len(parsed.forms) else ""
    return not p.nominal and not form.startswith("ال") and is_cue("sources", parsed.forms, p.place + 1)


def _goes_on(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> Who | None:
    """Who met or called whom after another deed, in one sentence, where the clause names the other side only."""
    if p.rule.frame != "mutual" or p.nominal or not before or before[-1].predicate.governor != p.governor:
        return None
    last, forms = before[-1], parsed.forms
    if forms[p.place - 1] in ("الذي", "التي"):
        return None
    if forms[p.place].endswith("هما"):
        return last.who
    sides = [
        m
        for m in parsed.mentions
        if p.place < m.first < p.end and m.acts and "،" not in forms[p.place : m.first]
    ]
    after = last.kind is EventType.VISIT or forms[p.place - 1] in ("ثم", "كما") or _is_joined(forms, p.place)
    if len(sides) > 1 and "خلالها" not in forms[p.place : p.place + 3]:
        return None
    other = resolved(sides, memory)
    return last.doer if after and last.doer and not last.doer.names & set(other.people) else None


def _is_joined(forms: tuple[str, ...], place: int) -> bool:
    """True for a verb with "and" before it, where "و" is not its own first letter."""
    return forms[place][:1] == "و" and not forms[place].startswith(_WAW)


def _beside_head(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """'The delegation met the minister': whom a word right beside the verb stands for, before the names after it."""
    if p.nominal:
        return None
    for place in (p.place + 1, p.place - 1):
        if not 0 <= place < len(parsed.forms):
            continue
        form = parsed.forms[place]
        taken = any(m.first == place or (m.first == place + 1 and m.adjective) for m in parsed.mentions)
        opens = place > p.place or place == p.start or parsed.forms[place - 1] in ("ان", "وان", "بان")
        if opens and not taken and form.startswith(("ال", "وال")) and bare(form) in _TEAMS:
            return memory.heads.get(bare(form)) or _default(bare(form), memory)
    return None


def _with_leader(scene: Scene, who: Who, memory: Discourse) -> Who:
    """A delegation acts with those who lead it: "وفد حماس برئاسة خليل الحية"."""
    if scene.predicate.rule.frame != "journey" or who.people:
        return who
    return who | resolved(arguments.companions(scene), memory)


def resolved(found: Sequence[Mention], memory: Discourse) -> Who:
    """Whom several mentions mean together."""
    who = Who()
    for mention in found:
        who = who | memory.resolve(mention)
    return who


def remember_heads(parsed: Parsed, memory: Discourse) -> None:
    """Keep for later sentences who was named, and whom a delegation, an official or an office belonged to."""
    memory.remember(parsed.mentions)
    mediators = mediating(parsed)
    memory.mediators = mediators if len(mediators.parties) > 1 else memory.mediators
    for mention in parsed.mentions:
        who = memory.resolve(mention)
        if mention.outlet or not who or any(letter in "بلك" for letter in mention.prefix):
            continue
        own = bare(parsed.forms[mention.first])
        if mention.last - mention.first > 1 and is_head(own) and not mention.person:
            memory.heads[own] = _led(parsed, mention, who)
        for i in range(mention.first - 1, max(-1, mention.first - 4), -1):
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


def _striker(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """Who did a strike that is itself the subject ("في غارات إسرائيلية استهدفت"), or that others report with its dead."""
    if p.rule.name.endswith("announced that some were killed"):
        return _attacker(parsed, p, memory)
    nation = next((m for m in parsed.mentions if m.last == p.place and m.adjective), None)
    noun = p.place - 1 if nation is None else nation.first - 1
    if p.nominal or noun < 0 or not is_cue("attacks", parsed.forms, noun):
        return None
    return memory.resolve(nation) if nation is not None else Who()


def _attacker(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Who attacked, where the verb tells of the killed: "قتل ثلاثة في قصف إسرائيلي"; else those at war with them."""
    for mention in parsed.mentions:
        if (
            p.place < mention.first < p.end
            and mention.parties
            and any(
                is_cue("attacks", parsed.forms, i)
                for i in range(max(p.place + 1, mention.first - 3), mention.first)
            )
        ):
            return Who(parties=mention.parties)
    victims = {noun_kind(form) for form in parsed.forms[p.place : p.place + 6]}
    attacked = any(is_cue("attacks", parsed.forms, i) for i in range(p.place + 1, p.end))
    if (
        {"palestinian", "israeli"} & victims
        or (attacked and "person" in victims)
        or "شهداء" in parsed.forms
        or "شهيدا" in parsed.forms
    ):
        return Who(
            parties=tuple(n for n in memory.actors.principals if memory.actors.parties[n].kind == "state")[:1]
        )
    return Who()


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
        if goes_on or any(word in form for form in (*near, *own) for word in _MEDIATION):
            named.extend(mention.parties)
        last = mention.last
    return Who(parties=tuple(dict.fromkeys(named)))


def _is_outlet(parsed: Parsed, p: Predicate) -> bool:
    """True where an outlet speaks, by name or by its kind: what it tells is told by others."""
    if p.kind is not EventType.STATEMENT:
        return False
    near = range(max(p.start, p.place - 2), min(p.place + 4, p.end))
    if any(m.outlet and not m.prefix and m.first in near for m in parsed.mentions):
        return True
    return any(is_cue("media", parsed.forms, i) for i in near if abs(i - p.place) <= 2)


def _by_head(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """'The delegation', 'its office', 'the army' as a subject: whom such a word meant before; None for no such word."""
    for i in (
        *range(p.place + 1, min(p.place + 3, len(parsed.forms))),
        *range(p.place - 1, max(p.start - 1, p.place - 4), -1),
    ):
        form = parsed.forms[i]
        plain = bare(form)
        if form in _OWN or form.lstrip("و") in _OWN:
            return memory.party or memory.subject
        if form.startswith(("ال", "وال")) and is_head(plain):
            if i > p.place + 1 and parsed.forms[i - 1] not in ("قد", "هذا"):
                return None
            return memory.heads.get(plain) or _default(plain, memory)
        if is_head(plain) and p.governor is not None and i == p.place - 1:
            return memory.party or memory.subject
        if i == p.place + 1 and not is_head(plain):
            continue
    return None


def _default(head: str, memory: Discourse) -> Who | None:
    """An army or a government without a name is that of the state which is at war, a delegation the speaker's."""
    if head in ("وفد", "فريق", "طاقم"):
        return memory.party or Who(parties=memory.subject.parties)
    if head not in ("جيش", "حكومه"):
        return None
    return Who(
        parties=tuple(n for n in memory.actors.principals if memory.actors.parties[n].kind == "state")[:1]
    )


def _carried(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> Who:
    """Who did the last thing in the sentence, or spoke last, where the clause names nobody."""
    if (
        p.governor is not None
        and before
        and before[-1].predicate.governor == p.governor
        and parsed.forms[p.place][:1] == "و"
    ):
        return before[-1].doer
    if p.governor is not None:
        return memory.subject if _said_of_speaker(parsed, p) else Who()
    if parsed.forms[p.place - 1] in _RELATIVES or p.kind in (EventType.TALKS, EventType.TRUCE):
        return Who()
    if before and before[-1].predicate.governor is None:
        return memory.subject
    following = parsed.forms[p.place + 1 : p.place + 2]
    if p.rule.frame == "journey" and following and not _may_follow(parsed, p.place + 1):
        return Who()
    opens = p.place <= 3 or parsed.forms[p.place][:1] == "و"
    if not opens:
        return Who()
    return memory.party if p.form.feminine and memory.subject.people and memory.party else memory.subject


def _said_of_speaker(parsed: Parsed, p: Predicate) -> bool:
    """True where a pronoun opens what is said: "قال إنه … يزور"."""
    start = p.governor or 0
    said = next((i for i in range(start + 1, p.place) if is_cue("that", parsed.forms, i)), None)
    return said is not None and parsed.forms[said] in _WITH_PRONOUN


def _may_follow(parsed: Parsed, place: int) -> bool:
    """True where a word after a verb of motion is no subject of its own: a preposition, a date, the goal."""
    dated = any(d.first <= place < d.last for d in parsed.dates)
    named = any(m.first == place for m in parsed.mentions)
    return (
        dated
        or named
        or parsed.forms[place] in ("الي", "من", "في", "نحو", "علي", "قبل", "بعد")
        or parsed.forms[place].startswith(("لل", "ل"))
    )


def participants(scene: Scene, p: Predicate, who: Who, before: Sequence[Found], memory: Discourse) -> Who:
    """All who take part, by the frame of the event's type, mediators aside."""
    if p.rule.frame == "mutual":
        full = who | resolved(arguments.partners(scene), memory) | _counterparts(scene, p, who, memory)
        mover = before[-1] if before and before[-1].predicate.governor == p.governor else None
        joins = (
            mover is not None and not p.nominal and (mover.kind is EventType.VISIT or len(full.parties) < 2)
        )
        return mover.doer | full if mover is not None and joins else full
    if p.kind is EventType.RELEASE:
        who = who | _sides(scene, p, memory)
    if p.rule.frame == "journey":
        return who | resolved(arguments.companions(scene), memory)
    if p.kind in (EventType.TRUCE, EventType.RELEASE, EventType.RESUMPTION):
        return who | resolved(
            [m for m in arguments.partners(scene) if not m.adjective and not m.person], memory
        )
    if p.rule.recipients:
        return who | Who(
            parties=resolved([m for m in arguments.partners(scene) if not m.adjective], memory).parties
        )
    return who


def _counterparts(scene: Scene, p: Predicate, who: Who, memory: Discourse) -> Who:
    """'His Qatari counterpart' is who holds the same office there."""
    found: list[str] = []
    for mention in scene.between(p.place + 1, p.end):
        if not mention.adjective or "نظير" not in scene.forms[mention.first - 1] or not mention.parties:
            continue
        for name in who.people[:1]:
            holder = memory.actors.counterpart(name, mention.parties[0], memory.written)
            found.extend([holder] if holder else [])
    return Who(tuple(found))


def _sides(scene: Scene, p: Predicate, memory: Discourse) -> Who:
    """Who frees whom is told by who is freed: captives in Gaza by the movement, prisoners by the state, an exchange by both."""
    kinds = {noun_kind(form) for form in scene.forms[p.place : p.place + 40]}
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
