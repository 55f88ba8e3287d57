"""Who had a gathering, or said what, that a noun tells: found in the rest of its sentence; knows no clauses of verbs."""

from __future__ import annotations

from storage.model import EventType
from summarizer.reading import arguments
from summarizer.reading.cues import is_cue
from summarizer.reading.discourse import Discourse, Who, resolved
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate

# The subject of a sentence begins within so many words.
_SUBJECT = 8
# "In a call", "at the end of their meeting" open a sentence with so many words before the noun.
_FRONT = 2
_PHONED = ("هاتفي", "هاتفيه", "ثنايي", "مشترك")


def of_main(parsed: Parsed, p: Predicate, memory: Discourse) -> Who | None:
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


def of_noun(parsed: Parsed, p: Predicate, memory: Discourse) -> tuple[Who, bool]:
    """Whose word a noun tells: who stands right after it ("بعد رفض حماس"), or whom its pronoun means ("بعد رفضها")."""
    beside = p.place + 1 + (parsed.forms[p.place + 1 : p.place + 2] == ("من",))  # "دعوة من الأمين العام إلى"
    own = next((m for m in parsed.mentions if m.first == beside and m.acts and not m.prefix), None)
    if own is not None:
        return memory.resolve(own), True
    if not parsed.forms[p.place].endswith(("ه", "ها")):
        return Who(), False
    last = next(
        (m for m in reversed(parsed.mentions) if m.last < p.place and m.acts and not m.adjective), None
    )
    return (memory.resolve(last) if last is not None else memory.subject), False


def named_later(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Who had a meeting that opens a sentence: "عقب لقائه الوزير، قال ماكرون"; nobody where it says "between"."""
    fronted = parsed.forms[:1] in (("في",), ("وفي",)) and p.place <= _FRONT
    aside = bool(p.place) and is_cue("asides", parsed.forms, p.place - 1)
    if not (aside or fronted) or not arguments.with_one(parsed.forms, p.place):
        return Who()
    if any(q.place < p.place and not q.nominal for q in parsed.predicates):
        return Who()
    main = next((q for q in parsed.predicates if q.place > p.place and not q.nominal), None)
    if main is None:
        return Who()
    own = resolved([m for m in arguments.subject(parsed.scene(main)) if m.first > p.place], memory)
    return own or (memory.subject if parsed.forms[p.place].endswith(("ه", "ها")) else Who())


def said_later(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Who a verb's pronoun means that describes what opens the sentence: "في اتصال تلقاه من الرئيس، أكد الأمير"."""
    opens = p.noun <= _FRONT and p.noun == p.place - 1 - (parsed.forms[p.place - 1] in _PHONED)
    if p.nominal or p.rule.frame != "mutual" or not opens or not parsed.forms[p.place].endswith(("ه", "ها")):
        return Who()
    main = next((q for q in parsed.predicates if q.place > p.place and not q.nominal), None)
    if main is None or main.rule.frame != "speaker":
        return Who()
    return resolved([m for m in arguments.subject(parsed.scene(main)) if m.first > main.place], memory)


def all_present(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
    """Several sides that did something at a gathering were at it: "اتفق مفاوضون مصريون وقطريون خلال اجتماع"."""
    if (
        p.kind is not EventType.MEETING
        or "بين" in parsed.forms[p.place : p.place + 4]
        or _is_of_others(parsed, p)
    ):
        return Who()
    verbs = [q for q in parsed.predicates if not q.nominal and q.place in memory.doing]
    main = next((q for q in reversed(verbs) if q.place < p.place), None)
    who = memory.doing[main.place] if main is not None else opening(parsed, p, memory)
    return who if len(who.parties) > 1 else Who()


def _is_of_others(parsed: Parsed, p: Predicate) -> bool:
    """True for a gathering whose owner follows: "اجتماع الحكومة", "اجتماع مجلس الأمن"."""
    follows = parsed.forms[p.place + 1] if p.place + 1 < len(parsed.forms) else ""
    named = any(m.first == p.place + 1 and (m.parties or m.person) and not m.place for m in parsed.mentions)
    dated = any(d.first == p.place + 1 for d in parsed.dates)
    return named or is_cue("bodies", parsed.forms, p.place + 1) or (follows.startswith("ال") and not dated)


def opening(parsed: Parsed, p: Predicate, memory: Discourse) -> Who:
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
