"""The clause that says what a happening was about, cut from the text so that it can stand after a dash; no events."""

from __future__ import annotations

from storage.model import EventType
from summarizer.reading.clauses import Predicate
from summarizer.reading.cues import is_cue
from summarizer.reading.parsed import Parsed

_LONGEST = 140
_SHORTEST_WORDS = 3
# Words that open what a meeting or a journey was for.
_PURPOSE = frozenset((
    "لبحث", "لمناقشه", "بشان", "حول", "بهدف", "لمتابعه", "لاستكمال", "لاستيناف", "للتباحث", "للتشاور", "للبحث", "لبلوره", "لدفع", "للتوصل",
    "لتحقيق", "لحث", "لاقناع", "للمشاركه", "بخصوص", "لتقييم", "للاطلاع", "سبل", "جهود", "الجهود", "تطورات", "مستجدات", "لاستعراض", "لوضع", "لاجراء", "للتفاوض",
))  # fmt: skip
_SPOKEN = frozenset((
    EventType.STATEMENT, EventType.DEMAND, EventType.REJECTION, EventType.ACCEPTANCE, EventType.THREAT, EventType.PROPOSAL,
    EventType.AGREEMENT, EventType.SUSPENSION, EventType.RESUMPTION,
))  # fmt: skip
_TIMES = frozenset(("مساء", "صباح", "فجر", "يوم", "ليل", "اليوم", "امس", "ايضا", "كذلك"))
_PREPOSITIONS = frozenset(("في", "من", "الي", "علي", "عن", "خلال", "مع", "بعد", "قبل", "عبر", "اثناء", "لدي", "قد", "ان"))
_OPEN, _CLOSE = "«“(", "»”)"
_TAILS = frozenset((
    "مضيفا", "مضيفه", "موكدا", "موكده", "مشيرا", "مشيره", "موضحا", "لافتا", "معتبرا", "معتبره", "محذرا", "داعيا", "معربا", "فيما", "بينما", "حسبما", "بحسب", "حسب", "وفق", "وفقا",
    "نقلا", "كما", "وذلك", "ويذكر", "علما", "في وقت", "نافيا", "متهما", "مجددا", "ومن", "حيث",
))  # fmt: skip
_PRONOUNS = ("هم", "ها", "هما")


def clause(parsed: Parsed, p: Predicate) -> str | None:
    """Return the purpose, the topic or the content of a predicate, at most 140 characters; None where none is clean."""
    start = _content(parsed, p) if p.kind in _SPOKEN else _purpose(parsed, p)
    if start is None or start >= len(parsed.forms):
        return None
    end = _end(parsed, start, p)
    end = _fitting(parsed, start, end)
    if end is None or end - start < _SHORTEST_WORDS:
        return None
    text = parsed.quote(start, end).strip(" ،؛:.-–—")
    return _balanced(text) if len(text.split()) >= _SHORTEST_WORDS and not _dangles(parsed, start) else None


def _content(parsed: Parsed, p: Predicate) -> int | None:
    """Where what was said begins: after "that" or a colon, after the verb's preposition, or at its object."""
    if is_cue("denied", parsed.forms, p.place):
        return _denied(parsed, p)
    if p.kind in (EventType.STATEMENT, EventType.THREAT):
        said = _said(parsed, p)
        return said if said is not None or p.kind is EventType.THREAT else _after_preposition(parsed, p)
    return _after_preposition(parsed, p) if p.kind is EventType.ACCEPTANCE else _object(parsed, p)


def _denied(parsed: Parsed, p: Predicate) -> int | None:
    """A denial stands with its verb, else it would be read as a claim; only where nothing is between the two."""
    return None if any(m.first <= p.place + 1 < m.last for m in parsed.mentions) else p.place


def _said(parsed: Parsed, p: Predicate) -> int | None:
    later = [q.place for q in parsed.predicates if q.place > p.place and q.governor != p.place and not q.nominal]
    limit = min(later, default=len(parsed.forms))
    found = (i for i in range(p.place + 1, limit) if parsed.forms[i] == ":" or is_cue("that", parsed.forms, i))
    return next((i + 1 for i in found), None)


def _after_preposition(parsed: Parsed, p: Predicate) -> int | None:
    """What follows "to", "on", "of" in the verb's clause, where it is no name or date."""
    for i in range(max(p.place, p.noun) + 1, min(p.end, p.place + 14)):
        if parsed.forms[i] in ("الي", "علي", "عن", "من") and not _named(parsed, i + 1) and not _named(parsed, i - 1, dates=True):
            return i + 1
    return _object(parsed, p) if p.kind is EventType.ACCEPTANCE else None


