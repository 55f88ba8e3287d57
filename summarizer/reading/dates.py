"""The grammar of dates in Arabic news: finds expressions and says what each fixes; knows no calendar arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summarizer.reading.calendar import hijri_months, months, named, ordinals, spoken_months, weekdays
from summarizer.reading.fold import Token
from summarizer.reading.moments import HIJRI, Moment
from summarizer.reading.numbers import in_figures, number_at

_JOINS = frozenset({"من", "في", "شهر", "الموافق", "يوم", "ل", "عام", "سنه"})
_PREFIXES = ("و", "ف", "ب", "ل", "ك")
_DUALS = {
    "يومين": ("day", 2),
    "اسبوعين": ("week", 2),
    "شهرين": ("month", 2),
    "عامين": ("year", 2),
    "سنتين": ("year", 2),
}
_UNITS = ("day", "week", "month", "year")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: tokens `first` to `last` (exclusive) of its sentence, and what they fix."""

    first: int
    last: int
    moment: Moment


def find(tokens: Sequence[Token]) -> tuple[DateMention, ...]:
    """Return the date expressions of a sentence, in order, none overlapping another."""
    scan = Scan(tokens)
    found = []
    place = 0
    while place < len(tokens):
        hit = scan.at(place)
        if hit and hit[1] > place:
            found.append(DateMention(place, hit[1], hit[0]))
            place = hit[1]
        else:
            place += 1
    return tuple(found)


_Hit = tuple[Moment, int] | None


