"""A reader's choices as one sentence, with buttons that change them in the same message."""

from __future__ import annotations

from collections.abc import Mapping

from bot.views.arabic import hour_words
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.templates import say
from storage.model import Digits, Months, Subscriber

# The cities that are offered; any other zone may be typed by its IANA name.
CITIES: Mapping[str, str] = {
    "Asia/Qatar": "الدوحة",
    "Asia/Jerusalem": "القدس",
    "Asia/Gaza": "غزة",
    "Africa/Cairo": "القاهرة",
    "Asia/Amman": "عمّان",
    "Asia/Beirut": "بيروت",
    "Asia/Riyadh": "الرياض",
    "Asia/Dubai": "دبي",
    "Asia/Baghdad": "بغداد",
    "Africa/Tunis": "تونس",
    "Africa/Casablanca": "الدار البيضاء",
    "Europe/Istanbul": "إسطنبول",
    "Europe/London": "لندن",
    "Europe/Paris": "باريس",
    "Europe/Berlin": "برلين",
    "America/New_York": "واشنطن ونيويورك",
}

MONTHS: Mapping[Months, str] = {
    Months.COMMON: "نوفمبر",
    Months.LEVANTINE: "تشرين الثاني",
    Months.BOTH: "كلاهما",
}
DIGITS: Mapping[Digits, str] = {Digits.WESTERN: "123", Digits.EASTERN: "١٢٣"}


def settings(reader: Subscriber) -> Reply:
    """Return the choices of `reader` and what can be changed."""
    turn = Button("إيقاف الموجز", "stop") if reader.active else Button("الاشتراك", "resume")
    change = rows([Button("تغيير الساعة", "hours"), Button("تغيير المنطقة الزمنية", "zones")], 2)
    return say(
        "{% if on %}موجز {{ form }} يوميًا الساعة {{ hour }} بتوقيت {{ city | isolated }}."
        "{% else %}الموجز متوقف. عند الاشتراك يصل موجز {{ form }} يوميًا الساعة {{ hour }} بتوقيت {{ city | isolated }}.{% endif %}",
        (*change, (Button("طريقة الكتابة", "habits"),), (turn,)),
        on=reader.active,
        form="مختصر" if reader.habits.short else "كامل",
        **_time(reader),
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
        rows((Button(_marked(words, value == now), f"habit {press}") for words, press, value in offered), 3)[
            0
        ]
        for now, offered in choices
    )
    return say(
        "كيف يُكتب الموجز والأجوبة؟\nالسطر الأول: طول الموجز. الثاني: أسماء الأشهر. الثالث: الأرقام.",
        _with_way_back(tuple(buttons)),
    )


def hours(reader: Subscriber) -> Reply:
    """Return the choice of an hour."""
    buttons = (Button(_marked(hour_words(hour), hour == reader.hour), f"hour {hour}") for hour in range(24))
    return say(
        "في أي ساعة يصل الموجز؟ الساعة الآن في الإعدادات: {{ hour }} بتوقيت {{ city | isolated }}.",
        _with_way_back(rows(buttons, 3)),
        **_time(reader),
    )


def zones(reader: Subscriber) -> Reply:
    """Return the choice of a time zone."""
    buttons = (
        Button(_marked(city, zone == reader.timezone), f"zone {zone}") for zone, city in CITIES.items()
    )
    return say(
        "بتوقيت أي مدينة؟ الآن: {{ city | isolated }}.\n"
        "لمدينة أخرى يُكتب اسم منطقتها الزمنية، مثل: /settings Europe/Madrid",
        _with_way_back(rows(buttons, 3)),
        **_time(reader),
    )


def not_understood(words: str) -> Reply:
    return say(
        "لم أفهم «{{ words }}». تُكتب ساعة من 0 إلى 23، أو مدينة، أو منطقة زمنية، مثل:\n"
        "/settings 8\n/settings القاهرة\n/settings Europe/Madrid",
        ((Button("الإعدادات", "settings"),),),
        words=words[:60],
    )


def zone_of_city(name: str) -> str | None:
    """Return the time zone of an offered city, or None."""
    return next(
        (zone for zone, city in CITIES.items() if city.replace("ّ", "") == name.strip().replace("ّ", "")), None
    )


def _time(reader: Subscriber) -> dict[str, str]:
    return {"hour": hour_words(reader.hour), "city": CITIES.get(reader.timezone, reader.timezone)}


def _marked(text: str, chosen: bool) -> str:
    return f"✓ {text}" if chosen else text


def _with_way_back(choices: Rows) -> Rows:
    return (*choices, (Button("رجوع", "settings"),))
