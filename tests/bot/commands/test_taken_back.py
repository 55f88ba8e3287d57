"""Numbers and stances in a digest go with the event, or the article, whose sentence told them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from botroom import NOW, OWNER, READER, Newsroom, meeting_report

from bot.commands.dispatch import answer
from bot.commands.event import event as event_card
from bot.commands.offers import offered
from bot.commands.request import Request
from bot.views.article_deeds import withdrawn
from storage import corrections
from storage.db import Store
from storage.model import Doubt, Event, Figure, Position, Reading, Review, ReviewState, Span, Stance
from storage.of_articles import TakenBack
from storage.tables import EventRow
from storage.write import reading
from storage.write.publish import publish
from summarizer.job import make_digest
from summarizer.removal import remove_article

TEXT = "التقى أمير قطر وزير الخارجية الأميركي في الدوحة، ورفضت حماس التهدئة وفي غزة 777 رهينة."
WHOLE = (Span(0, len(TEXT)),)

HELD = Review(ReviewState.HELD, (Doubt.SENSITIVE,), waits=True, version=1)


def told(
    store: Store, newsroom: Newsroom, request: Request, *, beside: str | None = None
) -> tuple[Event, int]:
    """Publish a digest with an event, and a number and a stance that stand in its sentence, and `beside` it."""
    article = newsroom.article(TEXT)
    event = newsroom.tell(article, meeting_report(TEXT))
    figure = Figure("hostages_held", 777, WHOLE, as_of=date(2024, 10, 24))
    stance = Position("حماس", "ceasefire", Stance.REJECTS, "التهدئة المؤقتة", WHOLE)
    facts = Reading("عنوان", "", None, None, (), (stance,), (figure,))
    others = (newsroom.article(f"{TEXT} {beside}", publisher=beside),) if beside else ()
    with store.writing() as session:
        for number in (article, *others):
            reading.mark_read(session, number, facts, now=NOW)
        made = make_digest(session, request.defaults.dossier, NOW - timedelta(1), NOW + timedelta(hours=1))
        publish(session, made, [READER], now=NOW)
    return event, article


def seen(store: Store, request: Request) -> str:
    """All that a reader sees of the digest: asked for, and offered to be handed on."""
    return str((answer(store, "/digest", request).parts, offered(store, request, "").offers))


def withdraw(store: Store, event: Event) -> None:
    with store.writing() as session:
        assert corrections.withdraw(session, event.id or 0, by=OWNER, now=NOW)


def test_what_a_withdrawn_events_sentence_said_leaves_the_digest_with_it(
    store: Store, newsroom: Newsroom, request_: Request
) -> None:
    event, _ = told(store, newsroom, request_)
    assert "777" in seen(store, request_)
    withdraw(store, event)
    shown = seen(store, request_)
    assert "777" not in shown and "التهدئة المؤقتة" not in shown
    with store.writing() as session:
        corrections.reinstate(session, event.id or 0, by=OWNER, now=NOW)
    assert "777" in seen(store, request_)


@pytest.mark.parametrize("was_seen", [True, False])
def test_why_an_event_was_withdrawn_is_said_to_those_who_could_see_it_alone(
    store: Store, newsroom: Newsroom, request_: Request, was_seen: bool
) -> None:
    event = newsroom.meeting()
    if not was_seen:
        with store.writing() as session:
            row = session.get_one(EventRow, event.id)
            row.review, row.state, row.waits = HELD, HELD.state, True
    with store.writing() as session:
        corrections.withdraw(session, event.id or 0, by=OWNER, now=NOW, reason="نفاه مصدره")
    with store.reading() as session:
        (said,) = event_card(replace(request_, args=str(event.id)), session).parts
    assert ("نفاه مصدره" in said and "سُحب خبر" in said) is was_seen
    assert ("لا يوجد حدث" in said) is not was_seen


def test_of_an_article_that_took_no_event_along_that_is_said() -> None:
    (said,) = withdrawn(7, TakenBack(events=0, shared=0, deliveries=0)).parts
    assert "سُحب المقال، ولم يُسحب معه أي حدث." in said
    (said,) = withdrawn(7, TakenBack(events=2, shared=0, deliveries=0)).parts
    assert "سُحب المقال، ومعه حدثان." in said


def test_a_number_that_another_article_gives_too_stays_with_that_one(
    store: Store, newsroom: Newsroom, request_: Request
) -> None:
    event, _ = told(store, newsroom, request_, beside="صحيفة أخرى")
    assert "عربي بوست" in seen(store, request_)
    withdraw(store, event)
    shown = seen(store, request_)
    assert "777" in shown and "صحيفة أخرى" in shown and "عربي بوست" not in shown


def test_of_a_deleted_article_no_digest_tells_anything(
    store: Store, newsroom: Newsroom, request_: Request
) -> None:
    _, article = told(store, newsroom, request_)
    assert remove_article(store, request_.defaults.dossier, article, by=OWNER, now=NOW)
    shown = seen(store, request_)
    assert "777" not in shown and "عربي بوست" not in shown
