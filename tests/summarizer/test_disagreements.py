"""What outlets tell differently of one happening is kept, each version with who tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tellings import AMERICA, BLINKEN, DAY, EGYPT, EMIR, HAMAS, ISRAEL, QATAR, figure, later, on, report

from storage.model import Disagreement, EventType, Figure, Matter, Report, Span, Status, Version
from summarizer.gazetteer import Gazetteer
from summarizer.merging import combine, placed

MAP = Gazetteer(countries={"الدوحة": QATAR})


def among(*reports: Report) -> tuple[Disagreement, ...]:
    return combine(reports, MAP).disagreements


def freed(article: int, *figures: Figure) -> Report:
    told = report(EventType.RELEASE, HAMAS, ISRAEL, when=on(DAY), article=article)
    return replace(told, figures=figures)


def test_two_numbers_of_one_release_stand_side_by_side_with_who_gives_them() -> None:
    first = freed(1, figure("prisoners_released", 240))
    second = freed(2, figure("prisoners_released", 200, qualifier="more_than"))
    third = freed(3, figure("prisoners_released", 240))
    (one,) = among(first, second, third)
    assert (one.matter, one.what) == (Matter.FIGURE, "prisoners_released")
    assert one.versions == (Version((1, 3), value=240), Version((2,), value=200, qualifier="more_than"))


def test_an_article_that_gives_two_numbers_contradicts_itself() -> None:
    both = freed(1, figure("hostages_released", 100), figure("hostages_released", 110))
    (one,) = among(both, freed(2))
    assert [version.article_ids for version in one.versions] == [(1,), (1,)]


def test_numbers_of_different_days_are_a_series_and_plans_are_no_numbers() -> None:
    series = [
        replace(
            report(EventType.STATEMENT, HAMAS, when=on(DAY), article=number),
            figures=(figure("hostages_held", value, as_of=date(2024, month, 1)),),
        )
        for number, value, month in ((1, 120, 7), (2, 101, 10))
    ]
    assert among(*series) == ()
    assert (
        among(
            freed(1, figure("hostages_released", 33, planned=True)), freed(2, figure("hostages_released", 3))
        )
        == ()
    )


def test_figures_belong_to_the_report_in_whose_sentence_they_stand() -> None:
    told = report(EventType.RELEASE, HAMAS, when=on(DAY), spans=(Span(100, 160),))
    inside, outside = (
        Figure("hostages_released", 13, (Span(110, 112),)),
        Figure("killed_gaza", 9, (Span(0, 3),)),
    )
    assert told.source is not None
    assert placed(told, told.source, [inside, outside]).figures == (inside,)


def test_days_and_places_that_cannot_both_be_true_are_told_with_their_sources() -> None:
    tellings = [
        report(EventType.MEETING, EMIR, BLINKEN, when=when, place=place, article=number)
        for number, (when, place) in enumerate(
            ((on(DAY), "الدوحة"), (later(1), "القاهرة"), (on(DAY), QATAR)), 1
        )
    ]
    days, places = among(*tellings)
    assert (days.matter, places.matter) == (Matter.DAYS, Matter.PLACE)
    assert [(version.when, version.article_ids) for version in days.versions] == [
        (on(DAY), (1, 3)),
        (later(1), (2,)),
    ]
    assert [version.place for version in places.versions] == ["الدوحة", "القاهرة", QATAR]


def test_a_city_and_its_country_or_a_day_within_a_week_are_no_disagreement() -> None:
    exact = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة")
    rough = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY, date(2024, 10, 27)), place=QATAR, article=2)
    assert among(exact, rough) == ()


def test_who_sat_at_the_table_is_told_by_each_outlet_in_its_own_way() -> None:
    three = report(EventType.TALKS, EGYPT, ISRAEL, AMERICA, when=on(DAY))
    four = report(EventType.TALKS, EGYPT, ISRAEL, AMERICA, QATAR, when=on(DAY), article=2)
    (one,) = among(three, four)
    assert one.matter is Matter.PARTICIPANTS
    assert {len(version.names) for version in one.versions} == {3, 4}


def test_a_denial_and_what_it_denies_are_both_kept() -> None:
    told = report(EventType.SUSPENSION, HAMAS, when=on(DAY), status=Status.CLAIMED)
    denied = report(EventType.SUSPENSION, HAMAS, when=on(DAY), status=Status.DENIED, article=2)
    (one,) = among(told, denied)
    assert {version.status for version in one.versions} == {Status.CLAIMED, Status.DENIED}


def test_a_plan_that_came_out_on_another_day_is_no_disagreement() -> None:
    plan = report(EventType.VISIT, EMIR, when=on(DAY), status=Status.PLANNED)
    held = report(EventType.VISIT, EMIR, when=later(1), article=2)
    assert among(plan, held) == ()
