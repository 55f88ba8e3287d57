"""The grammar of dates in Arabic news: finds expressions and says what each fixes; knows no calendar arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summarizer.reading.absolute import Absolute, Hit
from summarizer.reading.calendar import weekdays
from summarizer.reading.datewords import opens_date
from summarizer.reading.fold import Token
from summarizer.reading.moments import Moment
from summarizer.reading.numbers import number_at

_SINCE = frozenset(("منذ", "هجوم", "هجمات", "احداث", "حرب", "عمليه"))
# "About", "more than" before a count.
_ABOUT = frozenset(("نحو", "حوالي", "قرابه", "زهاء", "اكثر", "اقل"))
_THAT_DAY = (
    ("ذلك", "اليوم"),
    ("نفس", "اليوم"),
    ("يومها",),
    ("مساء", "ذلك", "اليوم"),
    ("صباح", "ذلك", "اليوم"),
)
_ITS_EVE = (("عشيه", "ذلك"), ("قبلها", "بيوم"), ("قبله", "بيوم"), ("اليوم", "السابق"), ("الليله", "السابقه"))
_ITS_MORROW = (("غداه", "ذلك"), ("بعدها", "بيوم"), ("بعده", "بيوم"))
_DUALS = {
    "يومين": ("day", 2),
    "اسبوعين": ("week", 2),
    "شهرين": ("month", 2),
    "عامين": ("year", 2),
    "سنتين": ("year", 2),
}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: tokens `first` to `last` (exclusive) of its sentence, and what they fix."""

    first: int
    last: int
    moment: Moment


def find(tokens: Sequence[Token]) -> tuple[DateMention, ...]:
    """Return the date expressions of a sentence, in order, none overlapping another."""
    openings = [i for i, token in enumerate(tokens) if token.kind == "number" or opens_date(token.form)]
    if not openings:
        return ()
    scan = Scan(tokens)
    found: list[DateMention] = []
    after = 0
    for place in openings:
        # "من يومين" opens what somebody says; elsewhere the word opens no date.
        if place < after or (place and scan.forms[place] == "من"):
            continue
        hit = scan.at(place)
        if hit and hit[1] > place:
            found.append(DateMention(place, hit[1], hit[0]))
            after = hit[1]
    return tuple(_in_their_years(found, scan.forms))


def _in_their_years(found: Sequence[DateMention], forms: tuple[str, ...]) -> list[DateMention]:
    """Give a day or month without a year that of the one before it in the sentence, or beside it in a range.

    "From 24 November to 1 December 2023", "presented on 31 May 2024 … adopted on the tenth of June".
    """
    dated: list[DateMention] = []
    guide: Moment | None = None
    for i, mention in enumerate(found):
        near = found[i + 1].moment if _is_range(found, i, forms) and _guides(found[i + 1], forms) else None
        dated.append(_in_its_year(mention, guide, near))
        guide = mention.moment if _guides(mention, forms) else guide
    return dated


def _in_its_year(mention: DateMention, before: Moment | None, after: Moment | None) -> DateMention:
    moment, guide = mention.moment, before or after
    if moment.month is None or moment.month > 12 or moment.year is not None or moment.shift is not None:
        return mention
    if guide is None or guide.year is None or guide.month is None:
        return mention
    turn = moment.month < guide.month if before else -(moment.month > guide.month)
    return replace(mention, moment=replace(moment, year=guide.year + turn))


def _guides(mention: DateMention, forms: tuple[str, ...]) -> bool:
    """True for a date with its year that is no mere starting point ("since 7 October 2023")."""
    since = mention.first > 0 and forms[mention.first - 1] in _SINCE
    return mention.moment.year is not None and mention.moment.month in range(1, 13) and not since


def _is_range(found: Sequence[DateMention], i: int, forms: tuple[str, ...]) -> bool:
    """True where the next date follows at once, joined by "and", "to" or "until"."""
    if i + 1 >= len(found):
        return False
    between = forms[found[i].last : found[i + 1].first]
    return between in ((), ("و",), ("الي",), ("حتي",), ("-",), ("–",))


