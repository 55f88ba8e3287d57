"""Which digest an editor is shown before its hour, and how a preview waits, is made and is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage import holds, previews, subscribers
from storage.db import Store
from storage.model import Digest, Timing
from storage.previews import LONGEST_WAIT, Preview, Window

SEVEN = datetime(2025, 1, 16, 4, 0, tzinfo=UTC)
NOON = SEVEN + timedelta(hours=5)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
USUAL = Timing("Asia/Qatar", (7,))
WINDOW = Window(SEVEN, SEVEN + DAY)


def subscribe(store: Store, *chats: int, at: datetime, hour: int = 7) -> None:
    with store.writing() as session:
        for chat in chats:
            subscribers.subscribe(session, chat, hour=hour, timezone="Asia/Qatar", now=at)


def told(store: Store, *chats: int, slot: datetime = SEVEN) -> None:
    with store.writing() as session:
        subscribers.settle(session, chats, slot=slot, told_until=slot, next_at=slot + DAY)


def window(store: Store, now: datetime) -> Window:
    with store.reading() as session:
        return previews.next_window(session, "gaza", USUAL, now)


def asked(store: Store, now: datetime = NOON) -> int:
    with store.writing() as session:
        return previews.ask(session, "gaza", WINDOW, chat_id=700, now=now)


def shown(store: Store, now: datetime = NOON) -> list[Preview]:
    with store.reading() as session:
        return list(previews.to_show(session, now=now))


def test_without_readers_it_is_the_next_slot_s_first_digest(store: Store) -> None:
    assert window(store, NOON) == Window(SEVEN, SEVEN + DAY)


def test_it_begins_where_the_last_digest_of_most_readers_ended(store: Store) -> None:
    subscribe(store, 1, 2, 3, at=SEVEN - 2 * DAY)
    subscribe(store, 4, 5, 6, 7, at=SEVEN - 2 * DAY, hour=8)
    told(store, 1, 2, slot=SEVEN - DAY)
    told(store, 3, slot=SEVEN - 3 * DAY)
    with store.writing() as session:
        subscribers.settle(session, [1, 2], slot=SEVEN, told_until=SEVEN - DAY, next_at=SEVEN + DAY)
        subscribers.settle(session, [4, 5, 6, 7], slot=SEVEN, told_until=SEVEN, next_at=SEVEN + DAY + HOUR)
        subscribers.settle(session, [3], slot=SEVEN, told_until=SEVEN - 3 * DAY, next_at=SEVEN + DAY)
    assert window(store, NOON) == Window(SEVEN - DAY, SEVEN + DAY)


def test_while_held_back_it_is_what_the_release_lets_out(store: Store) -> None:
    subscribe(store, 1, at=SEVEN - DAY)
    told(store, 1, slot=SEVEN - DAY)
    with store.writing() as session:
        holds.hold(session, "gaza", by=700, now=SEVEN - HOUR)
    assert window(store, SEVEN - HOUR) == Window(SEVEN - DAY, SEVEN)
    assert window(store, NOON) == Window(SEVEN - DAY, SEVEN)
    # Held over another slot, that one tells both days.
    assert window(store, NOON + DAY) == Window(SEVEN - DAY, SEVEN + DAY)


def test_one_that_is_made_is_shown_once_its_announcement_is_settled(store: Store) -> None:
    number = asked(store)
    draft = Digest("gaza", WINDOW.slot, WINDOW.since, (), (), (), (), (), articles_read=3)
    with store.writing() as session:
        assert list(previews.to_make(session, "gaza")) == [(number, WINDOW)]
        assert list(previews.to_make(session, "sudan")) == []
        previews.keep(session, number, draft, now=NOON)
        assert list(previews.to_make(session, "gaza")) == []
    assert shown(store) == []
    with store.writing() as session:
        previews.announced(session, number, 55)
    assert shown(store) == [Preview(number, 700, 55, WINDOW, draft)]
    with store.writing() as session:
        previews.forget(session, number)
    assert shown(store) == []


def test_one_that_nobody_makes_is_said_to_be_late(store: Store) -> None:
    number = asked(store)
    with store.writing() as session:
        previews.announced(session, number, 55)
    assert shown(store) == []
    assert shown(store, NOON + LONGEST_WAIT) == [Preview(number, 700, 55, WINDOW)]


def test_a_bot_that_was_killed_while_it_announced_shows_it_as_a_message_of_its_own(store: Store) -> None:
    number = asked(store)
    with store.writing() as session:
        previews.keep(session, number, Digest("gaza", SEVEN, SEVEN, (), (), (), (), ()), now=NOON)
        previews.release(session)
    assert [(one.id, one.message_id) for one in shown(store)] == [(number, None)]
