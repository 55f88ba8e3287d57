"""Arabic words of the views: counted nouns, lists, cases, hours and days."""

from __future__ import annotations

from datetime import date

import pytest
from botroom import on

from bot.views.arabic import counted, feminine, genitive, hour_words, joined
from bot.views.days import period_words
from storage.model import Period, Precision


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "أي مقال"),
        (1, "مقال واحد"),
        (2, "مقالين"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (102, "102 مقال"),
        (103, "103 مقالات"),
        (1115, "1,115 مقالًا"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, words: str) -> None:
    assert counted(number, "article") == words


def test_the_dual_shows_its_case() -> None:
    assert (counted(2, "event", nominative=True), counted(2, "event")) == ("حدثان", "حدثين")


def test_a_list_is_joined_as_arabic_joins_it() -> None:
    assert joined(["قطر", "مصر", "إسرائيل"]) == "قطر ومصر وإسرائيل"
    assert joined(["فلان", "فلان الآخر"], comma=True) == "فلان وفلان الآخر"
    assert joined(["أ", "ب", "ج"], comma=True) == "أ، وب، وج"
    assert joined(["قطر"]) == "قطر"


@pytest.mark.parametrize(
    ("plain", "after_a_preposition"),
    [
        ("مسؤولون إسرائيليون", "مسؤولين إسرائيليين"),
        ("مسؤولان إسرائيليان", "مسؤولين إسرائيليين"),
        ("مصدران مصريان مطلعان", "مصدرين مصريين مطلعين"),
        ("مسؤولون في غزة مقربون", "مسؤولين في غزة مقربون"),
        ("السجناء الفلسطينيون", "السجناء الفلسطينيين"),
        ("المحتجزون في غزة", "المحتجزين في غزة"),
        ("أنتوني بلينكن", "أنتوني بلينكن"),
        ("مسعود بزشكيان", "مسعود بزشكيان"),
        ("هيئة البث", "هيئة البث"),
        ("قناة تلفزيون", "قناة تلفزيون"),
        ("رمضان", "رمضان"),
    ],
)
def test_only_what_shows_its_case_is_inflected(plain: str, after_a_preposition: str) -> None:
    assert genitive(plain) == after_a_preposition


def test_a_labels_gender_is_seen_in_its_first_word() -> None:
    assert [feminine(label) for label in ("زيارة", "جولة مفاوضات", "لقاء", "رفض")] == [
        True,
        True,
        False,
        False,
    ]


def test_hours_are_said_as_people_say_them() -> None:
    said = [hour_words(hour) for hour in (0, 3, 5, 7, 12, 13, 17, 21)]
    assert said == ["12 ليلًا", "3 ليلًا", "5 فجرًا", "7 صباحًا", "12 ظهرًا", "1 بعد الظهر", "5 عصرًا", "9 مساءً"]
    assert len({hour_words(hour) for hour in range(24)}) == 24


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (on(date(2024, 10, 24)), "الخميس 24 أكتوبر 2024"),
        (on(date(2024, 10, 22), date(2024, 10, 24)), "22–24 أكتوبر 2024"),
        (on(date(2024, 10, 28), date(2024, 11, 2)), "28 أكتوبر – 2 نوفمبر 2024"),
        (on(date(2023, 12, 30), date(2024, 1, 2)), "30 ديسمبر 2023 – 2 يناير 2024"),
        (on(date(2024, 1, 21), date(2024, 1, 27), Precision.WEEK), "21–27 يناير 2024 (اليوم غير مذكور)"),
        (on(date(2024, 7, 1), date(2024, 7, 31), Precision.MONTH), "يوليو 2024 (اليوم غير مذكور)"),
        (on(date(2024, 11, 21), date(2024, 11, 30), Precision.MONTH), "21–30 نوفمبر 2024 (اليوم غير مذكور)"),
        (on(date(2024, 6, 1), date(2024, 8, 31), Precision.SEASON), "يونيو – أغسطس 2024 (اليوم غير مذكور)"),
        (on(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR), "عام 2024 (اليوم غير مذكور)"),
        (Period(None, date(2023, 12, 1)), "حتى 1 ديسمبر 2023"),
        (Period(), "اليوم غير مذكور"),
    ],
)
def test_a_period_says_what_is_known_and_what_is_not(when: Period, words: str) -> None:
    assert period_words(when, weekday=True) == words
