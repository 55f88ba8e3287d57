"""Cities as people type them, and what zones are called."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from storage.catalog.cities import city_of, pages, zone_of

# A winter's and a summer's day.
HALVES = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("القاهره", "Africa/Cairo"),
        ("اسطنبول", "Europe/Istanbul"),
        ("جده", "Asia/Riyadh"),
        ("عمان", "Asia/Amman"),
        ("عمّان", "Asia/Amman"),
        ("سلطنة عمان", "Asia/Muscat"),
        ("بتوقيت بيروت", "Asia/Beirut"),
        ("مدينة الكويت", "Asia/Kuwait"),
        ("ابوظبي", "Asia/Dubai"),
        ("أبو ظبي", "Asia/Dubai"),
        ("رام الله", "Asia/Hebron"),
        ("خان يونس", "Asia/Gaza"),
        ("صنعا", "Asia/Aden"),
        ("الدار البيضا", "Africa/Casablanca"),
        ("اليابان", "Asia/Tokyo"),
        ("Japan", "Asia/Tokyo"),
        ("new york", "America/New_York"),
        ("NEW YORK", "America/New_York"),
        ("tel aviv", "Asia/Jerusalem"),
        ("Zürich", "Europe/Zurich"),
        ("zurich", "Europe/Zurich"),
        ("Reykjavik", "Atlantic/Reykjavik"),
        ("الماتي", "Asia/Almaty"),
        ("europe/madrid", "Europe/Madrid"),
    ],
)
def test_a_city_is_known_as_people_type_it(typed: str, zone: str) -> None:
    assert zone_of(typed) == zone


@pytest.mark.parametrize(
    "typed", ["", "المريخ", "Asia", "UTC", "Mars/Base", "Etc/GMT+3", "24", "؟", "<b>", "مدينة"]
)
def test_what_is_no_city_is_none(typed: str) -> None:
    assert zone_of(typed) is None


def test_every_city_that_is_offered_has_a_clock_and_an_arabic_name_by_which_it_is_found() -> None:
    offered = [zone for page in pages() for zone in page.zones]
    assert len(offered) == len(set(offered)) > 50
    for zone in offered:
        assert not any("a" <= letter.lower() <= "z" for letter in city_of(zone))
        for name in (city_of(zone), *city_of(zone).split(" و")):
            found = zone_of(name)
            assert found is not None
            assert all(
                at.astimezone(ZoneInfo(found)).hour == at.astimezone(ZoneInfo(zone)).hour for at in HALVES
            )


def test_a_zone_that_nobody_has_named_is_called_as_the_tz_database_calls_it() -> None:
    assert city_of("Europe/Madrid") == "مدريد"
    assert city_of("America/Argentina/ComodRivadavia") == "America/Argentina/ComodRivadavia"
