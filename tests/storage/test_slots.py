"""Which slot is due when, where its window begins, and what quiet hours hold back; also where clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.model import Timing
from storage.slots import GRACE, WEEKLY_GRACE, Pause, Turn, audible, last_slot, next_slot, turn

# Jumps of an hour, of half an hour and of a day; at night, at midnight, on changing dates; and none.
ZONES = [
    "Asia/Qatar",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Gaza",
    "Asia/Beirut",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Atlantic/Azores",
]
YEARS = (datetime(2007, 1, 1, tzinfo=UTC), datetime(2037, 1, 1, tzinfo=UTC))

hours = st.integers(0, 23)
instants = st.datetimes(YEARS[0].replace(tzinfo=None), YEARS[1].replace(tzinfo=None), timezones=st.just(UTC))
quiet = st.none() | st.tuples(hours, hours).filter(lambda pair: pair[0] != pair[1])
zones = st.sampled_from(ZONES)
daily = st.builds(lambda zone, hour, calm: Timing(zone, (hour,), quiet=calm), zones, hours, quiet)
twice = st.builds(
    lambda zone, two, calm: Timing(zone, tuple(sorted(two)), quiet=calm),
    zones,
    st.sets(hours, min_size=2, max_size=2),
    quiet,
)
weekly = st.builds(
    lambda zone, hour, day, calm: Timing(zone, (hour,), day, calm), zones, hours, st.integers(0, 6), quiet
)
timings = daily | twice | weekly


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def last_slots(zone: str, hour: int, *nows: str) -> list[datetime | None]:
    return [last_slot(Timing(zone, (hour,)), at(now)) for now in nows]


def test_the_newest_slot_is_today_s_once_its_hour_has_come() -> None:
    before, exactly, after = last_slots(
        "Asia/Qatar", 7, "2024-10-24 03:59", "2024-10-24 04:00", "2024-10-24 15:00"
    )
    assert before == at("2024-10-23 04:00")
    assert exactly == after == at("2024-10-24 04:00")


def test_a_slot_is_due_once_and_then_the_next_one_is_awaited() -> None:
    timing, slot = Timing("Asia/Qatar", (7,)), at("2024-10-24 04:00")
    due = turn(timing, slot - timedelta(hours=9), None, slot)
    assert due == Turn(slot, slot - timedelta(days=1), slot, False, slot + timedelta(days=1))
    assert turn(timing, slot, slot, slot + timedelta(hours=23)) is None


@pytest.mark.parametrize(("weekday", "grace"), [(None, GRACE), (3, WEEKLY_GRACE)])
def test_a_slot_is_missed_after_its_grace(weekday: int | None, grace: timedelta) -> None:
    timing, slot = Timing("UTC", (4,), weekday), at("2024-10-24 04:00")
    late = [turn(timing, slot - timedelta(hours=1), None, slot + grace + more) for more in (GRACE * 0, GRACE)]
    assert [due and due.missed for due in late] == [False, True]


def test_twice_a_day_and_weekly_slots_follow_their_hours_and_day() -> None:
    two = Timing("Asia/Qatar", (7, 19))
    assert next_slot(two, at("2024-10-24 04:00")) == at("2024-10-24 16:00")
    assert next_slot(two, at("2024-10-24 16:00")) == at("2024-10-25 04:00")
    # 24 October 2024 was a Thursday.
    assert next_slot(Timing("UTC", (4,), 3), at("2024-10-24 04:00")) == at("2024-10-31 04:00")


def test_a_timing_without_hours_has_no_slot() -> None:
    none = Timing("UTC")
    assert (last_slot(none, YEARS[0]), next_slot(none, YEARS[0]), turn(none, YEARS[0], None, YEARS[1])) == (
        None,
        None,
        None,
    )


def test_a_zone_that_nobody_knows_counts_as_utc() -> None:
    assert last_slots("Atlantis/Capital", 7, "2024-10-24 08:00") == [at("2024-10-24 07:00")]


def test_an_hour_that_the_clock_jumps_over_counts_right_after_the_jump() -> None:
    # Berlin, 31 March 2024: 02:00 becomes 03:00 at 01:00 UTC.
    assert last_slots("Europe/Berlin", 2, "2024-03-31 00:59", "2024-03-31 01:00", "2024-04-01 00:00") == [
        at("2024-03-30 01:00"),
        at("2024-03-31 01:00"),
        at("2024-04-01 00:00"),
    ]


def test_an_hour_that_comes_twice_counts_the_first_time_only() -> None:
    # Berlin, 27 October 2024: 02:00 comes at 00:00 UTC and again at 01:00 UTC.
    assert (
        last_slots("Europe/Berlin", 2, "2024-10-27 00:00", "2024-10-27 01:30", "2024-10-28 00:59")
        == [at("2024-10-27 00:00")] * 3
    )


def test_midnight_that_does_not_exist_is_one_slot_all_the_same() -> None:
    # Cairo, 26 April 2024: 00:00 becomes 01:00 at 22:00 UTC of the day before.
    assert last_slots("Africa/Cairo", 0, "2024-04-25 21:59", "2024-04-25 22:00") == [
        at("2024-04-24 22:00"),
        at("2024-04-25 22:00"),
    ]


@given(daily, instants)
def test_each_local_day_has_exactly_one_daily_slot(timing: Timing, begin: datetime) -> None:
    zone = ZoneInfo(timing.timezone)
    slots, moment = [], begin
    for _ in range(40):
        found = next_slot(timing, moment)
        assert found is not None and found > moment
        slots.append(found)
        moment = found
    days = [slot.astimezone(zone).date() for slot in slots]
    # Samoa left a whole day out, on 30 December 2011.
    left_out = date(2011, 12, 30) if timing.timezone == "Pacific/Apia" else None
    for day, after in pairwise(days):
        assert (after - day).days == (2 if after - timedelta(1) == left_out else 1)


@given(timings, instants, st.integers(1, 60 * 24 * 9))
def test_looking_rarely_or_often_finds_the_same_slots(timing: Timing, begin: datetime, minutes: int) -> None:
    """What is due at a moment is the newest slot, and from one look to the next none is due twice."""
    later = begin + timedelta(minutes=minutes)
    first, second = last_slot(timing, begin), last_slot(timing, later)
    assert first is not None and second is not None and first <= begin and first <= second <= later
    after = next_slot(timing, begin)
    assert after is not None and (after <= second) == (second > first)
    due = turn(timing, first, first, later)
    assert (due is None) == (second == first)
    assert due is None or (due.slot == second and turn(timing, due.slot, due.slot, later) is None)


@given(timings, instants, st.lists(st.integers(1, 60 * 40), min_size=1, max_size=30), st.booleans())
def test_whatever_is_missed_the_windows_told_leave_no_gap_and_do_not_overlap(
    timing: Timing, begin: datetime, pauses: list[int], new: bool
) -> None:
    """A reader for whom somebody looks at any times: each window begins where the one before it ended."""
    settled, told, now = begin, None if new else begin, begin
    for minutes in pauses:
        now += timedelta(minutes=minutes)
        due = turn(timing, settled, told, now)
        if due is None:
            continue
        assert settled < due.slot <= now and due.missed == (now - due.slot > _grace(timing))
        assert due.next_at is not None and due.next_at > due.slot
        assert told is None or due.since in (told, due.slot - _farthest(timing))
        settled, told = due.slot, due.since if due.missed else due.slot


@given(timings, instants)
def test_quiet_hours_hold_a_message_until_they_end_and_no_longer(timing: Timing, moment: datetime) -> None:
    zone = ZoneInfo(timing.timezone)
    sent = audible(timing, moment)
    assert sent >= moment and audible(timing, sent) == sent
    assert not _quiet(timing, sent.astimezone(zone).hour)
    if sent > moment:
        minute = timedelta(minutes=1)
        assert _quiet(timing, moment.astimezone(zone).hour)
        assert _quiet(timing, (sent - minute).astimezone(zone).hour)


def test_a_slot_in_the_quiet_hours_is_sent_when_they_end() -> None:
    due = turn(
        Timing("Asia/Qatar", (7,), quiet=(22, 9)), at("2024-10-23 12:00"), None, at("2024-10-24 04:00")
    )
    assert due is not None and (due.slot, due.due_at) == (at("2024-10-24 04:00"), at("2024-10-24 06:00"))


def _grace(timing: Timing) -> timedelta:
    return GRACE if timing.weekday is None else WEEKLY_GRACE


def _farthest(timing: Timing) -> timedelta:
    return timedelta(days=7 if timing.weekday is None else 22)


def _quiet(timing: Timing, hour: int) -> bool:
    if timing.quiet is None:
        return False
    begin, end = timing.quiet
    return hour in range(begin, end) if begin < end else hour not in range(end, begin)


def test_the_grace_of_a_slot_that_was_held_back_begins_when_it_is_let_go() -> None:
    timing, slot = Timing("Asia/Qatar", (7,)), at("2024-10-24 04:00")
    before = slot - timedelta(hours=9)
    pauses = (Pause(at("2024-10-24 03:00"), at("2024-10-24 10:00")),)
    due = turn(timing, before, None, at("2024-10-24 10:01"), pauses)
    assert due is not None and not due.missed and due.due_at == at("2024-10-24 10:00")
    late = turn(timing, before, None, at("2024-10-24 12:01"), pauses)
    assert late is not None and late.missed


def test_one_hold_after_the_other_keeps_a_slot_and_one_after_its_grace_does_not() -> None:
    timing, slot = Timing("Asia/Qatar", (7,)), at("2024-10-24 04:00")
    first, second = (
        Pause(at("2024-10-24 05:59"), at("2024-10-24 08:00")),
        Pause(at("2024-10-24 09:00"), at("2024-10-24 15:00")),
    )
    now = at("2024-10-24 15:00")
    kept = turn(timing, slot - GRACE, None, now, (first, second))
    lost = turn(timing, slot - GRACE, None, now, (second,))
    assert kept is not None and lost is not None and (kept.missed, lost.missed) == (False, True)
