"""What is remembered of comparing reports is what comparing them anew gives."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import BLINKEN, DAY, EMIR, PREMIER, QATAR, later, on, report

from storage.model import EventType, Report
from summarizer.grouping import grouped
from summarizer.likenesses import Likenesses

# Copies are marked later than what they are copies of is stored.
some_reports = st.lists(
    st.builds(
        report,
        st.sampled_from([EventType.MEETING, EventType.TALKS, EventType.TRUCE, EventType.STATEMENT]),
        st.sampled_from([EMIR, PREMIER, QATAR]),
        st.sampled_from([BLINKEN, QATAR]),
        when=st.sampled_from([None, on(DAY), later(1), on(DAY, later(4).last)]),
        place=st.sampled_from([None, "الدوحة"]),
        article=st.integers(1, 6),
        issues=st.sampled_from([(), ("aid",), ("withdrawal",)]),
    ),
    min_size=2,
    max_size=12,
)


@settings(deadline=None, max_examples=150)
@given(some_reports, st.data())
def test_groups_are_the_same_whatever_was_compared_before(some: list[Report], data: st.DataObject) -> None:
    stored = [replace(one, id=number) for number, one in enumerate(some, 1)]
    used, known = Likenesses(), 0
    while known < len(stored):
        new = data.draw(st.integers(1, 3))
        if data.draw(st.booleans()):
            stored = [_copy(one) if one.source and one.source.article_id < 3 else one for one in stored]
        told = [*stored[:known], *(replace(one, id=None) for one in stored[known : known + new])]
        assert _shape(told, used) == _shape(told, Likenesses())
        known += new


def _copy(told: Report) -> Report:
    assert told.source
    return replace(told, source=replace(told.source, copies=1))


def _shape(some: list[Report], likenesses: Likenesses) -> set[frozenset[frozenset[int]]]:
    """Families as groups as places in `some`; by identity, since two reports may say the same."""
    place_of = {id(one): place for place, one in enumerate(some)}
    families = grouped(likenesses.traits(some), likenesses, {})
    return {
        frozenset(frozenset(place_of[id(one)] for one in group) for group in family) for family in families
    }
