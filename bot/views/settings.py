"""A reader's choices in a few sentences, with buttons that change them in the same message."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.views.arabic import hour_words
from bot.views.context import Context
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.templates import page, say
from bot.views.timing import CITIES, city, marked, next_words, quiet_words, rhythm_words, urgent_words
from storage.model import Digits, Months, Subscriber

MONTHS: Mapping[Months, str] = {
    Months.COMMON: "نوفمبر",
    Months.LEVANTINE: "تشرين الثاني",
    Months.BOTH: "كلاهما",
}
DIGITS: Mapping[Digits, str] = {Digits.WESTERN: "123", Digits.EASTERN: "١٢٣"}


def settings(reader: Subscriber, upcoming: datetime | None, context: Context) -> Reply:
    """Return the choices of `reader`, when the next digest comes (None: at no hour), and what can be changed."""
    turn = Button("إيقاف الموجز", "stop") if reader.active else Button("الاشتراك", "resume")
    change = (
        Button("تغيير الساعة", "hours"),
        Button("تغيير المنطقة الزمنية", "zones"),
        Button("عدد المرات", "rhythm"),
        Button("ساعات الهدوء", "quiet"),
        Button("العاجل", "urgent"),
        Button("طريقة الكتابة", "habits"),
    )
    timing = reader.timing
    return page(
        "settings",
        (*rows(change, 2), (turn,)),
        on=reader.active,
        form="مختصر" if reader.habits.short else "كامل",
        rhythm=rhythm_words(timing) if timing.hours else None,
        city=city(timing),
        upcoming=next_words(upcoming, timing) if upcoming else None,
        quiet=quiet_words(timing),
        urgent=urgent_words(timing, context),
    )


def habits(reader: Subscriber) -> Reply:
    """Return the choice of how dates, numbers and the digest are written."""
    own = reader.habits
    choices = (
        (own.short, (("كامل", "form full", False), ("مختصر", "form short", True))),
        (own.months, tuple((words, f"months {name}", name) for name, words in MONTHS.items())),
        (own.digits, tuple((words, f"digits {name}", name) for name, words in DIGITS.items())),
    )
    buttons = (
        rows((Button(marked(words, value == now), f"habit {press}") for words, press, value in offered), 3)[0]
        for now, offered in choices
    )
    return say(
        "كيف يُكتب الموجز والأجوبة؟\nالسطر الأول: طول الموجز. الثاني: أسماء الأشهر. الثالث: الأرقام.",
        _with_way_back(tuple(buttons)),
    )


def hours(reader: Subscriber) -> Reply:
    """Return the choice of an hour."""
    buttons = (
        Button(marked(hour_words(hour), hour in reader.timing.hours), f"hour {hour}") for hour in range(24)
    )
    return say(
        "في أي ساعة يصل الموجز بتوقيت {{ city | isolated }}؟",
        _with_way_back(rows(buttons, 3)),
        city=city(reader.timing),
    )


def zones(reader: Subscriber) -> Reply:
    """Return the choice of a time zone."""
    buttons = (Button(marked(name, zone == reader.timezone), f"zone {zone}") for zone, name in CITIES.items())
    return say(
        "بتوقيت أي مدينة؟ الآن: {{ city | isolated }}.\n"
        "لمدينة أخرى يُكتب اسم منطقتها الزمنية، مثل: /settings Europe/Madrid",
        _with_way_back(rows(buttons, 3)),
        city=city(reader.timing),
    )


def not_understood(words: str) -> Reply:
    return say(
        "لم أفهم «{{ words }}». تُكتب ساعة من 0 إلى 23، أو ساعتان لموجزين في اليوم، أو مدينة، أو منطقة زمنية، مثل:\n"
        "/settings 8\n/settings 7 19\n/settings القاهرة\n/settings Europe/Madrid",
        ((Button("الإعدادات", "settings"),),),
        words=words[:60],
    )


def zone_of_city(name: str) -> str | None:
    """Return the time zone of an offered city, or None."""
    return next(
        (zone for zone, city in CITIES.items() if city.replace("ّ", "") == name.strip().replace("ّ", "")), None
    )


def _with_way_back(choices: Rows) -> Rows:
    return (*choices, (Button("رجوع", "settings"),))
