"""Numbers in a sentence with the nouns that they count; knows neither verbs nor what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.reading.fold import Token, fold, words
from summarizer.reading.lexicon import language
from summarizer.reading.numbers import number_at, opens_number
from summarizer.reading.triggers import bare

NATIONS = ("israeli", "foreign", "palestinian")
# How far behind its number, in words, a noun may stand; how far before it one that is carried on from there.
_BEHIND, _BEFORE = 7, 9
# Behind these another phrase begins, which the number does not count.
_ENDS = frozenset(
    ("في", "الي", "علي", "عن", "مع", "مقابل", "خلال", "منذ", "بعد", "قبل", "لدي", "كانت", "كان", "ما", "لا", "الذين", "ممن", "قد", "بين", "معظمهم", "غالبيتهم", "عبر", "كانوا", "ان", "هم", "حتي", "بينهم", "منهم")
)  # fmt: skip
_LINKS = frozenset(('"', "«", "»", "“", "”", "(", ")", "%"))
# Words of two or three letters are compared whole: "حي" is no beginning of "حيث".
_WHOLE = 3


@cache
def _nouns() -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    table = language("figures")["nouns"]
    folded = {kind: [fold(entry) for entry in entries] for kind, entries in table.items()}
    return tuple(
        (
            kind,
            tuple(e for e in entries if len(e) > _WHOLE),
            frozenset(e for e in entries if len(e) <= _WHOLE),
        )
        for kind, entries in folded.items()
    )


@lru_cache(maxsize=1 << 14)
def noun_kind(form: str) -> str | None:
    """The kind of what a folded word names: hostage, prisoner, dead, day …"""
    plain = (form, bare(form))
    for kind, stems, whole in _nouns():
        if any(p.startswith(stems) or p in whole for p in plain):
            return kind
    return None


@cache
def cue_words(kind: str) -> frozenset[str]:
    """The folded words and phrases of one kind of cue."""
    return frozenset(" ".join(words(entry)) for entry in language("figures")["cues"][kind])


@lru_cache(maxsize=1 << 14)
def is_cue(kind: str, form: str) -> bool:
    """True for a word of one kind of cue, whatever is written to its front."""
    known = cue_words(kind)
    return form in known or bare(form) in known or (form[:1] in "وفبل" and form[1:] in known)


@cache
def _qualifying(kind: str) -> frozenset[str]:
    return frozenset(words(entry)[-1] for entry in language("figures")["qualifiers"][kind])


def qualifier(forms: tuple[str, ...], place: int, after: int) -> str | None:
    """How exact a number is said to be: about, more_than, less_than, at_least, believed."""
    near = (*forms[max(0, place - 3) : place], *forms[after : after + 4])
    for kind in ("at_least", "about", "more_than", "less_than", "believed"):
        known = _qualifying(kind)
        if any(w.lstrip("و") in known or bare(w) in known or (w[:1] == "ب" and w[1:] in known) for w in near):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Count:
    """A number from the word `place` to `after`, with the phrase behind it up to `end` and the kinds of its nouns.

    `whole` is a number that others are taken out of ("من أصل 251"), `part` one of those taken out ("بينهم 35"),
    `definite` one of a known whole ("الرهائن الـ48"), `total` how many those just named are ("وعددهم 251"), `guess` an
    end of a range or a rate, `beside` one that is added to the number before it.
    """

    value: int
    place: int
    after: int
    end: int
    kinds: frozenset[str]
    nation: str | None
    whole: bool = False
    part: bool = False
    definite: bool = False
    total: bool = False
    guess: bool = False
    beside: bool = False

    def counts(self, *kinds: str) -> bool:
        """True where one of the kinds is counted."""
        return bool(self.kinds.intersection(kinds))


def counts(tokens: Sequence[Token], forms: tuple[str, ...], closed: frozenset[int]) -> Iterator[Count]:
    """Yield the numbers of a sentence in order; `closed` are words of dates and names, which hold none."""
    after = 0
    for place in [i for i, t in enumerate(tokens) if t.kind == "number" or _tells_number(t.form)]:
        if place < after or place in closed:
            continue
        several = _worded(forms, place)
        hit = None if several else number_at(tokens, place)
        if several is not None:
            yield several
        if hit is not None:
            after = place + hit[1]
            yield _count(forms, hit[0], place, after)


# As many words as a long article has different ones.
@lru_cache(maxsize=1 << 15)
def _tells_number(form: str) -> bool:
    duals = form in _duals() or form.lstrip("و") in _duals()
    return duals or form in _singles() or opens_number(form) is not None


def _worded(forms: tuple[str, ...], place: int) -> Count | None:
    """Two that a dual tells: "رهينتين", or one of whom it is said to whom it is done: "عن الجندي"."""
    if place and forms[place - 1] in ("عن", "سراح", "سبيل") and forms[place] in _singles():
        return Count(1, place, place + 1, place + 1, frozenset((_singles()[forms[place]],)), None)
    kind = _duals().get(forms[place]) or _duals().get(forms[place].lstrip("و"))
    if kind is None:
        return None
    nation = next((k for form in forms[place + 1 : place + 3] if (k := noun_kind(form)) in NATIONS), None)
    return Count(2, place, place + 1, place + 1, frozenset((kind,)), nation)


@cache
def _duals() -> dict[str, str]:
    return {words(e)[0]: kind for kind, entries in language("figures")["duals"].items() for e in entries}


@cache
def _singles() -> dict[str, str]:
    return {words(e)[0]: kind for kind, entries in language("figures")["singles"].items() for e in entries}


def _count(forms: tuple[str, ...], value: int, place: int, after: int) -> Count:
    if place and forms[place] in ("واحد", "واحده") and (kind := noun_kind(forms[place - 1])) is not None:
        return Count(
            1, place - 1, after, after, frozenset((kind,)) - set(NATIONS), kind if kind in NATIONS else None
        )
    end, kinds = _phrase(forms, after)
    before = forms[max(0, place - 3) : place]
    definite = before[-1:] == ("ال",) or (forms[place].startswith("ال") and not forms[place][2:3].isdigit())
    if forms[after : after + 1] in (("منهم",), ("منهن",), ("ممن",)):
        kinds = [*kinds, "person"]
    pairs = tuple(pairwise(before))
    whole = ("من", "اصل") in pairs or ("من", "بين") in pairs
    numbered = before[-1:] == ("وعددهم",)
    if definite or numbered or not kinds:
        kinds = [*kinds, *_carried(forms, place, near=definite or numbered or whole)]
    nation = next((kind for kind in NATIONS if kind in kinds), None)
    return Count(
        value, place, after, end, frozenset(kinds) - set(NATIONS), nation,
        whole=whole,
        part=_is_part(forms, place),
        definite=definite or numbered,
        total=numbered,
        beside=any(is_cue("beside", form) for form in before),
        guess=_is_range(forms, place, after, end),
    )  # fmt: skip


def _phrase(forms: tuple[str, ...], after: int) -> tuple[int, list[str]]:
    """Where the phrase that a number counts ends, and the kinds of its nouns."""
    kinds: list[str] = []
    strange = 0
    end = i = after
    while i < min(after + _BEHIND, len(forms)):
        form = forms[i]
        if form in _ENDS or not (form.isalpha() or form in _LINKS):
            break
        kind = noun_kind(form)
        if kind in ("day", "thing") and i > after:
            break
        if kind is not None:
            kinds.append(kind)
            end = i + 1
        elif form[:1] == "و" and form != "و":
            break
        elif form not in ("من", "و", *_LINKS):
            strange += 1
            if strange > 1:
                break
        i += 1
    return end, kinds


def _carried(forms: tuple[str, ...], place: int, *, near: bool) -> list[str]:
    """Kinds of nouns before a number: "الأسرى العشرين", "عدد الرهائن في غزة بنحو 132", "رفات 25"."""
    first = max(0, place - (4 if near else _BEFORE))
    start = next((i for i in range(place - 1, first - 1, -1) if forms[i] in ("عدد", "وعدد", "اعداد")), None)
    if start is None and not near:
        start = place - 1 if place and noun_kind(forms[place - 1]) == "remains" else None
    if start is None and not near:
        return []
    window = forms[start if start is not None else first : place]
    return [kind for form in window if (kind := noun_kind(form)) is not None]


def _is_part(forms: tuple[str, ...], place: int) -> bool:
    """True behind "among them are now": "بينهم ما لا يقل عن 20"."""
    window = forms[max(0, place - 6) : place]
    if any(form in ("هم", "هن") for form in window[-2:]):
        return True
    at = next((i for i in range(len(window) - 1, -1, -1) if is_cue("some", window[i])), None)
    if at and window[at - 1] in ("بدلا", "عوضا"):
        return False
    return at is not None and "،" not in window[at:] and not any(form.isdigit() for form in window[at:])


def _is_range(forms: tuple[str, ...], place: int, after: int, end: int) -> bool:
    """True for either end of "between 150 and 200 prisoners" and of "20-25", and for so many for each."""
    follows = forms[after : after + 1]
    joined = forms[after : after + 2]
    if "كل" in forms[end : end + 3] and any(is_cue("exchange", form) for form in forms[end : end + 2]):
        return True
    if place > 1 and forms[place - 1] == "بين" and forms[place - 2] != "من":
        return True
    if place and forms[place - 1] in ("-", "–"):
        return end == after
    if joined and joined[0] in ("-", "–") and len(joined) > 1 and joined[1].isdigit():
        return True
    back = forms[max(0, place - 6) : place]
    return (
        bool(follows) and "بين" in back and "و" in (forms[place - 1], forms[place][:1]) and _had_number(back)
    )


def _had_number(forms: tuple[str, ...]) -> bool:
    return any(form.isdigit() or form.replace(",", "").isdigit() for form in forms)
