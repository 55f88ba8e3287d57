"""What a written sentence counts, noun by noun, against its sources: two for one, and nouns that changed numbers."""

from __future__ import annotations

from storage.model import Flaw
from summarizer.reading.counted import noun_kind
from summarizer.reading.numbers import opens_number
from summarizer.writing.faithfulness.counting import DUALS, Number, closed_places, numbers
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import guises, listed, root

# How far before a noun, in words, stands the number that counts it.
_BEFORE = 2


def wrong_tally(said: Heard, of: Ground) -> Finding | None:
    """Return two of what there is one of, or a number with the noun of another."""
    return _wrong_pair(said, of) or _swapped(said, of)


def _nouns(of: Ground) -> tuple[frozenset[str], frozenset[str]]:
    """The guises of the sources' words: of those that no number stands before, and of those behind one."""
    single: set[str] = set()
    counted: set[str] = set()
    for s in of.sentences:
        for i, form in enumerate(s.forms):
            near = s.forms[max(0, i - _BEFORE) : i]
            behind = any(opens_number(one) or one.isdigit() for one in near)
            (counted if behind else single).update(guises(form))
    return frozenset(single), frozenset(counted)


def _wrong_pair(said: Heard, of: Ground) -> Finding | None:
    """Two, or several, of what every source has one of and counts nowhere: two bodies for a body."""
    singles, counted = _nouns(of)
    closed = closed_places(said)
    for place, form in enumerate(said.forms):
        bare = next((w for w in sorted(guises(form), key=len) if w.endswith(DUALS) and len(w) > 4), None)
        if bare is None or place in closed or of.nation(form) or {bare, *guises(form)} & (singles | counted):
            continue
        one = bare[:-2]
        one = f"{one[:-1]}ه" if one.endswith("ت") else one
        if (
            one in singles
            and one not in counted
            and not any(root(w) == root(bare) and w != one for w in singles)
        ):
            return Finding(Flaw.NUMBER, said.parsed.quote(place, place + 1))
    return None


def _swapped(said: Heard, of: Ground) -> Finding | None:
    """A number with the noun that a source counts by another: 900 hostages for 40, out of 40 hostages for 900 prisoners."""
    for number in numbers(said):
        noun = _counted(said, number)
        for s in of.sentences if noun else ():
            nouns = {(one.value, _counted(s, one)) for one in numbers(s)} - {
                (one.value, None) for one in numbers(s)
            }
            mine = {other for value, other in nouns if value == number.value}
            theirs = {other for value, other in nouns if value != number.value}
            if mine and noun in theirs - mine:
                return Finding(Flaw.NUMBER, said.parsed.quote(number.place, number.after + 1))
    return None


def _counted(s: Heard, number: Number) -> str | None:
    """The noun right behind a number: its kind or its stem."""
    form = s.forms[number.after] if number.after < len(s.forms) else ""
    # Who is held may be on either side.
    if guises(form) & listed("held"):
        return None
    return noun_kind(form) or (root(form) if form.isalpha() else None)
