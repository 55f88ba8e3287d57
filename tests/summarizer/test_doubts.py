"""What an editor is to see before any reader, each rule with an event that raises it and one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tellings import AMERICA, BLINKEN, DAY, EMIR, HAMAS, ISRAEL, QATAR, event, on, report, source

from storage.catalog import load_event_kinds
from storage.model import Doubt, Event, EventType, Extraction, Report, Reviewing, Status
from summarizer.doubts import doubts

SENSITIVE = frozenset({EventType.AGREEMENT, EventType.TRUCE, EventType.RELEASE, EventType.ESCALATION})


def a_meeting(**changes: object) -> Report:
    return replace(report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة"), **changes)  # type: ignore[arg-type]


def found(told: Event, reviewing: Reviewing = Reviewing.DOUBTFUL) -> tuple[Doubt, ...]:
    return doubts(told, SENSITIVE, reviewing)


def won(how: Extraction, article: int = 1) -> Report:
    return a_meeting(source=replace(source(article), extraction=how))


def test_what_an_outlet_tells_on_its_own_word_with_its_day_raises_no_doubt() -> None:
    assert found(event(a_meeting())) == ()


@pytest.mark.parametrize("who", ["مصدر مطلع", "مصادر أمنية", "مسؤول أميركي", "تقارير", "غير مسمى"])
def test_one_unnamed_source_is_doubtful_and_a_named_one_is_not(who: str) -> None:
    assert found(event(a_meeting(attribution=who))) == (Doubt.UNNAMED_SOURCE,)
    assert found(event(a_meeting(attribution="وزارة الخارجية القطرية"))) == ()


def test_an_article_of_no_known_outlet_is_an_unnamed_source() -> None:
    nobody = replace(source(1), publisher=None)
    assert found(event(a_meeting(source=nobody))) == (Doubt.UNNAMED_SOURCE,)


def test_a_second_outlet_of_its_own_settles_it() -> None:
    told = event(a_meeting(attribution="مصدر مطلع"), a_meeting(source=source(2), attribution="مصدر"))
    assert told.witnesses == 2 and found(told) == ()


def test_reports_that_differ_are_doubtful() -> None:
    told = event(a_meeting(), a_meeting(source=source(2), status=Status.DENIED))
    assert found(told) == (Doubt.CONTRADICTED,)


def test_what_was_done_needs_a_day_and_what_is_planned_does_not() -> None:
    undated = report(EventType.MEETING, EMIR, BLINKEN)
    assert found(event(undated)) == (Doubt.UNDATED,)
    assert found(event(replace(undated, status=Status.PLANNED))) == ()


def test_a_title_that_nobody_bears_is_doubtful_until_an_article_names_who_does() -> None:
    left_open = a_meeting(unresolved=("وزير الخارجية",))
    assert found(event(left_open)) == (Doubt.UNNAMED_PERSON,)
    assert found(event(left_open, a_meeting(source=source(2)))) == ()


def test_words_that_a_program_made_are_doubtful_until_an_article_has_its_own() -> None:
    assert found(event(won(Extraction.OCR))) == (Doubt.SCANNED,)
    assert found(event(won(Extraction.TRANSLATED))) == (Doubt.TRANSLATED,)
    assert found(event(won(Extraction.OCR), a_meeting(source=source(2)))) == ()


@pytest.mark.parametrize("kind", sorted(SENSITIVE))
def test_the_types_that_the_catalog_calls_sensitive_are_always_seen(kind: EventType) -> None:
    assert load_event_kinds()[kind].sensitive
    told = event(
        report(kind, ISRAEL, HAMAS, when=on(DAY)), report(kind, ISRAEL, HAMAS, when=on(DAY), article=2)
    )
    assert found(told) == (Doubt.SENSITIVE,)


def test_no_other_type_is_sensitive() -> None:
    assert {kind for kind, known in load_event_kinds().items() if known.sensitive} == SENSITIVE


def test_the_setting_says_whether_all_or_none_of_it_is_looked_at() -> None:
    told, plain = event(report(EventType.TRUCE, QATAR, AMERICA)), event(a_meeting())
    assert found(told, Reviewing.NONE) == ()
    assert found(plain, Reviewing.ALL) == (Doubt.EVERYTHING,)
    assert Doubt.EVERYTHING not in found(told, Reviewing.ALL)
