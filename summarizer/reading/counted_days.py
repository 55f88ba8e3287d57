"""Dates told by units and counts: last week, two days ago, days before the meeting; knows no months and no weekdays' names."""

from __future__ import annotations

from summarizer.reading.absolute import Absolute, Hit
from summarizer.reading.moments import Moment
from summarizer.reading.numbers import number_at

# "About", "more than" before a count.
_ABOUT = frozenset(("نحو", "حوالي", "قرابه", "زهاء", "اكثر", "اقل"))
_DUALS = {
    "يومين": ("day", 2),
    "اسبوعين": ("week", 2),
    "شهرين": ("month", 2),
    "عامين": ("year", 2),
    "سنتين": ("year", 2),
}


class Counted(Absolute):
    """Reads a sentence's tokens; each method returns what begins at a place and where it ends, or None."""

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
