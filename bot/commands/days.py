"""Days as people type them behind a command: "15/7/2024", "يوليو 2024", "من 1 يوليو إلى 5 أغسطس"; no wording."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from storage.catalog.calendar import month_numbers
from storage.catalog.checks import folded

Days = tuple[date, date]

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")
_SLASHED = re.compile(r"(?:(?P<day>\d{1,2})[/.])?(?P<month>\d{1,2})[/.](?P<year>\d{4})")
_NAMED = re.compile(r"(?:(?P<day>\d{1,2}) )?(?P<name>[^\d]+?)(?: (?P<year>\d{4}))?")
_YEAR = re.compile(r"(?P<year>\d{4})")
_FROM = re.compile(r"^(?:من|منذ)\s+")
_TO = re.compile(r"\s+(?:الي|حتي|-|–|—)\s+")
_NEAR = {"اليوم": 0, "امس": 1, "البارحه": 1, "امبارح": 1, "مبارح": 1, "اول امس": 2, "اول امبارح": 2}


def asked_days(text: str, today: date) -> Days | None:
    """Return the first and last day that `text` names, or None where it names none.

    A month or a year is all its days; a month without a year is the last one that has begun by `today`.
    """
    # The digits of every script become our own; letters are compared without hamza and the like.
    plain = folded("".join(str(int(one)) if one.isdecimal() else one for one in text)).strip()
    since = _FROM.search(plain)
    named = list(_periods(_FROM.sub("", plain), today))
    if not named:
        return None
    first, last = named[0][0], named[-1][1]
    if since and len(named) == 1:
        last = max(first, today)
    return (first, last) if first <= last else (named[-1][0], named[0][1])


def _periods(text: str, today: date) -> Iterator[Days]:
    """Give the one or two periods that make up all of `text`."""
    parts = _TO.split(text)
    if len(parts) == 1 and (whole := _period(text, today)):
        yield whole
        return
    if len(parts) == 1:
        parts = _halves(text, today)
    periods = [_period(part, today) for part in parts]
    if len(periods) == 2 and periods[0] and periods[1]:
        yield from (periods[0], periods[1])


def _halves(text: str, today: date) -> list[str]:
    """Cut "2024-07-01 2024-08-01" where both halves are periods."""
    words = text.split()
    cuts = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words)))
    return next(([*cut] for cut in cuts if all(_period(half, today) for half in cut)), [])


def _period(text: str, today: date) -> Days | None:
    if text in _NEAR:
        day = today - timedelta(_NEAR[text])
        return day, day
    found = (
        _ISO.fullmatch(text) or _SLASHED.fullmatch(text) or _YEAR.fullmatch(text) or _NAMED.fullmatch(text)
    )
    if found is None:
        return None
    parts = found.groupdict()
    year = int(parts["year"]) if parts["year"] else None
    if "month" not in parts and "name" not in parts:
        return _year(year) if year else None
    month = int(parts["month"]) if "month" in parts else month_numbers().get(parts["name"])
    if month is None:
        return None
    number = int(parts["day"]) if parts["day"] else None
    return _days(_year_of(month, number, today) if year is None else year, month, number)


def _year_of(month: int, day: int | None, today: date) -> int:
    return today.year if (month, day or 1) <= (today.month, today.day) else today.year - 1


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _days(year: int, month: int, day: int | None) -> Days | None:
    try:
        if day is not None:
            return date(year, month, day), date(year, month, day)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
