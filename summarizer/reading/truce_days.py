"""How many days a truce lasts or lasted: "هدنة من 60 يوما", "أسبوعين", "أيامها السبعة"; knows no events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.reading.counted import Count, is_cue, noun_kind
from summarizer.reading.fold import fold

# The units of a truce in days, with a number before them and alone: "ستة أسابيع", "أسبوعين".
_UNITS = {"اسبوع": 7, "اسبوعا": 7, "اسابيع": 7, "شهر": 30, "شهرا": 30, "اشهر": 30, "شهور": 30}
_ALONE = {
    fold(word): days
    for word, days in {
        "أسبوع": 7, "أسبوعا": 7, "أسبوعين": 14, "أسبوعان": 14, "يومين": 2, "يومان": 2, "شهرين": 60, "شهران": 60, "شهرا": 30,
    }.items()
}  # fmt: skip
# How far before its length, in words, the truce is named; how far before that stands that it lasted.
_TRUCE, _LASTED = 8, 3
# Before a number of days these tell when, not how long; behind them another phrase begins.
_SINCE = ("منذ", "قبل", "بعد", "خلال", "كل")
_CLOSES = (".", "؛", ":", "بعد", "قبل", "منذ", "خلال", "مفاوضات", "محادثات")


def truces(
    forms: tuple[str, ...], numbers: Sequence[Count], dated: frozenset[int]
) -> Iterator[tuple[Count, bool]]:
    """Yield the lengths of truces, as counts of days, each with whether it is or was in force."""
    for count in numbers:
        days = _length(forms, count)
        if days is not None and not count.part:
            yield _days(count, days), _lasted(forms, count.place)
    for place, form in enumerate(forms):
        plain = form[1:] if form[:1] in "لب" and len(form) > 4 else form
        if (
            plain not in _ALONE
            or _numbered(numbers, place)
            or (place in dated and not _is_extended(forms, place))
        ):
            continue
        if _of_truce(forms, place) is not None:
            count = Count(_ALONE[plain], place, place + 1, place + 1, frozenset(("day",)), None)
            yield count, _lasted(forms, place)


def _length(forms: tuple[str, ...], count: Count) -> int | None:
    unit = forms[count.after] if count.after < len(forms) else ""
    if unit in _UNITS or noun_kind(unit) == "day":
        return count.value * _UNITS.get(unit, 1) if _of_truce(forms, count.place) is not None else None
    before = forms[count.place - 1] if count.place else ""
    if before == "ايامها" or (before == "الايام" and _of_truce(forms, count.place) is not None):
        return count.value
    return None


def _days(count: Count, days: int) -> Count:
    return Count(days, count.place, count.after, count.after + 1, frozenset(("day",)), None)


def _numbered(numbers: Sequence[Count], place: int) -> bool:
    return any(count.place <= place <= count.after for count in numbers)


def _of_truce(forms: tuple[str, ...], place: int) -> int | None:
    """Where a truce is named shortly before a number, or a stage of one that lasted so long; None where none is."""
    if place and forms[place - 1] in _SINCE:
        return None
    lasted = any(is_cue("lasted", form) for form in forms[max(0, place - 2) : place])
    for i in range(place - 1, max(-1, place - _TRUCE - 1), -1):
        if forms[i] in _CLOSES:
            return None
        if is_cue("truce", forms[i]) or (lasted and forms[i] in ("المرحله", "الاتفاق")):
            return i
    return None


def _lasted(forms: tuple[str, ...], place: int) -> bool:
    """True where the nearest word at the truce says that it was in force rather than that it is planned."""
    if any(form in ("ايامها", "الايام") for form in forms[max(0, place - 2) : place]):
        return True
    truce = _of_truce(forms, place)
    first = max(0, (place if truce is None else truce) - _LASTED)
    for i in range(place - 1, first - 1, -1):
        form = forms[i]
        if is_cue("lasted", form) or (is_cue("extending", form) and _announced(forms, i)):
            return True
        if is_cue("plan", form):
            return False
    return any(is_cue("lasted", form) for form in forms[place : place + 5])


def _is_extended(forms: tuple[str, ...], place: int) -> bool:
    """True where a truce itself stands right before a time: "تمديد الهدنة شهرين"."""
    return place > 0 and is_cue("truce", forms[place - 1])


def _announced(forms: tuple[str, ...], place: int) -> bool:
    before = forms[max(0, place - _LASTED * 2) : place]
    return any(is_cue("announced", form) for form in before) and not any(
        is_cue("plan", form) for form in before
    )
