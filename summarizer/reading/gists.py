"""The words that say a stance, cut so that they can stand after its party and issue; finds no stances."""

from __future__ import annotations

from dataclasses import replace
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

# The lists of nouns that begin with و, and of those that begin with ب or ل.
_WAW, _OWN = "own_waw", "own_letter"
# A matter is said in so many words.
_MANY = 12


def gist(parsed: Parsed, cue: Cue | None, part: Part, at: int) -> str:
    """Return the clause that says a stance and holds the word of its issue, at most 140 characters."""
    if cue is not None and cue.entry.behind == "if":
        part = replace(part, start=cue.last)  # what is threatened is said with what it is threatened over
    found = cut(parsed, cue.predicate) if cue else None
    if found is None or not found.start <= at < found.end:
        return _phrase(parsed, part, at)
    # The line names a party, not who speaks for it: "بلاده" would mean nothing there.
    opening = words(found.body)
    borrowed = length_at("refused", "own", opening, 0)
    letters = _letters(parsed, found.start) and found.body.startswith(
        parsed.quote(found.start, found.start + 1)
    )
    leans = letters or opening[0] in listed("leaning") or opening[0] in listed("between")
    return _phrase(parsed, part, at) if borrowed or leans else found.body


def _behind_names(parsed: Parsed, start: int, at: int) -> int:
    """The first word that is no name, day or title of the doer, nor the preposition that the verb asks for."""
    taken = parsed.named_or_dated
    i = start
    while i < at and (i in taken or not parsed.forms[i].isalnum() or _says_nothing(parsed.forms[i])):
        i += 1
    return i + 1 if i < at and parsed.forms[i] in ("علي", "الي", "عن", "من", "في", "بان", "ان") else i


def _says_nothing(form: str) -> bool:
    return is_head(form) or form in listed("between")


def _letters(parsed: Parsed, place: int) -> int:
    """How many letters before a noun are other words: "بالانسحاب", "وبضمانات", "وانسحاب"."""
    form = parsed.forms[place]
    joins = form[0] == "و" and len(form) > 3 and not form.startswith(_with_own(_WAW))
    rest = form[1:] if joins else form
    hides = rest[0] in "بل" and len(rest) > 3 and not rest.startswith(_with_own(_OWN))
    return int(joins) + int(hides)


@cache
def _with_own(list_name: str) -> tuple[str, ...]:
    """Beginnings of nouns whose own first letter it is."""
    return tuple(fold(stem) for stem in language("stances")[list_name])


def _phrase(parsed: Parsed, part: Part, at: int) -> str:
    """The words of the part themselves, from behind the names of who does it, or else from the issue on."""
    for start in dict.fromkeys((_behind_names(parsed, part.start, at), at)):
        begins = Start(start, cut=_letters(parsed, start))
        end = end_of(parsed, begins)
        if end is None or end <= at or parsed.forms[start] in listed("leaning"):
            continue
        text = written(parsed, begins, min(end, part.end))
        if text and len(text.split()) > 1:
            return text
    return _quoted(parsed, part, at)


def _quoted(parsed: Parsed, part: Part, at: int) -> str:
    """The words from the issue's on to the next comma, as they stand."""
    end = max(at + 1, min(part.end, at + _MANY))
    comma = next((i for i in range(at + 1, end) if parsed.forms[i] == "،"), end)
    return parsed.quote(at, comma)[_letters(parsed, at) :]
