from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from storage import inbox
from storage.db import Store
from storage.model import (
    Article,
    Event,
    EventType,
    Participant,
    Period,
    Precision,
    Report,
    Source,
    Span,
    Status,
)
from storage.read import events
from storage.write.reading import save_event

NOW = datetime(2025, 1, 15, 18, 0, tzinfo=UTC)
DAY = date(2025, 1, 13)


def day(number: int) -> Period:
    return Period(date(2025, 1, number), date(2025, 1, number), Precision.DAY)


def a_report(**fields: object) -> Report:
    usual: dict[str, object] = {
        "type": EventType.MEETING,
        "status": Status.HAPPENED,
        "when": day(13),
        "place": "الدوحة",
        "participants": (
            Participant("قطر"),
            Participant("ستيف ويتكوف", person=True, party="الولايات المتحدة"),
        ),
        "issues": ("ceasefire",),
        "spans": (Span(0, 3),),
    }
    return Report(**{**usual, **fields})  # type: ignore[arg-type]


def told(report: Report, event: Event | None = None) -> Event:
    reports = (*(event.reports if event else ()), report)
    return Event(
        report.type, report.status, report.when, report.place, report.participants, report.issues, reports,
        background=report.background, id=event.id if event else None,
    )  # fmt: skip


def an_article(store: Store, text: str, publisher: str = "صحيفة") -> int:
    with store.writing() as session:
        return inbox.submit(session, Article(text, publisher), dossier="gaza", now=NOW).article_id


def save(store: Store, article_id: int, what: Event, now: datetime = NOW) -> Event:
    with store.writing() as session:
        return save_event(session, "gaza", article_id, what, now=now)


def test_an_event_comes_back_as_it_was_told_with_its_sources(store: Store) -> None:
    article_id = an_article(store, "نص أول")
    saved = save(store, article_id, told(a_report()))
    with store.reading() as session:
        found = events.by_id(session, saved.id or 0)
    assert found is not None
    assert (found.type, found.when, found.place, found.people) == (
        EventType.MEETING,
        day(13),
        "الدوحة",
        ("ستيف ويتكوف",),
    )
    assert [source.publisher for source in found.sources] == ["صحيفة"]
    assert found.reports[0].spans == (Span(0, 3),)


def test_a_second_report_joins_the_event(store: Store) -> None:
    first = save(store, an_article(store, "نص أول"), told(a_report()))
    later = NOW + timedelta(hours=5)
    second = save(store, an_article(store, "نص ثان", "وكالة"), told(a_report(), first), later)
    assert second.id == first.id
    with store.reading() as session:
        found = events.by_id(session, first.id or 0)
    assert found is not None
    assert [source.publisher for source in found.sources] == ["صحيفة", "وكالة"]
    assert [report.learned_at for report in found.reports] == [NOW, later]


def test_what_was_learned_in_a_window_holds_its_start_and_not_its_end(store: Store) -> None:
    save(store, an_article(store, "نص"), told(a_report()))
    with store.reading() as session:
        assert len(events.learned_between(session, "gaza", NOW, NOW + timedelta(seconds=1))) == 1
        assert events.learned_between(session, "gaza", NOW - timedelta(days=1), NOW) == []


def test_background_is_never_shown_as_news(store: Store) -> None:
    save(store, an_article(store, "نص"), told(a_report(background=True)))
    with store.reading() as session:
        assert events.latest(session, "gaza", limit=5) == []
        assert events.last_acts(session, "gaza", ["قطر"], until=DAY) == {}


def test_what_is_known_by_halves_is_kept_and_no_line_of_a_list(store: Store) -> None:
    alone = a_report(participants=(Participant("قطر"), Participant("محمد", person=True, party="قطر")))
    wordless = a_report(type=EventType.STATEMENT, substance=None)
    saved = [
        save(store, an_article(store, f"نص {number}"), told(r)) for number, r in enumerate((alone, wordless))
    ]
    with store.reading() as session:
        assert events.latest(session, "gaza", limit=5) == []
        assert [event.id for event in events.by_ids(session, [s.id or 0 for s in saved])] == [
            s.id for s in saved
        ]


def test_the_latest_events_come_newest_day_first(store: Store) -> None:
    article_id = an_article(store, "نص")
    for number in (11, 14, 12):
        save(store, article_id, told(a_report(when=day(number))))
    with store.reading() as session:
        found = [event.when.first for event in events.latest(session, "gaza", limit=2)]
    assert found == [date(2025, 1, 14), date(2025, 1, 12)]


def test_an_undated_event_is_listed_on_the_day_on_which_it_was_first_told(store: Store) -> None:
    with store.writing() as session:
        article_id = inbox.submit(
            session, Article("نص", published=date(2025, 1, 12)), dossier="gaza", now=NOW
        ).article_id
    source = Source(article_id, None, None, date(2025, 1, 12))
    for when in (day(13), Period(), day(11)):
        save(store, article_id, told(a_report(when=when, source=source)))
    with store.reading() as session:
        found = [event.when.first for event in events.latest(session, "gaza", limit=3)]
    assert found == [date(2025, 1, 13), None, date(2025, 1, 11)]


def test_what_a_mediator_last_did_is_dated_happened_and_not_in_the_future(store: Store) -> None:
    article_id = an_article(store, "نص")
    save(store, article_id, told(a_report(when=day(12))))
    save(store, article_id, told(a_report(when=day(14), status=Status.PLANNED)))
    save(store, article_id, told(a_report(when=day(19))))
    save(store, article_id, told(a_report(when=Period())))
    with store.reading() as session:
        acts = events.last_acts(session, "gaza", ["قطر", "مصر"], until=date(2025, 1, 15))
    assert {party: event.when for party, event in acts.items()} == {"قطر": day(12)}


def test_another_dossiers_events_are_not_ours(store: Store) -> None:
    save(store, an_article(store, "نص"), told(a_report()))
    with store.reading() as session:
        assert events.latest(session, "sudan", limit=5) == []


def test_an_answer_to_nothing_is_no_line_of_its_own() -> None:
    refusal = Event(EventType.REJECTION, Status.HAPPENED, Period(), None, (Participant("إسرائيل"),), (), ())
    assert not refusal.whole
    assert replace(refusal, substance="المقترح المصري").whole and replace(refusal, issues=("aid",)).whole
