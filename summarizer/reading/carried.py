"""Who acts where the clause does not say it: a word for a team, who acted just before, nobody; finds no names."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType
from summarizer.reading.cues import cue_places, is_cue
from summarizer.reading.discourse import Discourse, Who, resolved
from summarizer.reading.found import Found
from summarizer.reading.mention import is_head, is_word, known_words
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.triggers import bare

_WITH_PRONOUN = ("انه", "انها", "انهم", "انهما", "بانه", "بانها", "انني", "اننا")
# "A short statement in which it said": who made it stands before.
IN_IT = (("فيه",), ("فيها",), ("فيهما",), ("خلاله",), ("خلالها",))
# "But he": what follows is done by who was spoken of.
_BUT = ("لكنه", "لكنها", "لكنهم", "ولكنه", "ولكنها", "انه", "انها")
# After these, what follows is supposed.
_IF = ("اذا", "لو", "حال")
# These go on with what somebody said; so near behind them "his country" stands.
_ON = ("واضاف", "وتابع", "واوضح", "ومضي", "واستطرد", "واردف", "واستدرك")
_SAID = 6
# A verb within so many words begins its sentence.
_OPENING = 3
_RELATIVES = ("الذي", "التي", "الذين", "اللذين")
# "The Israeli security delegation": its nation stands within so many words.
_NEAR = 2
_TEAMS = ("وفد", "فريق", "طاقم")
_PLURAL = ("وا", "ون", "ا")
# Verbs whose first letter is و: no "and" stands before them.
_WAW = ("وصف", "وقع", "وافق", "وصل", "وجه", "وعد", "وضع", "وقف", "ورد", "ودع", "وثق", "وفد", "وفر", "وسع")


def goes_on(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> Who | None:
    """Who met or called whom after another deed, in one sentence, where the clause names the other side only."""
    if p.rule.frame != "mutual" or p.nominal or not before:
        return None
    last, forms = before[-1], parsed.forms
    # "أعلنت الناطقة أن الرئيس هاتف الملك، ثم اتصل": "then" goes on with him, whoever tells it.
    if last.predicate.governor != p.governor and forms[p.place - 1] != "ثم":
        return None
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


def beside_head(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """'The delegation met the minister': whom a word right beside the verb stands for, before the names after it."""
    if p.nominal:
        return None
    for place in (p.place + 1, p.place - 1):
        if not 0 <= place < len(parsed.forms):
            continue
        form = parsed.forms[place]
        opens = place > p.place or place == p.start or parsed.forms[place - 1] in ("ان", "وان", "بان")
        if not opens or not form.startswith(("ال", "وال")) or bare(form) not in _TEAMS:
            continue
        if not any(
            m.first == place or (m.adjective and 0 < m.first - place <= _NEAR) for m in parsed.mentions
        ):
            return memory.heads.get(bare(form)) or _default(bare(form), memory)
    return None


def by_head(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """'The delegation', 'its office', 'the army' as a subject: whom such a word meant before; None for no such word."""
    for i in (
        *range(p.place + 1, min(p.place + 3, len(parsed.forms))),
        *range(p.place - 1, max(p.start - 1, p.place - 4), -1),
    ):
        form = parsed.forms[i]
        plain = bare(form)
        if i == p.place + 2 and is_cue("that", parsed.forms, i - 1):
            continue  # "وأكد أن بلاده": what is said, not who says it
        if form in known_words("own") or form.lstrip("و") in known_words("own"):
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


def carried(parsed: Parsed, p: Predicate, before: Sequence[Found], memory: Discourse) -> Who:
    """Who did the last thing in the sentence, or spoke last, where the clause names nobody."""
    if p.form.future and parsed.forms[p.place].lstrip("و").startswith("سا"):
        return memory.doing.get(p.governor, memory.speaker) if p.governor is not None else memory.speaker
    if (
        p.governor is not None
        and before
        and before[-1].predicate.governor == p.governor
        and parsed.forms[p.place][:1] == "و"
    ):
        return before[-1].doer
    if parsed.forms[p.place + 1 : p.place + 2] in IN_IT:
        return _of_text(parsed, p, memory)
    if p.noun < p.place and parsed.forms[p.place].endswith("ها"):
        return memory.subject  # "مباحثات أجراها مع الوزير"
    if not p.nominal and is_cue("crowds", parsed.forms, p.place + 1):
        return Who()  # "اختتم القادة العرب قمتهم": they are many, and none of them is named
    if _is_of_crowd(parsed, p):
        return Who()
    if parsed.forms[p.place - 1] in _IF and p.place:
        return Who()  # "إذا أقرت الصفقة": not whoever says what follows then
    if p.governor is not None:
        if parsed.forms[p.governor] == ":" and _is_of_us(parsed.forms[p.place]):
            return memory.doing.get(p.governor, Who())
        if not _said_of_speaker(parsed, p):
            return Who()
        other = _told_of_other(parsed, p, memory)
        return other if other is not None else memory.doing.get(p.governor) or memory.subject
    if parsed.forms[p.place - 1] in _RELATIVES or p.kind in (EventType.TALKS, EventType.TRUCE):
        return Who()
    if before and before[-1].predicate.governor is None:
        return memory.subject
    following = parsed.forms[p.place + 1 : p.place + 2]
    if p.kind is EventType.STATEMENT and _has_own_subject(parsed, p):
        return Who()
    if p.rule.frame == "journey" and following and not _may_follow(parsed, p.place + 1):
        return Who()
    if p.rule.frame == "journey" and parsed.forms[p.place].endswith("وا") and _are_not_they(memory):
        return Who()  # "وصلوا يوم الأحد": not the one man, nor the state, that was spoken of
    if _is_after(parsed.forms, p.place) and p.form.perfect:
        return next((memory.doing[q] for q in sorted(memory.doing) if memory.doing[q]), memory.subject)
    if not opens(parsed, p):
        return Who()
    if p.rule.frame == "speaker":
        sourced = any(is_cue("sources", parsed.forms, i) for i in range(p.place))
        return Who() if sourced else _speaks_on(parsed, p, memory)
    return memory.party if p.form.feminine and memory.subject.people and memory.party else memory.subject


def _speaks_on(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Who a verb of saying without a subject means: one alone, who spoke before where it goes on; else nobody."""
    form, said = parsed.forms[p.place], parsed.forms[p.place : p.place + _SAID]
    if memory.sourced:
        return Who()
    last = memory.speaker if form.startswith(_ON) and memory.speaker else memory.subject
    if p.form.feminine and last.people and memory.party:
        last = memory.party
    fits = _is_one(last) or form.endswith(("ا", "وا"))
    if not fits or (not last.people and any(word in known_words("country") for word in said)):
        last = memory.speaker  # a state does not speak of "its country", nor do all the guests of a meeting
        return last if _is_one(last) and last.people else Who()
    return last