class Scan(Absolute):
    """Reads a sentence's tokens; each method returns what begins at a place and where it ends, or None."""

    def at(self, place: int) -> Hit:
        """Return the longest expression that begins at a place."""
        rules: tuple[Callable[[int], Hit], ...] = (
            self._numeric, self._nth, self._dated, self._weekday, self._part, self._month, self._relative_day,
            self._unit, self._counted, self._year,
        )  # fmt: skip
        hits = [hit for rule in rules if (hit := rule(place))]
        return max(hits, key=lambda hit: hit[1], default=None)

    def _weekday(self, place: int) -> Hit:
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
        night = self._form(start - 1).startswith("ليل") and self._form(start + 1) in ("الي", "-", "علي")
        return Moment(weekday=day), start + (3 if night and self._weekday_at(start + 2) is not None else 1)

    def _weekday_of_week(self, day: int, place: int) -> Hit:
        after = self._skip(place, "من")
        if self._form(after) == "هذا" and self._form(after + 1) == "الاسبوع":
            return Moment(weekday=day, unit="week", shift=0), after + 2
        if self._form(after) == "الاسبوع" and (shift := self._shift(after + 1)):
            return Moment(weekday=day, unit="week", shift=shift[0]), shift[1]
        return None

    def _relative_day(self, place: int) -> Hit:
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
        return self._that_day(place)

    def _that_day(self, place: int) -> Hit:
        """That day, its eve and the day after it: of what was told before."""
        for shift, forms in ((0, _THAT_DAY), (-1, _ITS_EVE), (1, _ITS_MORROW)):
            for words in forms:
                if self.forms[place + 1 : place + len(words)] == words[1:] and words[0] in self._bare(place):
                    return Moment(anchored=True, shift=shift), place + len(words)
        return None

    def _on(self, moment: Moment, end: int) -> Hit:
        """A weekday beside a relative day says the same thing: "أمس الاثنين"."""
        after = self._skip(end, "،")
        after = self._skip(after, "يوم")
        if self._weekday_at(after) is None or self._form(after) == "احد":
            return self._spelled_out(end) or (moment, end)
        return self._spelled_out(after + 1) or (moment, after + 1)

    def _spelled_out(self, place: int) -> Hit:
        """The same day once more, in full: "أمس الاثنين 13 يناير"."""
        start = place + (self._form(place) in ("(", "،", "الموافق"))
        hit = self._numeric(start) or self._dated(start)
        full = hit is not None and hit[0].day is not None and hit[0].month is not None
        return hit if full and self._weekday_at(start) is None else None

    def _this_day(self, place: int) -> Hit:
        following = self._form(place + 1)
        if (rank := self._ordinal(place + 1)) and not self._month_at(self._skip(rank[1], "من")):
            return None
        if following in ("التالي", "الموالي", "اللاحق"):
            # Without "on", "the day after" is a matter of politics: who governs when the war is over.
            timed = {"في", "وفي", "لليوم", "صباح", "مساء", "فجر"} & {self._form(place - 1), self._form(place)}
            return (Moment(anchored=True, shift=1), place + 2) if timed or place == 0 else None
        if following in ("نفسه", "ذاته", "عينه"):
            return Moment(anchored=True, shift=0), place + 2
        if following in ("الذي", "الي") and self._form(place + 2) in ("بعد", "قبل"):
            return self._relative_day(place + 2)
        if self._form(place - 1) in ("بعد", "حتي") and self._form(place - 2) == "يوما":
            return None
        if shift := self._shift(place + 1):
            return Moment(shift=shift[0]), shift[1]
        if following in ("قبل", "القبل") and self._is(place + 2, "yesterday"):
            return Moment(shift=-2), place + 3
        return self._on(Moment(shift=0), place + 1)

    def _unit(self, place: int) -> Hit:
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
        few = self._form(start + 1) in ("القليله", "القلائل", "المعدوده")
        after = start + 1 + (number[1] if number else int(few))
        shift = self._shift(after)
        if shift is None or (unit == "day" and not plural):
            return None
        if plural:
            reach = (number[0] if number else 7) * {"day": 1, "week": 7, "month": 30}.get(unit, 1)
            return Moment(shift=shift[0] or -1, vague=True, count=reach), shift[1]
        return Moment(unit=unit, shift=shift[0]), shift[1]

    def _counted(self, place: int) -> Hit:
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

    def _measured(self, place: int, back: bool) -> Hit:
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

    def _is_numbered(self, place: int) -> bool:
        return place < len(self.tokens) and number_at(self.tokens, place) is not None

    def _count(self, place: int) -> tuple[int, str | None, int]:
        if self._form(place) in _ABOUT:
            place += 1 + (self._form(place + 1) == "من")
        for form in self._bare(place):
            if form in _DUALS:
                return _DUALS[form][1], _DUALS[form][0], place + 1
        if number := number_at(self.tokens, place) if place < len(self.tokens) else None:
            unit = self._unit_of(place + number[1])
            return number[0], unit, place + number[1] + 1
        if self._form(place) in ("يوم", "اسبوع", "شهر", "عام", "سنه"):
            if self._month_at(place) or self._is_numbered(place + 1):
                return 0, None, place  # "قبل شهر رمضان", "قبل عام 2007": no month, no year ago
            unit = self._unit_of(place)
            return 1, unit, place + 1 + (self._form(place + 1) == "واحد")
        if self._form(place) in ("ايام", "اسابيع"):
            return 0, self._unit_of(place), place + 1
        return 0, None, place
