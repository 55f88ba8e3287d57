"""Numbers of a written sentence, with what they count, against those of its sources; knows no names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storage.model import Flaw
from summarizer.reading.counted import NATIONS, noun_kind, qualifier
from summarizer.reading.moments import Moment
from summarizer.reading.numbers import number_at, opens_number
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import class_of, root

# How many words behind a number, and before it, may say what it counts.
_BEHIND, _BEFORE = 5, 2
_ENDS = frozenset(("في", "الي", "علي", "مقابل", "خلال", "منذ", "بعد", "قبل", "،", ".", "؛", ":", "بينما", "فيما", "وفق", "بحسب"))  # fmt: skip
_TIMES = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
_NATIONS = frozenset(NATIONS)
_PEOPLE = {"hostage", "captive", "prisoner", "dead", "hurt", "remains", "missing"}
# Kinds of people that one word may mean both of.
_ALIKE = ({"hostage", "captive"}, {"captive", "prisoner"}, {"dead", "remains"})
_JAILED = frozenset(("سجون", "السجون", "سجونها", "معتقلات", "سجن"))
_BOUNDS = {"more_than": "less_than", "less_than": "more_than"}
_YEARS = range(1900, 2101)
DUALS = ("ين", "ان")


@dataclass(frozen=True)
class Number:
    """A value from the word `place` to `after`, with the stems, kinds and units of the nouns around it."""

    value: int
    place: int
    after: int
    stems: frozenset[str]
    kinds: frozenset[str]
    units: frozenset[str]
    side: str | None
    bound: str | None
    # Whether a noun stands behind it.
    noun: bool = True


def wrong_number(said: Heard, of: Ground) -> Finding | None:
    """Return a number that no source gives for what it counts, or an ordinal of something else."""
    given = [number for s in of.sentences for number in numbers(s)]
    for number in numbers(said):
        if number.value in _YEARS and not number.noun and str(number.value) in of.words:
            continue
        same = [one for one in given if one.value == number.value]
        if not any(_agree(number, one) for one in same):
            return Finding(Flaw.NUMBER, said.parsed.quote(number.place, number.after))
    return _wrong_ordinal(said, of) or _wrong_figure(said, of) or _wrong_unit(said, of)


def numbers(s: Heard) -> Iterator[Number]:
    """Give the numbers of a sentence, those of dates and names left out."""
    forms, closed = s.forms, closed_places(s)
    place = 0
    while place < len(forms):
        hit = None if place in closed else number_at(s.tokens, place)
        if hit is not None and hit[0] > 1:
            yield _number(forms, hit[0], place, place + hit[1])
        elif hit is None and place not in closed and (unit := _dual(forms[place])):
            yield Number(2, place, place + 1, frozenset(), frozenset(), frozenset((unit,)), None, None)
        place += hit[1] if hit else 1


def closed_places(s: Heard) -> frozenset[int]:
    named = {i for m in s.parsed.mentions for i in range(m.first, m.last)}
    for mention in s.parsed.dates:
        moment = mention.moment
        if moment.day or moment.month or moment.year or moment.weekday is not None or _is_one_day(moment):
            named.update(range(mention.first, mention.last))
    return frozenset(named)


def _is_one_day(moment: Moment) -> bool:
    return moment.unit == "day" and moment.shift in (-1, 0, 1) and moment.count == 1 and not moment.vague


def _dual(form: str) -> str | None:
    return class_of("units", form) if form.endswith(DUALS) and len(form) > 4 else None


def _number(forms: tuple[str, ...], value: int, place: int, after: int) -> Number:
    behind: list[str] = []
    for form in forms[after : after + _BEHIND]:
        if form in _ENDS or form.isdigit() or (behind and _opens(form)):
            break
        behind.append(form)
    before = list(forms[max(0, place - _BEFORE) : place])
    # What stands before a number is counted by it where nothing behind it is.
    counted = behind if any(map(_counts, behind[:2])) else [*behind, *before]
    if before[-1:] == ["ال"]:
        # "الساعات الـ72": the number describes the noun before it.
        counted = before
    kinds = frozenset(kind for form in counted if (kind := noun_kind(form)) and kind != "remains")
    if any(noun_kind(form) == "remains" for form in (*before, *behind[:2])):
        kinds |= {"remains"}
    units = frozenset(unit for form in counted[:2] if (unit := class_of("units", form)))
    return Number(
        value, place, after,
        frozenset(root(form) for form in counted if form.isalpha()),
        kinds, units, _side(kinds, (*behind, *forms[after + len(behind) : after + len(behind) + 3])),
        qualifier(forms, place, after), any(form.isalpha() for form in behind),
    )  # fmt: skip


def _opens(form: str) -> bool:
    """True for a number joined to what stands before it: "three of these and five of those"."""
    return form.startswith("و") and bool(opens_number(form[1:]))


def _counts(form: str) -> bool:
    return noun_kind(form) is not None or class_of("units", form) is not None


def _side(kinds: frozenset[str], near: tuple[str, ...]) -> str | None:
    """Whose people are counted: those held in Gaza, or in Israel's prisons."""
    jailed = "prisoner" in kinds or "palestinian" in kinds or any(form in _JAILED for form in near)
    held = "hostage" in kinds or "israeli" in kinds
    return "jailed" if jailed and not held else "held" if held and not jailed else None