def _object(parsed: Parsed, p: Predicate) -> int | None:
    """The first word after the verb's noun or its doer that is no name, date or preposition's phrase."""
    taken = {i for m in parsed.mentions if m.acts for i in range(m.first, m.last)}
    taken |= {i for d in parsed.dates for i in range(d.first, d.last)}
    for i in range(max(p.place, p.noun) + 1, min(p.end, p.place + 18)):
        form = parsed.forms[i]
        if i in taken or not form.isalpha() or form in _TIMES:
            continue
        if i - 1 in taken or i == max(p.place, p.noun) + 1 or parsed.forms[i - 1] == "،":
            return i if form not in _PREPOSITIONS else None
    return None


def _purpose(parsed: Parsed, p: Predicate) -> int | None:
    last = min(
        [q.place for q in parsed.predicates if q.place > max(p.place, p.noun) and not q.nominal],
        default=len(parsed.forms),
    )
    place = next((i for i in range(p.place + 1, last) if parsed.forms[i] in _PURPOSE), None)
    if place is None:
        return None
    return place + 1 if parsed.forms[place] in ("بشان", "حول", "بخصوص") else place


def _named(parsed: Parsed, place: int, *, dates: bool = False) -> bool:
    """True where a date stands at a place, or (unless only dates are asked for) a name begins there."""
    dated = any(d.first <= place < d.last for d in parsed.dates)
    return dated or (not dates and any(m.first == place for m in parsed.mentions))


def _end(parsed: Parsed, start: int, p: Predicate) -> int:
    """Where the clause ends: at a full stop, at another's words, at the tail of an attribution."""
    inside = 0
    for i in range(start, len(parsed.forms)):
        form = parsed.forms[i]
        inside += (form in _OPEN) - (form in _CLOSE)
        if inside > 0:
            continue
        if form in (".", "؛", "؟", "!"):
            return i
        if (
            form == "،"
            and i + 1 < len(parsed.forms)
            and (parsed.forms[i + 1] in _TAILS or _new_clause(parsed, i + 1))
        ):
            return i
        if form in _TAILS and i >= start + 2:
            return i
    return len(parsed.forms)


def _new_clause(parsed: Parsed, place: int) -> bool:
    return any(
        q.place == place or (q.place == place + 1 and parsed.forms[place] in ("قد", "و"))
        for q in parsed.predicates
        if not q.nominal
    )


def _fitting(parsed: Parsed, start: int, end: int) -> int | None:
    """The end within 140 characters: at the last comma or before the last joined phrase that fits."""
    tokens = parsed.sentence.tokens
    begin = tokens[start].start
    if tokens[end - 1].end - begin <= _LONGEST:
        return end
    fits = [i for i in range(start, end) if tokens[i].start - begin <= _LONGEST]
    commas = [i for i in fits if parsed.forms[i] == "،" and i > start + 3]
    if commas:
        return commas[-1]
    joined = [i for i in fits if parsed.forms[i][:1] == "و" and len(parsed.forms[i]) > 3 and i > start + 4]
    return joined[-1] if joined else None


def _dangles(parsed: Parsed, start: int) -> bool:
    """True where the clause opens with a word that leans on what stands before it."""
    first = parsed.forms[start]
    return first in ("ذلك", "هذا", "هذه", "بهذه", "بهذا", "لهذا", "لذلك", "لهذه", "بذلك", "تلك", "هو", "هي", "انه", "انها", "من", "ما", "فيه", "فيها", "عليه", "اليه", "يكون", "تكون", "قد") or (
        len(first) > 4 and first.endswith(_PRONOUNS)
    )


def _balanced(text: str) -> str | None:
    """The text where its quotation marks come in pairs, without a stray one at an edge, else None."""
    for opening, closing in ("«»", "“”", "()"):
        if text.count(opening) > text.count(closing) and text.startswith(opening):
            text = text[1:]
        if text.count(closing) > text.count(opening) and text.endswith(closing):
            text = text[:-1]
        if text.count(opening) != text.count(closing):
            return None
    if text.count('"') % 2:
        text = text.strip('"') if text.strip('"').count('"') == 0 else ""
    return text.strip(" ،؛:.-–—") or None