def _is_one(who: Who) -> bool:
    return len(who.people) == 1 or (not who.people and len(who.parties) == 1)


def _of_text(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Who made the statement "in which" something is said: whose it is ("بيان لفرنسا وكندا"), else who stands first."""
    before = [m for m in parsed.mentions if m.last <= p.place and m.acts]
    owners = [m for m in before if m.prefix == "ل"]
    if owners:
        return resolved([m for m in before if m.first >= owners[0].first and m.prefix in ("ل", "و")], memory)
    free = [
        m
        for m in before
        if not m.prefix and not m.adjective and parsed.forms[m.first - 1] not in ("في", "وفي")
    ]
    return resolved(free[:1], memory)


def _has_own_subject(parsed: Parsed, p: Predicate) -> bool:
    """True where a noun that nobody knows stands between a verb of saying and what is said: "وقالت هيئة المعابر إن"."""
    place = p.place + 1
    if p.end >= len(parsed.forms) or not (parsed.forms[p.end] == ":" or is_cue("that", parsed.forms, p.end)):
        return False
    form = parsed.forms[place]
    if place in parsed.named or place in parsed.dated:
        return False
    return place < p.end and form.isalpha() and is_head(form)


def own_member(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """Whom "a spokesman for his ministry", "a leader in it" stand for: the side spoken of; None for no such words."""
    place = p.place + 1
    if p.nominal or place >= len(parsed.forms) or not is_head(parsed.forms[place]):
        return None
    near = parsed.forms[place + 1 : place + 4]
    told = next((i for i, form in enumerate(near) if form in ("ان", ":")), len(near))
    if any(m.first < place + 1 + told and m.last > place for m in parsed.mentions):
        return None
    if not any(form in known_words("theirs") or form in known_words("own") for form in near[:told]):
        return None
    return Who(parties=memory.subject.parties or memory.party.parties)


def opens(parsed: Parsed, p: Predicate) -> bool:
    """True where a verb without a subject may go on with who was spoken of: it begins the sentence, or a clause of it."""
    if p.place <= _OPENING or parsed.forms[p.place][:1] == "و" or parsed.forms[p.place - 1] in _BUT:
        return True
    if parsed.forms[p.place - 2 : p.place] == ("،", "اذ"):
        return True  # "وذهب الوزير أبعد من ذلك، إذ قال"
    first = all(q.place >= p.place for q in parsed.predicates)
    return (
        first
        and parsed.forms[p.place - 1] == "،"
        and not any(m.first < p.place and (m.acts or m.outlet) for m in parsed.mentions)
    )


def _is_after(forms: tuple[str, ...], place: int) -> bool:
    """True for a clause of time, whose subject is that of the main one: "وجّه تحذيرا بعد أن استقبل"."""
    if forms[place - 1] == "قد":
        place -= 1
    return forms[place - 1] in ("بعدما", "عندما", "حين", "حينما") or forms[place - 2 : place] == ("بعد", "ان")


def _said_of_speaker(parsed: Parsed, p: Predicate) -> bool:
    """True where a pronoun opens what is said: "قال إنه … يزور"."""
    start = p.governor or 0
    said = next((i for i in range(start + 1, p.place) if is_cue("that", parsed.forms, i)), None)
    return said is not None and parsed.forms[said] in _WITH_PRONOUN


def _is_of_crowd(parsed: Parsed, p: Predicate) -> bool:
    """True for what many do who were named by a common noun before: "وصل أعضاء اللجنة، وعقدوا اجتماعهم"."""
    if p.nominal or not parsed.forms[p.place].endswith("وا"):
        return False
    named = {i for m in parsed.mentions for i in range(m.first, m.last)}
    crowds = (i for i in cue_places("crowds", parsed.forms) if i < p.place)
    return any(i not in named and i + 1 not in named for i in crowds)


def _are_not_they(memory: Discourse) -> bool:
    """True where who was spoken of is one man, or states alone."""
    last, known = memory.subject, memory.actors.parties
    states = all(name in known and known[name].kind == "state" for name in last.parties)
    return len(last.people) == 1 or (not last.people and states)


def _is_of_us(form: str) -> bool:
    """True for a verb in the first person plural: "وافقنا", "نرفض", "سنواصل"."""
    plain = form.lstrip("وف")
    return plain.endswith("نا") or plain.startswith(("ن", "سن"))


def _told_of_other(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
    """Of whom "that she" is said by a man, "that he" by a movement: who is told it, else nobody; None for the speaker's own.

    "أبلغ ويتكوف حماس بأنها رفضت" is of the movement, and "قال ترامب إنها رفضت" of nobody whom the sentence names.
    """
    speaker = parsed.at(p.governor)
    said = next(i for i in range((p.governor or 0) + 1, p.place) if is_cue("that", parsed.forms, i))
    ending = parsed.forms[said].lstrip("وب")
    if speaker is None or ending not in ("انه", "انها") or parsed.forms[speaker.place].endswith(_PLURAL):
        return None
    her = ending == "انها"
    if her is speaker.form.feminine or p.form.feminine is not her:
        return None
    told = [m for m in parsed.mentions if speaker.place < m.first < said and m.acts and not m.adjective]
    own = memory.doing.get(speaker.place, Who())
    others = [memory.resolve(m) for m in told if bool(m.person) is not her]
    fitting = [who for who in others if who and not who.names & own.names]
    return fitting[-1] if fitting else Who()


def _may_follow(parsed: Parsed, place: int) -> bool:
    """True where a word after a verb of motion is no subject of its own: a preposition, a date, the goal."""
    named = any(m.first == place for m in parsed.mentions)
    return (
        place in parsed.dated
        or named
        or parsed.forms[place]
        in ("مساء", "صباحا", "ظهرا", "ليلا", "لاحقا", "ايضا", "بعدها", "بدوره", "بدورها")
        or parsed.forms[place] in ("الي", "من", "في", "نحو", "علي", "قبل", "بعد")
        or parsed.forms[place].startswith(("لل", "ل"))
    )


def is_unnamed(parsed: Parsed, p: Predicate) -> bool:
    """True where the verb has a subject that the text does not name: "وقال مصدر مطلع"."""
    form = parsed.forms[p.place + 1] if p.place + 1 < len(parsed.forms) else ""
    if is_word("signs", form):
        # "The estimates point to …": no person speaks, whoever spoke before.
        return True
    if p.kind is EventType.ACCEPTANCE and {"عضوا", "اعضاء"} & set(parsed.forms[p.place + 1 : p.place + 4]):
        return True  # "وصوت 13 عضوا لصالح القرار"
    return not p.nominal and not form.startswith("ال") and is_cue("sources", parsed.forms, p.place + 1)
