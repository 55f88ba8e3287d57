"""The words that say a stance, cut so that they can stand after its party and issue; finds no stances."""

from __future__ import annotations

from functools import cache

from summarizer.reading.contents import Start
from summarizer.reading.endings import end_of
from summarizer.reading.fold import fold, words
from summarizer.reading.frames import length_at
from summarizer.reading.lettering import written
from summarizer.reading.lexicon import language
from summarizer.reading.mention import is_head
from summarizer.reading.packages import Part
from summarizer.reading.parsed import Parsed
from summarizer.reading.stance_words import listed
from summarizer.reading.stances import Cue
from summarizer.reading.substance import cut


def gist(parsed: Parsed, cue: Cue | None, part: Part, at: int) -> str:
    """Return the clause that says a stance and holds the word of its issue, at most 140 characters."""
    found = cut(parsed, cue.predicate) if cue else None
    if found is None or not found.start <= at < found.end:
        return _phrase(parsed, part, at)
    # The line names a party, not who speaks for it: "بلاده" would mean nothing there.
    borrowed = length_at("refused", "own", words(found.body), 0)
    return _phrase(parsed, part, at) if borrowed else found.body


def _behind_names(parsed: Parsed, start: int, at: int) -> int:
    """The first word that is no name, day or title of the doer, nor the preposition that the verb asks for."""
    taken = parsed.named_or_dated
    i = start
    while i < at and (i in taken or not parsed.forms[i].isalnum() or _says_nothing(parsed.forms[i])):
        i += 1
    return i + 1 if i < at and parsed.forms[i] in ("علي", "الي", "عن", "من", "في", "بان", "ان") else i


def _says_nothing(form: str) -> bool:
    return is_head(form) or form in listed("between")


def _hides(parsed: Parsed, place: int) -> bool:
    """True for a preposition that is written to a noun: "بالانسحاب", "بوقف"."""
    form = parsed.forms[place]
    return form[0] in "بل" and len(form) > 3 and not form.startswith(_with_b())


@cache
def _with_b() -> tuple[str, ...]:
    """Beginnings of nouns whose own first letter it is."""
    return tuple(fold(stem) for stem in language("stances")["own_letter"])


def _phrase(parsed: Parsed, part: Part, at: int) -> str:
    """The words of the part themselves, from behind the names of who does it, or else from the issue on."""
    for start in dict.fromkeys((_behind_names(parsed, part.start, at), part.start, at)):
        begins = Start(start, cut=int(_hides(parsed, start)))
        end = end_of(parsed, begins)
        if end is None or end <= at:
            continue
        text = written(parsed, begins, min(end, part.end))
        if text and len(text.split()) > 1:
            return text
    return parsed.quote(at, min(part.end, at + 12))
