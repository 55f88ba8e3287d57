"""Where what a happening was about begins in its sentence, by the verb that tells it; knows no endings and no spelling."""

from __future__ import annotations

from dataclasses import dataclass

from storage.model import EventType
from summarizer.reading.cues import is_cue
from summarizer.reading.frames import Frame, frame_of, length_at, owned
from summarizer.reading.objects import NEAR, is_named, object_of
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.triggers import bare

# How far from its verb, in words, what a verb says may begin.
_REACH = 26
# Whose refusal or consent it is may stand right behind its noun.
_OWNERS = ("المملكه", "الحركه", "السلطنه")
# "Against" stands so near behind the word for a veto.
_VETOED = 7
_AIM = "بهدف"
_JOURNEYS = frozenset((EventType.MEETING, EventType.CALL, EventType.VISIT, EventType.TALKS))
_WITHOUT_DOERS = frozenset(
    (EventType.RELEASE, EventType.SUSPENSION, EventType.RESUMPTION, EventType.AGREEMENT)
)
_RELATIVES = ("الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين")
_DEALS = ("اتفاق", "تفاهم", "صفقه", "هدنه", "تسويه", "وثيقه")
_PAUSES = ("تاخير", "تاجيل", "تعليق", "ارجاء", "وقف", "استيناف", "العوده")
_THAT = ("ان", "بان")


@dataclass(frozen=True, slots=True)
class Start:
    """Where content begins: at a place, `head` being said before it; `sentence` where it is a clause, not a phrase.

    `cut` letters are left off its first word; `instead` replaces that word; what is `joined` to its head is
    written to it with ب; a `purpose` goes on from those who take part.
    """

    place: int
    head: str = ""
    sentence: bool = False
    cut: int = 0
    instead: str | None = None
    joined: bool = False
    purpose: bool = False


def start_of(parsed: Parsed, p: Predicate) -> Start | None:
    """Return where the content of a predicate begins; None where nothing says so for sure."""
    if p.kind in _JOURNEYS:
        return _topic(parsed, p)
    if p.nominal or is_cue("denied", parsed.forms, p.place) or not _is_told_by_doer(parsed, p):
        return None
    if p.kind is EventType.AGREEMENT and p.noun > p.place:
        return _deal(parsed, p)
    if p.noun > p.place and (start := _after_noun(parsed, p)) is not None:
        return start
    frame = frame_of(parsed.forms[p.place])
    return _framed(parsed, p, frame) if frame else None


def _is_told_by_doer(parsed: Parsed, p: Predicate) -> bool:
    """False for a passive, for what is set as a condition, and for a verb whose doer is nowhere in its clause."""
    if p.kind in _WITHOUT_DOERS:
        return True
    raw = parsed.quote(p.place, p.place + 1).lstrip("وف")
    if raw[1:2] == "\u064f" or parsed.forms[p.place - 1] in ("اذا", "لو", "ما", "كما"):
        return False
    near = range(p.start if p.aside is None else p.aside, min(p.place + NEAR, len(parsed.forms)))
    return (
        p.place < 4
        or p.governor is not None
        or any((m.acts or m.outlet) and m.first in near for m in parsed.mentions)
    )


def _framed(parsed: Parsed, p: Predicate, frame: Frame) -> Start | None:
    limit = _limit(parsed, p)
    if frame.that:
        for i in range(p.place + 1, limit):
            that = is_cue("that", parsed.forms, i) and not is_named(parsed, i) and not _is_if(parsed, i)
            if parsed.forms[i] == ":" or that:
                return _clause(parsed, p, frame, i)
    if frame.into and (start := _into(parsed, p, frame, limit)) is not None:
        return start
    if frame.object and (place := object_of(parsed, p, limit)) is not None:
        return _opened(parsed, place) if frame.openers else Start(place, frame.head)
    return None


def _is_if(parsed: Parsed, place: int) -> bool:
    """True for "if", written as "that" is: "إن هي استأنفت القتال"."""
    return parsed.forms[place : place + 2] in (("ان", "هي"), ("ان", "هو"), ("ان", "هم"))


def _limit(parsed: Parsed, p: Predicate) -> int:
    """Where the next happening begins, but for one in a relative clause and those that are told by this one."""
    later = (
        q.place
        for q in parsed.predicates
        if q.place > max(p.place, p.noun)
        and q.governor != p.place
        and not q.nominal
        and parsed.forms[q.place - 1] not in _RELATIVES
    )
    return min(min(later, default=len(parsed.forms)), p.place + _REACH)


