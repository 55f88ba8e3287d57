"""What a verb is done to: where its object begins, behind the names of those who do it; knows no endings."""

from __future__ import annotations

from summarizer.reading.cues import is_cue
from summarizer.reading.frames import length_at
from summarizer.reading.parsed import Parsed
from summarizer.reading.predicate import Predicate
from summarizer.reading.triggers import bare

# How far from its verb, in words, a phrase may begin.
NEAR = 14
_QUOTES = ("،", '"', "«", "»", "“", "”", "(", ")")
_WHERE = ("في", "من", "الي", "مع", "عبر", "خلال", "لدي", "بحسب", "حسب", "وفق")
_NEVER = ("في", "من", "الي", "علي", "عن", "مع", "بعد", "قبل", "خلال", "ما", "لدي", "عند", "حتي", "ضد")


def object_of(parsed: Parsed, p: Predicate, limit: int) -> int | None:
    """Return the first word after the doer, before `limit`, that can be what the verb is done to; None where it is unsure."""
    if parsed.quote(p.place, p.place + 1).endswith(("ه", "ها", "هم", "هما")):
        return None
    taken = parsed.named_or_dated
    i = p.place + 1
    while i < min(limit, p.place + NEAR + 4):
        form = parsed.forms[i]
        skipped = length_at("topics", "between", parsed.forms, i)
        unnamed = i == p.place + 1 and is_cue("sources", parsed.forms, i)
        if skipped or unnamed or i in taken or form in _QUOTES:
            i += skipped or 1
        elif form in ("بن", "ال") or (form in _WHERE and i + 1 in taken):
            i += 2
        else:
            return i if _may_be_object(parsed, p, i) else None
    return None


def _may_be_object(parsed: Parsed, p: Predicate, place: int) -> bool:
    form = parsed.forms[place]
    if (
        not form.isalnum()
        or length_at("topics", "doers", parsed.forms, place)
        or is_cue("that", parsed.forms, place)
    ):
        return False
    if form in _NEVER:
        return False
    raw = parsed.quote(place, place + 1)
    if form[0] == "ي" or ((q := parsed.at(place)) is not None and not q.nominal):
        return False
    listed = bare(form).startswith(tuple(p.rule.object)) if p.rule.object else False
    if form.startswith("ال") or raw.endswith(("ا", "اً", "ًا", "ً")) or listed or form.isdigit():
        return True
    if length_at("openers", "plain", parsed.forms, place):
        return True
    if form[0] in "وبلكف" and len(form) > 3:
        return False
    following = parsed.forms[place + 1 : place + 4]
    return any(word.startswith("ال") for word in following) or is_named(parsed, place + 1)


def is_named(parsed: Parsed, place: int) -> bool:
    """True for a word of a name or of a date."""
    return place in parsed.named or place in parsed.dated
