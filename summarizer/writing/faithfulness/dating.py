"""Dates of a written sentence against those of its sources: days, weekdays, months, years; knows no events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.model import Flaw, Period, Precision
from summarizer.reading.calendar import weekdays
from summarizer.reading.mention import prefixes
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard

_COARSE = frozenset((Precision.MONTH, Precision.YEAR, Precision.SEASON, Precision.WEEK))
_YEARS = range(1900, 2101)


def wrong_date(said: Heard, of: Ground) -> Finding | None:
    """Return a date that no source gives and that is not that of an event."""
    known = list(_known(of))
    for number, meanings in said.periods:
        mention = said.parsed.dates[number]
        told = [meant for meant in meanings if meant.first]
        if told and not any(_fits(meant, one) for meant in told for one in known):
            return Finding(Flaw.DATE, said.parsed.quote(mention.first, mention.last))
    return _wrong_weekday(said, of, known) or _wrong_year(said, of, known)


def _known(of: Ground) -> Iterator[Period]:
    for s in of.sentences:
        for _, meanings in s.periods:
            yield from (meant for meant in meanings if meant.first)
        if s.day:
            yield Period(s.day, s.day, Precision.DAY)
    yield from (one for one in of.known.periods if one.first)


def _fits(said: Period, known: Period) -> bool:
    """True for the same days, and for a week, month or year in which the known ones lie."""
    if (said.first, said.last) == (known.first, known.last):
        return True
    assert said.first and said.last and known.first and known.last
    return said.precision in _COARSE and said.first <= known.first and known.last <= said.last


def _wrong_weekday(said: Heard, of: Ground, known: list[Period]) -> Finding | None:
    told = {day for s in of.sentences for _, day in _weekdays(s)}
    told |= {
        one.first.weekday() for one in known if one.first and one.precision is Precision.DAY and one.last == one.first
    }  # fmt: skip
    for place, day in _weekdays(said):
        if day not in told:
            return Finding(Flaw.DATE, said.parsed.quote(place, place + 1))
    # A date that names its weekday must be that day.
    for number, meanings in said.periods:
        mention = said.parsed.dates[number]
        named = {day for place, day in _weekdays(said) if mention.first <= place < mention.last}
        days = {
            one.first.weekday() for one in meanings if isinstance(one.first, date) and one.first == one.last
        }
        if len(named) == 1 and days and not named & days:
            return Finding(Flaw.DATE, said.parsed.quote(mention.first, mention.last))
    return None


def _weekdays(s: Heard) -> Iterator[tuple[int, int]]:
    dated = {i for m in s.parsed.dates for i in range(m.first, m.last)}
    for place, form in enumerate(s.forms):
        if place not in dated:
            continue
        day = next((weekdays()[rest] for _, rest in prefixes(form) if rest in weekdays()), None)
        if day is not None:
            yield place, day


def _wrong_year(said: Heard, of: Ground, known: list[Period]) -> Finding | None:
    years = {str(day.year) for one in known for day in (one.first, one.last) if day}
    if of.day:
        years.add(str(of.day.year))
    for place, token in enumerate(said.tokens):
        is_year = token.kind == "number" and token.form.isdigit() and int(token.form) in _YEARS
        if is_year and token.form not in of.words and token.form not in years:
            return Finding(Flaw.DATE, said.parsed.quote(place, place + 1))
    return None
