"""What a date expression means on the calendar, given the day of writing; knows no words."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from storage.model import Period, Precision

SUNDAY, MONDAY = 6, 0
# Months of the Muslim calendar are numbered from 101.
HIJRI = 100
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as a text puts it: calendar fields that are given, and shifts from a day that is not.

    `shift` counts `unit`s from the day of writing ("last week" is -1 week); `anchored` moments count from the
    event told before. `part` is early, middle or late of a month; `nth` the n-th weekday or week, -1 the last.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    unit: str = "day"
    part: str | None = None
    nth: int | None = None
    count: int = 1
    anchored: bool = False
    vague: bool = False
    since: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """The day of writing, the day of the event told before, and how the reader's week runs.

    `ahead` is true where the verb looks forward: a bare weekday is then the next one, else the last one. `past`
    is true where it surely looks back: a day without a year is then the last one of that name.
    """

    written: date | None
    told: date | None = None
    ahead: bool = False
    past: bool = False
    week_start: int = SUNDAY


def period(moment: Moment, to: Reference) -> Period:
    """Return the days that a moment names, or an unknown period where they cannot be known."""
    try:
        return _period(moment, to)
    except (ValueError, OverflowError):
        return Period()


def _period(m: Moment, to: Reference) -> Period:
    if m.anchored:
        return _counted(m, to.told) if to.told else Period()
    if m.nth is not None:
        return _nth(m, to)
    if m.day is not None:
        return _on_day(m, to)
    if m.month is not None or m.part is not None:
        return _in_month(m, to)
    if m.year is not None:
        return Period(date(m.year, 1, 1), date(m.year, 12, 31), Precision.YEAR)
    if to.written is None:
        return Period()
    if m.weekday is not None:
        return _one(_weekday(m, to.written, to))
    if m.shift is not None:
        return _shifted(m, to.written, to)
    return Period()


def _one(day: date) -> Period:
    return Period(day, day, Precision.DAY)


def _on_day(m: Moment, to: Reference) -> Period:
    assert m.day is not None
    if m.month is None:
        if to.written is None:
            return Period()
        first = _month_start(to.written, m.shift or 0)
        return _one(first.replace(day=m.day))
    if m.month > HIJRI and m.year is not None:
        return _one(_from_hijri(m.year, m.month - HIJRI, m.day))
    year = m.year if m.year is not None else _year(m.month, m.day, to, m.shift, m.unit == "year")
    return _one(date(year, m.month, m.day)) if year is not None else Period()


def _from_hijri(year: int, month: int, day: int) -> date:
    from hijridate import Hijri

    return date(*Hijri(year, month, day).to_gregorian().datetuple())


def _year(month: int, day: int, to: Reference, shift: int | None, of_year: bool = False) -> int | None:
    """The year of a day without one: the nearest to the day of writing, in the direction of the verb."""
    if to.written is None:
        return None
    if shift is not None:
        return to.written.year + shift if of_year else _year_by_word(month, day, to.written, shift)
    if to.ahead:
        this_year = date(to.written.year, month, min(day, 28))
        return to.written.year + (this_year < to.written - 60 * _DAY)
    if to.past:
        return _year_by_word(month, day, to.written, -1)
    gaps = {abs((date(year, month, min(day, 28)) - to.written).days): year for year in _around(to.written)}
    return gaps[min(gaps)]


def _year_by_word(month: int, day: int, written: date, shift: int) -> int:
    """'Last October' is the latest one that is over, 'next May' the first that is to come."""
    this_year = date(written.year, month, min(day, 28))
    if shift < 0:
        return written.year - (this_year > written)
    return written.year + (shift > 0 and this_year < written)


def _around(written: date) -> tuple[int, int, int]:
    return written.year - 1, written.year, written.year + 1


def _in_month(m: Moment, to: Reference) -> Period:
    if m.month is None:
        if to.written is None:
            return Period()
        first = _part_of_what(m, to)
    else:
        year = m.year if m.year is not None else _year(m.month, 1, to, m.shift, m.unit == "year")
        if year is None:
            return Period()
        first = date(year, m.month, 1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    if m.part == "early":
        last = first.replace(day=10)
    elif m.part == "middle":
        first, last = first.replace(day=11), first.replace(day=20)
    elif m.part == "late":
        first = first.replace(day=21)
    return Period(first, last, Precision.MONTH)


def _part_of_what(m: Moment, to: Reference) -> date:
    assert to.written is not None
    return _month_start(to.written, m.shift or 0)


def _month_start(day: date, shift: int) -> date:
    months = day.year * 12 + day.month - 1 + shift
    return date(months // 12, months % 12 + 1, 1)


def _weekday(m: Moment, written: date, to: Reference) -> date:
    assert m.weekday is not None
    if m.unit == "week" and m.shift is not None:
        start = _week_start(written, to.week_start) + 7 * m.shift * _DAY
        return start + (m.weekday - to.week_start) % 7 * _DAY
    back = (written.weekday() - m.weekday) % 7
    if m.shift is not None and m.shift < 0:
        return written - ((back or 7) + 7 * (-1 - m.shift)) * _DAY
    if m.shift is not None and m.shift > 0:
        return written + ((-back) % 7 or 7) * _DAY
    if to.ahead:
        return written + (-back) % 7 * _DAY
    return written - back * _DAY


def _week_start(day: date, first: int) -> date:
    return day - (day.weekday() - first) % 7 * _DAY


def _shifted(m: Moment, written: date, to: Reference) -> Period:
    assert m.shift is not None
    if m.vague:
        return _some_time(m, written)
    if m.unit == "day":
        return _one(written + m.shift * _DAY)
    if m.unit == "weekend":
        return _weekend(written, m.shift, to.ahead)
    if m.unit == "week":
        start = _week_start(written, to.week_start) + 7 * m.shift * _DAY
        return Period(start, start + 6 * _DAY, Precision.WEEK)
    if m.unit == "month":
        return _in_month(Moment(part="", shift=m.shift), to)
    year = written.year + m.shift
    return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _weekend(written: date, shift: int, ahead: bool) -> Period:
    """Saturday and Sunday, as Western desks count them."""
    saturday = written - (written.weekday() - 5) % 7 * _DAY
    if shift >= 0 and ahead and written.weekday() < 5:
        saturday += 7 * _DAY
    if shift < 0 and written.weekday() >= 5:
        saturday -= 7 * _DAY
    return Period(saturday, saturday + _DAY, Precision.WEEK)


def _some_time(m: Moment, written: date) -> Period:
    """'Days ago', 'in the past days', 'in the coming three days'."""
    assert m.shift is not None
    reach = max(m.count, 1)
    if m.shift > 0:
        return Period(written, written + reach * _DAY, Precision.WEEK if reach > 3 else Precision.DAY)
    last = written - (2 if reach > 7 else 0) * _DAY
    return Period(written - reach * _DAY, last, Precision.WEEK)


def _counted(m: Moment, told: date) -> Period:
    length = {"day": 1, "week": 7, "month": 30, "year": 365}[m.unit if m.unit != "weekend" else "week"]
    return _one(told + (m.shift or 0) * length * _DAY)


def _nth(m: Moment, to: Reference) -> Period:
    """'The third Tuesday of September 2014', 'the last week of May', 'the last day of the month'."""
    span = _in_month(replace(m, nth=None, weekday=None, day=None, part="" if m.month is None else None), to)
    if span.first is None or span.last is None or m.nth is None:
        return Period()
    if m.unit == "week":
        return _nth_week(m.nth, span.first, span.last, to.week_start)
    if m.weekday is None:
        return _one(span.last if m.nth < 0 else span.first + (m.nth - 1) * _DAY)
    if m.nth < 0:
        return _one(span.last - (span.last.weekday() - m.weekday) % 7 * _DAY)
    return _one(span.first + ((m.weekday - span.first.weekday()) % 7 + 7 * (m.nth - 1)) * _DAY)


def _nth_week(nth: int, first: date, last: date, week_start: int) -> Period:
    """Full weeks that begin in the month; the last is the last that ends in it."""
    start = first + (week_start - first.weekday()) % 7 * _DAY
    if nth > 0:
        start += 7 * (nth - 1) * _DAY
    else:
        start = _week_start(last - 6 * _DAY, week_start)
    return Period(start, start + 6 * _DAY, Precision.WEEK)
