"""Date expressions of Arabic news, on the calendar."""

import json
from datetime import date
from pathlib import Path

import pytest

from storage.model import Period, Precision
from summarizer.reading.dates import find
from summarizer.reading.fold import tokens
from summarizer.reading.moments import MONDAY, Reference, period

WRITTEN = date(2024, 2, 14)  # a Wednesday
TOLD = date(2024, 2, 1)
PUBLIC_CASES = Path(__file__).parents[3] / ".." / "shared" / "data" / "dates_ar.json"


def read(text: str, *, ahead: bool = False, written: date | None = WRITTEN) -> Period:
    mentions = find(tokens(text))
    assert len(mentions) == 1, mentions
    return period(mentions[0].moment, Reference(written, TOLD, ahead))


def day(year: int, month: int, number: int) -> Period:
    return Period(date(year, month, number), date(year, month, number), Precision.DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مساء أمس الثلاثاء", day(2024, 2, 13)),
        ("أول أمس", day(2024, 2, 12)),
        ("غدا الخميس", day(2024, 2, 15)),
        ("في السابع من أكتوبر/تشرين الأول 2023", day(2023, 10, 7)),
        ("٣١ مايو ٢٠٢٤", day(2024, 5, 31)),
        ("السبت فاتح مارس", day(2024, 3, 1)),
        ("12 من الشهر الجاري", day(2024, 2, 12)),
        ("الخميس الماضي", day(2024, 2, 8)),
        ("السبت المقبل", day(2024, 2, 17)),
        ("قبل ثلاثة أيام", day(2024, 2, 11)),
        ("في اليوم التالي", day(2024, 2, 2)),
        ("وقبل الاجتماع بيومين", day(2024, 1, 30)),
        ("15/8/2024", day(2024, 8, 15)),
    ],
)
def test_a_day_is_found_however_it_is_written(text: str, expected: Period) -> None:
    assert read(text) == expected


def test_late_november_is_a_stretch_with_its_precision() -> None:
    assert read("أواخر نوفمبر") == Period(date(2023, 11, 21), date(2023, 11, 30), Precision.MONTH)


def test_last_week_runs_from_sunday_to_saturday() -> None:
    assert read("الأسبوع الماضي") == Period(date(2024, 2, 4), date(2024, 2, 10), Precision.WEEK)


def test_a_bare_weekday_is_behind_for_a_past_verb_and_ahead_for_a_future_one() -> None:
    assert read("يوم الجمعة") == day(2024, 2, 9)
    assert read("يوم الجمعة", ahead=True) == day(2024, 2, 16)


def test_without_a_day_of_writing_a_relative_date_stays_unknown() -> None:
    assert read("أمس", written=None) == Period()
    assert read("14 فبراير 2024", written=None) == day(2024, 2, 14)


def test_a_number_of_people_is_no_date() -> None:
    assert not find(tokens("أفرجت حماس عن 13 إسرائيليا مقابل 39 سجينا"))


@pytest.mark.skipif(not PUBLIC_CASES.exists(), reason="the public cases of ../shared are not here")
def test_the_public_cases_of_days_and_weeks_are_read() -> None:
    table = json.loads(PUBLIC_CASES.read_text("utf-8"))
    to = Reference(
        date.fromisoformat(table["reference"]),
        date.fromisoformat(table["reference"]),
        ahead=True,
        week_start=MONDAY,
    )
    cases = [case for case in table["cases"] if case["grain"] in ("day", "week")]
    right = sum(_holds(case, to) for case in cases)
    assert right / len(cases) >= 0.95


def _holds(case: dict[str, str], to: Reference) -> bool:
    """A week must begin on the day; 'the middle of March' is a stretch that must hold it."""
    longest = max(find(tokens(case["text"])), key=lambda m: m.last - m.first, default=None)
    if longest is None:
        return False
    found, wanted = period(longest.moment, to), date.fromisoformat(case["value"])
    if found.first is None or found.last is None:
        return False
    return found.first == wanted or (longest.moment.part == "middle" and found.first <= wanted <= found.last)
