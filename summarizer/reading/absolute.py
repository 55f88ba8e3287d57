"""Dates that name their month, day or year: 15 August 2024, late November, the third Tuesday; knows no "yesterday"."""

from __future__ import annotations

from dataclasses import replace

from summarizer.reading.calendar import hijri_months
from summarizer.reading.datewords import Words
from summarizer.reading.moments import HIJRI, Moment
from summarizer.reading.numbers import in_figures

Hit = tuple[Moment, int] | None
_JOINS = frozenset({"من", "في", "شهر", "الموافق", "يوم", "ل", "عام", "سنه"})


class Absolute(Words):
    """The rules for dates on the calendar; each returns what begins at a place and where it ends, or None."""

    def _numeric(self, place: int) -> Hit:
        """15/8/2024, 2024-08-15, 2/2013."""
        values: list[int] = []
        end = place
        while (
            end < len(self.tokens) and len(values) < 3 and (value := in_figures(self.tokens[end])) is not None
        ):
            values.append(value)
            end += 1
            if len(values) < 3 and self._form(end) in ("/", "-") and end + 1 < len(self.tokens):
                end += 1
            else:
                break
        if len(values) == 3 and values[0] > 1900:
            values.reverse()
        if len(values) == 3 and values[0] < 32 and values[1] < 13 and values[2] > 1900:
            return Moment(day=values[0], month=values[1], year=values[2]), end
        if len(values) == 2 and self._form(end - 2) == "/" and values[0] < 13 and 1990 < values[1] < 2100:
            return Moment(day=1, month=values[0], year=values[1]), end
        return None

    def _dated(self, place: int) -> Hit:
        """[Thursday] 15 August/Ab [2024], the fifteenth of the month."""
        weekday = self._weekday_at(self._skip(place, "يوم", "اليوم"))
        start = place
        if weekday is not None:
            start = self._skip(place, "يوم", "اليوم") + 1
            while self._form(start) in _JOINS | {"،", "("}:
                start += 1
            if hit := self._numeric(start):
                return hit
        start = self._skip(start, "يوم", "اليوم") if weekday is None else start
        number = (1, start + 1) if self._form(start) == "فاتح" else self._day_number(start)
        if number is None:
            return None
        day, after = number
        if hijri := self._hijri(after):
            return Moment(day=day, month=HIJRI + hijri[0], year=hijri[1]), hijri[2]
        if found := self._month_at(self._skip(after, "من", "-", "/")):
            month, end = found
            moment, end = self._with_year(Moment(day=day, month=month), end)
            return moment, end
        return self._day_of_named_month(day, after, weekday is not None)

    def _with_year(self, moment: Moment, end: int) -> tuple[Moment, int]:
        if year := self._year_at(end):
            return replace(moment, year=year[0]), year[1]
        if shift := self._shift(self._skip(end, "من")):
            return replace(moment, shift=shift[0]), shift[1]
        if self._form(end) == "من" and self._is(end + 1, "year") and (shift := self._shift(end + 2)):
            return replace(moment, shift=shift[0], unit="year"), shift[1]
        return moment, end

    def _day_of_named_month(self, day: int, after: int, weekday: bool) -> Hit:
        """The twelfth of this month; Saturday the sixteenth."""
        after = self._skip(after, "من")
        if self._form(after) in ("هذا", "ذات") and self._form(after + 1) == "الشهر":
            return Moment(day=day, shift=0), after + 2
        if self._form(after) == "الشهر":
            shift = self._shift(after + 1)
            return (
                (Moment(day=day, shift=shift[0]), shift[1])
                if shift
                else (Moment(day=day, shift=0), after + 1)
            )
        if self._form(after) in ("الجاري", "الحالي"):
            return Moment(day=day, shift=0), after + 1  # "في 27 الجاري"
        spelled = self._form(after - 1).isalpha()
        return (Moment(day=day, shift=0), after) if weekday and spelled else None

    def _hijri(self, place: int) -> tuple[int, int, int] | None:
        if place >= len(self.forms) or not (hit := hijri_months().at(self.forms, place)):
            return None
        year = in_figures(self.tokens[place + hit[0]]) if place + hit[0] < len(self.tokens) else None
        return (int(hit[1]), year, place + hit[0] + 1) if year and 1300 < year < 1600 else None

    def _part(self, place: int) -> Hit:
        """Late November, the middle of last month, the beginning of the year 2025."""
        kinds = self._known[place].kinds
        part = next((part for part in ("early", "middle", "late") if part in kinds), None) if kinds else None
        if part is None and self._form(place) == "اخر" and self._month_at(place + 1):
            part = "late"
        if part is None:
            return None
        if found := self._month_at(place + 1):
            return self._with_year(Moment(month=found[0], part=part), found[1])
        after = self._skip(place + 1, "هذا")
        if self._form(after) == "الشهر":
            shift = self._shift(after + 1)
            return Moment(part=part, shift=shift[0] if shift else 0), shift[1] if shift else after + 1
        if part == "late" and self._form(after) == "الاسبوع":
            shift = self._shift(after + 1)
            return Moment(unit="weekend", shift=shift[0] if shift else 0), shift[1] if shift else after + 1
        if part == "late" and self._form(after) == "هذا" and self._form(after + 1) == "الاسبوع":
            return Moment(unit="weekend", shift=0), after + 2
        return None

    def _month(self, place: int) -> Hit:
        found = self._month_at(place)
        if found is None:
            return None
        if (len(found_word := self._form(place)) < 3 and not self._year_at(found[1])) or found_word == "اب":
            return None
        return self._with_year(Moment(month=found[0]), found[1])

    def _year(self, place: int) -> Hit:
        if not self._is(place, "year"):
            return None
        found = self._year_at(place + 1)
        return (Moment(year=found[0]), found[1]) if found else None

    def _nth(self, place: int) -> Hit:
        """The third Tuesday of October 2014, the last week of next month, the last day of the year's tenth."""
        start = place
        nth = self._rank(start)
        start = nth[1] if nth else self._skip(start, "يوم")
        start = (
            self._skip(start, "يوم")
            if nth and self._weekday_at(self._skip(start, "يوم")) is not None
            else start
        )
        weekday, unit = self._weekday_at(start), self._unit_of(start)
        if weekday is None and unit not in ("week", "day"):
            return None
        start += 1
        if nth is None:
            nth = self._rank(start)
            start = nth[1] if nth else start
        if nth is None:
            return None
        moment = Moment(
            nth=nth[0], weekday=weekday, unit="week" if weekday is None and unit == "week" else "day"
        )
        return self._nth_of_month(moment, self._skip(start, "من", "في"))

    def _rank(self, place: int) -> tuple[int, int] | None:
        if self._is(place, "final"):
            return -1, place + 1
        hit = self._ordinal(place)
        return hit if hit and hit[0] < 6 else None

    def _nth_of_month(self, moment: Moment, place: int) -> Hit:
        if found := self._month_at(place):
            moment = replace(moment, month=found[0])
            after = self._skip(found[1], "من")
            if self._is(after, "year") and (shift := self._shift(after + 1)):
                return replace(
                    moment, year=None, shift=shift[0], unit=moment.unit if moment.unit == "week" else "year"
                ), shift[1]
            return self._with_year(moment, found[1])
        if any(form == "الشهر" for form in self._bare(place)) and (shift := self._shift(place + 1)):
            return replace(moment, shift=shift[0]), shift[1]
        return None
