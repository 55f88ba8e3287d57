"""Whose stance it is: the subject of its verb, the owner of its noun, or who says it; knows no issues."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Stance, Status
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.doers import doer
from summarizer.reading.found import Found
from summarizer.reading.mention import COLLECTIVES, Mention, is_head, is_word
from summarizer.reading.parsed import Parsed
from summarizer.reading.scene import PREPOSITIONS
from summarizer.reading.stance_words import listed
from summarizer.reading.stances import Cue
from summarizer.reading.triggers import bare

# A subject stands so many words before its adjective, an owner so many behind the noun.
_BEFORE, _BEHIND = 5, 3
# Who says it stands so many words before a noun without an owner: "شدد على ضرورة".
_SAYS = 8
# A verb stands so many words before what says how it was done.
_MANNER = 4
# A speaker's name before a colon takes so many words.
_LINE = 12
_WITH_PRONOUN = ("انه", "انها", "انهم", "انهما", "بانه", "بانها", "بانهم", "اننا", "وانه", "وانها", "باننا")
_WE = frozenset(("نحن", "ونحن", "اننا", "لاننا", "عملنا", "ندعو"))
_OWN = frozenset(("بلاده", "بلادها", "حكومته", "حكومتها", "حركته", "وبلاده", "لبلاده"))
# A paper stands so many words before what it asks for, and is of one of these.
_PAPER, _DRAFT = 4, 9
# A name stands so near before "that it"; what it does there is to declare.
_CLOSE = 2
_DECLARED = ("اعلان", "تاكيد", "قول", "ابلاغ", "اعلن", "اعلنت", "كشف")
_DRAFTS = frozenset(("مشروع", "مسوده", "المشروع", "المسوده", "مشروعا"))
_PAPERS = frozenset(("قرار", "القرار", "قرارا", "بيان", "البيان", "بيانا"))
_BODIES = frozenset(("مجلس الأمن الدولي", "جامعة الدول العربية", "الاتحاد الأوروبي", "الأمم المتحدة"))
# Behind these a pronoun means who was named last: "حماس هي العقبة بعد رفضها العرض".
_AFTER = ("بعد", "منذ", "رغم", "بسبب", "اثر", "عقب")
_SAYING = frozenset({EventType.STATEMENT, EventType.THREAT})


def holder(parsed: Parsed, cue: Cue, before: Sequence[Found], memory: Discourse) -> Who:
    """Return whose stance a cue tells, nobody where the text leaves it open."""
    section = cue.entry.section
    if section in ("verbs", "denials"):
        return _subject(parsed, cue, before, memory)
    if section == "nouns":
        return _owner(parsed, cue, memory)
    if cue.entry.manner and (doing := _does(parsed, cue.place, memory)):
        return doing
    subject = _near(parsed, cue, memory, _BEFORE) if section == "states" else Who()
    return subject or _says(parsed, cue.place, memory)


def _subject(parsed: Parsed, cue: Cue, before: Sequence[Found], memory: Discourse) -> Who:
    form = parsed.forms[cue.place]
    if _OWN & set(parsed.forms[max(0, cue.place - 1) : cue.place + 3]):
        return _says(parsed, cue.place, memory)
    if _is_draft(parsed, cue.place):
        return _drafter(parsed, cue.place, memory)
    if (meant := _by_pronoun(parsed, cue.place, memory)) is not None:
        return meant
    if _has_other_subject(parsed, cue.place):
        return Who()
    if cue.predicate.status is Status.CONDITIONAL and (beside := _right_after(parsed, cue.place, memory)):
        return beside
    if (asking := _asks(parsed, cue, memory)) is not None:
        return asking
    known = memory.doing.get(cue.place) if memory.here is parsed.mentions else None
    who = known if known is not None else doer(parsed, cue.predicate, before, memory)[0]
    if not who and cue.place and parsed.forms[cue.place - 1] in _WITH_PRONOUN:
        named = [m for m in parsed.mentions if m.last < cue.place and m.acts and not m.adjective]
        return memory.resolve(named[-1]) if named else who
    who = who or _right_before(parsed, cue.place, memory) or _resolution(parsed, cue.place, memory)
    first_person = form.lstrip("وف")[:1] in ("ن", "ا") and not cue.predicate.form.perfect
    if not first_person:
        return who
    return _says(parsed, cue.place, memory) or (Who() if ":" in parsed.forms[: cue.place] else who)


def _asks(parsed: Parsed, cue: Cue, memory: Discourse) -> Who | None:
    """Who goes on to ask something of somebody without a name: "أعربت العائلات …، وطالبت الحكومة بالعودة"; None for no such."""
    forms, place = parsed.forms, cue.place
    if cue.entry.stance is not Stance.DEMANDS or forms[place][:1] != "و" or place + 2 >= len(forms):
        return None
    asked = next((m for m in parsed.mentions if m.first == place + 1), None)
    unnamed = asked is None and (is_head(forms[place + 1]) or forms[place + 1] in ("المجتمع", "الاطراف"))
    if not unnamed and (asked is None or asked.group not in COLLECTIVES or not cue.predicate.form.feminine):
        return None
    before = [p for p in parsed.predicates if p.place < place and not p.nominal and p.place in memory.doing]
    alike = [p for p in before if p.form.feminine is cue.predicate.form.feminine and memory.doing[p.place]]
    return memory.doing[alike[-1].place] if alike else None


def _by_pronoun(parsed: Parsed, place: int, memory: Discourse) -> Who | None:
    """Whom the pronoun of "that" means: "إعلان حماس أنها وافقت", "إن الحركة لا تقبل …، وإنها تؤيد"; None without one."""
    if not place or parsed.forms[place - 1] not in _WITH_PRONOUN:
        return None
    that = place - 1
    beside = next(
        (m for m in parsed.mentions if that - _CLOSE <= m.last <= that and m.acts and m.first), None
    )
    if beside is not None and _word_before(parsed.forms, beside.first) in _DECLARED:
        return memory.resolve(beside)
    before = [i for i in range(that) if parsed.forms[i] in ("ان", "بان")]
    joined = parsed.forms[that][:1] == "و" and before
    first = next((m for m in parsed.mentions if joined and m.first == before[-1] + 1 and m.acts), None)
    return memory.resolve(first) if first is not None else None


def _word_before(forms: tuple[str, ...], place: int) -> str:
    """The word before a name, its quotation mark and "the movement" skipped: "إعلان حركة «حماس» أنها"."""
    before = (form for form in reversed(forms[:place]) if form not in ('"', "«", "“", "حركه"))
    return bare(next(before, ""))


def _has_other_subject(parsed: Parsed, place: int) -> bool:
    """True where a noun that is no name does what a verb with a preposition says: "صوّتت الدول الأخرى لصالح"."""
    behind = parsed.forms[place + 1 : place + 2]
    stem = parsed.forms[place].lstrip("و")
    governs = stem.startswith(tuple(listed("with_preposition"))) or listed("nouns", "plans") & set(behind)
    if not governs or not behind or not behind[0].startswith("ال") or place + 1 in parsed.named_or_dated:
        return False
    return not is_head(behind[0]) and not is_word("movements", behind[0])


def _is_draft(parsed: Parsed, place: int) -> bool:
    """True for a verb that says what a draft holds: "مشروع قرار في مجلس الأمن يطالب"."""
    near = range(max(0, place - _DRAFT), place)
    draft = max((i for i in near if parsed.forms[i] in _DRAFTS), default=None)
    if draft is None or parsed.forms[place][:1] not in ("ي", "ت"):
        return False
    return "،" not in parsed.forms[draft:place]


def _drafter(parsed: Parsed, place: int, memory: Discourse) -> Who:
    """Who wrote it, where that is said: "مشروع قرار صاغته الجزائر يدعو", "مسودة أميركية تدعو"."""
    start = max(i for i in range(place) if parsed.forms[i] in _DRAFTS)
    named = [m for m in parsed.mentions if start < m.first < place and m.acts and not m.prefix]
    wrote = [m for m in named if parsed.forms[m.first - 1].endswith(("ته", "تها")) or m.first - start <= 2]
    nations = (memory.actors.nation(form) for form in parsed.forms[start + 1 : start + 3])
    nation = next((name for name in nations if name), None)
    if wrote:
        return memory.resolve(wrote[-1])
    return Who(parties=(nation,)) if nation else Who()


def _right_before(parsed: Parsed, place: int, memory: Discourse) -> Who:
    """The name on which its verb follows at once: "لكن إسرائيل ترفض"."""
    beside = next((m for m in parsed.mentions if m.last == place and m.acts and not m.adjective), None)
    return memory.resolve(beside) if beside is not None and not _is_governed(parsed, beside) else Who()


def _right_after(parsed: Parsed, place: int, memory: Discourse) -> Who:
    """The name that stands at once behind its verb: "إذا وافقت حماس"."""
    beside = next((m for m in parsed.mentions if m.first == place + 1 and m.acts and not m.prefix), None)
    return memory.resolve(beside) if beside is not None else Who()


def is_reason(parsed: Parsed, place: int) -> bool:
    """True for what somebody says that others did: "قال مكتبه إنه أوعز بالتحرك بعد رفض الحركة", "الحديث عن رفضها"."""
    if parsed.forms[max(0, place - 2) : place] in (("الحديث", "عن"), ("حديث", "عن"), ("مزاعم", "عن")):
        return True
    if not place or parsed.forms[place - 1] not in (*_AFTER, "وهذا", "هذا"):
        return False
    told = any(p.rule.frame == "speaker" and not p.nominal and p.place < place for p in parsed.predicates)
    return told or not any(m.first == place + 1 and m.acts for m in parsed.mentions)


def _resolution(parsed: Parsed, place: int, memory: Discourse) -> Who:
    """Whose paper speaks in "صوّت مجلس الأمن على قرار يطالب"; nobody's where it is a draft."""
    near = parsed.forms[max(0, place - _PAPER) : place]
    if not _PAPERS & set(near) or "مشروع" in near:
        return Who()
    bodies = [m for m in parsed.mentions if m.last < place and m.parties and m.parties[0] in _BODIES]
    return memory.resolve(bodies[-1]) if bodies else Who()


