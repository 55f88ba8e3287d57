"""What people who search mean: names, places, types, issues and days, however they are typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.commands.asking import Meaning, spoken, understand
from bot.commands.spans import found_days
from bot.views.counts import COUNTS
from storage.catalog import load_dossier
from storage.catalog.files import ROOT, read_toml
from storage.model import EventType

TODAY = date(2024, 11, 2)
JULY = {"first": date(2024, 7, 1), "last": date(2024, 7, 31)}


def meant(text: str) -> Meaning:
    return replace(understand(text, load_dossier("gaza"), TODAY), spoken=())


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("ماذا فعلت مصر في يوليو", Meaning(names=("مصر",), **JULY)),
        ("ماذا فعلت مصر في تموز", Meaning(names=("مصر",), **JULY)),
        ("لقاءات بيرنز", Meaning(names=("وليام بيرنز",), types=(EventType.MEETING,))),
        ("ممر فيلادلفيا منذ أغسطس", Meaning(issues=("philadelphi",), first=date(2024, 8, 1), last=TODAY)),
        ("زيارات بلينكن", Meaning(names=("أنتوني بلينكن",), types=(EventType.VISIT,))),
        ("خليل الحيه", Meaning(names=("خليل الحية",))),
        ("هنيه", Meaning(names=("إسماعيل هنية",))),
        ("وقف اطلاق النار", Meaning(issues=("ceasefire",))),
        ("الرهائن في غزة", Meaning(issues=("hostages",))),
        ("وقطر", Meaning(names=("قطر",))),
        ("الموقف القطري", Meaning(names=("قطر",))),
        ("qatar", Meaning(names=("قطر",))),
        ("burns meetings", Meaning(names=("وليام بيرنز",), types=(EventType.MEETING,))),
        ("رئيس الموساد", Meaning(names=("ديفيد بارنيا",))),
        ("وزير الخارجية الأميركي", Meaning(names=("أنتوني بلينكن",))),
        ("مين التقى بيرنز؟", Meaning(names=("وليام بيرنز",), types=(EventType.MEETING,))),
        ("ايش سوت قطر امبارح؟", Meaning(names=("قطر",), first=date(2024, 11, 1), last=date(2024, 11, 1))),
        ("ماذا فعلت مصر في يوليو؟", Meaning(names=("مصر",), **JULY)),
        ("وش صار مع بايدن", Meaning(names=("جو بايدن",))),
        ("الهلال", Meaning(words=("الهلال",))),
        ("", Meaning()),
        ("ما هو آخر خبر؟", Meaning()),
    ],
)
def test_a_question_is_understood_as_it_is_typed(text: str, meaning: Meaning) -> None:
    assert meant(text) == meaning


@pytest.mark.parametrize(
    ("typed", "name"),
    [("بلينكنن", "أنتوني بلينكن"), ("نتنياهوو", "بنيامين نتنياهو"), ("هنييه", "إسماعيل هنية")],
)
def test_a_name_a_letter_off_is_guessed_and_said_to_be_guessed(typed: str, name: str) -> None:
    found = meant(typed)
    assert found.names == found.guessed == (name,)


@pytest.mark.parametrize("typed", ["ممر فلادلفيا", "محور فلادلفي", "فلادلفيا"])
def test_a_corridor_a_letter_off_is_guessed_too(typed: str) -> None:
    found = meant(typed)
    assert found.issues == found.guessed == ("philadelphi",) and not found.words


def test_a_full_name_a_letter_off_is_one_name() -> None:
    assert meant("جو بيدن").names == ("جو بايدن",)


def test_a_word_before_a_known_name_is_left_to_itself() -> None:
    assert meant("كلام بلينكن") == Meaning(names=("أنتوني بلينكن",), words=("كلام",))


@pytest.mark.parametrize(
    ("asked", "table", "what"),
    [
        ("محتجزين", "figures", "hostages_held"),
        ("الرهائن", "figures", "hostages_held"),
        ("عدد الشهداء", "figures", "killed_gaza"),
        ("لقاءات", "types", "meeting"),
        ("اللقاءات", "types", "meeting"),
        ("هراء", "types", None),
        ("؟", "figures", None),
    ],
)
def test_what_is_counted_and_what_happens_is_known_by_the_words_of_those_who_ask(
    asked: str, table: str, what: str | None
) -> None:
    assert spoken(asked, table) == what


def test_whatever_is_asked_for_is_something_that_is_told() -> None:
    known = read_toml(ROOT / "language" / "asking.toml")
    assert set(known["figures"]) <= set(COUNTS) and set(known["types"]) == set(EventType)


def test_a_capital_is_the_city_where_one_meets_and_its_government_elsewhere() -> None:
    assert meant("اجتماعات الدوحة").places == ("الدوحة",)
    assert meant("لقاء في الدوحة").places == ("الدوحة",)
    assert meant("رفض الدوحة").names == ("قطر",)


def test_an_office_is_that_of_the_day_on_which_one_asks() -> None:
    gaza = load_dossier("gaza")
    then, now = date(2024, 6, 1), date(2025, 6, 1)
    assert understand("وزير الخارجية الأميركي", gaza, then).names == ("أنتوني بلينكن",)
    assert understand("وزير الخارجية الأميركي", gaza, now).names == ("ماركو روبيو",)


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("لقاءات من 1 يوليو إلى 5 أغسطس", date(2024, 7, 1), date(2024, 8, 5), "لقاءات"),
        ("قبل أغسطس 2024 لقاءات", None, date(2024, 7, 31), "لقاءات"),
        ("مصر بعد ١٥ أكتوبر", date(2024, 10, 16), None, "مصر"),
        ("قطر أمس", date(2024, 11, 1), date(2024, 11, 1), "قطر"),
        ("قطر هذا الأسبوع", date(2024, 10, 27), TODAY, "قطر"),
        ("قطر الأسبوع الماضي", date(2024, 10, 20), date(2024, 10, 26), "قطر"),
        ("قطر الشهر الماضي", date(2024, 10, 1), date(2024, 10, 31), "قطر"),
        ("قطر في 2023", date(2023, 1, 1), date(2023, 12, 31), "قطر"),
        ("قطر بأغسطس", date(2024, 8, 1), date(2024, 8, 31), "قطر"),
        ("قطر والوسطاء", None, None, "قطر والوسطاء"),
        # Beyond the calendar there is no day to end or begin with.
        ("قطر قبل 0001", date(1, 1, 1), date(1, 12, 31), "قطر قبل"),
        ("قطر بعد 9999", date(9999, 1, 1), date.max, "قطر بعد"),
    ],
)
def test_days_are_found_among_the_words(text: str, first: date | None, last: date | None, rest: str) -> None:
    assert found_days(text, TODAY) == ((first, last), rest)


@pytest.mark.parametrize(
    "text", ["؟؟؟", "🕊" * 50, "a" * 4000, "\u202e\u200f", "١" * 60, "من إلى", "قبل", "في"]
)
def test_nonsense_is_no_error(text: str) -> None:
    meant(text)
