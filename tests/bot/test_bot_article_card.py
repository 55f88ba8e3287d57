"""The card of an article, pressed over HTTP: what is new, what waits, its sentences, what was left out, taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from botroom import NOW, OWNER, READER, RunningBot, eventually
from postroom import received

from bot.commands import BUTTONS
from bot.commands.dispatch import perform
from bot.commands.request import Rank, Request
from bot.preview.client import Person, Seen
from bot.views.plain import plain
from storage import corrections, inbox, notices, subscribers
from storage.catalog import load_dossier
from storage.db import Store
from storage.model import Article, Edits, EventType
from storage.read import events
from storage.write.publish import publish
from summarizer.job import digest_between, read_inbox

TRUCE = (
    "[ad_1]\n"
    "هدنة في غزة\n"
    "توصلت إسرائيل وحماس الخميس 24 أكتوبر 2024 إلى اتفاق لوقف إطلاق النار في غزة بوساطة قطر.\n"
    "والتقى أمير قطر تميم بن حمد آل ثاني وزير الخارجية الأميركي أنتوني بلينكن في الدوحة يوم الخميس 24 أكتوبر 2024.\n"
    "اقرأ أيضًا: أسعار الذهب اليوم"
)
AGAIN = "التقى وزير الخارجية الأميركي أنتوني بلينكن في الدوحة أمير قطر تميم بن حمد آل ثاني يوم الخميس 24 أكتوبر 2024، وبحثا وقف إطلاق النار في غزة."


def read(store: Store, text: str, publisher: str) -> int:
    with store.writing() as session:
        found = inbox.submit(session, Article(text, publisher, date(2024, 10, 24)), dossier="gaza", now=NOW)
    read_inbox(store, load_dossier("gaza"), now=NOW)
    return found.article_id


@pytest.fixture
def article(store: Store) -> int:
    with store.writing() as session:
        # No word that something waits comes in between.
        notices.claim(session, "review", NOW.date(), OWNER)
    return read(store, TRUCE, "صحيفة أولى")


def card(owner: Person, store: Store, text: str) -> Seen:
    """The card that an editor gets who sends an article that is known."""
    before = owner.last_event()
    owner.forward_from_channel(text, title="صحيفة", username="paper", date=NOW)
    return owner.wait_for(lambda seen: "فُهم منه" in seen.text, after=before)


def tap(who: Person, message: Seen, button: str) -> Seen:
    before = who.last_event()
    who.tap(message, button)
    return who.wait_for(after=before)


def label(seen: Seen, words: str) -> str:
    return next(one for one in seen.labels if words in one)


def test_the_card_says_what_is_new_what_waits_and_what_was_left_out(
    bot: RunningBot, owner: Person, store: Store, article: int
) -> None:
    shown = card(owner, store, TRUCE)
    assert "جديد" in shown.text and "ينتظر المراجعة" in shown.text and "تُرك من نصه" in shown.text
    left_out = tap(owner, shown, label(shown, "ما تُرك")).text
    assert "[ad_1]" in left_out
    assert "توصلت إسرائيل وحماس" in tap(owner, shown, "الجمل").text


def test_a_second_article_confirms_what_is_known(
    bot: RunningBot, owner: Person, store: Store, article: int
) -> None:
    read(store, AGAIN, "صحيفة ثانية")
    shown = card(owner, store, AGAIN)
    assert "يؤكد حدثًا معروفًا" in shown.text


def test_all_that_waits_of_an_article_is_approved_at_once_if_it_is_what_was_seen(
    bot: RunningBot, owner: Person, store: Store, article: int
) -> None:
    old = card(owner, store, TRUCE)
    with store.reading() as session:
        waiting = [one.id for one in events.by_ids(session, range(1, 9)) if one.waits]  # type: ignore[arg-type]
    assert waiting
    with store.writing() as session:
        row = waiting[0] or 0
        corrections.correct(session, row, Edits(place="الدوحة"), by=OWNER, now=NOW)
    stale = tap(owner, old, label(old, "إقرار الكل"))
    assert "لم يُقَرّ شيء" in stale.text
    done = tap(owner, stale, label(stale, "إقرار الكل"))
    assert "أُقرّ من هذا المقال" in done.text and "ينتظر المراجعة" not in done.text


def test_an_article_that_was_told_is_withdrawn_and_its_readers_hear_of_it(
    bot: RunningBot, owner: Person, reader: Person, store: Store, article: int
) -> None:
    shown = card(owner, store, TRUCE)
    shown = tap(owner, shown, label(shown, "إقرار الكل"))
    with store.writing() as session:
        subscribers.subscribe(session, READER, hour=7, timezone="Asia/Qatar", now=NOW)
        told = digest_between(
            store, load_dossier("gaza"), NOW - timedelta(hours=1), NOW + timedelta(minutes=1)
        )
        assert EventType.AGREEMENT in {line.type for line in told.happened}
        publish(session, told, [READER], now=NOW, due_at=NOW)
    eventually(lambda: received(reader))
    asked = tap(owner, shown, label(shown, "سحب المقال"))
    assert "يُسحب معه ما يرويه وحده" in asked.text
    assert "سُحب المقال" in tap(owner, asked, "سحب").text
    eventually(lambda: "سُحب خبر" in received(reader)[0])
    assert "اتفاق" not in reader.ask("/latest").text


def test_a_reader_is_shown_nothing_of_a_card(request_: Request, store: Store, article: int) -> None:
    asked = replace(request_, args=f"{article} 1")
    for action in BUTTONS.values():
        if action.rank >= Rank.EDITOR:
            assert "هذا" in plain(perform(store, action, asked))
