"""The grammar of dates in Arabic news: finds expressions and says what each fixes; knows no calendar arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from summarizer.reading.absolute import Hit
from summarizer.reading.calendar import weekdays
from summarizer.reading.counted_days import Counted
from summarizer.reading.datewords import opens_date
from summarizer.reading.fold import Token
from summarizer.reading.moments import Moment

_SINCE = frozenset(("منذ", "هجوم", "هجمات", "احداث", "حرب", "عمليه"))
_THAT_DAY = (
    ("ذلك", "اليوم"),
    ("نفس", "اليوم"),
    ("يومها",),
    ("مساء", "ذلك", "اليوم"),
    ("صباح", "ذلك", "اليوم"),
)
_ITS_EVE = (("عشيه", "ذلك"), ("قبلها", "بيوم"), ("قبله", "بيوم"), ("اليوم", "السابق"), ("الليله", "السابقه"))
_ITS_MORROW = (("غداه", "ذلك"), ("بعدها", "بيوم"), ("بعده", "بيوم"))


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


class Scan(Counted):
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
        stems = self._bare(place)
        for shift, forms in ((0, _THAT_DAY), (-1, _ITS_EVE), (1, _ITS_MORROW)):
            for words in forms:
                if words[0] in stems and self.forms[place + 1 : place + len(words)] == words[1:]:
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