def _turned(parsed: Parsed, verb: int, place: int, memory: Discourse) -> Who | None:
    """Who speaks behind a turn whose verb tells no happening: "رحب بايدن …، فيما كرر الأخير أن"; None without a turn."""
    turns = [
        i
        for i in range(verb + 1, place)
        if parsed.forms[i - 1] == "،" and is_cue("meanwhile", parsed.forms, i)
    ]
    that = [i for i in range(turns[-1], place) if is_cue("that", parsed.forms, i)] if turns else []
    if not that:
        return None
    named = [m for m in parsed.mentions if m.acts and turns[-1] < m.first < that[0] and not m.prefix]
    if named:
        return memory.resolve(named[0])
    last = [m for m in parsed.mentions if m.acts and m.last <= turns[-1]]
    meant = last and {"الاخير", "الاخيره"} & set(parsed.forms[turns[-1] : that[0]])
    return memory.resolve(last[-1]) if meant else Who()


def _does(parsed: Parsed, place: int, memory: Discourse) -> Who:
    """Who does what the verb right before a place says: "حماس ردت بإيجابية"."""
    verb = next((p for p in reversed(parsed.predicates) if place - _MANNER <= p.place < place), None)
    known = memory.doing if memory.here is parsed.mentions else {}
    return known.get(verb.place, Who()) if verb is not None and not verb.nominal else Who()


