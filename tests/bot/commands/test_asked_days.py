"""Days as people type them behind a command."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.days import asked_days

TODAY = date(2024, 10, 25)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-07-15", "2024-07-15", "2024-07-15"),
        ("2024-07", "2024-07-01", "2024-07-31"),
        ("15/7/2024", "2024-07-15", "2024-07-15"),
        ("٧/٢٠٢٤", "2024-07-01", "2024-07-31"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("يوليو 2024", "2024-07-01", "2024-07-31"),
        ("تموز", "2024-07-01", "2024-07-31"),
        ("تشرين الثاني", "2023-11-01", "2023-11-30"),
        ("24 أكتوبر", "2024-10-24", "2024-10-24"),
        ("30 أكتوبر", "2023-10-30", "2023-10-30"),
        ("١٥ جويلية ٢٠٢٤", "2024-07-15", "2024-07-15"),
        ("اليوم", "2024-10-25", "2024-10-25"),
        ("أمس", "2024-10-24", "2024-10-24"),
        ("منذ أغسطس", "2024-08-01", "2024-10-25"),
        ("من 1 يوليو إلى 5 أغسطس", "2024-07-01", "2024-08-05"),
        ("1/7/2024 5/8/2024", "2024-07-01", "2024-08-05"),
        ("أغسطس حتى سبتمبر", "2024-08-01", "2024-09-30"),
        ("5/8/2024 - 1/7/2024", "2024-07-01", "2024-08-05"),
    ],
)
def test_days_are_read_as_people_type_them(text: str, first: str, last: str) -> None:
    assert asked_days(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "غدًا", "31/2/2024", "13/2024", "1 2 3 4", "يوليو أو أغسطس", "0000", "99999"]
)
def test_what_names_no_days_gives_none(text: str) -> None:
    assert asked_days(text, TODAY) is None


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    days = asked_days(text, TODAY)
    assert days is None or days[0] <= days[1]
