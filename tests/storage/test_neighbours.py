from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.db import Store
from storage.model import EventType, Period, Precision
from storage.read import neighbours
from storage.read.remembered import Days
from tests.storage.test_events import a_report, an_article, save, told

DAY = date(2025, 1, 13)


def near(store: Store, first: date, last: date) -> int:
    """How many meetings are found whose windows meet these days, by a process that remembers nothing."""
    window = Period(first, last)
    with store.reading() as session:
        found = neighbours.near(session, "gaza", [({EventType.MEETING}, window)])
    neighbours.forget()
    return sum(one.window.meets(window) for one in found.of_window(EventType.MEETING, window))


@pytest.mark.parametrize("days", [0, 1, 7, 8, 31, 32, 366, 367, 9000])
def test_a_window_of_any_length_is_found_by_each_of_its_ends_and_not_beyond(store: Store, days: int) -> None:
    first, last = DAY - timedelta(days), DAY
    save(store, an_article(store, "نص"), told(a_report(window=Period(first, last, Precision.DAY))))
    assert (near(store, last, last), near(store, first, first)) == (1, 1)
    before, after = first - timedelta(1), last + timedelta(1)
    assert (near(store, before, before), near(store, after, after)) == (0, 0)


def test_days_at_the_calendars_beginning_can_be_asked_for(store: Store) -> None:
    assert near(store, date.min, date.min) == 0


def test_neighbours_are_found_by_who_took_part_or_by_their_day_alone(store: Store) -> None:
    day, other_day = Period(DAY, DAY, Precision.DAY), Period(date(2025, 1, 14), date(2025, 1, 14))
    save(store, an_article(store, "نص"), told(a_report(when=day, window=day)))
    kind, nobody = EventType.MEETING, frozenset[str]()
    with store.reading() as session:
        found = neighbours.near(session, "gaza", [({kind}, day)])
    assert len(list(found.sharing(kind, {"ستيف ويتكوف"}, Period(), day))) == 1
    assert len(list(found.sharing(kind, nobody, day, day))) == 1
    assert len(list(found.sharing(kind, nobody, Period(DAY, date(2025, 1, 20)), Period()))) == 1
    assert not list(found.sharing(kind, {"ستيف ويتكوف"}, other_day, other_day))
    assert not list(found.sharing(kind, nobody, Period(), Period()))


def test_what_is_stored_after_the_first_look_is_found_as_well(store: Store) -> None:
    day = Period(DAY, DAY, Precision.DAY)
    with store.reading() as session:
        assert not list(neighbours.near(session, "gaza", []).of_window(EventType.MEETING, day))
    save(store, an_article(store, "نص"), told(a_report(when=day, window=day)))
    with store.reading() as session:
        assert list(neighbours.near(session, "gaza", []).of_window(EventType.MEETING, day))


somewhere = st.builds(
    lambda first, length: Period(date.fromordinal(first), date.fromordinal(first + length)),
    st.integers(738_000, 738_900),
    st.sampled_from([0, 0, 1, 8, 9, 31, 120, 499, 500, 4000]),
)


@given(st.lists(somewhere, max_size=12), somewhere)
def test_whatever_meets_a_period_is_found(some: list[Period], asked: Period) -> None:
    days = Days()
    for number, period in enumerate(some):
        days.add(number, period)
    assert days.meeting(asked) >= {number for number, period in enumerate(some) if period.meets(asked)}
    assert not days.meeting(Period())
