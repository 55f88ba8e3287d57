"""What an editor rules stays so, whatever is learned later."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tellings import BLINKEN, DAY, EMIR, PREMIER, Ledger, on, report

from storage import inbox
from storage.catalog import load_dossier
from storage.db import Store
from storage.errors import RulingError
from storage.model import Article, Event, EventType, Reading, Report
from storage.read import events
from storage.write import rulings
from summarizer.job import read_inbox

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)
EDITOR = 77


def a_meeting(article: int = 1, *who: object, place: str | None = "الدوحة") -> Report:
    return report(EventType.MEETING, *(who or (EMIR, BLINKEN)), when=on(DAY), place=place, article=article)  # type: ignore[arg-type]


def take_in(store: Store, text: str, *reports: Report, dossier: str = "gaza") -> None:
    """Hand an article in whose reading gives these reports, and read it."""
    with store.writing() as session:
        inbox.submit(session, Article(text, f"صحيفة {text}", DAY), dossier=dossier, now=NOW)
    read_inbox(
        store,
        load_dossier("gaza"),
        now=NOW,
        reader=lambda article, _: Reading(
            "عنوان", article.text, None, None, tuple(replace(r, source=None) for r in reports)
        ),
    )


def known(store: Store) -> list[Event]:
    with store.reading() as session:
        return sorted(events.latest(session, "gaza", limit=50), key=lambda event: event.id or 0)


def shape(store: Store) -> list[int]:
    """How many reports each event has."""
    return sorted(len(event.reports) for event in known(store))


def look(store: Store) -> None:
    read_inbox(store, load_dossier("gaza"), now=NOW + timedelta(minutes=1))


def rule_apart(store: Store, event: Event, *report_ids: int | None) -> None:
    with store.writing() as session:
        rulings.split(session, event.id or 0, [key for key in report_ids if key], by=EDITOR, now=NOW)


def rule_together(store: Store, *found: Event) -> None:
    with store.writing() as session:
        rulings.join(session, [event.id or 0 for event in found], by=EDITOR, now=NOW)


def test_two_events_that_an_editor_joins_become_one_and_stay_so(store: Store) -> None:
    take_in(store, "أول", a_meeting())
    take_in(store, "ثان", a_meeting(1, PREMIER, BLINKEN))
    first, second = known(store)
    rule_together(store, first, second)
    look(store)
    assert shape(store) == [2]
    # It contradicts the second report, which the editor put together with the first.
    take_in(store, "ثالث", a_meeting())
    assert shape(store) == [3]
    with store.reading() as session:
        joined = [events.by_id(session, event.id or 0) for event in (first, second)]
    assert joined[0] is not None and joined[0] == joined[1]


def test_an_event_that_an_editor_splits_stays_two_although_all_speaks_for_one(store: Store) -> None:
    take_in(store, "أول", a_meeting())
    take_in(store, "ثان", a_meeting())
    (one,) = known(store)
    rule_apart(store, one, one.reports[1].id)
    look(store)
    assert shape(store) == [1, 1]
    # Whoever tells it like both of them tells neither for certain.
    take_in(store, "ثالث", a_meeting())
    assert shape(store) == [1, 1, 1]


def test_a_later_ruling_stands_above_an_earlier_one(store: Store) -> None:
    take_in(store, "أول", a_meeting())
    take_in(store, "ثان", a_meeting())
    (one,) = known(store)
    rule_apart(store, one, one.reports[0].id)
    look(store)
    rule_together(store, *known(store))
    look(store)
    assert shape(store) == [2]


def test_a_ruling_is_applied_once_and_a_second_look_changes_nothing(store: Store) -> None:
    take_in(store, "أول", a_meeting())
    take_in(store, "ثان", a_meeting())
    (one,) = known(store)
    rule_apart(store, one, one.reports[0].id)
    look(store)
    before = known(store)
    look(store)
    assert known(store) == before


def test_what_cannot_be_ruled_is_refused_with_a_sentence(store: Store) -> None:
    take_in(store, "أول", a_meeting())
    (one,) = known(store)
    with pytest.raises(RulingError, match="two events"):
        rule_together(store, one)
    with pytest.raises(RulingError, match="some of an event's reports"):
        rule_apart(store, one, one.reports[0].id)
    with pytest.raises(RulingError, match="some of an event's reports"):
        rule_apart(store, one, 999)


def test_rulings_decide_whatever_the_reports_say() -> None:
    ledger = Ledger()
    ledger.take_in([a_meeting(1)])
    ledger.take_in([a_meeting(2, PREMIER, BLINKEN)])
    ids = [event.reports[0].id or 0 for event in ledger.events.values()]
    ledger.take_in([], {frozenset(ids): True})
    assert [len(event.reports) for event in ledger.events.values()] == [2]
    ledger.take_in([], {frozenset(ids): False})
    assert [len(event.reports) for event in ledger.events.values()] == [1, 1]
