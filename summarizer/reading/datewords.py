"""Single words of dates, read at a place of a sentence; knows no rule that puts them together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from summarizer.reading.calendar import (
    kinds,
    months,
    named,
    opening_words,
    ordinals,
    spoken_months,
    weekdays,
)
from summarizer.reading.fold import Token
from summarizer.reading.numbers import in_figures

_PREFIXES = ("و", "ف", "ب", "ل", "ك")
_UNITS = ("day", "week", "month", "year")


class Known(NamedTuple):
    """What one word may be in a date: what is left of it without the letters at its front, and what that is."""

    stems: tuple[str, ...]
    kinds: frozenset[str]
    weekday: int | None
    opens_month: bool
    opens_ordinal: bool


@lru_cache(maxsize=1 << 15)
def _known(form: str) -> Known:
    stems = _stems(form)
    return Known(
        stems,
        kinds=frozenset(kind for kind in kinds() if not named(kind).isdisjoint(stems)),
        weekday=next((weekdays()[stem] for stem in stems if stem in weekdays()), None),
        opens_month=any(months().opens(stem) for stem in stems),
        opens_ordinal=any(ordinals().opens(stem) for stem in stems),
    )


def _stems(form: str) -> tuple[str, ...]:
    found = [form]
    for _ in range(2):
        if len(form) > 3 and form.startswith(_PREFIXES):
            form = "ا" + form if form.startswith("لل") else form[1:]
            found.append(form)
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def opens_date(form: str) -> bool:
    """True for a word that may begin a date."""
    return not opening_words().isdisjoint(_stems(form))


class Words:
    """A sentence's tokens; each method says what stands at a place, and where it ends."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.forms = tuple([token.form for token in tokens])
        self._known = tuple([_known(form) for form in self.forms])

    def _form(self, place: int) -> str:
        return self.forms[place] if 0 <= place < len(self.forms) else ""

    def _bare(self, place: int) -> tuple[str, ...]:
        """The word, and what is left of it without the letters that Arabic glues to its front."""
        return self._known[place].stems if 0 <= place < len(self.forms) else ("",)

    def _is(self, place: int, kind: str) -> bool:
        return 0 <= place < len(self.forms) and kind in self._known[place].kinds

    def _weekday_at(self, place: int) -> int | None:
        return self._known[place].weekday if 0 <= place < len(self.forms) else None

    def _month_at(self, place: int) -> tuple[int, int] | None:
        """Month 1…12 and where its name ends, twin names (ديسمبر/كانون الأول) included."""
        after = self._skip(place, "شهر")
        found = self._month_name(after)
        if found is None:
            return self._spoken_month(place, after)
        end = after + found[0]
        if self._form(end) in ("/", "-", "(") and (twin := months().at(self.forms, end + 1)):
            end += 1 + twin[0]
            end += self._form(end) == ")"
        elif (twin := months().at(self.forms, end)) and twin[1] == found[1]:
            end += twin[0]
        return int(found[1]), end

    def _month_name(self, place: int) -> tuple[int, int] | None:
        if not 0 <= place < len(self.forms) or not self._known[place].opens_month:
            return None
        return next(
            (hit for form in self._bare(place) if (hit := months().at(self.forms, place, form))), None
        )

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
        for stem in self._bare(place):
            if stem in words:
                return place + 1
        return place

    def _ordinal(self, place: int) -> tuple[int, int] | None:
        if not 0 <= place < len(self.forms) or not self._known[place].opens_ordinal:
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
        after = place + (self._form(place) in ("/", "-"))
        while self._form(after) in ("من", "في", "،") or self._is(after, "year"):
            after += 1
            if after - place > 3:
                return None
        value = in_figures(self.tokens[after]) if after < len(self.tokens) else None
        return (value, after + 1) if value is not None and 1990 <= value <= 2100 else None

    def _shift(self, place: int) -> tuple[int, int] | None:
        """Steps from the present one: the last is -1, the one before the last -2."""
        if self._form(place) == "قبل" and self._is(place + 1, "last"):
            return -2, place + 2
        if 0 <= place < len(self.forms) and (kinds := self._known[place].kinds):
            for kind, step in (("last", -1), ("next", 1), ("this", 0)):
                if kind in kinds:
                    return step, place + 1
        return None

    def _unit_of(self, place: int) -> str | None:
        kinds = self._known[place].kinds if 0 <= place < len(self.forms) else ()
        return next((unit for unit in _UNITS if unit in kinds), None) if kinds else None
