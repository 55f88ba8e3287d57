"""How a line of news begins, and who speaks in it: before a colon, behind a quotation; knows no events."""

from __future__ import annotations

from summarizer.reading.cues import is_cue
from summarizer.reading.mention import is_head
from summarizer.reading.surroundings import Seen
from summarizer.reading.triggers import bare

# A name before a colon speaks: it begins within the first words, the colon follows soon, and something is said.
_FIRST, _COLON, _SAID = 3, 12, 3
# A label before a speaker has no more words.
_LABEL = 3
# The hour of an item, with its marks.
_HOUR = 6
# What goes back to a quotation right before.
_SO, _WITH_THESE = ("هكذا",), ("بهذه", "بهذا")
_BACK = frozenset((*_SO, *_WITH_THESE))
_WORDS = ("كلمات", "عباره", "عبارات", "جمله", "كلام", "تصريح")
_HEADING = ("في", "من", "باسم", "بلسان", "ان", "السابق", "رفيع", "كبير", "مطلع")


def lead(forms: tuple[str, ...]) -> int:
    """Where the words of an item begin, after its hour and its marks: "15:25 - ترمب", "🔻 القسام"."""
    first = 0
    while first < len(forms) and not (forms[first][0].isalpha() or forms[first] in ('"', "«", "“")):
        first += 1
    return first if first <= _HOUR else 0


def speaking_colon(seen: Seen) -> tuple[int, int] | None:
    """Where who speaks begins, and the colon after them; None where no name stands before a colon."""
    first = _labelled(seen.forms, lead(seen.forms))
    colon = _colon(seen, first)
    if colon is not None and colon - first <= _LABEL and not any(first <= i < colon for i in seen.starts):
        # "تحديث 3: المتحدث …:" has a label before its speaker.
        first = colon + 1
        colon = _colon(seen, first)
    if colon is None or not _names_speaker(seen, first, colon):
        return None
    if _tells_anew(seen.forms, colon + 1):
        return None
    topics = ("happenings", "spoken_of")
    opening = [bare(form) for form in seen.forms[first : min(colon, first + _FIRST)]]
    topic = any(is_cue(kind, (form,), 0) for form in opening for kind in topics)
    return None if topic else (first, colon)


def _labelled(forms: tuple[str, ...], first: int) -> int:
    """Where the words behind a label begin: "عاجل | ترمب: …", "#عاجل ترمب: …"."""
    bar = next((i for i in range(first, min(first + _LABEL, len(forms))) if forms[i] == "|"), None)
    if bar is not None:
        return bar + 1
    return first + 1 if is_cue("updates", forms, first) and forms[first + 1 : first + 2] != (":",) else first


def _tells_anew(forms: tuple[str, ...], place: int) -> bool:
    """True where a verb of saying follows the colon with its own speaker: "الأمم المتحدة: رحب الأمين العام"."""
    return is_cue("told_anew", forms, place)


def quoting_verb(seen: Seen) -> int | None:
    """Where the verb stands that says whose a quotation is: "هكذا لخص الوزير", "بهذه العبارة رد المتحدث"; else None."""
    if _BACK.isdisjoint(seen.forms):
        return None
    for i, form in enumerate(seen.forms[:-2]):
        words = 1 if form in _SO else 2 if form in _WITH_THESE and bare(seen.forms[i + 1]) in _WORDS else 0
        opened = not i or not seen.forms[i - 1].isalpha()
        if words and opened and i + words + 1 < len(seen.forms) and i + words not in seen.names:
            return i + words
    return None


def _colon(seen: Seen, first: int) -> int | None:
    last = min(first + _COLON, len(seen.forms) - _SAID)
    return next((i for i in range(first + 1, last) if seen.forms[i] == ":"), None)


def _names_speaker(seen: Seen, first: int, colon: int) -> bool:
    """True where a name stands first before the colon, or after nothing but words such as official or spokesman."""
    name = next((i for i in range(first, colon) if i in seen.starts), None)
    return name is not None and (
        name - first < _FIRST or all(is_head(form) or form in _HEADING for form in seen.forms[first:name])
    )