def _clause(parsed: Parsed, p: Predicate, frame: Frame, at: int) -> Start | None:
    """A clause after "that" or a colon."""
    form, before = parsed.forms[at], parsed.forms[at - 1]
    if form == ":":
        return Start(at + 1, sentence=True)
    if is_cue("not_saying", parsed.forms, at - 1) and before not in frame.before_that:
        return None
    if before in ("الي", "من", "عن", "علي") and before not in frame.before_that:
        return None
    if form not in (*_THAT, "انه", "بانه"):
        return None
    if form == "ان" and parsed.forms[at + 1 : at + 2] == ("لم",):
        # "إن لم" is "if not".
        return Start(at, sentence=True)
    if length_at("refused", "nobody", parsed.forms, at + 1):
        return Start(at + 1, sentence=True)
    if form not in _THAT or p.kind is EventType.DEMAND or _is_imperfect(parsed, at + 1):
        wished = p.kind in (EventType.DEMAND, EventType.THREAT) and form in _THAT
        return Start(at, cut=int(form == "بان"), sentence=True) if wished else None
    return Start(at + 1, sentence=True)


def _is_imperfect(parsed: Parsed, place: int) -> bool:
    if place >= len(parsed.forms):
        return False
    if (q := parsed.at(place)) is not None and not q.nominal:
        return True
    raw = parsed.quote(place, place + 1)
    return parsed.forms[place][:1] == "ي" and len(raw) > 3 and not is_named(parsed, place)


def _into(parsed: Parsed, p: Predicate, frame: Frame, limit: int) -> Start | None:
    """A phrase after the verb's preposition."""
    for i in range(p.place + 1, min(limit, p.place + NEAR)):
        if is_cue("that", parsed.forms, i) or length_at("topics", "astray", parsed.forms, i):
            return None
        for into in frame.into:
            after = _phrase_after(parsed, i, into)
            if after is None or after >= len(parsed.forms) or is_named(parsed, after):
                continue
            if frame.deed and parsed.forms[after].startswith("ال"):
                return None
            if frame.openers:
                return _opened(parsed, after)
            clitic = into[-1] == "ب"
            head = _headed(parsed, p, frame, i)
            return Start(after, head, cut=int(clitic and not frame.joined), joined=frame.joined)
    return None


def _phrase_after(parsed: Parsed, place: int, into: tuple[str, ...]) -> int | None:
    """Where the phrase begins whose preposition stands at a place; the letter ب is written to its first word."""
    forms = parsed.forms
    if into[-1] != "ب":
        return place + 1 if forms[place] == into[0] else None
    last = place + len(into) - 1
    if forms[place:last] != into[:-1] or last >= len(forms):
        return None
    form = forms[last]
    clitic = form[:1] == "ب" and len(form) > 3 and not length_at("topics", "rooted", forms, last)
    return last if clitic and not is_cue("that", forms, last) else None


def _headed(parsed: Parsed, p: Predicate, frame: Frame, prep: int) -> str:
    """The head with whom the verb addresses, where two are named after the verb and the second stands by itself."""
    if "{}" not in frame.head:
        return frame.head
    named = [m for m in parsed.mentions if m.acts and p.place < m.first and m.last <= prep]
    last = named[-1] if len(named) > 1 else None
    alone = last is not None and last.last == prep and not last.prefix and last.first == named[-2].last
    if last is not None and alone and last.last - last.first == 1:
        return frame.head.format(parsed.quote(last.first, last.last))
    first = frame.head.split()[0]
    return (
        frame.head.replace("{} ", "") if first.endswith(("ة", "ير")) else "ال" + frame.head.replace("{} ", "")
    )


def _opened(parsed: Parsed, place: int) -> Start | None:
    """A noun that may be all that is said: a need, a refusal; the speaker's own without its pronoun."""
    forms = parsed.forms
    if length_at("openers", "plain", forms, place):
        return Start(place)
    known = owned().get(forms[place])
    if known is None or place + 1 >= len(forms):
        return None
    plain, before = known
    following = forms[place + 1]
    if length_at("openers", "adjectives", forms, place + 1):
        return None
    if before == "" and (following.startswith(("لل", "لا")) or not following.isalpha() or following == "من"):
        return None
    if before and not following.startswith(before):
        return None
    own = parsed.quote(place, place + 1)
    return Start(place, instead=plain or "ال" + own.removesuffix("ها").removesuffix("ه"))