def _agree(said: Number, given: Number) -> bool:
    """True where two numbers of one value may count the same."""
    if said.units and given.units and not said.units & given.units:
        return False
    if (said.units and given.kinds & _PEOPLE) or (given.units and said.kinds & _PEOPLE):
        return bool(said.units & given.units)
    if said.side and given.side and said.side != given.side:
        return False
    if _BOUNDS.get(said.bound or "") == given.bound and given.bound is not None:
        return False
    if said.kinds & _NATIONS and given.kinds & _NATIONS and not said.kinds & given.kinds & _NATIONS:
        return False
    mine, theirs = said.kinds & _PEOPLE, given.kinds & _PEOPLE
    if mine and theirs and not _alike(mine, theirs):
        return False
    if ("remains" in mine) != ("remains" in theirs) and (mine or theirs) and (said.side or given.side):
        return False
    shared = said.stems & given.stems or said.units & given.units or said.kinds & given.kinds
    bare = not (given.stems and said.stems) or not (given.noun and said.noun)
    return bool(shared) or bare or (bool(mine) and bool(theirs))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) or any(one & pair and other & pair for pair in _ALIKE)


def _wrong_ordinal(said: Heard, of: Ground) -> Finding | None:
    dated = {i for m in said.parsed.dates for i in range(m.first, m.last)}
    given = {
        (class_of("ordinals", form), root(s.forms[i - 1]))
        for s in of.sentences
        for i, form in enumerate(s.forms)
        if i
    }
    told = {one for one, _ in given if one}
    for place, form in enumerate(said.forms):
        rank = class_of("ordinals", form) if place and place not in dated else None
        if rank is None or not form.startswith(("ال", "لل", "وال")):
            continue
        noun = root(said.forms[place - 1])
        nouns = {stem for one, stem in given if one}
        if rank not in told or (noun in nouns and (rank, noun) not in given):
            return Finding(Flaw.NUMBER, said.parsed.quote(place - 1, place + 1))
    return None


def _wrong_figure(said: Heard, of: Ground) -> Finding | None:
    """Digits that are no whole number, a rate or an hour: every one must stand so in a source."""
    closed = closed_places(said)
    for place, token in enumerate(said.tokens):
        odd = token.kind == "number" and place not in closed and number_at(said.tokens, place) is None
        if odd and token.form not in of.words:
            return Finding(Flaw.NUMBER, said.parsed.quote(place, place + 1))
    return None


def _wrong_unit(said: Heard, of: Ground) -> Finding | None:
    """A measure of time of which no source speaks: days instead of hours."""
    told = {class_of("units", form) for s in of.sentences for form in s.forms}
    dated = closed_places(said)
    for place, form in enumerate(said.forms):
        unit = class_of("units", form)
        if unit in _TIMES and unit not in told and place not in dated:
            return Finding(Flaw.NUMBER, said.parsed.quote(place, place + 1))
    return None
