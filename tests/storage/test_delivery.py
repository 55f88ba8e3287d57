from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage import outbox, subscribers
from storage.db import Store
from storage.model import Delivery, DeliveryState, Digest, Subscriber, Timing
from storage.read import digests
from storage.write.publish import publish

SLOT = datetime(2025, 1, 16, 4, 0, tzinfo=UTC)
DIGEST = Digest("gaza", SLOT, SLOT - timedelta(days=1), (), (), (), (), (), articles_read=3)
DOHA = ("Asia/Qatar", (7,))


def subscribe(store: Store, *chat_ids: int, at: datetime = SLOT - timedelta(hours=8)) -> None:
    with store.writing() as session:
        for chat_id in chat_ids:
            subscribers.subscribe(session, chat_id, hour=7, timezone="Asia/Qatar", now=at)


def publish_to(store: Store, *chat_ids: int) -> int:
    with store.writing() as session:
        return publish(session, DIGEST, chat_ids, now=SLOT)


def waiting(store: Store, now: datetime) -> list[int]:
    with store.reading() as session:
        found = [one.chat_id for one in subscribers.waiting(session, now)]
        assert subscribers.anyone_waits(session, now) == bool(found)
    return found


def settle(store: Store, *chat_ids: int, told_until: datetime = SLOT) -> None:
    with store.writing() as session:
        next_at = SLOT + timedelta(days=1)
        subscribers.settle(session, chat_ids, slot=SLOT, told_until=told_until, next_at=next_at)


def test_chats_wait_from_their_slot_on_until_it_is_settled(store: Store) -> None:
    subscribe(store, 1, 2)
    assert waiting(store, SLOT - timedelta(seconds=1)) == []
    assert waiting(store, SLOT) == [1, 2]
    settle(store, 1, 2)
    assert waiting(store, SLOT) == []
    assert waiting(store, SLOT + timedelta(days=1)) == [1, 2]


def test_one_who_subscribes_after_the_hour_waits_for_the_next(store: Store) -> None:
    subscribe(store, 1, at=SLOT + timedelta(minutes=1))
    assert waiting(store, SLOT + timedelta(hours=23)) == []
    assert waiting(store, SLOT + timedelta(hours=24)) == [1]


def test_who_waits_is_found_by_an_index(store: Store) -> None:
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL looks through a small table without its index")
    with store.reading() as session:
        asked = (
            "EXPLAIN QUERY PLAN SELECT chat_id FROM subscribers WHERE next_at <= '2025-01-16 04:00:00.000000'"
        )
        (plan,) = session.connection().exec_driver_sql(asked).all()
    assert "SEARCH subscribers USING INDEX ix_subscribers_next_at" in plan[3]


def test_a_new_hour_that_is_past_today_counts_from_tomorrow(store: Store) -> None:
    subscribe(store, 1)
    settle(store, 1)
    noon = SLOT + timedelta(hours=5)
    with store.writing() as session:
        subscribers.keep_timing(session, 1, Timing("Asia/Qatar", (11,)), now=noon)
    assert waiting(store, noon) == []
    assert waiting(store, SLOT + timedelta(days=1, hours=4)) == [1]


def test_new_quiet_hours_do_not_put_off_a_slot_that_is_due(store: Store) -> None:
    subscribe(store, 1)
    with store.writing() as session:
        subscribers.keep_timing(session, 1, Timing(*DOHA, quiet=(22, 6)), now=SLOT + timedelta(seconds=1))
    assert waiting(store, SLOT + timedelta(seconds=2)) == [1]


def test_after_a_digest_that_failed_the_next_begins_where_it_did(store: Store) -> None:
    subscribe(store, 1, 2)
    publish_to(store, 1, 2)
    settle(store, 1)
    settle(store, 2, told_until=SLOT + timedelta(hours=1))
    with store.writing() as session:
        for delivery in outbox.due(session, now=SLOT, limit=9):
            outbox.finish(session, delivery.id, DeliveryState.FAILED, now=SLOT, error="refused")
    with store.reading() as session:
        told = [one.told_until for chat in (1, 2) if (one := subscribers.get(session, chat))]
    # The second chat was told more since: what it was told is not told again.
    assert told == [DIGEST.since, SLOT + timedelta(hours=1)]


def test_publishing_twice_queues_nothing_twice(store: Store) -> None:
    assert publish_to(store, 1, 2) == 2
    assert publish_to(store, 1, 2, 3) == 1
    with store.reading() as session:
        assert outbox.counts(session) == {DeliveryState.PENDING: 3}


def test_a_slot_with_thousands_of_chats_is_published_whole(store: Store) -> None:
    assert publish_to(store, *range(1, 2_502)) == 2_501


def test_a_digest_comes_back_as_it_was_published(store: Store) -> None:
    publish_to(store, 1)
    with store.reading() as session:
        assert digests.last_for(session, "gaza", 2) is None
        found = digests.last_for(session, "gaza", 1)
        assert found == digests.last_published(session, "gaza")
    assert found is not None
    assert (found.slot, found.since, found.articles_read, found.quiet) == (SLOT, DIGEST.since, 3, True)


