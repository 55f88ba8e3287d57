"""The calendar's words: months of three traditions, weekdays, ordinals; knows no grammar of dates."""

from __future__ import annotations

from functools import cache

from summarizer.reading.fold import words
from summarizer.reading.lexicon import Phrases, forms, language, phrases


@cache
def months() -> Phrases:
    """Month names → 1…12."""
    return phrases(language("calendar")["months"])


@cache
def hijri_months() -> Phrases:
    """Names of the months of the Muslim calendar → 1…12."""
    return phrases(language("calendar")["hijri"])


@cache
def spoken_months() -> Phrases:
    """Months called by their number, as after the word for month → 1…12."""
    return phrases(language("calendar")["spoken_months"])


@cache
def weekdays() -> dict[str, int]:
    """Weekday names → 0 (Monday) … 6 (Sunday)."""
    table = language("calendar")["weekdays"]
    return {words(spelling)[0]: int(day) for day, spellings in table.items() for spelling in spellings}


@cache
def ordinals() -> Phrases:
    """Spelled ordinals → 1…31."""
    return phrases(language("calendar")["ordinals"])


@cache
def named(kind: str) -> frozenset[str]:
    """Words of one kind, such as `last`, `next`, `ago`."""
    return forms(language("calendar")["words"][kind])


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of words that `named` knows."""
    return tuple(language("calendar")["words"])


@cache
def calendar_words() -> frozenset[str]:
    """The folded words of months' and weekdays' names."""
    tables = (language("calendar")[name] for name in ("months", "hijri", "weekdays"))
    return frozenset(
        form for table in tables for spellings in table.values() for s in spellings for form in words(s)[:1]
    )


@cache
def opening_words() -> frozenset[str]:
    """Every word a date may begin with, figures apart."""
    spelled = (language("calendar")[name] for name in ("ordinals", "spoken_months"))
    numbers = (s for table in spelled for spellings in table.values() for s in spellings)
    kinds = language("calendar")["words"]
    return calendar_words().union(*(named(kind) for kind in kinds), (words(s)[0] for s in numbers))
