"""What a stance is about, as words of its sentence: to the next thing told, split at "in return for"; knows no issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.model import Stance
from summarizer.reading.cues import is_cue
from summarizer.reading.frames import length_at
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.stance_words import listed, phrases
from summarizer.reading.stances import Cue

_RETURN = {Stance.OFFERS: Stance.DEMANDS, Stance.DEMANDS: Stance.OFFERS}
# A circumstance between commas begins so soon after the verb, and is at most so long.
_SOON, _LONG = 6, 14
# What a verb asks for with "that" begins so near behind it: "طالبت الوسطاء بأن".
_THAT = 5
# The colon behind a condition's name stands so near.
_SPELLED = 14
# What a condition is set for takes so many words before what is asked.
_GRANTED = 9
# A verb after one of these belongs to what stands before it.
_BELONGS = ("الذي", "التي", "الذين", "اللذين", "ان", "بان", "كي", "لكي", "يكون", "تكون", "قد")


# Behind a verb these make its clause one that describes: "صيغة تُمدد بموجبها الهدنة".
_IN_IT = ("بموجبها", "بموجبه", "بمقتضاها", "بمقتضاه", "فيها", "فيه", "خلالها", "خلاله")
# What is called something stands before these: "وصف المقترح بأنه".
_CALLED = ("بانه", "بانها", "بانهم")


@dataclass(frozen=True, slots=True)
class Part:
    """One side of a deal: a stance, and the words that say on what, from `start` to `end`; from `aside` on a circumstance."""

    stance: Stance
    start: int
    aside: int
    end: int


def parts(
    parsed: Parsed, cue: Cue, stance: Stance, later: Sequence[Cue], *, between: bool = False
) -> Iterator[Part]:
    """Yield what a stance is about; in a package deal also what is given or asked in return.

    Who stands `between` the sides offers both halves of a deal.
    """
    start, end = start_of(parsed, cue), _end(parsed, cue, later)
    if parsed.forms[start - 1 : start] == (":",) and end < start:
        end = next(
            (i for i in range(start, len(parsed.forms)) if _turns(parsed, i, False)), len(parsed.forms)
        )
    end = _is_set_for(parsed, cue, start, end)
    exchange = next((i for i in range(start, end) if parsed.forms[i] in ("مقابل", "لقاء")), None)
    given = end if exchange is None else exchange
    yield Part(stance, start, _aside(parsed, cue.last, given), given)
    if exchange is not None and stance in _RETURN:
        again = _again(parsed, cue, exchange, end)
        returned = stance if between and stance is Stance.OFFERS else _RETURN[stance]
        yield Part(returned, exchange + 1, again, again)
        if again < end:
            yield Part(stance, again, end, end)


def _again(parsed: Parsed, cue: Cue, exchange: int, end: int) -> int:
    """Where the list goes on behind an exchange: "طالبت بالإفراج عن سجناء مقابل محتجزين، وبضمانات"."""
    goes_on = (
        i for i in range(exchange + 2, end) if parsed.forms[i - 1] == "،" and parsed.forms[i].startswith("وب")
    )
    taken = any(f[:1] == "ب" for f in parsed.forms[cue.last : exchange])
    return next(goes_on, end) if taken else end


def part_before(parsed: Parsed, cue: Cue) -> Part:
    """What stands before words of need: "مستقبل غزة ينبغي أن يكون"."""
    return Part(cue.entry.stance, _opening(parsed, cue.place), cue.place, cue.place)


def stops_at(parsed: Parsed, place: int) -> bool:
    """True for a verb that belongs to what stands before it: "that he accept", "who accepted"."""
    return place > 0 and parsed.forms[place - 1] in _BELONGS


def start_of(parsed: Parsed, cue: Cue) -> int:
    """Behind the cue; with what is said, where the clause begins: "سلاح المقاومة خط أحمر", "الحرب لن تنتهي"."""
    if cue.entry.behind == "if":
        supposed = (i for i in range(cue.last, len(parsed.forms)) if _supposes(parsed, i))
        return next(supposed, cue.last)
    if cue.entry.behind == "for":
        return _asked(parsed, _after_aside(parsed, cue.last))
    if cue.entry.section == "nouns" and (said := _spelled_out(parsed, cue)) is not None:
        return said
    if cue.entry.behind:
        behind = (i for i in range(cue.last + 1, len(parsed.forms)) if parsed.forms[i][0] == cue.entry.behind)
        return next(behind, cue.last)
    if cue.entry.after or cue.entry.section != "said" or cue.entry.stance is Stance.DEMANDS:
        return _after_aside(parsed, cue.last)
    return _opening(parsed, cue.place)


def _supposes(parsed: Parsed, place: int) -> bool:
    """True at "if", "in case": behind it stands what somebody threatens over."""
    pair = parsed.forms[place : place + 2] in (("في", "حال"), ("ان", "لم"))
    return pair or parsed.forms[place] in ("اذا", "لو") or parsed.quote(place, place + 1) == "إن"


def _spelled_out(parsed: Parsed, cue: Cue) -> int | None:
    """Behind the colon with which a condition is spelled out: "شرط نتنياهو قبل الإعمار: نزع السلاح"; None without one."""
    if parsed.forms[cue.place].lstrip("و") not in ("شرط", "شروط", "الشرط", "الشروط", "مطالب", "مطلب"):
        return None
    near = range(cue.last, min(cue.last + _SPELLED, len(parsed.forms) - 1))
    return next((i + 1 for i in near if parsed.forms[i] == ":"), None)


def _asked(parsed: Parsed, start: int) -> int:
    """Behind what a condition is set for, where that stands first: "اشترطت حماس للإفراج عن الرهائن وقف الحرب"."""
    taken = parsed.named_or_dated
    first = next((i for i in range(start, len(parsed.forms)) if i not in taken), len(parsed.forms))
    if parsed.forms[first : first + 1] == () or parsed.forms[first] not in listed("set_for"):
        return start
    behind = range(first + 1, min(first + _GRANTED, len(parsed.forms)))
    return next((i for i in behind if parsed.forms[i] in listed("asked")), start)


def _is_set_for(parsed: Parsed, cue: Cue, start: int, end: int) -> int:
    """Where what a condition is set for begins behind what is asked: "اشترطت وقف الحرب للإفراج عن الرهائن"."""
    if cue.entry.behind != "for":
        return end
    return next((i for i in range(start + 1, end) if parsed.forms[i] in listed("set_for")), end)


def _opening(parsed: Parsed, place: int) -> int:
    """Where the words begin of which something is said; behind the verb in "he called it unacceptable"."""
    called = False
    for i in range(place - 1, -1, -1):
        if parsed.forms[i] in _CALLED:
            called = True
            continue
        verb = parsed.at(i) if called else None
        begins = parsed.forms[i] in (":", "؛", "،", ".") or is_cue("that", parsed.forms, i)
        if begins or (verb is not None and not verb.nominal):
            return i + 1
    return 0


def _after_aside(parsed: Parsed, start: int) -> int:
    """Behind a circumstance between commas that stands before the matter: "تشترط، قبل أي انسحاب، عودة …"."""
    opens = next(
        (i for i in range(start, min(start + _SOON, len(parsed.forms))) if parsed.forms[i] == "،"), None
    )
    if opens is None or not phrases("circumstance").at(parsed.forms, opens + 1):
        return start
    limit = min(opens + _LONG, len(parsed.forms) - 1)
    closes = next((i for i in range(opens + 2, limit) if parsed.forms[i] == "،"), None)
    return start if closes is None else closes + 1


def _end(parsed: Parsed, cue: Cue, later: Sequence[Cue]) -> int:
    """Where another stance or another happening begins, or the clause turns."""
    verbs = [p.place for p in parsed.predicates if p.place > cue.last and _is_other(parsed, p, cue)]
    anew = [
        max(min(start_of(parsed, c), c.place), cue.last)
        for c in later
        if c.place > cue.last and _is_joined(parsed, c)
    ]
    refused = cue.entry.section == "said" and cue.entry.stance is Stance.REJECTS
    turns = next(
        (i for i in range(cue.last, len(parsed.forms)) if _turns(parsed, i, refused)), len(parsed.forms)
    )
    return min([*verbs, *anew, turns])


def _is_told(parsed: Parsed, cue: Cue) -> bool:
    """True for a stance within what somebody says, which another "and that" ends: "قال إنهم يؤيدونها، وأن"."""
    if cue.entry.section == "said" and cue.entry.stance is Stance.REJECTS:
        return True
    near = range(cue.last, min(cue.last + _THAT, len(parsed.forms)))
    said = any(is_cue("that", parsed.forms, i) for i in range(cue.place))
    return said and not any(parsed.forms[i][:1] != "و" and is_cue("that", parsed.forms, i) for i in near)


def _is_other(parsed: Parsed, p: Predicate, cue: Cue) -> bool:
    """True for a happening that is no part of what the stance is about."""
    if p.nominal or p.governor == cue.place or stops_at(parsed, p.place) or _is_item(parsed, p):
        return False
    if p.place + 1 < len(parsed.forms) and parsed.forms[p.place + 1] in _IN_IT:
        return False
    return not length_at("ends", "masdars", parsed.forms, p.place)


def _is_item(parsed: Parsed, p: Predicate) -> bool:
    """True for what may be a noun of a list where nobody is named who does it: "وقف القتال، وفتح المعابر"."""
    form = parsed.forms[p.place]
    joined = form[:1] == "و" and form[1:] in listed("items")
    return joined and not any(m.first == p.place + 1 and m.acts for m in parsed.mentions)


def _is_joined(parsed: Parsed, cue: Cue) -> bool:
    """True where another stance stands beside this one, not in what it is about."""
    section = cue.entry.section
    if not cue.predicate.nominal or section == "said":
        return section == "said"
    return parsed.forms[cue.place][:1] == "و" or (section == "states" and parsed.forms[cue.place - 1] == "،")


def _turns(parsed: Parsed, place: int, told: bool) -> bool:
    """True where the clause turns to something else; what is told of somebody's words ends where another "that" is joined."""
    form = parsed.forms[place]
    if form in (".", "؛"):
        return True
    if told and form[:1] == "و" and is_cue("that", parsed.forms, place):
        return True
    after_comma = place > 0 and parsed.forms[place - 1] == "،"
    return after_comma and (
        is_cue("turns", parsed.forms, place) or is_cue("participles", parsed.forms, place)
    )


def _aside(parsed: Parsed, start: int, end: int) -> int:
    """Where a circumstance begins, behind something else."""
    return next((i for i in range(start + 1, end) if phrases("circumstance").at(parsed.forms, i)), end)


def unless(parsed: Parsed, part: Part) -> Part | None:
    """What a deal must have that is else refused: "any deal that does not include a withdrawal"."""
    for i in range(part.start, part.end):
        if hit := phrases("unless").at(parsed.forms, i):
            return Part(Stance.DEMANDS, i + hit[0], part.end, part.end)
    return None
