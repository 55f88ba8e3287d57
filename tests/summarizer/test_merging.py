"""Which reports tell one happening, and what the event is that they agree on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import (
    AMERICA,
    BLINKEN,
    BURNS,
    DAY,
    EGYPT,
    EMIR,
    HAMAS,
    ISRAEL,
    NETANYAHU,
    PREMIER,
    QATAR,
    Ledger,
    event,
    later,
    on,
    report,
)

from storage.model import (
    Event,
    EventType,
    Participant,
    Period,
    Precision,
    Regrouped,
    Report,
    Role,
    Span,
    Status,
)
from summarizer.gazetteer import Gazetteer
from summarizer.merging import combine, nearby_types, window, witnesses

MAP = Gazetteer(
    countries={"الدوحة": QATAR, "القاهرة": EGYPT}, parents={"الموساد": ISRAEL}, outlets={"axios": "أكسيوس"}
)


def merged(*articles: Sequence[Report]) -> list[Event]:
    """The events after these articles have come in, one after the other."""
    ledger = Ledger(MAP)
    for reports in articles:
        ledger.take_in(reports)
    return list(ledger.events.values())


def test_two_outlets_that_name_the_same_people_day_and_city_tell_one_meeting() -> None:
    first = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة")
    second = report(EventType.TALKS, BLINKEN, EMIR, when=on(DAY), place="قطر", article=2)
    (one,) = merged([first], [second])
    assert len(one.reports) == 2
    assert one.place == "الدوحة"


def test_one_person_who_meets_two_others_on_a_day_has_two_meetings() -> None:
    first = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة")
    second = report(EventType.MEETING, PREMIER, BLINKEN, when=on(DAY), place="الدوحة", article=2)
    assert len(merged([first], [second])) == 2


def test_what_the_reading_room_kept_apart_stays_apart() -> None:
    twice = [report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), spans=(Span(n, n + 9),)) for n in (0, 50)]
    assert len(merged(twice)) == 2


def test_of_one_articles_reports_the_best_fitting_one_joins_the_event() -> None:
    known = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة")
    vague = report(EventType.MEETING, QATAR, AMERICA, when=on(DAY), place="الدوحة", article=2)
    exact = report(
        EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة", article=2, spans=(Span(40, 60),)
    )
    assert clusters(merged([known], [vague, exact])) == clusters(merged([known], [exact]) + merged([vague]))


def test_a_report_that_fits_two_events_equally_well_joins_neither() -> None:
    known = [
        [report(EventType.MEETING, who, BLINKEN, when=on(DAY), place="الدوحة", article=number)]
        for number, who in enumerate((EMIR, PREMIER), 1)
    ]
    vague = report(EventType.MEETING, QATAR, AMERICA, when=on(DAY), place="الدوحة", article=3)
    assert len(merged(*known, [vague])) == 3


@pytest.mark.parametrize(
    "other",
    [
        report(EventType.CALL, EMIR, BLINKEN, when=on(DAY), article=2),
        report(EventType.MEETING, EMIR, BLINKEN, when=later(3), place="الدوحة", article=2),
        report(EventType.MEETING, EGYPT, AMERICA, when=on(DAY), place="الدوحة", article=2),
        report(EventType.MEETING, QATAR, AMERICA, when=on(DAY), article=2),
        report(EventType.MEETING, EMIR, BLINKEN, article=2, published=None),
        report(EventType.MEETING, EMIR, BLINKEN, article=2, published=DAY, background=True),
    ],
    ids=["another kind", "another day", "other sides", "no people and no place", "no date at all", "history"],
)
def test_uncertain_or_contradicting_reports_stay_apart(other: Report) -> None:
    known = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة")
    assert len(merged([known], [other])) == 2


def test_the_same_wording_alone_merges_nothing() -> None:
    words = "بحث الجانبان جهود الوساطة ووقف إطلاق النار في القطاع"
    first = report(EventType.STATEMENT, EGYPT, when=on(DAY), substance=words)
    second = report(EventType.STATEMENT, QATAR, when=on(DAY), substance=words, article=2)
    assert len(merged([first], [second])) == 2


def test_an_outlet_that_leaves_out_a_party_to_a_round_tells_the_same_round() -> None:
    weekend = on(date(2024, 1, 27), date(2024, 1, 28))
    three = report(EventType.MEETING, EGYPT, ISRAEL, AMERICA, when=weekend, place="باريس")
    four = report(
        EventType.TALKS,
        EGYPT,
        ISRAEL,
        "الموساد",
        BURNS,
        PREMIER,
        when=on(date(2024, 1, 28)),
        place="باريس",
        article=2,
    )
    (one,) = merged([three], [four])
    assert one.when == on(date(2024, 1, 28))


def test_two_of_the_parties_to_a_round_meeting_apart_are_not_the_round() -> None:
    all_of_them = report(EventType.TALKS, EGYPT, ISRAEL, AMERICA, QATAR, when=on(DAY), place="الدوحة")
    two = report(EventType.MEETING, EGYPT, QATAR, when=on(DAY), place="الدوحة", article=2)
    assert len(merged([all_of_them], [two])) == 2


def test_an_undated_plan_and_what_came_of_it_within_the_week_are_one_event() -> None:
    plan = report(
        EventType.MEETING, EMIR, BLINKEN, place="الدوحة", status=Status.PLANNED, published=DAY - timedelta(2)
    )
    held = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة", article=2)
    (one,) = merged([plan], [held])
    assert (one.status, one.when.first) == (Status.HAPPENED, DAY)


def test_a_denial_outweighs_what_was_told_and_keeps_both_reports() -> None:
    told = report(
        EventType.SUSPENSION, HAMAS, QATAR, when=on(DAY), issues=("prisoners",), status=Status.CLAIMED
    )
    denied = replace(told, status=Status.DENIED, source=report(article=2).source, issues=("prisoners", "aid"))
    for order in ([told], [denied]), ([denied], [told]):
        (one,) = merged(*order)
        assert one.status is Status.DENIED
        assert len(one.reports) == 2


def test_two_words_of_one_speaker_on_one_day_about_different_matters_are_two_statements() -> None:
    first = report(EventType.STATEMENT, PREMIER, when=on(DAY), issues=("aid",))
    second = report(EventType.STATEMENT, PREMIER, when=on(DAY), issues=("withdrawal",), article=2)
    assert len(merged([first], [second])) == 2


def test_a_release_is_known_by_its_day() -> None:
    batches = [
        [report(EventType.RELEASE, HAMAS, ISRAEL, when=when, issues=("hostages",), article=number)]
        for number, when in enumerate((later(0), later(1), later(0)), 1)
    ]
    assert sorted(len(one.reports) for one in merged(*batches)) == [1, 2]


def test_a_truce_told_by_who_fought_and_by_who_mediated_is_one_truce() -> None:
    days = on(date(2023, 11, 24), date(2023, 12, 1))
    fought = report(EventType.TRUCE, HAMAS, ISRAEL, when=days)
    mediated = report(EventType.TRUCE, QATAR, EGYPT, AMERICA, when=days, article=2)
    assert len(merged([fought], [mediated])) == 1


def test_reading_an_article_again_tells_nothing() -> None:
    reports = [
        report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة"),
        report(EventType.STATEMENT, BLINKEN, when=on(DAY), spans=(Span(50, 80),)),
    ]
    ledger = Ledger(MAP)
    ledger.take_in(reports)
    before = dict(ledger.events)
    assert ledger.take_in(reports) == Regrouped((), {})
    assert ledger.events == before


def test_recent_matter_is_news_although_the_article_calls_it_background() -> None:
    recent = report(EventType.MEETING, EMIR, BLINKEN, when=later(-5), background=True)
    assert not combine([recent]).background


def test_matter_of_long_ago_is_history_although_the_article_does_not_say_so() -> None:
    assert combine([report(EventType.TRUCE, HAMAS, ISRAEL, when=later(-100))]).background


def test_the_agreed_fields_do_not_depend_on_the_order_of_reports() -> None:
    month = Period(date(2024, 10, 21), date(2024, 10, 31), Precision.MONTH)
    told = [
        report(
            EventType.TALKS, EMIR, BLINKEN, when=month, place=QATAR, substance="جهود الوساطة لوقف إطلاق النار"
        ),
        report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة", article=2, headline=True),
        report(EventType.MEETING, QATAR, AMERICA, when=on(DAY), place=QATAR, article=3, issues=("aid",)),
    ]
    first, second = combine(told, MAP), combine(told[::-1], MAP)
    assert replace(first, reports=()) == replace(second, reports=())
    assert (first.type, first.when, first.place) == (EventType.MEETING, on(DAY), "الدوحة")
    assert first.substance == "جهود الوساطة لوقف إطلاق النار"


def test_roles_survive_a_merge() -> None:
    host = Participant(QATAR, Role.HOST)
    told = [replace(report(EventType.TALKS, HAMAS, EGYPT, article=n), participants=(host,)) for n in (1, 2)]
    assert combine(told).participants == (host,)


def test_who_quotes_another_outlet_is_no_second_witness() -> None:
    told = [
        report(EventType.MEETING, EMIR, BLINKEN, article=1, publisher="أكسيوس"),
        report(EventType.MEETING, EMIR, BLINKEN, article=2, attribution="موقع أكسيوس"),
        report(EventType.MEETING, EMIR, BLINKEN, article=3, attribution="مصدر مطلع (أكسيوس)"),
    ]
    assert witnesses(told, MAP) == event(*told).witnesses == 1
    own = report(EventType.MEETING, EMIR, BLINKEN, article=4, attribution="مصدر مطلع", publisher="رويترز")
    assert witnesses([*told, own], MAP) == 2
    assert witnesses([*told, replace(own, attribution="Axios")], MAP) == 1


def test_the_window_of_an_undated_report_hangs_on_its_article() -> None:
    assert window(report()) == Period(DAY - timedelta(7), DAY)
    assert window(report(status=Status.PLANNED)) == Period(DAY, DAY + timedelta(7))
    assert window(report(background=True)) == Period()
    assert window(report(when=later(1))) == later(1)
    assert EventType.TALKS in nearby_types(EventType.MEETING)


HAPPENINGS = [
    (kind, who, place, day)
    for kind, who, place in (
        (EventType.MEETING, (EMIR, BLINKEN), "الدوحة"),
        (EventType.MEETING, (PREMIER, BLINKEN), "الدوحة"),
        (EventType.CALL, (NETANYAHU, BLINKEN), None),
        (EventType.VISIT, (BURNS, EGYPT), "القاهرة"),
        (EventType.REJECTION, (NETANYAHU, HAMAS), None),
    )
    for day in (0, 1, 5)
]


@st.composite
def some_articles(draw: st.DrawFn) -> list[list[Report]]:
    """Articles that each tell some happenings with their people and day; place, status and rank vary."""
    articles = []
    for number in range(1, draw(st.integers(2, 6)) + 1):
        told = draw(st.lists(st.sampled_from(HAPPENINGS), unique=True, max_size=6))
        articles.append(
            [draw(tellings_of(number, place, *happening)) for place, happening in enumerate(told)]
        )
    return articles


@st.composite
def tellings_of(
    draw: st.DrawFn,
    article: int,
    nth: int,
    kind: EventType,
    who: tuple[Participant, ...],
    place: str | None,
    day: int,
) -> Report:
    return report(
        kind,
        *who,
        when=later(day),
        place=place if kind is EventType.VISIT or draw(st.booleans()) else None,
        status=draw(st.sampled_from([Status.HAPPENED, Status.PLANNED, Status.CLAIMED, Status.DENIED])),
        headline=draw(st.booleans()),
        article=article,
        spans=(Span(nth * 20, nth * 20 + 10),),
        issues=("withdrawal",) if kind is EventType.REJECTION else (),
    )


def clusters(events: Iterable[Event]) -> set[frozenset[tuple[int, Span]]]:
    return {frozenset((r.source.article_id, r.spans[0]) for r in one.reports if r.source) for one in events}


@settings(deadline=None, max_examples=60)
@given(some_articles(), st.randoms(use_true_random=False))
def test_the_order_in_which_articles_arrive_does_not_change_the_events(
    articles: list[list[Report]], chance
) -> None:  # type: ignore[no-untyped-def]
    shuffled = articles[:]
    chance.shuffle(shuffled)
    one, other = merged(*articles), merged(*shuffled)
    assert clusters(one) == clusters(other)
    assert agreed(one) == agreed(other)


@st.composite
def any_articles(draw: st.DrawFn) -> list[list[Report]]:
    """Articles whose reports leave out or blur what they may: days, places, people, parties and issues."""
    days = [
        None,
        on(DAY),
        later(1),
        on(DAY, DAY + timedelta(3)),
        Period(DAY, DAY + timedelta(30), Precision.MONTH),
    ]
    return [
        [
            report(
                draw(st.sampled_from([EventType.MEETING, EventType.TALKS, EventType.TRUCE, EventType.RELEASE, EventType.STATEMENT, EventType.AGREEMENT])),
                *draw(st.lists(st.sampled_from([EMIR, PREMIER, BLINKEN, EGYPT, HAMAS, ISRAEL]), max_size=4, unique=True)),
                when=draw(st.sampled_from(days)),
                place=draw(st.sampled_from([None, "الدوحة", "القاهرة", QATAR])),
                issues=draw(st.sampled_from([(), ("aid",), ("withdrawal",)])),
                headline=draw(st.booleans()),
                article=number,
                spans=(Span(nth * 20, nth * 20 + 10),),
            )
            for nth in range(draw(st.integers(0, 4)))
        ]
        for number in range(1, draw(st.integers(2, 6)) + 1)
    ]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(any_articles(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter_for_vague_and_contradicting_reports_either(
    articles: list[list[Report]], chance
) -> None:  # type: ignore[no-untyped-def]
    shuffled = articles[:]
    chance.shuffle(shuffled)
    one, other = merged(*articles), merged(*shuffled)
    assert clusters(one) == clusters(other)
    assert agreed(one) == agreed(other)


@settings(deadline=None, max_examples=60)
@given(any_articles())
def test_hearing_everything_a_second_time_changes_nothing(articles: list[list[Report]]) -> None:
    ledger = Ledger(MAP)
    for reports in articles:
        ledger.take_in(reports)
    assert all(ledger.take_in(reports) == Regrouped((), {}) for reports in articles)


def agreed(events: Iterable[Event]) -> set[str]:
    return {repr(replace(one, id=None, reports=())) for one in events}


def test_kin_of_a_new_event_is_not_written_again() -> None:
    said = [
        report(EventType.STATEMENT, BLINKEN, when=on(DAY), issues=("aid",)),
        report(EventType.STATEMENT, BLINKEN, when=on(DAY), issues=("rafah",), spans=(Span(50, 80),)),
    ]
    ledger = Ledger()
    ledger.take_in(said)
    known = set(ledger.events)
    # It fits both equally well, and so joins neither.
    made = ledger.take_in([report(EventType.STATEMENT, BLINKEN, when=on(DAY), article=2)])
    (family,) = made.families
    assert [event.id for event in family.events] == [None]
    assert family.unchanged == known