def _near(parsed: Parsed, cue: Cue, memory: Discourse, reach: int) -> Who:
    """The subject right before an adjective: "ما زالت حماس متمسكة"; a pronoun means who says it."""
    if cue.place and parsed.forms[cue.place - 1] in (*_WITH_PRONOUN, *_OWN):
        return Who()
    for mention in reversed(parsed.mentions):
        if mention.last > cue.place or not mention.acts or mention.adjective:
            continue
        if cue.place - mention.last > reach or _is_cut(parsed, mention.last, cue.place):
            return Who()
        if not _is_governed(parsed, mention):
            return memory.resolve(mention)
    return Who()


def _is_cut(parsed: Parsed, start: int, end: int) -> bool:
    return any(
        is_cue("that", parsed.forms, i) or parsed.forms[i] in (":", "؛", "،") for i in range(start, end)
    )


def _is_governed(parsed: Parsed, mention: Mention) -> bool:
    if any(letter in "بلك" for letter in mention.prefix):
        return True
    first = mention.first - 1
    while first > 0 and is_head(parsed.forms[first]):
        first -= 1
    return first >= 0 and parsed.forms[first] in PREPOSITIONS


def _owner(parsed: Parsed, cue: Cue, memory: Discourse) -> Who:
    """Whom a noun belongs to: its pronoun's, the name behind it, else who says it."""
    if cue.own:
        near = _near(parsed, cue, memory, _SAYS)
        if cue.place and parsed.forms[cue.place - 1] in _AFTER:
            return near
        return _says(parsed, cue.place, memory) or (Who() if _is_told(parsed, cue.place) else near)
    behind = [m for m in parsed.mentions if cue.last <= m.first < cue.last + _BEHIND and m.acts]
    for mention in behind[:1]:
        heads = all(
            is_head(form) or form in ("كل", "من", "بين") for form in parsed.forms[cue.last : mention.first]
        )
        if heads and not any(letter in "بل" for letter in mention.prefix):
            return _several(parsed, mention, memory)
    nation = memory.actors.nation(parsed.forms[cue.last]) if cue.last < len(parsed.forms) else None
    if nation and parsed.forms[cue.place].startswith(("ال", "وال", "بال", "لل")):
        return Who(parties=(nation,))
    return Who() if cue.entry.owned else _says(parsed, cue.place, memory, reach=_SAYS)


