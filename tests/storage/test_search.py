"""Events are found by words, names and days, the newest first; the same in both kinds of database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from storage import corrections, inbox
from storage.catalog import load_dossier
from storage.db import Store
from storage.model import (
    Article,
    Edits,
    Event,
    EventType,
    Participant,
    Period,
    Precision,
    Report,
    Span,
    Status,
)
from storage.search import finding, indexing
from storage.search.finding import Asked, Found, find
from storage.search.indexing import index_changed
from storage.search.words import of_issue, of_name, of_place, of_type, of_word, stems
from storage.write.reading import save_event

NOW = datetime(2024, 10, 25, 4, tzinfo=UTC)
FIRST = date(2024, 10, 1)
GAZA = load_dossier("gaza")


def tell(
    store: Store,
    text: str,
    *who: str,
    day: int = 0,
    kind: EventType = EventType.MEETING,
    place: str | None = None,
    issues: tuple[str, ...] = (),
) -> int:
    """Store an event of some day, told by an article of its own in these words."""
    when = Period(FIRST + timedelta(day), FIRST + timedelta(day), Precision.DAY)
    # It takes two to meet.
    people = tuple(Participant(name) for name in (*(who or ("السويد",)), "النرويج"))
    with store.writing() as session:
        article = inbox.submit(session, Article(f"{text} ({day})"), dossier="gaza", now=NOW).article_id
        report = Report(kind, Status.HAPPENED, when, place, people, issues, (Span(0, len(text)),))
        event = Event(kind, Status.HAPPENED, when, place, people, issues, (report,))
        return save_event(session, "gaza", article, event, now=NOW).id or 0


def words(text: str) -> tuple[tuple[int, ...], ...]:
    return tuple((of_word(one),) for one in stems(text))


def found(store: Store, asked: Asked, limit: int = 9, offset: int = 0) -> Found:
    index_changed(store, GAZA)
    with store.reading() as session:
        return find(session, asked, limit=limit, offset=offset)


def ids(store: Store, *wished: tuple[int, ...], **asked: object) -> list[int | None]:
    return [event.id for event in found(store, Asked("gaza", wished=wished, **asked)).events]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("المفاوضات", "مفاوضات"),
        ("والمفاوضات", "المفاوضات"),
        ("الهدنة", "هدنه"),
        ("أغسطس", "اغسطس"),
        ("33", "٣٣"),
        ("الأسرى", "الاسري"),
        ("بالاتفاق", "اتفاق"),
        ("للرهائن", "الرهائن"),
        ("Blinken", "blinken"),
    ],
)
def test_what_is_written_and_what_is_typed_have_one_stem(written: str, typed: str) -> None:
    assert list(stems(written)) == list(stems(typed))


def test_the_newest_events_that_hold_all_the_words_come_first(store: Store) -> None:
    old = tell(store, "شحنات الوقود تدخل من المعبر", day=1)
    new = tell(store, "المعبر يفتح أمام شحنات جديدة", day=5)
    tell(store, "المعبر مغلق", day=9)
    assert ids(store, *words("شحنات المعبر")) == [new, old]


def test_names_and_places_are_needed_and_the_rest_is_wished(store: Store) -> None:
    both = tell(store, "لقاء", "قطر", "مصر", place="القاهرة", day=1)
    other = tell(store, "اتصال", "قطر", kind=EventType.CALL, day=2)
    tell(store, "لقاء", "تركيا", day=3)
    qatar = Asked("gaza", needed=((of_name("قطر"),),))
    assert [event.id for event in found(store, qatar).events] == [other, both]
    meeting = found(store, Asked("gaza", needed=((of_name("قطر"),),), wished=((of_type("meeting"),),)))
    assert [event.id for event in meeting.events] == [both] and not meeting.partly
    visit = found(store, Asked("gaza", needed=((of_name("قطر"),),), wished=((of_type("visit"),),)))
    assert [event.id for event in visit.events] == [other, both] and visit.partly
    assert ids(store, (of_place("القاهرة"),)) == [both]


def test_what_is_part_of_a_party_is_found_under_it(store: Store) -> None:
    told = tell(store, "لقاء", "وزارة الخارجية القطرية")
    assert ids(store, (of_name("قطر"),)) == [told]


def test_a_crossing_is_found_under_what_is_negotiated_of_it(store: Store) -> None:
    told = tell(store, "اجتماع", "مصر", "إسرائيل", place="معبر رفح")
    assert ids(store, (of_issue("rafah"),)) == [told]


def test_where_nothing_holds_all_what_holds_most_comes_first_and_it_is_said(store: Store) -> None:
    two = tell(store, "خرائط الانسحاب على الطاولة", day=1)
    one = tell(store, "خرائط جديدة", day=2)
    tell(store, "وفد يصل", day=3)
    answer = found(store, Asked("gaza", wished=words("خرائط انسحاب سريع")))
    assert [event.id for event in answer.events] == [two, one] and answer.partly


def test_one_of_a_group_is_enough_and_is_counted_once(store: Store) -> None:
    truce = tell(store, "هدنة واتفاق", kind=EventType.TRUCE, day=1)
    deal = tell(store, "اتفاق", kind=EventType.AGREEMENT, day=2)
    assert ids(store, (of_type("truce"), of_type("agreement"))) == [deal, truce]
    assert ids(store, (*words("اتفاق")[0], of_type("truce"))) == [deal, truce]


def test_days_bound_what_is_found(store: Store) -> None:
    told = [tell(store, "لقاء", "قطر", day=day) for day in range(5)]
    between = {"first": FIRST + timedelta(1), "last": FIRST + timedelta(3)}
    assert ids(store, (of_name("قطر"),), **between) == told[3:0:-1]
    assert ids(store, **between) == told[3:0:-1]
    assert ids(store, first=FIRST + timedelta(4)) == [told[4]]


def test_pages_follow_each_other_without_a_gap(store: Store) -> None:
    told = [tell(store, "لقاء", "قطر", day=day) for day in range(5)]
    asked = Asked("gaza", needed=((of_name("قطر"),),))
    first, second, third = (found(store, asked, 2, offset) for offset in (0, 2, 4))
    assert [event.id for page in (first, second, third) for event in page.events] == told[::-1]
    assert [page.more for page in (first, second, third)] == [True, True, False]


def test_what_changes_is_found_by_its_new_words_alone(store: Store) -> None:
    told = tell(store, "لقاء", "قطر", place="الدوحة")
    assert ids(store, (of_place("الدوحة"),)) == [told]
    with store.writing() as session:
        corrections.correct(session, told, Edits(place="القاهرة"), by=1, now=NOW)
    assert ids(store, (of_place("القاهرة"),)) == [told]
    assert ids(store, (of_place("الدوحة"),)) == []


def test_what_was_withdrawn_is_not_found_and_is_found_again(store: Store) -> None:
    told = tell(store, "لقاء", "قطر")
    with store.writing() as session:
        corrections.withdraw(session, told, by=1, now=NOW)
    assert ids(store, (of_name("قطر"),)) == []
    with store.writing() as session:
        corrections.reinstate(session, told, by=1, now=NOW)
    assert ids(store, (of_name("قطر"),)) == [told]


def test_nothing_of_another_dossier_is_found(store: Store) -> None:
    tell(store, "لقاء", "قطر")
    index_changed(store, GAZA)
    with store.reading() as session:
        assert not find(session, Asked("sudan", wished=((of_name("قطر"),),)), limit=9).events


def test_many_events_are_indexed_in_portions_and_none_twice(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    told = [tell(store, "لقاء", "قطر", day=day) for day in range(5)]
    assert index_changed(store, GAZA) == 5
    assert index_changed(store, GAZA) == 0
    assert ids(store, (of_name("قطر"),)) == told[::-1]


def test_a_frequent_word_and_a_rare_one_give_the_same_whichever_leads(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rare = tell(store, "لقاء في نيقوسيا", "قطر", day=0)
    for day in range(1, 8):
        tell(store, "لقاء", "قطر", day=day)
    asked = ((of_name("قطر"),), *words("نيقوسيا"))
    assert ids(store, *asked) == ids(store, *reversed(asked)) == [rare]
    monkeypatch.setattr(finding, "_FREQUENT", 1)
    assert ids(store, *asked) == [rare]
