"""Publishing held back and let go: who did it, what stops at once, and what two editors see of each other."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from storage import audit, holds, outbox
from storage.audit import Deed
from storage.db import Store
from storage.holds import BEFORE_SLOT, EVERY, LIMIT, Hold
from storage.model import Delivery, Digest
from storage.outbox import Arrival
from storage.slots import Pause
from storage.turns import Work, in_turn
from storage.write.publish import publish

SEVEN = datetime(2025, 1, 16, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ME = 11


def hold(store: Store, by: int = 700, at: datetime = SEVEN, reason: str | None = None) -> Hold | None:
    with store.writing() as session:
        return holds.hold(session, "gaza", by=by, now=at, reason=reason)


def release(store: Store, by: int = 701, at: datetime = SEVEN + HOUR) -> Hold | None:
    with store.writing() as session:
        return holds.release(session, "gaza", by=by, now=at)


def queue(store: Store, *chats: int, slot: datetime = SEVEN) -> None:
    digest = Digest("gaza", slot, slot - timedelta(days=1), (), (), (), (), (), articles_read=3)
    with store.writing() as session:
        publish(session, digest, chats, now=SEVEN)


def taken(store: Store) -> list[Delivery]:
    with store.writing() as session:
        return list(outbox.take(session, ME, now=SEVEN + HOUR, limit=9))


def begun(store: Store, *deliveries: Delivery) -> int:
    with store.writing() as session:
        return len(outbox.begin(session, ME, deliveries, now=SEVEN))


def arrived(store: Store, one: Delivery, *sent: int) -> None:
    with store.writing() as session:
        outbox.arrive(session, ME, [Arrival(one.id, one.chat_id, sent, False)], now=SEVEN)
        outbox.postpone(session, one.id, until=SEVEN, now=SEVEN)


def test_of_two_who_hold_back_at_once_one_does_and_the_other_learns_who(store: Store) -> None:
    made = hold(store, reason="خبر مشكوك فيه")
    assert made is not None and hold(store, by=701) is None
    with store.reading() as session:
        on = holds.current(session, "gaza")
        assert holds.current(session, "sudan") is None
    assert on == made and (made.by, made.reason) == (700, "خبر مشكوك فيه")


def test_of_two_who_release_one_does(store: Store) -> None:
    hold(store)
    ended = release(store)
    assert ended is not None and (ended.released_by, ended.released_at) == (701, SEVEN + HOUR)
    assert release(store, by=700) is None
    with store.reading() as session:
        assert holds.current(session, "gaza") is None and holds.newest(session, "gaza") == ended
        assert holds.pauses(session, "gaza", SEVEN + HOUR) == (Pause(SEVEN, SEVEN + HOUR),)


def test_both_stand_in_the_audit_trail(store: Store) -> None:
    hold(store, reason="خبر مشكوك فيه")
    hold(store)
    release(store)
    release(store)
    with store.reading() as session:
        later, first = audit.entries(session, limit=9)
    assert (first.deed, first.by, first.after) == (
        Deed.PUBLISHING_HELD,
        700,
        {"reason": "خبر مشكوك فيه"},
    )
    assert (later.deed, later.by, later.subject) == (Deed.PUBLISHING_RELEASED, 701, first.subject)


def test_what_is_being_published_is_finished_before_the_hold_is_on(store: Store) -> None:
    order: list[str] = []
    started = threading.Event()

    def press() -> None:
        started.set()
        hold(store)
        order.append("held")

    with in_turn(store, Work.FACTS) as session:
        assert holds.current(session, "gaza") is None
        pressing = threading.Thread(target=press)
        pressing.start()
        started.wait(5)
        # Long enough for one who did not wait to be through.
        pressing.join(0.2)
        order.append("published")
    pressing.join(10)
    assert order == ["published", "held"]


def test_what_has_been_published_and_not_sent_stops_and_goes_on_at_the_release(store: Store) -> None:
    queue(store, 1, 2)
    first, second = taken(store)
    assert begun(store, first) == 1
    hold(store)
    # Its message had gone; the other's may go no more, though it was taken before.
    assert begun(store, second) == 0
    with store.writing() as session:
        assert outbox.held_back(session) == 1
        outbox.recover(session, ME, holding=[first.id], now=SEVEN)
        assert not outbox.any_due(session, now=SEVEN + HOUR)
    release(store)
    assert [one.chat_id for one in taken(store)] == [2]


def test_a_digest_whose_first_message_arrived_is_ended(store: Store) -> None:
    queue(store, 1)
    (half,) = taken(store)
    begun(store, half)
    arrived(store, half, 501)
    hold(store)
    (again,) = taken(store)
    assert again.sent_parts == (501,) and begun(store, again) == 1


NEXT = SEVEN + timedelta(days=1)


def heard(after: timedelta, slot: datetime = NEXT) -> tuple[str, ...]:
    return tuple(holds.news(Hold(1, 700, SEVEN), SEVEN + after, slot))


def test_editors_hear_of_it_again_and_again_but_it_never_ends_by_itself() -> None:
    assert heard(timedelta(minutes=1)) == ("held",)
    assert heard(EVERY) == ("still 1",) and heard(2 * EVERY + HOUR) == ("still 2",)
    assert heard(LIMIT) == ("long 0",) and heard(LIMIT + EVERY) == ("long 1",)
    assert heard(timedelta(days=9), slot=SEVEN + timedelta(days=10)) == ("long 51",)


def test_editors_hear_before_each_slot_that_it_will_not_go_out() -> None:
    soon = timedelta(days=1) - BEFORE_SLOT
    assert heard(soon - timedelta(seconds=1)) == ("long 2",)
    assert heard(soon) == ("long 2", "before 2025-01-17T04:00Z")


@pytest.fixture
def ended() -> Iterator[Hold]:
    yield Hold(1, 700, SEVEN, None, 701, SEVEN + HOUR)


def test_a_release_is_news_for_an_hour(ended: Hold) -> None:
    assert tuple(holds.news(ended, SEVEN + HOUR, NEXT)) == ("released",)
    assert holds.news(ended, SEVEN + 2 * HOUR, NEXT) == ()