def begun(store: Store, delivery: Delivery, *arrived: int) -> bool:
    with store.writing() as session:
        return outbox.begin(session, delivery, sent=arrived, now=SLOT)


def due(store: Store, *, after: int = 0, limit: int = 9) -> list[Delivery]:
    with store.reading() as session:
        return list(outbox.due(session, now=SLOT + timedelta(seconds=after), limit=limit))


def test_what_is_due_waits_until_its_first_message_goes(store: Store) -> None:
    publish_to(store, 1, 2, 3)
    first = due(store, limit=2)
    assert [delivery.chat_id for delivery in first] == [1, 2]
    assert all(delivery.digest.slot == SLOT and delivery.attempts == 1 for delivery in first)
    assert begun(store, first[0])
    assert [delivery.chat_id for delivery in due(store)] == [2, 3]


def test_of_two_senders_with_the_same_delivery_only_one_begins(store: Store) -> None:
    publish_to(store, 1)
    (mine,), (theirs,) = due(store), due(store)
    assert begun(store, mine) and not begun(store, theirs)
    with store.writing() as session:
        outbox.part_sent(session, mine.id, 501)
    assert not begun(store, theirs) and begun(store, mine, 501)


def test_nothing_is_due_before_its_time(store: Store) -> None:
    publish_to(store, 1)
    (taken,) = due(store)
    assert begun(store, taken)
    with store.writing() as session:
        outbox.postpone(session, taken.id, until=SLOT + timedelta(seconds=30), now=SLOT, error="429")
    assert due(store, after=29) == []
    assert [again.attempts for again in due(store, after=30)] == [2]


def test_a_second_try_finds_the_rendered_parts_and_the_first_one_sent(store: Store) -> None:
    publish_to(store, 1)
    (taken,) = due(store)
    with store.writing() as session:
        outbox.keep_parts(session, taken.id, ["أول", "ثان"])
    assert begun(store, taken)
    with store.writing() as session:
        outbox.part_sent(session, taken.id, 501)
    (again,) = due(store)
    assert (again.parts, again.sent_parts) == (("أول", "ثان"), (501,))


def test_only_what_was_in_the_air_at_a_crash_is_uncertain_and_the_rest_is_sent(store: Store) -> None:
    publish_to(store, *range(1, 41))
    assert begun(store, due(store, limit=40)[0])
    with store.writing() as session:
        assert outbox.recover(session, now=SLOT) == 1
    assert [again.chat_id for again in due(store, limit=40)] == list(range(2, 41))
    with store.reading() as session:
        assert outbox.counts(session) == {DeliveryState.UNCERTAIN: 1, DeliveryState.PENDING: 39}


def test_one_who_leaves_while_the_digest_waits_its_turn_receives_nothing(store: Store) -> None:
    subscribe(store, 1)
    publish_to(store, 1)
    (taken,) = due(store)
    with store.writing() as session:
        subscribers.unsubscribe(session, 1)
    assert not begun(store, taken)


def test_one_who_unsubscribes_receives_nothing_that_was_queued(store: Store) -> None:
    subscribe(store, 1)
    publish_to(store, 1)
    with store.writing() as session:
        assert subscribers.unsubscribe(session, 1)
        assert not subscribers.unsubscribe(session, 1)
    assert due(store) == []
    with store.reading() as session:
        assert subscribers.get(session, 1) == Subscriber(1, Timing(*DOHA), active=False)
    assert waiting(store, SLOT) == []


def test_one_who_comes_back_keeps_the_hour_and_begins_anew(store: Store) -> None:
    subscribe(store, 1)
    with store.writing() as session:
        subscribers.keep_timing(session, 1, Timing("Europe/Paris", (21,)), now=SLOT)
        subscribers.unsubscribe(session, 1)
        assert subscribers.subscribe(session, 1, hour=7, timezone="Asia/Qatar", now=SLOT)
        assert not subscribers.subscribe(session, 1, hour=7, timezone="Asia/Qatar", now=SLOT)
    with store.reading() as session:
        assert subscribers.get(session, 1) == Subscriber(1, Timing("Europe/Paris", (21,)))
    assert waiting(store, SLOT + timedelta(hours=15)) == []
    assert waiting(store, SLOT + timedelta(hours=16)) == [1]


def test_a_group_that_was_upgraded_keeps_its_subscription_and_its_digest(store: Store) -> None:
    subscribe(store, -5)
    publish_to(store, -5)
    with store.writing() as session:
        subscribers.migrate_chat(session, -5, -100_5)
    with store.writing() as session:
        assert subscribers.get(session, -5) is None
        moved = subscribers.get(session, -100_5)
        assert [taken.chat_id for taken in outbox.due(session, now=SLOT, limit=9)] == [-100_5]
    assert moved is not None
    assert moved.active
