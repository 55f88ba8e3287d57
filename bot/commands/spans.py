"""Days within what people type: "منذ أغسطس", "في يوليو", "الأسبوع الماضي"; knows no wording."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from bot.commands.days import asked_days
from storage.catalog.checks import folded

Bounds = tuple[date | None, date | None]

# The longest stretch that people write: "من 1 يوليو 2024 إلى 5 أغسطس 2024".
_LONGEST = 9
# What stands at the end of a question, or of a day in it: "امبارح؟".
_MARKS = "؟?!،؛,.:"
_BEFORE, _AFTER = ("قبل",), ("بعد",)
_LEADS = ("في", "خلال", "شهر", "يوم", "بتاريخ", "عام", "سنه", "بشهر")
_LAST = ("اخر", "الماضي", "الماضيه", "الفائت", "المنصرم")


def found_days(text: str, today: date) -> tuple[Bounds, str]:
    """Return the first and last day that some of the words name, None where there is no bound, and the other words."""
    words = text.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            bounds = _bounds([folded(word.strip(_MARKS)) for word in words[start : start + length]], today)
            if bounds is not None:
                return bounds, " ".join(words[:start] + words[start + length :])
    return (None, None), text


def _bounds(words: list[str], today: date) -> Bounds | None:
    if words[0] in _LEADS and len(words) > 1:
        return _bounds(words[1:], today)
    # "بيوليو", "بأغسطس": in July, in August.
    joined = words[0][1:] if words[0].startswith("ب") and len(words[0]) > 4 else words[0]
    if words[0] in (*_BEFORE, *_AFTER) and len(words) > 1:
        days = _days(words[1:], today)
        if days is None:
            return None
        if words[0] in _BEFORE:
            return None if days[0] == date.min else (None, days[0] - timedelta(1))
        return None if days[1] == date.max else (days[1] + timedelta(1), None)
    return _days(words, today) or (_days([joined, *words[1:]], today) if joined != words[0] else None)


def _days(words: list[str], today: date) -> tuple[date, date] | None:
    return _lately(words, today) or asked_days(" ".join(words), today)


def _lately(words: list[str], today: date) -> tuple[date, date] | None:
    """Return the days of "this week", "last month", "the last week"; weeks begin on Sunday."""
    unit = next((word for word in words if word.removeprefix("ال") in ("اسبوع", "شهر")), None)
    others = [word for word in words if word != unit]
    if unit is None or len(others) != 1:
        return None
    week = unit.removeprefix("ال") == "اسبوع"
    if others[0] == "هذا":
        return (_sunday(today) if week else today.replace(day=1)), today
    if others[0] not in _LAST:
        return None
    if others[0] == "اخر":
        return today - timedelta(7 if week else 30), today
    if week:
        return _sunday(today) - timedelta(7), _sunday(today) - timedelta(1)
    last = today.replace(day=1) - timedelta(1)
    return last.replace(day=1), last


def _sunday(day: date) -> date:
    return day - timedelta((day.weekday() - calendar.SUNDAY) % 7)
