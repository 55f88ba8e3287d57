"""Who gives a number: whom "according to" names, else the subject of the verb that counts or says it; no events."""

from __future__ import annotations

from summarizer.reading.attribution import according
from summarizer.reading.counted import is_cue
from summarizer.reading.cues import is_cue as is_grammar
from summarizer.reading.parsed import Parsed

# How far before its number, in words, the verb stands, and how long who has no known name may be.
_REACH, _PHRASE = 30, 5
_PARTICLES, _TOWARDS = ("في", "من", "لدي"), ("الي", "علي", "عن")


def giver(parsed: Parsed, place: int) -> str | None:
    """Return who gives the number at a place, in the dossier's words or the text's own; None for the text itself."""
    told = according(parsed, place)
    if told is not None:
        return told
    for i in range(place - 1, max(-1, place - _REACH - 1), -1):
        if parsed.forms[i] in (".", "؛") or (
            is_grammar("turns", parsed.forms, i) and parsed.forms[i - 1] == "،"
        ):
            return None
        if is_cue("tellers", parsed.forms[i]) and not _is_noun(parsed, i):
            return _subject(parsed, i, place)
    return None


def _is_noun(parsed: Parsed, place: int) -> bool:
    """True for a name, and for "عدد", "بين" where they tell nothing."""
    return place in parsed.named or parsed.forms[place] in ("بين", "وبين", "حدث")


def _subject(parsed: Parsed, verb: int, limit: int) -> str | None:
    """Who stands right behind a verb, else right before it."""
    behind = next((m for m in parsed.mentions if m.first == verb + 1 < limit), None)
    known = behind.person or behind.outlet if behind is not None else None
    told = (
        known
        or _phrase(parsed, verb + 1, limit)
        or (parsed.quote(behind.first, behind.last) if behind else None)
    )
    if told is not None:
        return told
    before = next((m for m in parsed.mentions if m.last in (verb, verb - 1)), None)
    if before is None:
        return None
    return before.person or before.outlet or (before.parties[-1] if before.parties else None)


def _phrase(parsed: Parsed, start: int, limit: int) -> str | None:
    """A subject in the text's own words: "وزارة الصحة في غزة"."""
    end = start
    while end < min(start + _PHRASE, limit) and parsed.forms[end].isalpha():
        form = parsed.forms[end]
        if (
            form in _TOWARDS
            or is_grammar("that", parsed.forms, end)
            or form.startswith(("ارتفا", "استشها", "مقت", "الافراج", "سقوط"))
        ):
            break
        if form in _PARTICLES and not _is_inside(parsed, end):
            break
        end += 1
    if end - start < 2:
        return None
    return parsed.quote(start, end)


def _is_inside(parsed: Parsed, place: int) -> bool:
    """True for a particle within a name, and for one before a place."""
    return any(m.first < place < m.last or (m.first == place + 1 and m.place) for m in parsed.mentions)
