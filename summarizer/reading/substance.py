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
    """Where what was said begins: after "that", a colon, or the preposition that the verb asks for."""
    limit = min(
        [q.place for q in parsed.predicates if q.place > p.place and q.governor != p.place and not q.nominal],
        default=len(parsed.forms),
    )
    for i in range(p.place + 1, limit):
        form = parsed.forms[i]
        if form == ":" or form in ("ان", "بان"):
            return i + 1
        if is_cue("that", parsed.forms, i):
            return None
        if (
            form in ("الي", "علي", "عن", "من")
            and not _named(parsed, i + 1)
            and i - p.place < 14
            and p.kind in (EventType.STATEMENT, EventType.ACCEPTANCE, EventType.AGREEMENT)
        ):
            return i + 1
    return _object(parsed, p, limit)


def _object(parsed: Parsed, p: Predicate, limit: int) -> int | None:
    """The first word after the doer that is no name, date or preposition's phrase."""
    if p.kind is EventType.STATEMENT:
        return None
    taken = {i for m in parsed.mentions if m.acts for i in range(m.first, m.last)} | {
        i for d in parsed.dates for i in range(d.first, d.last)
    }
    for i in range(p.place + 1, min(limit, p.place + 18)):
        form = parsed.forms[i]
        if i in taken or not form.isalpha() or form in ("مساء", "صباح", "فجر", "يوم", "ليل", "اليوم", "امس"):
            continue
        if i - 1 in taken or i == p.place + 1 or parsed.forms[i - 1] == "،":
            return i if form not in ("في", "من", "الي", "علي", "عن", "خلال", "مع", "بعد", "قبل") else None
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


def _named(parsed: Parsed, place: int) -> bool:
    return any(m.first == place for m in parsed.mentions) or any(
        d.first <= place < d.last for d in parsed.dates
    )


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
        if form in _TAILS and i > start + 2:
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
    return first in ("ذلك", "هذا", "هذه", "هو", "هي", "لا", "انه", "انها", "يكون", "تكون", "قد") or (
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
