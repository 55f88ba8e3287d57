"""What a digest of a window tells, also when the window is long past and much was learned since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tellings import BLINKEN, DAY, EMIR, event, on, report

from storage import inbox
from storage.catalog import load_dossier
from storage.db import Store
from storage.model import Article, Event, EventType, Reading, Report, Status
from storage.read import events, facts
from summarizer.job import digest_between, read_inbox
from summarizer.news import as_known, news_between

NOON = datetime(2024, 10, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(
    at: datetime, status: Status = Status.HAPPENED, article: int = 1, place: str | None = "الدوحة"
) -> Report:
    one = report(
        EventType.MEETING,
        EMIR,
        BLINKEN,
        when=on(DAY),
        place=place,
        status=status,
        article=article,
        headline=True,
    )
    return replace(one, learned_at=at)


def test_an_event_is_news_in_the_window_in_which_it_was_first_told_however_much_was_learned_later() -> None:
    known = event(told(NOON, Status.PLANNED), told(NOON + 5 * HOUR, article=2))
    then = news_between(known, NOON, NOON + HOUR)
    assert then is not None
    assert (then.id, then.status, len(then.reports)) == (1, Status.PLANNED, 1)
    later = news_between(known, NOON + HOUR, NOON + 6 * HOUR)
    assert later is not None and later.status is Status.HAPPENED


def test_a_confirmation_is_no_news() -> None:
    known = event(told(NOON), told(NOON + 5 * HOUR, article=2))
    assert news_between(known, NOON + HOUR, NOON + 6 * HOUR) is None


def test_what_was_history_becomes_news_when_an_article_of_the_day_tells_it() -> None:
    old = replace(
        report(EventType.CALL, EMIR, BLINKEN, when=on(DAY), published=DAY + timedelta(60)), learned_at=NOON
    )
    known = event(old, replace(told(NOON + HOUR, article=2), type=EventType.CALL))
    assert news_between(known, NOON, NOON + HOUR) is None
    assert news_between(known, NOON + HOUR, NOON + 2 * HOUR) is not None


def test_before_its_first_report_nothing_is_known_of_an_event() -> None:
    assert as_known(event(told(NOON)), NOON) is None


def take_in(store: Store, text: str, at: datetime, one: Report, dossier: str = "gaza") -> None:
    with store.writing() as session:
        inbox.submit(session, Article(text, f"صحيفة {text}", DAY), dossier=dossier, now=at)
    reading = Reading("عنوان", text, None, None, (replace(one, source=None),))
    read_inbox(store, load_dossier("gaza"), now=at, reader=lambda *_: reading)


def test_a_digest_of_a_past_window_still_holds_what_changed_later(store: Store) -> None:
    take_in(store, "خبر أول", NOON, told(NOON, Status.PLANNED))
    before = digest_between(store, load_dossier("gaza"), NOON, NOON + HOUR)
    take_in(store, "خبر ثان", NOON + 5 * HOUR, told(NOON, Status.HAPPENED))
    again = digest_between(store, load_dossier("gaza"), NOON, NOON + HOUR)
    assert len(again.lines) == 1
    assert again == before


def test_another_dossiers_articles_wait_for_their_own_summarizer_and_are_in_no_digest_of_ours(
    store: Store,
) -> None:
    take_in(store, "خبر عن السودان", NOON, told(NOON), dossier="sudan")
    with store.reading() as session:
        assert [article.text for article in inbox.waiting(session, "sudan")] == ["خبر عن السودان"]
        assert facts.newest_figures(session, "gaza", ["hostages_released", "hostages_held"], most=9) == {}
        found: list[Event] = list(events.learned_between(session, "gaza", NOON, NOON + HOUR))
    assert found == []
    assert digest_between(store, load_dossier("gaza"), NOON, NOON + HOUR).articles_read == 0


def test_the_same_text_may_be_handed_in_for_two_dossiers(store: Store) -> None:
    with store.writing() as session:
        made = [
            inbox.submit(session, Article("نص واحد"), dossier=code, now=NOON)
            for code in ("gaza", "sudan", "gaza")
        ]
    assert [one.known for one in made] == [False, False, True]
