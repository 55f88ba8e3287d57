"""What a digest tells, in which order, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tellings import (
    AMERICA,
    BLINKEN,
    DAY,
    EGYPT,
    EMIR,
    HAMAS,
    ISRAEL,
    NETANYAHU,
    PREMIER,
    QATAR,
    event,
    figure,
    later,
    on,
    position,
    report,
)

from storage.model import Digest, Event, EventType, Figure, Position, Span, Stance, Status
from summarizer.digest import MOST_HAPPENED, MOST_PLANNED, compose, trace
from summarizer.facts import MOST_POSITIONS
from summarizer.selection import Cast, is_news, reasons

SLOT = datetime(2024, 10, 25, 4, tzinfo=UTC)
CAST = Cast(frozenset({ISRAEL, HAMAS}), frozenset({QATAR, EGYPT, AMERICA}))


def digest(
    *events: Event,
    figures: tuple[Figure, ...] = (),
    positions: tuple[Position, ...] = (),
    earlier: tuple[Position, ...] = (),
    history: tuple[Event, ...] = (),
    articles_read: int = 1,
) -> Digest:
    since = SLOT - timedelta(days=1)
    return compose(
        "gaza",
        SLOT,
        since,
        events,
        figures,
        positions,
        articles_read,
        cast=CAST,
        earlier=earlier,
        history=history,
    )


def meeting(
    number: int, days: int | None = 0, status: Status = Status.HAPPENED, article: int | None = None
) -> Event:
    when = None if days is None else later(days)
    told = report(
        EventType.MEETING, EMIR, BLINKEN, when=when, status=status, article=article or number, id=number
    )
    return event(told, id=number)


def ids(lines: object) -> list[int]:
    return [line.event_id for line in lines]  # type: ignore[attr-defined]


def test_what_happened_stands_newest_day_first_and_undated_last() -> None:
    made = digest(meeting(1, -3), meeting(2, None), meeting(3, 0), meeting(4, -1))
    assert ids(made.happened) == [3, 4, 1, 2]


def test_what_is_planned_stands_soonest_first_and_undated_last() -> None:
    plans = [meeting(n, days, Status.PLANNED) for n, days in ((1, 9), (2, None), (3, 1), (4, 4))]
    assert ids(digest(*plans[:3]).planned) == [3, 1, 2]
    assert ids(digest(*plans).planned) == [3, 4, 1][:MOST_PLANNED]


def test_a_plan_whose_day_is_past_stands_with_its_status_among_what_happened() -> None:
    made = digest(meeting(1, -1, Status.PLANNED))
    assert made.planned == ()
    assert made.happened[0].status is Status.PLANNED


def test_a_plan_for_the_day_of_the_digest_is_still_next() -> None:
    assert ids(digest(meeting(1, 1, Status.PLANNED)).planned) == [1]


def test_an_undated_plan_of_long_ago_is_not_next() -> None:
    old = event(report(EventType.MEETING, EMIR, BLINKEN, status=Status.PLANNED, published=date(2024, 7, 10)))
    assert digest(old).planned == ()


def test_of_what_lies_ahead_a_mere_visit_is_told_too() -> None:
    plan = report(EventType.VISIT, BLINKEN, EGYPT, when=later(3), place="القاهرة", status=Status.PLANNED)
    assert ids(digest(event(plan)).planned) == [1]


def test_history_and_mere_possibilities_are_left_out() -> None:
    history = replace(meeting(1), background=True)
    made = digest(history, meeting(2, status=Status.CONDITIONAL))
    assert made.quiet


def test_a_denial_is_told_only_where_the_denied_was_told() -> None:
    alone = event(report(EventType.SUSPENSION, HAMAS, when=on(DAY), status=Status.DENIED), id=1)
    assert digest(alone).quiet
    told = report(EventType.SUSPENSION, HAMAS, when=on(DAY), status=Status.CLAIMED, article=2)
    both = event(*alone.reports, told, id=1)
    assert digest(both).happened[0].status is Status.DENIED


def test_a_quiet_day_still_says_how_many_articles_were_read() -> None:
    made = digest(articles_read=7)
    assert (made.quiet, made.articles_read) == (True, 7)


def test_a_person_s_several_statements_of_a_day_are_one_line() -> None:
    said = [
        event(
            report(EventType.STATEMENT, PREMIER, when=on(DAY), spans=(Span(n, n + 9),), issues=(issue,)), id=n
        )
        for n, issue in enumerate(("aid", "withdrawal", "ceasefire"), 1)
    ]
    assert len(digest(*said).happened) == 1


def test_the_way_to_a_meeting_is_told_by_the_meeting() -> None:
    visit = event(report(EventType.VISIT, BLINKEN, QATAR, when=on(DAY), place=QATAR, id=8), id=8)
    (line,) = digest(visit, meeting(1)).happened
    assert line.type is EventType.MEETING
    assert line.report_ids == (1, 8)


def test_a_line_without_substance_takes_it_from_what_it_says_besides() -> None:
    held = report(EventType.MEETING, EGYPT, ISRAEL, AMERICA, when=on(DAY), place="باريس", id=1)
    put = report(
        EventType.PROPOSAL, EGYPT, ISRAEL, when=on(DAY), place="باريس", id=2, substance="هدنة على مراحل"
    )
    (line,) = digest(event(held, id=1), event(replace(put, spans=(Span(60, 80),)), id=2)).happened
    assert (line.event_id, line.substance) == (1, "هدنة على مراحل")


def test_two_meetings_of_one_person_are_two_lines() -> None:
    other = event(
        report(EventType.MEETING, PREMIER, BLINKEN, when=on(DAY), id=2, spans=(Span(90, 99),)), id=2
    )
    assert sorted(ids(digest(meeting(1), other).happened)) == [1, 2]


def test_a_flood_is_cut_to_what_fits_and_the_weightiest_stays() -> None:
    calls = [
        event(report(EventType.CALL, EMIR, NETANYAHU, when=later(-n), article=n, id=n), id=n)
        for n in range(1, 30)
    ]
    deal = report(
        EventType.AGREEMENT,
        HAMAS,
        ISRAEL,
        when=later(-30),
        article=99,
        headline=True,
        published=later(-30).first,
    )
    made = digest(*calls, event(deal, id=99))
    assert len(made.happened) == MOST_HAPPENED
    assert 99 in ids(made.happened)


def test_no_article_crowds_out_the_others() -> None:
    loud = [meeting(n, -n, article=1) for n in range(1, 20)]
    quiet = event(report(EventType.STATEMENT, PREMIER, when=on(DAY), article=2, headline=True), id=50)
    assert 50 in ids(digest(*loud, quiet).happened)


def test_a_bare_remark_is_not_news() -> None:
    remark = event(report(EventType.STATEMENT, "جهة أخرى", when=on(DAY)))
    assert digest(remark).happened == ()


def test_reasons_name_what_speaks_for_a_line() -> None:
    told = report(EventType.MEETING, EMIR, NETANYAHU, when=on(DAY), headline=True, article=1)
    again = replace(told, source=report(article=2).source)
    assert reasons(event(told, again), CAST) == {
        "type:meeting": 5,
        "headline": 3,
        "sources:2": 2,
        "principal:إسرائيل": 1,
        "mediator:قطر": 1,
        "people": 1,
        "dated": 1,
    }
    assert digest(event(told)).happened[0].reasons[:2] == ("type:meeting", "headline")


def test_sources_are_numbered_in_the_order_of_the_lines() -> None:
    made = digest(meeting(1, -2), meeting(2, 0))
    assert [line.sources for line in made.happened] == [(0,), (1,)]
    assert [source.article_id for source in made.sources] == [2, 1]


def test_a_claim_keeps_who_says_so_until_an_outlet_tells_it_on_its_own_word() -> None:
    claim = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), attribution="الديوان الأميري")
    assert digest(event(claim)).happened[0].attribution == "الديوان الأميري"
    seen = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), article=2)
    assert digest(event(claim, seen)).happened[0].attribution is None
    one_sided = event(replace(claim, status=Status.CLAIMED))
    assert digest(one_sided).happened[0].attribution == "الديوان الأميري"


def test_every_line_leads_back_to_its_sentences() -> None:
    text = "مقدمة الخبر. والتقى الوزير أمير البلاد في العاصمة يوم الخميس. ثم غادر إلى بلاده."
    first, last = text.index("والتقى"), text.index(" ثم")
    told = report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), id=4, spans=(Span(first, last),))
    known = [event(told)]
    (line,) = digest(*known).happened
    ((source, sentence),) = trace(line, known, {1: text})
    assert (source.article_id, sentence) == (1, "والتقى الوزير أمير البلاد في العاصمة يوم الخميس.")


def test_a_position_that_a_line_tells_or_that_was_known_has_not_moved() -> None:
    told = event(report(EventType.DEMAND, HAMAS, EGYPT, when=on(DAY), spans=(Span(500, 600),), headline=True))
    said = position(HAMAS, "guarantees", Stance.DEMANDS, "تعهدات مكتوبة")
    known = position(ISRAEL, "philadelphi", Stance.REJECTS, "الانسحاب من الممر", start=700)
    fresh = position(QATAR, "aid", Stance.OFFERS, "استضافة جولة جديدة", start=800)
    made = digest(told, positions=(said, known, fresh), earlier=(known,))
    assert [p.party for p in made.positions] == [QATAR]


def test_positions_are_few_one_a_party_and_the_principals_come_first() -> None:
    said = [position(party, "aid", Stance.DEMANDS, party, start=100 * n) for n, party in enumerate(
        (EGYPT, QATAR, HAMAS, AMERICA, HAMAS, ISRAEL), 10
    )]  # fmt: skip
    parties = [p.party for p in digest(positions=tuple(said)).positions]
    assert parties == [HAMAS, ISRAEL][:MOST_POSITIONS]


def test_differing_figures_stand_side_by_side_and_plans_are_no_figures() -> None:
    made = digest(
        figures=(
            figure("hostages_held", 101),
            figure("hostages_held", 101, article=2),
            figure("hostages_held", 97, article=3, attribution="مصدر"),
            figure("hostages_held", 120, planned=True),
            figure("other", 11),
        )
    )
    assert [(f.value, f.sources) for f in made.figures] == [(101, (0, 1)), (97, (2,))]


def test_a_series_over_time_stands_newest_first() -> None:
    days = {120: date(2024, 9, 20), 101: date(2024, 10, 20), 100: DAY}
    counted = tuple(figure("hostages_held", value, as_of=day) for value, day in days.items())
    assert [(f.value, f.as_of) for f in digest(figures=counted).figures] == [
        (value, days[value]) for value in (100, 101, 120)
    ]


def test_figures_and_positions_of_retold_history_are_no_news() -> None:
    truce = report(EventType.TRUCE, HAMAS, ISRAEL, when=later(-300), spans=(Span(100, 200),), background=True)
    freed = replace(figure("hostages_released", 105), spans=(Span(150, 153),))
    wanted = position(HAMAS, "aid", Stance.DEMANDS, "إدخال المساعدات", start=110)
    assert digest(figures=(freed,), positions=(wanted,), history=(event(truce),)).quiet
    same_sentence = event(report(EventType.DEMAND, HAMAS, when=on(DAY), spans=(Span(100, 200),)))
    assert digest(same_sentence, figures=(freed,), history=(event(truce),)).figures


def test_a_number_repeated_over_days_stands_once_with_its_newest_day() -> None:
    told = tuple(figure("hostages_held", 98, article=n, published=DAY - timedelta(days=n)) for n in (3, 1, 2))
    (one,) = digest(figures=told).figures
    assert (one.as_of, len(one.sources)) == (DAY - timedelta(days=1), 3)


def test_who_announced_an_agreement_is_told_with_the_agreement() -> None:
    reached = event(report(EventType.AGREEMENT, HAMAS, ISRAEL, when=on(DAY), headline=True, id=1), id=1)
    announced = event(report(EventType.AGREEMENT, PREMIER, when=on(DAY), headline=True, id=2), id=2)
    (line,) = digest(reached, announced).happened
    assert (line.event_id, line.report_ids) == (1, (1, 2))


def test_a_figure_of_long_ago_is_history() -> None:
    assert digest(figures=(figure("hostages_released", 105, as_of=date(2023, 12, 1)),)).quiet


def test_where_one_who_met_also_went_stands_with_the_meeting() -> None:
    stop = event(report(EventType.VISIT, BLINKEN, AMERICA, when=later(-1), place="الرياض", id=8), id=8)
    (line,) = digest(event(replace(meeting(1).reports[0], place="الدوحة"), id=1), stop).happened
    assert [(one.person, one.place) for one in line.stops] == [(BLINKEN.name, "الرياض")]
    assert line.report_ids == (1, 8)


def test_a_side_does_not_meet_itself() -> None:
    cast = Cast(CAST.principals, CAST.mediators, {"الموساد": ISRAEL, "الشاباك": ISRAEL})
    alone = event(report(EventType.TALKS, "الموساد", "الشاباك", when=on(DAY)))
    assert not is_news(alone, cast)
    assert is_news(event(report(EventType.TALKS, "الموساد", QATAR, when=on(DAY))), cast)


def test_what_was_said_of_a_meeting_is_told_beside_what_it_was_for() -> None:
    held = report(EventType.MEETING, PREMIER, BLINKEN, when=on(DAY), id=1, substance="لبحث الهدنة")
    said = report(EventType.STATEMENT, PREMIER, when=on(DAY), id=2, substance="تحقق تقدم جيد")
    assert len(digest(event(held, id=1), event(said, id=2)).happened) == 2


def test_who_said_what_is_planned_is_told_by_the_plan() -> None:
    plan = report(EventType.MEETING, EMIR, BLINKEN, when=later(3), status=Status.PLANNED, id=1)
    said = report(EventType.STATEMENT, PREMIER, when=on(DAY), id=2, substance="الأمير ثاني سيلتقي بلينكن")
    made = digest(event(plan, id=1), event(said, id=2))
    assert (ids(made.happened), ids(made.planned)) == ([], [1])


def test_an_old_plan_without_a_day_is_told_only_where_an_article_was_about_it() -> None:
    old = report(EventType.MEETING, EMIR, BLINKEN, status=Status.PLANNED, published=date(2024, 7, 10), id=1)
    assert digest(event(old, id=1)).happened == ()
    main = replace(old, headline=True)
    assert ids(digest(replace(event(main, id=1), headline=True)).happened) == [1]


def test_what_a_deal_would_bring_stands_behind_what_was_counted() -> None:
    plan = replace(figure("hostages_released", 120), planned=True)
    made = digest(meeting(1), figures=(plan, figure("hostages_held", 101)))
    assert [(one.value, one.planned) for one in made.figures] == [(101, False), (120, True)]