class Scan:
    """Reads a sentence's tokens; each method returns what begins at a place and where it ends, or None."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.forms = tuple(token.form for token in tokens)

    def at(self, place: int) -> _Hit:
        """Return the longest expression that begins at a place."""
        rules: tuple[Callable[[int], _Hit], ...] = (
            self._numeric, self._nth, self._dated, self._weekday, self._part, self._month, self._relative_day,
            self._unit, self._counted, self._year,
        )  # fmt: skip
        hits = [hit for rule in rules if (hit := rule(place))]
        return max(hits, key=lambda hit: hit[1], default=None)

    # Small readers of single words.

    def _form(self, place: int) -> str:
        return self.forms[place] if 0 <= place < len(self.forms) else ""

    def _bare(self, place: int) -> tuple[str, ...]:
        """The word, and what is left of it without the letters that Arabic glues to its front."""
        form = self._form(place)
        found = [form]
        for _ in range(2):
            if len(form) > 3 and form.startswith(_PREFIXES):
                form = "ا" + form if form.startswith("لل") else form[1:]
                found.append(form)
        return tuple(found)

    def _is(self, place: int, kind: str) -> bool:
        return any(form in named(kind) for form in self._bare(place))

    def _weekday_at(self, place: int) -> int | None:
        return next((weekdays()[form] for form in self._bare(place) if form in weekdays()), None)

    def _month_at(self, place: int) -> tuple[int, int] | None:
        """Month 1…12 and where its name ends, twin names (ديسمبر/كانون الأول) included."""
        after = self._skip(place, "شهر")
        found = next(
            (hit for form in self._bare(after) if (hit := months().at(self.forms, after, form))), None
        )
        if found is None:
            return self._spoken_month(place, after)
        end = after + found[0]
        if self._form(end) in ("/", "-", "(") and (twin := months().at(self.forms, end + 1)):
            end += 1 + twin[0]
            end += self._form(end) == ")"
        return int(found[1]), end

    def _spoken_month(self, place: int, after: int) -> tuple[int, int] | None:
        if after < len(self.forms) and (
            after > place or any(f.startswith("شهر") for f in self._bare(place)[1:])
        ):
            number = spoken_months().at(self.forms, after)
            return (int(number[1]), after + number[0]) if number else None
        if self._form(place) in ("الشهر",) and (number := self._ordinal(place + 1)):
            return (number[0], number[1]) if number[0] < 13 else None
        return None

    def _skip(self, place: int, *words: str) -> int:
        return place + (any(form in words for form in self._bare(place)) if place < len(self.forms) else 0)

    def _ordinal(self, place: int) -> tuple[int, int] | None:
        if place >= len(self.forms):
            return None
        for form in self._bare(place):
            if hit := ordinals().at(self.forms, place, form):
                return int(hit[1]), place + hit[0]
        return None

    def _day_number(self, place: int) -> tuple[int, int] | None:
        if place < len(self.tokens) and (value := in_figures(self.tokens[place])) is not None:
            return (value, place + 1) if 1 <= value <= 31 else None
        return self._ordinal(place)

    def _year_at(self, place: int) -> tuple[int, int] | None:
        """A year such as 2024, after 'of', 'year' or a comma, or nothing at all."""
        after = place
        while self._form(after) in ("من", "في", "،") or self._is(after, "year"):
            after += 1
            if after - place > 3:
                return None
        value = in_figures(self.tokens[after]) if after < len(self.tokens) else None
        return (value, after + 1) if value is not None and 1990 <= value <= 2100 else None

    def _shift(self, place: int) -> tuple[int, int] | None:
        for kind, step in (("last", -1), ("next", 1), ("this", 0)):
            if self._is(place, kind):
                return step, place + 1
        return None

    def _unit_of(self, place: int) -> str | None:
        return next((unit for unit in _UNITS if self._is(place, unit)), None)

    # Rules, from the most exact to the vaguest.

    def _numeric(self, place: int) -> _Hit:
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

    def _dated(self, place: int) -> _Hit:
        """[Thursday] 15 August/Ab [2024], the fifteenth of the month."""
        weekday = self._weekday_at(self._skip(place, "يوم", "اليوم"))
        start = place
        if weekday is not None:
            start = self._skip(place, "يوم", "اليوم") + 1
            while self._form(start) in _JOINS | {"،", "("}:
                start += 1
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

    def _day_of_named_month(self, day: int, after: int, weekday: bool) -> _Hit:
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
        spelled = self._form(after - 1).isalpha()
        return (Moment(day=day, shift=0), after) if weekday and spelled else None

    def _hijri(self, place: int) -> tuple[int, int, int] | None:
        if place >= len(self.forms) or not (hit := hijri_months().at(self.forms, place)):
            return None
        year = in_figures(self.tokens[place + hit[0]]) if place + hit[0] < len(self.tokens) else None
        return (int(hit[1]), year, place + hit[0] + 1) if year and 1300 < year < 1600 else None

    def _weekday(self, place: int) -> _Hit:
        start = self._skip(place, "هذا")
        start = self._skip(start, "يوم", "ليل", "ليله", "فجر", "صباح", "مساء", "ظهر")
        day = self._weekday_at(start)
        definite = any(form.startswith("ال") and form in weekdays() for form in self._bare(start))
        if day is None or not (definite or start > place):
            return None if day is None else self._weekday_of_week(day, start + 1)
        if hit := self._weekday_of_week(day, start + 1):
            return hit
        if shift := self._shift(start + 1):
            return Moment(weekday=day, shift=shift[0] or None), shift[1]
        return Moment(weekday=day), start + 1

    def _weekday_of_week(self, day: int, place: int) -> _Hit:
        after = self._skip(place, "من")
        if self._form(after) == "هذا" and self._form(after + 1) == "الاسبوع":
            return Moment(weekday=day, unit="week", shift=0), after + 2
        if self._form(after) == "الاسبوع" and (shift := self._shift(after + 1)):
            return Moment(weekday=day, unit="week", shift=shift[0]), shift[1]
        return None

    def _part(self, place: int) -> _Hit:
        """Late November, the middle of last month, the beginning of the year 2025."""
        part = next((part for part in ("early", "middle", "late") if self._is(place, part)), None)
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

    def _month(self, place: int) -> _Hit:
        found = self._month_at(place)
        if found is None:
            return None
        if (len(found_word := self._form(place)) < 3 and not self._year_at(found[1])) or found_word == "اب":
            return None
        return self._with_year(Moment(month=found[0]), found[1])

    def _relative_day(self, place: int) -> _Hit:
        """Today, yesterday, the day before yesterday, tomorrow, and the day after the one just told."""
        start = self._skip(place, "يوم") if self._form(place) == "يوم" else place
        if self._form(start) in ("قبل", "القبل", "اول") and self._is(start + 1, "yesterday"):
            return self._on(Moment(shift=-2), start + 2)
        if self._form(start) == "بعد" and self._is(start + 1, "tomorrow"):
            return self._on(Moment(shift=2), start + 2)
        if self._is(start, "yesterday"):
            return self._on(Moment(shift=-1), start + 1)
        if self._is(start, "tomorrow"):
            return self._on(Moment(shift=1), start + 1)
        if self._form(start) == "الليله":
            return (
                (Moment(shift=-1), start + 2) if self._is(start + 1, "last") else (Moment(shift=0), start + 1)
            )
        if self._is(start, "today") and start == place:
            return self._this_day(place)
        if self._form(start) == "هذا" and self._form(start + 1) == "اليوم":
            return Moment(shift=0), start + 2
        if self._form(place) in ("غداه", "عشيه") and place + 1 < len(self.forms):
            return None
        return None

    def _on(self, moment: Moment, end: int) -> _Hit:
        """A weekday beside a relative day says the same thing: "أمس الاثنين"."""
        after = self._skip(end, "،")
        after = self._skip(after, "يوم")
        if self._weekday_at(after) is None or self._form(after) == "احد":
            return moment, end
        after += 1
        return (moment, after)

    def _this_day(self, place: int) -> _Hit:
        following = self._form(place + 1)
        if (rank := self._ordinal(place + 1)) and not self._month_at(self._skip(rank[1], "من")):
            return None
        if following in ("التالي", "الموالي", "اللاحق"):
            return Moment(anchored=True, shift=1), place + 2
        if following in ("نفسه", "ذاته", "عينه"):
            return Moment(anchored=True, shift=0), place + 2
        if following in ("الذي", "الي") and self._form(place + 2) in ("بعد", "قبل"):
            hit = self._relative_day(place + 2)
            return hit
        if self._form(place - 1) in ("بعد", "حتي") and self._form(place - 2) == "يوما":
            return None
        if shift := self._shift(place + 1):
            return Moment(shift=shift[0]), shift[1]
        if following in ("قبل", "القبل") and self._is(place + 2, "yesterday"):
            return Moment(shift=-2), place + 3
        return self._on(Moment(shift=0), place + 1)

    def _unit(self, place: int) -> _Hit:
        """Last week, this month, the coming three days, the weekend."""
        if self._form(place) in ("عطله",) and self._is(place + 1, "late"):
            return self._part(place + 1)
        start = self._skip(place, "هذا", "هذه")
        unit = self._unit_of(start)
        if unit is None or not self._form(start).endswith(
            ("وم", "يام", "سبوع", "سابيع", "شهر", "عام", "سنه")
        ):
            return None
        plural = self._form(start) in ("الايام", "الاسابيع", "الاشهر")
        if start > place and not plural:
            return Moment(unit=unit, shift=0), start + 1
        number = number_at(self.tokens, start + 1) if start + 1 < len(self.tokens) else None
        after = start + 1 + (number[1] if number else 0)
        shift = self._shift(after) or (None if number is None else None)
        if shift is None or (unit == "day" and not plural):
            return None
        if plural:
            reach = (number[0] if number else 7) * {"day": 1, "week": 7, "month": 30}.get(unit, 1)
            return Moment(shift=shift[0] or -1, vague=True, count=reach), shift[1]
        return Moment(unit=unit, shift=shift[0]), shift[1]

    def _counted(self, place: int) -> _Hit:
        """Two days ago, three days later, days ago."""
        form = self._form(place)
        form = form[1:] if form in ("وقبل", "وبعد", "فبعد") else form
        back = form == "قبل" or (form == "من" and place == 0)
        if not back and form != "بعد" and not (form == "بعده" or form == "بعدها"):
            return None
        start = place + 1
        if form == "بعد" and self._form(start) == "ذلك":
            start += 1
        if hit := self._measured(place, back):
            return hit
        count, unit, end = self._count(start)
        if unit is None or self._weekday_at(end) is not None or self._weekday_at(end - 1) is not None:
            return None
        if not back:
            near = unit in ("day", "week") and 0 < count <= 14 and self._form(end) not in ("من", "علي", "في")
            return (Moment(anchored=True, shift=count, unit=unit), end) if near else None
        if count == 0:
            return Moment(shift=-1, vague=True, count=10 if unit == "day" else 30), end
        if unit in ("day", "week"):
            return Moment(shift=-count * (7 if unit == "week" else 1)), end
        return Moment(unit=unit, shift=-count), end

    def _measured(self, place: int, back: bool) -> _Hit:
        """Two days before the meeting: قبل الاجتماع بيومين."""
        for i in range(place + 2, min(place + 5, len(self.forms))):
            if (
                self._form(i).startswith("ب")
                and (found := self._count(i))[1] is not None
                and self._form(i) != "بعد"
            ):
                count, unit, end = found
                return Moment(anchored=True, shift=-count if back else count, unit=unit or "day"), end
            if not self._form(i).isalpha():
                return None
        return None

    def _count(self, place: int) -> tuple[int, str | None, int]:
        for form in self._bare(place):
            if form in _DUALS:
                return _DUALS[form][1], _DUALS[form][0], place + 1
        if number := number_at(self.tokens, place) if place < len(self.tokens) else None:
            unit = self._unit_of(place + number[1])
            return number[0], unit, place + number[1] + 1
        if self._form(place) in ("يوم", "اسبوع", "شهر", "عام", "سنه"):
            unit = self._unit_of(place)
            return 1, unit, place + 1 + (self._form(place + 1) == "واحد")
        if self._form(place) in ("ايام", "اسابيع"):
            return 0, self._unit_of(place), place + 1
        return 0, None, place

    def _year(self, place: int) -> _Hit:
        if not self._is(place, "year"):
            return None
        found = self._year_at(place + 1)
        return (Moment(year=found[0]), found[1]) if found else None

    def _nth(self, place: int) -> _Hit:
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

    def _nth_of_month(self, moment: Moment, place: int) -> _Hit:
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
