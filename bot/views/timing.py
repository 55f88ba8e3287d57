"""When a reader hears from us, in words, and the pages on which they choose it; knows no clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views.arabic import hour_words, joined
from bot.views.context import Context
from bot.views.days import day_name, weekday_name
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.templates import say
from storage.catalog.cities import city_of
from storage.model import EventType, Timing

# In Arab countries the week begins on Saturday; Python's on Monday.
WEEK = (5, 6, 0, 1, 2, 3, 4)

_BACK = ((Button("رجوع", "settings"),),)


def city(timing: Timing) -> str:
    return city_of(timing.timezone)


def rhythm_words(timing: Timing) -> str:
    """Return when the digest comes, without the city: "يوميًا الساعة 7 صباحًا"."""
    hours = joined([f"الساعة {hour_words(hour)}" for hour in timing.hours])
    if timing.weekday is not None:
        return f"أسبوعيًا، يوم {weekday_name(timing.weekday)}، {hours}"
    return f"يوميًا {hours}" if len(timing.hours) < 2 else f"مرتين في اليوم، {hours}"


def next_words(moment: datetime, timing: Timing) -> str:
    """Return the day and hour of an instant by the reader's clock."""
    local = moment.astimezone(ZoneInfo(timing.timezone))
    return f"{day_name(local.date(), weekday=True)}، الساعة {hour_words(local.hour)}"


def quiet_words(timing: Timing) -> str | None:
    """Return the quiet hours: "من 11 مساءً إلى 7 صباحًا"."""
    return f"من {hour_words(timing.quiet[0])} إلى {hour_words(timing.quiet[1])}" if timing.quiet else None


def urgent_words(timing: Timing, context: Context) -> str:
    """Return the types that are told at once, or an empty text."""
    return joined([context.kinds[kind].label for kind in timing.urgent], comma=True)


def rhythms(timing: Timing) -> Reply:
    """Return the choice of how often the digest comes."""
    twice, weekly = len(timing.hours) == 2, timing.weekday is not None
    daily = bool(timing.hours) and not (twice or weekly)
    choices = (
        ("كل يوم", "daily", daily),
        ("مرتين في اليوم", "twice", twice),
        ("كل أسبوع", "weekly", weekly),
        ("العاجل وحده", "urgent", not timing.hours),
    )
    buttons = (Button(marked(words, chosen), f"rhythm {press}") for words, press, chosen in choices)
    return say(
        "كم مرة يصل الموجز؟ الآن: {{ now }}.",
        (*rows(buttons, 2), *_BACK),
        now=rhythm_words(timing) if timing.hours else "العاجل وحده",
    )


def first_hour(timing: Timing) -> Reply:
    return say("في أي ساعة يصل الموجز الأول من اليوم؟", _hours("rhythm twice", timing.hours[:1]))


def second_hour(first: int, timing: Timing) -> Reply:
    return say(
        "وفي أي ساعة يصل الموجز الثاني؟ الأول: الساعة {{ first | hour }}.",
        _hours(f"rhythm twice {first}", timing.hours[1:], without=first),
        first=first,
    )


def weekdays(timing: Timing) -> Reply:
    """Return the choice of a day of the week."""
    buttons = (
        Button(marked(weekday_name(day), day == timing.weekday), f"rhythm weekly {day}") for day in WEEK
    )
    return say("في أي يوم من الأسبوع يصل الموجز؟", (*rows(buttons, 3), *_BACK))


def quiet_begins(timing: Timing) -> Reply:
    """Return the choice of the hour at which quiet hours begin, or of none."""
    none = ((Button(marked("بلا ساعات هدوء", timing.quiet is None), "quiet off"),),)
    chosen = timing.quiet[:1] if timing.quiet else ()
    return say(
        "من أي ساعة يكون الهدوء؟ ما يحين موعده في ساعات الهدوء يصل عند انتهائها.\nالآن: {{ now }}.",
        (*none, *_hours("quiet", chosen)),
        now=quiet_words(timing) or "بلا ساعات هدوء",
    )


def quiet_ends(begin: int, timing: Timing) -> Reply:
    chosen = timing.quiet[1:] if timing.quiet else ()
    return say(
        "وإلى أي ساعة؟ يبدأ الهدوء الساعة {{ begin | hour }}.",
        _hours(f"quiet {begin}", chosen, without=begin),
        begin=begin,
    )


def urgent(timing: Timing, offered: Sequence[EventType], context: Context) -> Reply:
    """Return the choice of the types of events that are told as soon as they are known."""
    buttons = (
        Button(marked(context.kinds[kind].label, kind in timing.urgent), f"urgent {kind}") for kind in offered
    )
    return say(
        "أي الأحداث يصل خبرها فور وروده، قبل الموجز؟ تُختار بالضغط، وتُلغى بضغطة أخرى.\n"
        "{% if on %}الآن: {{ on }}.{% else %}الآن: لا شيء.{% endif %}",
        (*rows(buttons, 3), *_BACK),
        on=urgent_words(timing, context),
    )


def marked(text: str, chosen: bool) -> str:
    return f"✓ {text}" if chosen else text


def _hours(press: str, chosen: Sequence[int], *, without: int | None = None) -> Rows:
    buttons = (
        Button(marked(hour_words(hour), hour in chosen), f"{press} {hour}")
        for hour in range(24)
        if hour != without
    )
    return (*rows(buttons, 3), *_BACK)