def _is_told(parsed: Parsed, place: int) -> bool:
    """True behind a verb of saying and whom it tells: "الوفد أبلغ القاهرة رفضه"."""
    verbs = (p.place for p in reversed(parsed.predicates) if p.rule.frame == "speaker" and p.place < place)
    last = next(verbs, None)
    return last is not None and not any(is_cue("that", parsed.forms, i) for i in range(last, place))


def _before_colon(parsed: Parsed, place: int, memory: Discourse) -> Who:
    """Who speaks in "البيت الأبيض: نؤيد القرار"."""
    colon = next((i for i in range(min(place, _LINE)) if parsed.forms[i] == ":"), None)
    named = [m for m in parsed.mentions if colon is not None and m.last <= colon and m.acts]
    return memory.resolve(named[0]) if named else Who()


def _several(parsed: Parsed, first: Mention, memory: Discourse) -> Who:
    """A name with those joined to it."""
    who, last = memory.resolve(first), first.last
    for mention in parsed.mentions:
        if mention.first == last and mention.prefix == "و" and mention.acts:
            who, last = who | memory.resolve(mention), mention.last
    return who


def _says(parsed: Parsed, place: int, memory: Discourse, reach: int | None = None) -> Who:
    """Who says what stands at a place: the doer of the verb of saying before it, else who spoke last."""
    doing = memory.doing if memory.here is parsed.mentions else {}
    verbs = [p for p in parsed.predicates if p.place < place and not p.nominal and p.place in doing]
    if reach is not None:
        goes_on = any(is_cue("participles", parsed.forms, i) for i in range(max(0, place - reach), place))
        near = (p for p in verbs if place - p.place <= reach or "،" not in parsed.forms[p.place : place])
        verbs = verbs if goes_on else list(near)
    saying = [p for p in verbs if p.kind in _SAYING or reach is not None]
    verb = next(reversed(saying or verbs), None)
    if verb is not None and (turned := _turned(parsed, verb.place, place, memory)) is not None:
        return turned
    if verb is not None:
        return Who() if is_cue("accusing", parsed.forms, verb.place) else doing[verb.place]
    if (named := _before_colon(parsed, place, memory)) and reach is None:
        return named
    quoted = parsed.forms[0] in ('"', "“", "«") or place <= 1 or _WE & set(parsed.forms[:place])
    return memory.speaker or memory.subject if reach is None and quoted else Who()
