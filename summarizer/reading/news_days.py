"""The days that sentences and headings name for the news under them; knows no happenings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from storage.model import Period, Precision
from summarizer.reading.dates import DateMention
from summarizer.reading.moments import Reference, period
from summarizer.reading.parsed import Parsed
from summarizer.reading.when import OF_A_NOUN, RELATIVES

# News told beside news: the day told before is this near to the day of writing.
_NEWS = timedelta(days=4)


# After these a date is a bound, not the day of what is told.
_BOUNDS = (
    frozenset(("منذ", "حتي", "قبل", "بحلول", "لغايه", "هجوم", "هجمات", "احداث", "بعد", "الي")) | OF_A_NOUN
)


# A relative clause is looked for this many tokens back.
_REACH = 30


# A heading is no longer than this, in tokens.
_HEADING = 14


def first_day(sentence: Parsed, written: date | None) -> Period | None:
    """The first day of the news that a sentence of the body names: that of its main verb."""
    for mention in sentence.dates if not sentence.sentence.title else ():
        day = period(mention.moment, Reference(written))
        if (
            day.precision is Precision.DAY
            and is_news(day, written)
            and not _is_inner(sentence.forms, mention.first)
        ):
            return day
    return None


def is_news(day: Period, written: date | None) -> bool:
    return written is not None and day.last is not None and timedelta() <= written - day.last <= _NEWS


def day_of(sentence: Parsed, written: date | None) -> Period | None:
    """The last day that a sentence of the body names, bounds aside."""
    found = None
    for mention in sentence.dates if not sentence.sentence.title else ():
        day = period(mention.moment, Reference(written))
        bound = mention.first > 0 and sentence.forms[mention.first - 1] in _BOUNDS
        ahead = written is not None and day.last is not None and day.last > written
        if day.precision is Precision.DAY and not (
            bound or ahead or _is_inner(sentence.forms, mention.first)
        ):
            found = day
    return found


def _is_inner(forms: tuple[str, ...], place: int) -> bool:
    """True inside a relative clause that no comma has closed."""
    opened = next(
        (
            i
            for i in range(place - 1, max(-1, place - _REACH), -1)
            if forms[i] in RELATIVES or forms[i] == "،"
        ),
        None,
    )
    return opened is not None and forms[opened] in RELATIVES


def headings(parsed: Sequence[Parsed], written: date | None) -> dict[int, Period]:
    """Sentence numbers and the day that the line above them names for all its items."""
    days: dict[int, Period] = {}
    day: Period | None = None
    for here, above in zip(parsed, (None, *parsed), strict=False):
        if above is not None and _is_apart(above, here):
            day = None
        if day is not None:
            days[here.number] = day
        if here.forms[-1:] == (":",) and len(here.forms) <= _HEADING and here.dates:
            found = period(_best(here.dates).moment, Reference(written))
            day = found if found.first is not None else None
    return days


def _best(dates: Sequence[DateMention]) -> DateMention:
    return max(dates, key=lambda d: (d.moment.year is not None, d.last - d.first))


def _is_apart(above: Parsed, here: Parsed) -> bool:
    return here.text.count("\n", above.sentence.end, here.sentence.start) > 1
