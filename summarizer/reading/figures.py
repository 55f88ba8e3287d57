"""Numbers that matter (captives held and freed, prisoners, killed, days of truce) with what they count; no events.

The noun and the verb decide what is counted, never the number itself. What belongs to a plan is `planned`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from storage.model import Figure
from summarizer.reading.counted import Count, counts, qualifier
from summarizer.reading.cues import is_cue as is_grammar
from summarizer.reading.deeds import Deed, after_phrase, deeds, still
from summarizer.reading.givers import giver
from summarizer.reading.headcounts import Told, classified
from summarizer.reading.parsed import Parsed
from summarizer.reading.truce_days import truces

# How far before its number, in words, a deed may stand, and one of being there.
_REACH, _THERE = 18, 5


def grounded(parsed: Sequence[Parsed]) -> list[tuple[Figure, Parsed, Told]]:
    """Return the figures of an article, what and value once, with the sentence and the number that each rests on."""
    found: dict[tuple[str, int, bool], tuple[Figure, Parsed, Told]] = {}
    for sentence in parsed:
        if sentence.sentence.title or sentence.forms[-1:] in (("?",), ("؟",)):
            continue
        for told in _of_sentence(sentence):
            figure = _figure(sentence, told)
            found.setdefault((figure.what, figure.value, figure.planned), (figure, sentence, told))
    return list(found.values())


def _figure(parsed: Parsed, told: Told) -> Figure:
    count = told.count
    exactness = qualifier(parsed.forms, count.place, count.after)
    source = giver(parsed, count.place)
    return Figure(told.what, count.value, (parsed.sentence.span,), exactness, source, told.planned)


def _of_sentence(parsed: Parsed) -> Iterator[Told]:
    numbers = list(counts(parsed.sentence.tokens, parsed.forms, parsed.named_or_dated))
    if numbers:
        yield from _summed(list(_persons(parsed, numbers, deeds(parsed.forms, _nouns(parsed)))))
    for count, lasted in truces(parsed.forms, numbers, parsed.dated):
        yield Told(count, "truce_days", not lasted)


def _nouns(parsed: Parsed) -> frozenset[int]:
    """Words that are no verbs by their spelling."""
    return frozenset(i for i in range(len(parsed.forms)) if parsed.quote(i, i + 1).endswith(("ة", "اً", "ًا")))


def _persons(parsed: Parsed, numbers: Sequence[Count], done: list[Deed]) -> Iterator[Told]:
    before: Told | None = None
    last: Count | None = None
    for number in numbers:
        joined = last is not None and last.part and number.place - last.end <= 1
        count = last = replace(number, part=True) if joined else number
        deed = _deed_of(parsed, count, done, numbers)
        told = None if count.guess else classified(parsed, count, deed, before)
        if told is not None:
            yield told
            before = told


def _deed_of(parsed: Parsed, count: Count, done: list[Deed], numbers: Sequence[Count]) -> Deed | None:
    """The deed that governs a number: one that follows it and takes it up, else the last before it."""
    forms = parsed.forms
    last = _joined(count, numbers, forms)
    if count.total:
        return next((d for d in reversed(done) if d.place < count.place), None)
    later = after_phrase(forms, last.end, done)
    if later is not None:
        return later
    if (there := still(forms, count.end, _until(count, numbers, len(forms)), done)) is not None:
        return there
    inside = [d for d in done if count.after <= d.place < count.end and _is_freed(forms, d)]
    if inside:
        return inside[0]
    for deed in reversed([d for d in done if d.place < count.place]):
        if count.place - deed.place > _REACH or _is_closed(forms, deed.place, count.place):
            return None
        if not deed.behind and (count.place - deed.place <= _THERE or not _is_existence(forms, deed)):
            return deed
    return None


def _joined(count: Count, numbers: Sequence[Count], forms: tuple[str, ...]) -> Count:
    """The last of the numbers that are joined right to this one: "13 إسرائيليا وأربعة تايلانديين"."""
    for other in numbers:
        if 0 <= other.place - count.end <= 1 and forms[count.end][:1] == "و":
            count = other
    return count


def _is_freed(forms: tuple[str, ...], deed: Deed) -> bool:
    """True for "freed" said of those who are counted, not of known ones: "90 أسيرا محررا"."""
    return deed.noun and deed.kind == "free" and deed.fact and not forms[deed.place].startswith("ال")


def _is_existence(forms: tuple[str, ...], deed: Deed) -> bool:
    """True for "there are", which is said right before those who are counted."""
    return deed.noun and deed.kind == "held" and not forms[deed.place].endswith("عدد")


def _until(count: Count, numbers: Sequence[Count], end: int) -> int:
    """Where another number's noun may take over: the next that is neither a whole nor a part of this one."""
    after = (n.place for n in numbers if n.place > count.place and not (n.whole or n.total))
    return min(next(after, end), count.end + _REACH)


def _is_closed(forms: tuple[str, ...], start: int, end: int) -> bool:
    """True where a new clause begins between a deed and a number."""
    return any(forms[i] == "؛" or (i > start + 1 and is_grammar("that", forms, i)) for i in range(start, end))


def _summed(told: Sequence[Told]) -> Iterator[Told]:
    """Numbers of several nations freed together are one number: "13 إسرائيليا وأربعة تايلانديين وفلبيني"."""
    pending: Told | None = None
    for one in told:
        if pending is not None and _goes_together(pending, one):
            count = replace(pending.count, value=pending.count.value + one.count.value, end=one.count.end)
            pending = replace(pending, count=count)
            continue
        if pending is not None:
            yield pending
        pending = one
    if pending is not None:
        yield pending


def _goes_together(one: Told, other: Told) -> bool:
    alike = (one.what, one.planned) == (other.what, other.planned)
    near = other.count.place - one.count.end <= 1
    return alike and near and bool(one.count.nation) and other.count.nation in ("foreign", "israeli")
