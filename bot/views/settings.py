"""A reader's choices in a few sentences, with buttons that change them in the same message."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.views.arabic import hour_words
from bot.views.choices import DIGITS, MONTHS, sentence
from bot.views.context import Context
from bot.views.reply import Button, Question, Reply, Rows, rows
from bot.views.templates import say
from bot.views.timing import city, marked, next_words, rhythm_words
from storage.catalog.cities import city_of, pages
from storage.model import Subscriber

# What is done with a city that is typed.
ZONE = "zone"


def settings(reader: Subscriber, upcoming: datetime | None, context: Context) -> Reply:
    """Return the choices of `reader`, when the next digest comes (None: at no hour), and what can be changed."""
    turn = Button("إيقاف الموجز", "stop") if reader.active else Button("الاشتراك", "resume")
    change = (
        Button("تغيير الساعة", "hours"),
        Button("عدد المرات", "rhythm"),
        Button("تغيير المنطقة الزمنية", "zones"),
        Button("ساعات الهدوء", "quiet"),
        Button("أي الأخبار", "wishes"),
        Button("العاجل", "urgent"),
        Button("طريقة الكتابة", "habits"),
    )
    return say(
        "{{ chosen }}{% if upcoming %}\nالموجز التالي: {{ upcoming }}.{% endif %}",
        rows((*change, turn), 2),
        chosen=sentence(reader, context),
        upcoming=next_words(upcoming, reader.timing) if upcoming else None,
    )


def habits(reader: Subscriber) -> Reply:
    """Return the choice of how dates, numbers and the digest are written."""
    own = reader.habits
    choices = (
        (own.short, (("كامل", "form full", False), ("مختصر", "form short", True))),
        (own.months, tuple((words, f"months {name}", name) for name, words in MONTHS.items())),
        (own.digits, tuple((words, f"digits {name}", name) for name, words in DIGITS.items())),
        (own.pictures, (("صور ونص", "pictures on", True), ("نص بلا صور", "pictures off", False))),
    )
    buttons = (
        rows((Button(marked(words, value == now), f"habit {press}") for words, press, value in offered), 3)[0]
        for now, offered in choices
    )
    return say(
        "كيف يُكتب الموجز والأجوبة؟\nالسطر الأول: طول الموجز. الثاني: أسماء الأشهر. الثالث: الأرقام. الرابع: الصور.\nالآن: {{ now }}.",
        _with_way_back(tuple(buttons)),
        # In words too: a mark on a button is not read aloud everywhere.
        now="، ".join(words for now, offered in choices for words, _, value in offered if value == now),
    )


def hours(reader: Subscriber) -> Reply:
    """Return the choice of an hour."""
    buttons = (
        Button(marked(hour_words(hour), hour in reader.timing.hours), f"hour {hour}") for hour in range(24)
    )
    return say(
        "في أي ساعة يصل الموجز بتوقيت {{ city | isolated }}؟{% if now %} الآن: {{ now }}.{% endif %}",
        _with_way_back(rows(buttons, 3)),
        now=rhythm_words(reader.timing) if reader.timing.hours else None,
        city=city(reader.timing),
    )


def zones(reader: Subscriber, number: int = 0) -> Reply:
    """Return the choice of a time zone: one page of cities, the ways to the others, and to name one that is not there."""
    offered = pages()
    page = offered[min(number, len(offered) - 1)]
    cities = (Button(marked(city_of(zone), zone == reader.timezone), f"zone {zone}") for zone in page.zones)
    others = (Button(one.name, f"zones {place}") for place, one in enumerate(offered) if one is not page)
    return say(
        "بتوقيت أي مدينة؟ الآن: {{ city | isolated }}.\n{{ page }}:",
        (
            *rows(cities, 3),
            *rows(others, 1),
            (Button("مدينة أخرى", "ask_zone"),),
            (Button("رجوع", "settings"),),
        ),
        city=city(reader.timing),
        page=page.name,
    )


def ask_zone(*, can_share: bool) -> Reply:
    """Ask for a city to be typed, or for a place to be shared where one `can_share` it."""
    return say(
        "أي مدينة؟ يُكتب اسمها بالعربية أو الإنكليزية."
        "{% if can_share %} أو يُضغط زر مشاركة الموقع تحت خانة الكتابة: يُعرف منه التوقيت هنا، ولا يُحفظ الموقع ولا يُرسل إلى أحد.{% endif %}",
        asks=_city_question(can_share),
        can_share=can_share,
    )


def no_such_city(words: str, *, can_share: bool) -> Reply:
    """Ask again for a city that nobody knows."""
    return say(
        "لا تُعرف مدينة باسم «{{ words }}». يُكتب اسمها بصيغة أخرى، أو اسم مدينة كبيرة في المنطقة الزمنية نفسها.",
        asks=_city_question(can_share),
        words=words[:60],
    )


def _city_question(can_share: bool) -> Question:
    return Question(ZONE, hint="رام الله، Toronto", place="مشاركة الموقع" if can_share else "")


def moved(reader: Subscriber, context: Context, *, shared: bool) -> Reply:
    """Confirm a time zone that was typed or `shared`; without buttons, so that the question's keyboard goes."""
    told = say(
        "من الآن بتوقيت {{ city | isolated }}.{% if shared %} لم يُحفظ الموقع.{% endif %}\n{{ chosen }}\nلتغييرها: /settings",
        city=city(reader.timing),
        shared=shared,
        chosen=sentence(reader, context),
    )
    return replace(told, closes=True)


def nowhere() -> Reply:
    """Say that a place has no clock that is known."""
    told = say("لم تُعرف المنطقة الزمنية لهذا الموقع. يُكتب اسم مدينة بعد الأمر، مثل: /settings القاهرة")
    return replace(told, closes=True)


def not_understood(words: str) -> Reply:
    return say(
        "لم أفهم «{{ words }}». تُكتب ساعة من 0 إلى 23، أو ساعتان لموجزين في اليوم، أو مدينة، أو منطقة زمنية، مثل:\n"
        "/settings 8\n/settings 7 19\n/settings القاهرة\n/settings Europe/Madrid",
        ((Button("الإعدادات", "settings"),),),
        words=words[:60],
    )


def _with_way_back(choices: Rows) -> Rows:
    return (*choices, (Button("رجوع", "settings"),))