def _after_noun(parsed: Parsed, p: Predicate) -> Start | None:
    """What a noun that the verb carries is about: "أعلن رفضه المقترح", "قدم مقترحا من ثلاث مراحل"."""
    form = parsed.forms[p.noun]
    if p.rule.name.endswith(": vetoed"):
        near = range(p.noun + 1, min(p.noun + _VETOED, len(parsed.forms) - 1))
        return next((Start(i + 1) for i in near if parsed.forms[i] == "ضد"), None)
    if p.kind is EventType.PROPOSAL:
        return (
            Start(p.noun, cut=int(form.startswith("ب")))
            if not bare(form).startswith("ال") and form[:2] != "ال"
            else None
        )
    if p.kind in (EventType.SUSPENSION, EventType.RESUMPTION):
        return Start(p.noun) if form in _PAUSES else None
    if p.kind is EventType.RELEASE:
        after = next(
            (i for i in range(p.noun, p.noun + 4) if parsed.forms[i : i + 1] in (("عن",), ("سراح",))), None
        )
        return Start(after + 1) if after is not None else None
    if p.kind not in (EventType.REJECTION, EventType.ACCEPTANCE) or p.noun + 1 >= len(parsed.forms):
        return None
    after = p.noun + 1
    if parsed.forms[after] in _OWNERS and after + 1 < len(parsed.forms):
        after += 1  # "أكد رفض المملكة تهجير السكان"
    # "موافقة حركته على المقترح"
    after += int(
        parsed.forms[after + 1 : after + 2] == ("علي",)
        and length_at("refused", "own", parsed.forms, after) > 0
    )
    if parsed.forms[after] == "علي":
        return Start(after + 1)
    stuck = parsed.forms[after].startswith("لل") and p.kind is EventType.REJECTION
    adjective = length_at("openers", "adjectives", parsed.forms, after)
    return None if stuck or adjective else Start(after)


def _deal(parsed: Parsed, p: Predicate) -> Start | None:
    """What a deal says: the word "deal" is left out where a preposition leads on from it."""
    near = range(p.noun, min(p.noun + 6, len(parsed.forms)))
    noun = next((i for i in near if bare(parsed.forms[i]).removesuffix("ا") in _DEALS), None)
    if noun is None or noun + 1 >= len(parsed.forms):
        return None
    following = parsed.forms[noun + 1]
    if bare(parsed.forms[noun]).removesuffix("ا") in ("اتفاق", "تفاهم"):
        if following in ("علي", "بشان", "حول"):
            return Start(noun + 2)
        if following.startswith("ل") and len(following) > 3 and not following.startswith("لل"):
            return Start(noun + 1, cut=1)
    return None if parsed.forms[noun].startswith("ال") else Start(noun)


def _topic(parsed: Parsed, p: Predicate) -> Start | None:
    """What was talked of, or what a journey was for."""
    frame = frame_of(parsed.forms[p.place])
    if p.rule.name.endswith(("discussed with", "talked by telephone")) and frame is not None and frame.object:
        place = object_of(parsed, p, _limit(parsed, p))
        return Start(place) if place is not None else None
    end = _topics_end(parsed, p)
    for i in range(p.place + 1, end):
        start = _topic_at(parsed, i)
        if start is not None and not _is_aside(parsed, p.place, i):
            return start
    return None


def _topic_at(parsed: Parsed, place: int) -> Start | None:
    """What is talked of behind a word for it: a purpose, an aim, a matter."""
    if length_at("topics", "purposes", parsed.forms, place):
        return Start(place, purpose=True)
    if length_at("topics", "bare", parsed.forms, place):
        return Start(place, head=_AIM, cut=1)
    if length := length_at("topics", "aims", parsed.forms, place):
        return Start(place + length, head=_AIM)
    length = length_at("topics", "about", parsed.forms, place, joined=True)
    return Start(place + length) if length else None


def _topics_end(parsed: Parsed, p: Predicate) -> int:
    """Where another happening begins, but for the words that say what was talked of."""
    later = (
        q.place
        for q in parsed.predicates
        if q.place > max(p.place, p.noun)
        and not q.nominal
        and q.governor == p.governor
        and not length_at("topics", "about", parsed.forms, q.place, joined=True)
    )
    return min(min(later, default=len(parsed.forms)), p.place + 2 * _REACH)


def _is_aside(parsed: Parsed, first: int, place: int) -> bool:
    """True inside a relative clause that a comma has not closed: its purpose is another's."""
    opened = [i for i in range(first + 1, place) if parsed.forms[i] in _RELATIVES]
    return bool(opened) and "،" not in parsed.forms[opened[-1] : place]
