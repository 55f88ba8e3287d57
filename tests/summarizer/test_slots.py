"""Which slot is due when, also where clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from summarizer.slots import Slot, due_slots

ZONES = [
    "Asia/Qatar",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Gaza",
    "Australia/Lord_Howe",
    "Africa/Cairo",
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def instants(zone: str, hour: int, *nows: str) -> list[datetime]:
    return [due_slots([(zone, hour)], at(now))[0].instant for now in nows]


def test_the_newest_slot_is_today_s_once_its_hour_has_come() -> None:
    before, exactly, after = instants(
        "Asia/Qatar", 7, "2024-10-24 03:59", "2024-10-24 04:00", "2024-10-24 15:00"
    )
    assert before == at("2024-10-23 04:00")
    assert exactly == after == at("2024-10-24 04:00")


def test_zones_whose_hours_fall_together_share_a_slot() -> None:
    (slot,) = due_slots([("Asia/Qatar", 7), ("UTC", 4)], at("2024-10-24 04:30"))
    assert slot == Slot(at("2024-10-24 04:00"), (("Asia/Qatar", 7), ("UTC", 4)), missed=False)


def test_a_slot_is_missed_after_its_grace() -> None:
    nows = [at("2024-10-24 06:00"), at("2024-10-24 06:01")]
    assert [due_slots([("UTC", 4)], now)[0].missed for now in nows] == [False, True]
    assert not due_slots([("UTC", 4)], nows[1], grace=timedelta(hours=3))[0].missed


def test_a_zone_that_nobody_knows_counts_as_utc() -> None:
    assert instants("Atlantis/Capital", 7, "2024-10-24 08:00") == [at("2024-10-24 07:00")]


def test_an_hour_that_the_clock_jumps_over_counts_right_after_the_jump() -> None:
    # Berlin, 31 March 2024: 02:00 becomes 03:00 at 01:00 UTC.
    assert instants("Europe/Berlin", 2, "2024-03-31 00:59", "2024-03-31 01:00", "2024-04-01 00:00") == [
        at("2024-03-30 01:00"),
        at("2024-03-31 01:00"),
        at("2024-04-01 00:00"),
    ]


def test_an_hour_that_comes_twice_counts_the_first_time_only() -> None:
    # Berlin, 27 October 2024: 02:00 comes at 00:00 UTC and again at 01:00 UTC.
    assert (
        instants("Europe/Berlin", 2, "2024-10-27 00:00", "2024-10-27 01:30", "2024-10-28 00:59")
        == [at("2024-10-27 00:00")] * 3
    )


def test_midnight_that_does_not_exist_is_one_slot_all_the_same() -> None:
    # Cairo, 26 April 2024: 00:00 becomes 01:00 at 22:00 UTC of the day before.
    assert instants("Africa/Cairo", 0, "2024-04-25 21:59", "2024-04-25 22:00") == [
        at("2024-04-24 22:00"),
        at("2024-04-25 22:00"),
    ]


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23),
    st.integers(0, 4 * 365 * 48),
)
def test_each_local_day_has_exactly_one_slot(zone: str, hour: int, begin: int) -> None:
    start = at("2023-01-01 00:00") + timedelta(minutes=30 * begin)
    half_hours = [start + timedelta(minutes=30 * n) for n in range(48 * 3)]
    found = [due_slots([(zone, hour)], now)[0].instant for now in half_hours]
    assert all(slot <= now < slot + timedelta(hours=26) for slot, now in zip(found, half_hours, strict=True))
    assert found == sorted(found)
    gaps = [later - sooner for sooner, later in zip(sorted(set(found)), sorted(set(found))[1:], strict=False)]
    assert all(timedelta(hours=22) < gap < timedelta(hours=26) for gap in gaps)
