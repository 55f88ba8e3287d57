"""Calendar days in Arabic words; knows no clock and no time zones but those that it is given."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

from storage.model import Period, Precision

UNKNOWN = "اليوم غير مذكور"


@cache
def _names() -> tuple[dict[int, str], dict[int, str]]:
    """Months from 1, weekdays from Monday as 0."""
    locale = Locale.parse("ar")
    return dict(locale.months["format"]["wide"]), dict(locale.days["format"]["wide"])


def month_name(day: date) -> str:
    return f"{_names()[0][day.month]} {day.year}"


def weekday_name(weekday: int) -> str:
    """Return the name of a day of the week, Monday being 0: "الخميس"."""
    return _names()[1][weekday]


def short_day(day: date) -> str:
    """Return "24 أكتوبر", for where the year stands elsewhere."""
    return f"{day.day} {_names()[0][day.month]}"


def short_month(day: date) -> str:
    """Return "10/2024": a whole name does not fit under a column."""
    return f"{day.month}/{day.year}"


def day_name(day: date, *, weekday: bool = False) -> str:
    """Return "24 أكتوبر 2024", or "الخميس 24 أكتوبر 2024"."""
    words = f"{day.day} {month_name(day)}"
    return f"{_names()[1][day.weekday()]} {words}" if weekday else words


def local_day(moment: datetime, timezone: str) -> date:
    """Return the calendar day of an aware `moment` in an IANA `timezone`."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def moment(instant: datetime, timezone: str) -> str:
    """Return an aware instant by the clock of an IANA `timezone`: "الخميس 24 أكتوبر 2024، 07:00"."""
    local = instant.astimezone(ZoneInfo(timezone))
    return f"{day_name(local.date(), weekday=True)}، {local:%H:%M}"


def period_words(when: Period, *, weekday: bool = False) -> str:
    """Return a period in words, saying so where the text does not give the day.

    Examples: "الخميس 24 أكتوبر 2024" · "22–24 أكتوبر 2024" · "يوليو 2024 (اليوم غير مذكور)".
    """
    first, last = when.first, when.last
    if first is None or last is None:
        return _one_sided(first, last)
    if when.precision is Precision.DAY:
        return day_name(first, weekday=weekday) if first == last else _span(first, last)
    return f"{_roughly(first, last, when.precision)} ({UNKNOWN})"


def _one_sided(first: date | None, last: date | None) -> str:
    if last is not None:
        return f"حتى {day_name(last)}"
    return f"منذ {day_name(first)}" if first is not None else UNKNOWN


def _roughly(first: date, last: date, precision: Precision) -> str:
    if precision is Precision.YEAR and first.year == last.year:
        return f"عام {first.year}"
    if precision in (Precision.MONTH, Precision.SEASON) and _whole_months(first, last):
        if (first.year, first.month) == (last.year, last.month):
            return month_name(first)
        return f"{_month_before(first, last)} – {month_name(last)}"
    return day_name(first) if first == last else _span(first, last)


def _whole_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _month_before(first: date, last: date) -> str:
    return _names()[0][first.month] if first.year == last.year else month_name(first)


def _span(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_name(last)}"
    before = f"{first.day} {_month_before(first, last)}"
    return f"{before} – {day_name(last)}"
