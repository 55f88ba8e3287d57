"""Where somebody is by what was told before: the goal of the journey, "there"; reads no places of its own."""

from __future__ import annotations

from collections.abc import Sequence

from storage.model import EventType, Status
from summarizer.reading.cues import is_cue, tells
from summarizer.reading.discourse import Discourse
from summarizer.reading.found import Found
from summarizer.reading.mention import Mention
from summarizer.reading.parsed import Parsed
from summarizer.reading.places import place
from summarizer.reading.predicate import Predicate
from summarizer.reading.triggers import bare

# A place that was told is meant for so many sentences.
_SOON = 2
# So near a verb stands on what occasion it was, and "the same" behind that.
_MARGIN = 7
# Before the press, right after they met: "في مؤتمر صحفي مشترك", "وفي مؤتمر صحفي عقب الختام".
_BEFORE_PRESS = ("موتمر", "الموتمر", "ندوه", "الندوه")
_JOINT = ("مشترك", "المشترك", "مشتركه", "المشتركه", "عقب")
# Who follows others goes where they are.
_FOLLOWED = ": followed others there"
_MEANWHILE = ("هامش", "خلال", "في", "وفي")
_SAME = (("ذاته",), ("نفسه",), ("ذاتها",), ("نفسها",))


def there(parsed: Parsed, p: Predicate, memory: Discourse) -> str | None:
    """Where others went just before: "ووصل إليها أيضا", "ويصل ولي العهد غدا"; None where the text is on to other things."""
    joins = p.rule.name.endswith(_FOLLOWED)
    went = memory.place is not None and parsed.number - memory.placed <= _SOON
    if not went:
        return memory.venue if joins else None  # "على أن يلتحق بها المبعوث": at the talks told before
    pointed = any(
        is_cue("there", parsed.forms, i) for i in range(p.place + 1, min(p.place + _SOON * 3, p.end))
    )
    arrives = is_cue("arriving", parsed.forms, p.place) and not any(
        m.place for m in parsed.mentions if p.place < m.first < p.end
    )
    return memory.place if p.rule.frame in ("journey", "mutual") and (pointed or arrives) else None


def at_gathering(parsed: Parsed, p: Predicate, memory: Discourse) -> str | None:
    """Where the gathering was that was told before: "وعلى هامش القمة التقى", "خلال الاجتماع", "في المؤتمر ذاته"."""
    if memory.venue is None or p.rule.frame not in ("mutual", "speaker") or p.nominal:
        return None
    near = range(max(0, p.place - _MARGIN), min(max(p.end, p.place + _MARGIN), len(parsed.forms) - 1))
    told = [i for i in near if parsed.forms[i] in _MEANWHILE and _is_gathering(parsed.forms, i)]
    return memory.venue if told else None


def is_venue(parsed: Parsed, mention: Mention) -> bool:
    """True for a place "in" which a gathering is said to be: "قمة طارئة احتضنتها القاهرة", "اجتماعا وزاريا في بروكسل"."""
    if not mention.place or parsed.forms[mention.first - 1] not in ("في", "وفي", "من", "ومن"):
        return False
    opens = mention.first == 1
    near = parsed.forms[max(0, mention.first - _MARGIN) : None if opens else mention.last + _MARGIN]
    return any(tells("gatherings", bare(form)) for form in near)


def _is_gathering(forms: tuple[str, ...], place: int) -> bool:
    """True for "the summit", "the meeting" behind "on the margin of", "during", or as the one told of."""
    if forms[place + 1] in _BEFORE_PRESS and any(form in _JOINT for form in forms[place + 2 : place + 4]):
        return True
    if forms[place] in ("في", "وفي") and forms[place + 2 : place + 3] not in _SAME:
        return False
    return is_cue("the_gathering", forms, place + 1) or forms[place + 1] in ("الاشغال", "الموتمر")


def meets_there(parsed: Parsed, p: Predicate) -> str | None:
    """Where somebody goes "where he meets": "يقود وفدا إلى القاهرة الأحد، حيث يلتقي"."""
    if p.rule.frame != "mutual" or p.place < 1 or parsed.forms[p.place - 1] != "حيث":
        return None
    before = [m for m in parsed.mentions if m.place and p.place - _MARGIN <= m.last < p.place]
    return before[-1].place if before else None


def said_there(p: Predicate, before: Sequence[Found]) -> str | None:
    """A stance is taken where it is told: "أعلن من باريس أنه يرفض"."""
    if p.governor is None or p.rule.frame != "speaker":
        return None
    return next((e.place for e in before if e.predicate.place == p.governor), None)


def place_before(parsed: Parsed, p: Predicate, before: Sequence[Found]) -> str | None:
    """A meeting told right after an arrival, in one sentence, was where they arrived, or will be where they go."""
    if p.kind not in (EventType.MEETING, EventType.TALKS) or not before:
        return None
    last = before[-1]
    there = last.status is Status.HAPPENED or last.status is p.status
    then = parsed.forms[p.place - 1] in ("ثم", "كما") and last.kind in (EventType.MEETING, EventType.TALKS)
    return last.place if there and (then or last.kind is EventType.VISIT) else None


def of_noun(parsed: Parsed, p: Predicate) -> str | None:
    """Where a gathering was that another verb of the sentence tells with the same noun: "عُقد في القاهرة اجتماع، شارك فيه"."""
    other = next((q for q in parsed.predicates if q.noun == p.noun and q.place < p.place), None)
    return place(parsed.scene(other)) if other is not None and p.noun != p.place else None
