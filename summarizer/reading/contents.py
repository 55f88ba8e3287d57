"""Where what a happening was about begins in its sentence, by the verb that tells it; knows no endings and no spelling."""

from __future__ import annotations

from dataclasses import dataclass

from storage.model import EventType
from summarizer.reading.clauses import Predicate
from summarizer.reading.cues import is_cue
from summarizer.reading.frames import Frame, frame_of, length_at, owned
from summarizer.reading.parsed import Parsed
from summarizer.reading.triggers import bare

# How far from its verb, in words, what a verb tells may begin.
_REACH, _NEAR = 26, 14
_JOURNEYS = frozenset((EventType.MEETING, EventType.CALL, EventType.VISIT, EventType.TALKS))
_RELATIVES = ("الذي", "التي", "الذين", "اللذين", "اللذان", "اللتين")
_DEALS = ("اتفاق", "تفاهم", "صفقه", "هدنه", "تسويه", "وثيقه")
_THAT = ("ان", "بان")
_NO_CLITIC = frozenset((
    "بيان", "بيانا", "بعد", "بين", "بلاده", "بلادها", "بنود", "بعض", "بحث", "برنامج", "بعثه", "بدايه", "بناء", "بقيه", "بلدان", "بشكل", "بصوره", "بدوره", "بدورها", "بحسب",
    "بعدما", "بينما", "بموجب", "بلا", "بدون", "بسبب", "برئاسه", "برياسه", "بشان", "بنفسه", "باسم", "بن", "باريس", "بيروت", "برلين", "بكين", "بايدن", "بلينكن", "بنيامين", "بيرنز", "بوساطه",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Start:
    """Where content begins: at a place, `head` being said before it; `sentence` where it is a clause, not a phrase.

    `cut` letters are left off its first word; `instead` replaces that word; `dual` keeps "إن" before a clause.
    """

    place: int
    head: str = ""
    sentence: bool = False
    cut: int = 0
    instead: str | None = None
    purpose: bool = False


def start_of(parsed: Parsed, p: Predicate) -> Start | None:
    """Return where the content of a predicate begins; None where nothing says so for sure."""
    if p.kind in _JOURNEYS:
        return _topic(parsed, p)
    if p.nominal or is_cue("denied", parsed.forms, p.place):
        return None
    if p.kind is EventType.AGREEMENT and p.noun > p.place:
        return _deal(parsed, p)
    if p.noun > p.place and (start := _after_noun(parsed, p)) is not None:
        return start
    frame = frame_of(parsed.forms[p.place])
    return _framed(parsed, p, frame) if frame else None


def _framed(parsed: Parsed, p: Predicate, frame: Frame) -> Start | None:
    limit = _limit(parsed, p)
    if frame.that:
        for i in range(p.place + 1, limit):
            if parsed.forms[i] == ":" or is_cue("that", parsed.forms, i):
                return _clause(parsed, p, frame, i)
    if frame.into and (start := _into(parsed, p, frame, limit)) is not None:
        return start
    if frame.object and (place := _object(parsed, p, limit)) is not None:
        return _opened(parsed, place) if frame.openers else Start(place, frame.head)
    return None


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
    if length_at("refused", "nobody", parsed.forms, at + 1):
        return Start(at + 1, sentence=True)
    if form not in _THAT or _is_imperfect(parsed, at + 1):
        wished = p.kind in (EventType.DEMAND, EventType.THREAT) and form in _THAT
        return Start(at, cut=int(form == "بان"), sentence=True) if wished else None
    return Start(at + 1, sentence=True)


def _is_imperfect(parsed: Parsed, place: int) -> bool:
    if place >= len(parsed.forms):
        return False
    if (q := parsed.at(place)) is not None and not q.nominal:
        return True
    raw = parsed.quote(place, place + 1)
    return parsed.forms[place][:1] == "ي" and len(raw) > 3 and not _named(parsed, place)


def _into(parsed: Parsed, p: Predicate, frame: Frame, limit: int) -> Start | None:
    """A phrase after the verb's preposition."""
    for i in range(p.place + 1, min(limit, p.place + _NEAR)):
        if is_cue("that", parsed.forms, i):
            return None
        for into in frame.into:
            after = _phrase_after(parsed, i, into)
            if after is None or _named(parsed, after):
                continue
            if frame.openers:
                return _opened(parsed, after)
            clitic = into[-1] == "ب"
            return Start(after, _headed(parsed, p, frame, i), cut=int(clitic and not frame.joined))
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
    clitic = form[:1] == "ب" and len(form) > 3 and form not in _NO_CLITIC
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
    return frame.head.replace("{} ", "") if first.endswith(("ة", "ير")) else "ال" + frame.head.replace("{} ", "")


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
    if p.kind is EventType.PROPOSAL:
        return Start(p.noun) if not form.startswith("ال") else None
    if p.kind in (EventType.SUSPENSION, EventType.RESUMPTION):
        return Start(p.noun)
    if p.kind is EventType.RELEASE:
        after = next((i for i in range(p.noun, p.noun + 4) if parsed.forms[i : i + 1] in (("عن",), ("سراح",))), None)
        return Start(after + 1) if after is not None else None
    if p.kind not in (EventType.REJECTION, EventType.ACCEPTANCE) or p.noun + 1 >= len(parsed.forms):
        return None
    after = p.noun + 1
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


def _object(parsed: Parsed, p: Predicate, limit: int) -> int | None:
    """The first word after the doer that can be what the verb is done to."""
    taken = {i for m in parsed.mentions for i in range(m.first, m.last)}
    taken |= {i for d in parsed.dates for i in range(d.first, d.last)}
    i = p.place + 1
    while i < min(limit, p.place + _NEAR + 4):
        form = parsed.forms[i]
        skipped = length_at("topics", "between", parsed.forms, i)
        if skipped or i in taken or form in ("،", '"', "«", "»", "“", "”", "(", ")"):
            i += skipped or 1
        elif form in ("في", "من", "الي", "مع", "عبر", "خلال", "لدي") and i + 1 in taken:
            i += 2
        else:
            return i if _may_be_object(parsed, p, i) else None
    return None


def _may_be_object(parsed: Parsed, p: Predicate, place: int) -> bool:
    form = parsed.forms[place]
    if not form.isalnum() or length_at("topics", "doers", parsed.forms, place) or is_cue("that", parsed.forms, place):
        return False
    if form in ("في", "من", "الي", "علي", "عن", "مع", "بعد", "قبل", "خلال", "ما", "لدي", "عند", "حتي", "ضد"):
        return False
    raw = parsed.quote(place, place + 1)
    listed = bare(form).startswith(tuple(p.rule.object)) if p.rule.object else False
    if form.startswith("ال") or raw.endswith(("ا", "اً", "ًا", "ً")) or listed or form.isdigit():
        return True
    if form[0] in "وبلكف" and len(form) > 3:
        return False
    following = parsed.forms[place + 1] if place + 1 < len(parsed.forms) else "."
    return following.startswith("ال") or _named(parsed, place + 1)


def _topic(parsed: Parsed, p: Predicate) -> Start | None:
    """What was talked of, or what a journey was for."""
    frame = frame_of(parsed.forms[p.place])
    if p.rule.name.endswith(("discussed with", "talked by telephone")) and frame is not None and frame.object:
        place = _object(parsed, p, _limit(parsed, p))
        return Start(place) if place is not None else None
    end = _topics_end(parsed, p)
    for i in range(p.place + 1, end):
        if _is_aside(parsed, p.place, i):
            continue
        if length_at("topics", "purposes", parsed.forms, i):
            return Start(i, purpose=True)
        if length_at("topics", "bare", parsed.forms, i):
            return Start(i, cut=1)
        if length := length_at("topics", "about", parsed.forms, i):
            return Start(i + length)
    return None


def _topics_end(parsed: Parsed, p: Predicate) -> int:
    """Where another happening begins, but for the words that say what was talked of."""
    later = (
        q.place
        for q in parsed.predicates
        if q.place > max(p.place, p.noun)
        and not q.nominal
        and q.governor == p.governor
        and not length_at("topics", "about", parsed.forms, q.place)
    )
    return min(min(later, default=len(parsed.forms)), p.place + 2 * _REACH)


def _is_aside(parsed: Parsed, first: int, place: int) -> bool:
    """True inside a relative clause that a comma has not closed: its purpose is another's."""
    opened = [i for i in range(first + 1, place) if parsed.forms[i] in _RELATIVES]
    return bool(opened) and "،" not in parsed.forms[opened[-1] : place]


def _named(parsed: Parsed, place: int) -> bool:
    return any(m.first <= place < m.last for m in parsed.mentions) or any(
        d.first <= place < d.last for d in parsed.dates
    )
