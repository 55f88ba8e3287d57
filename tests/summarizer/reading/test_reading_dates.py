"""What a date expression fixes on the calendar, given the day of writing and where the verb looks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from steps import steps

from storage.model import Period, Precision
from summarizer.reading.dates import find
from summarizer.reading.fold import tokens
from summarizer.reading.moments import MONDAY, Reference, period

THURSDAY = date(2025, 1, 16)
CASES = Path(__file__).parents[4] / "shared" / "data" / "dates_ar.json"


def read(
    text: str, written: date | None = THURSDAY, *, ahead: bool = False, past: bool = False
) -> list[Period]:
    return [period(d.moment, Reference(written, written, ahead, past)) for d in find(tokens(text))]


def days(text: str, **looking: bool) -> list[str]:
    return [f"{p.first}" if p.first == p.last else f"{p.first}..{p.last}" for p in read(text, **looking)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("مساء اليوم السبت 11/1/2025", "2025-01-11"),
        ("أمس الاثنين 13 يناير/كانون الثاني 2025", "2025-01-13"),
        ("مساء اليوم الخميس (٢١ أغسطس/ آب ٢٠٢٥)", "2025-08-21"),
        ("الأربعاء 15/يناير/2025", "2025-01-15"),
        ("٢٩-يناير-2024", "2024-01-29"),
        ("2025-01-15", "2025-01-15"),
        ("15 يناير كانون الثاني 2025", "2025-01-15"),
        ("الثلاثاء 14 جانفي 2025", "2025-01-14"),
        ("السابع من أكتوبر/تشرين الأول 2023", "2023-10-07"),
        ("أول أمس", "2025-01-14"),
        ("مساء أمس الأربعاء", "2025-01-15"),
        ("يوم الأحد، بعد يوم واحد من جلوس الطرفين", "2025-01-12"),
        ("ليلة الأحد إلى الاثنين", "2025-01-12"),
        ("الثلاثاء الماضي", "2025-01-14"),
        ("الاثنين قبل الماضي", "2025-01-06"),
        ("14 شعبان 1446", "2025-02-13"),
    ],
)
def test_one_expression_is_one_day(text: str, day: str) -> None:
    assert days(text)[0] == day


def test_a_day_without_a_year_lies_where_the_verb_looks() -> None:
    assert days("في العاشر من حزيران", past=True) == ["2024-06-10"]
    assert days("في العاشر من حزيران", ahead=True) == ["2025-06-10"]
    assert days("السبت", ahead=True) == ["2025-01-18"]
    assert days("السبت") == ["2025-01-11"]


def test_a_year_that_the_sentence_gives_holds_for_its_other_days() -> None:
    assert days("عرضها في 31 أيار 2024 ثم أقرت في العاشر من حزيران") == ["2024-05-31", "2024-06-10"]
    assert days("من 24 نوفمبر إلى 1 ديسمبر 2023") == ["2023-11-24", "2023-12-01"]
    assert days("من 28 ديسمبر إلى 3 يناير 2024") == ["2023-12-28", "2024-01-03"]
    assert days("منذ 7 أكتوبر 2023 وحتى 12 يناير")[1] == "2025-01-12"


@pytest.mark.parametrize(
    ("text", "span", "precision"),
    [
        ("أواخر نوفمبر", "2024-11-21..2024-11-30", Precision.MONTH),
        ("في آخر تموز", "2024-07-21..2024-07-31", Precision.MONTH),
        ("مطلع الشهر الجاري", "2025-01-01..2025-01-10", Precision.MONTH),
        ("الأسبوع الماضي", "2025-01-05..2025-01-11", Precision.WEEK),
        ("قبل أيام", "2025-01-06..2025-01-14", Precision.WEEK),
        ("قبل نحو ثمانية أشهر", "2024-05-01..2024-05-31", Precision.MONTH),
        ("عام 2014", "2014-01-01..2014-12-31", Precision.YEAR),
    ],
)
def test_a_vague_date_is_a_span_that_says_how_vague(text: str, span: str, precision: Precision) -> None:
    assert days(text, past=True) == [span]
    assert read(text, past=True)[0].precision is precision


def test_without_a_day_of_writing_relative_dates_stay_open() -> None:
    assert read("أمس", None) == read("الثلاثاء الماضي", None) == read("3 يناير", None) == [Period()]
    assert read("3 يناير 2024", None)[0].first == date(2024, 1, 3)


@pytest.mark.parametrize(
    "text", ["425 يوما", "1650 أسيرا", "الساعة 10:30", "قرار 2735", "42 يوما", "من أصل 251"]
)
def test_counts_hours_and_numbers_of_things_are_no_dates(text: str) -> None:
    assert days(text) == []


@pytest.mark.skipif(not CASES.is_file(), reason="the public date cases (../shared/data) are not here")
def test_the_public_cases_of_days_and_weeks_are_read() -> None:
    """A part of a month, which they round to its middle day, counts where the span holds that day."""
    cases = json.loads(CASES.read_text("utf-8"))
    reference = Reference(
        date.fromisoformat(cases["reference"]), date.fromisoformat(cases["reference"]), True, False, MONDAY
    )
    told = [case for case in cases["cases"] if case["grain"] in ("day", "week")]
    right = 0
    for case in told:
        found = max(find(tokens(case["text"])), key=lambda d: d.last - d.first, default=None)
        got = period(found.moment, reference) if found else Period()
        value = date.fromisoformat(case["value"])
        held = got.precision is Precision.MONTH and got.first and got.last and got.first <= value <= got.last
        right += got.first == value or bool(held)
    assert right / len(told) >= 0.95


@given(st.text(alphabet="اليوم أمس 12/-يناير2024 الثاني قبل بعد من،(", max_size=80))
def test_no_words_raise_anything(text: str) -> None:
    for found in find(tokens(text)):
        span = period(found.moment, Reference(THURSDAY, THURSDAY))
        assert span.first is None or span.last is None or span.first <= span.last


@pytest.mark.parametrize(
    "piece", ["اليوم ", "12/", "يوم الأحد إلى ", "قبل ", "31 مايو 2024 و1 يونيو ", "3 يناير ", "من "]
)
def test_the_cost_grows_with_the_length_alone(piece: str) -> None:
    few, many = (tokens(piece * times) for times in (100, 2000))
    find(few)
    assert steps(lambda: find(many)) <= 25 * max(steps(lambda: find(few)), 100)
