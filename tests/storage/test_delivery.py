from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from storage import outbox, pace, subscribers
from storage.db import Store
from storage.model import Delivery, DeliveryState, Digest, Ended, Subscriber, Timing
from storage.outbox import Arrival
from storage.read import digests
from storage.tables import RenderingRow
from storage.turns import Work, alone, badge
from storage.write.publish import publish

SLOT = datetime(2025, 1, 16, 4, 0, tzinfo=UTC)
DIGEST = Digest("gaza", SLOT, SLOT - timedelta(days=1), (), (), (), (), (), articles_read=3)
DOHA = ("Asia/Qatar", (7,))
# Senders by the numbers of their badges; nobody holds these.
ME, THEM, DEAD = 11, 12, 13


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
        for delivery in outbox.take(session, ME, now=SLOT, limit=9):
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


def begun(store: Store, *deliveries: Delivery, by: int = ME, parts: tuple[str, ...] = ("نص",)) -> set[int]:
    """Begin the deliveries; returns the chats of those that may go."""
    rendered = [replace(delivery, parts=delivery.parts or parts) for delivery in deliveries]
    with store.writing() as session:
        ids = outbox.begin(session, by, rendered, now=SLOT)
    return {delivery.chat_id for delivery in deliveries if delivery.id in ids}


def arrived(store: Store, delivery: Delivery, *sent: int, last: bool = False, by: int = ME) -> None:
    with store.writing() as session:
        outbox.arrive(session, by, [Arrival(delivery.id, delivery.chat_id, sent, last)], now=SLOT)


def taken(store: Store, *, by: int = ME, after: int = 0, limit: int = 9) -> list[Delivery]:
    with store.writing() as session:
        return list(outbox.take(session, by, now=SLOT + timedelta(seconds=after), limit=limit))


def recovered(store: Store, *, by: int = ME, holding: tuple[int, ...] = ()) -> int:
    with store.writing() as session:
        return outbox.recover(session, by, holding=holding, now=SLOT)


def counts(store: Store) -> Mapping[DeliveryState, int]:
    with store.reading() as session:
        return outbox.counts(session)


def test_what_is_due_is_taken_by_one_sender_alone(store: Store) -> None:
    publish_to(store, 1, 2, 3)
    mine = taken(store, limit=2)
    assert [delivery.chat_id for delivery in mine] == [1, 2]
    assert all(delivery.digest.slot == SLOT and delivery.attempts == 1 for delivery in mine)
    (theirs,) = taken(store, by=THEM)
    assert theirs.chat_id == 3
    assert begun(store, *mine, theirs) == {1, 2} and begun(store, theirs, by=THEM) == {3}


def test_senders_that_take_at_the_same_moment_pass_over_what_the_other_has(store: Store) -> None:
    publish_to(store, 1, 2, 3, 4)
    with store.writing() as session:
        mine = outbox.take(session, ME, now=SLOT, limit=2)
        if store.shared:
            # SQLite has one writer at a time.
            assert [delivery.chat_id for delivery in taken(store, by=THEM)] == [3, 4]
    assert [delivery.chat_id for delivery in mine] == [1, 2]


def test_a_chat_has_its_digests_one_after_the_other(store: Store) -> None:
    publish_to(store, 1)
    with store.writing() as session:
        publish(session, replace(DIGEST, slot=SLOT + timedelta(seconds=1)), [1, 2], now=SLOT)
    (first, other) = taken(store, after=1)
    assert (first.digest.slot, other.chat_id) == (SLOT, 2)
    with store.writing() as session:
        outbox.postpone(session, first.id, until=SLOT + timedelta(minutes=5), now=SLOT, error="502")
    assert taken(store, after=2) == []
    (first,) = taken(store, after=300)
    arrived(store, first, 501, last=True)
    (second,) = taken(store, after=300)
    assert (second.chat_id, second.digest.slot) == (1, SLOT + timedelta(seconds=1))


def test_nothing_is_taken_before_its_time(store: Store) -> None:
    publish_to(store, 1)
    (first,) = taken(store)
    begun(store, first)
    with store.writing() as session:
        outbox.postpone(session, first.id, until=SLOT + timedelta(seconds=30), now=SLOT, error="429")
    assert taken(store, after=29) == []
    assert [again.attempts for again in taken(store, after=30)] == [2]


def test_a_second_try_finds_the_rendered_parts_and_the_first_one_sent(store: Store) -> None:
    publish_to(store, 1, 2)
    first, other = taken(store)
    assert begun(store, first, other, parts=("أول", "ثان")) == {1, 2}
    arrived(store, first, 501)
    recovered(store)
    (again,) = taken(store)
    assert (again.parts, again.sent_parts) == (("أول", "ثان"), (501,))
    with store.reading() as session:
        # What many read alike is kept once.
        assert len(session.exec(select(RenderingRow)).all()) == 1


def test_only_what_was_in_the_air_at_a_crash_is_uncertain_and_the_rest_is_sent(store: Store) -> None:
    publish_to(store, *range(1, 41))
    begun(store, taken(store, by=DEAD, limit=40)[0], by=DEAD)
    assert recovered(store) == 1
    assert [again.chat_id for again in taken(store, limit=40)] == list(range(2, 41))
    assert counts(store) == {DeliveryState.UNCERTAIN: 1, DeliveryState.PENDING: 39}


def test_what_a_sender_that_is_at_work_has_taken_stays_its_own(store: Store) -> None:
    if not store.shared:
        pytest.skip("SQLite has room for one sender")
    other = badge(store, Work.SENDING)
    assert other is not None
    publish_to(store, 1)
    assert begun(store, *taken(store, by=other.number), by=other.number) == {1}
    assert recovered(store) == 0
    other.give_up()
    assert recovered(store) == 1


def test_what_a_sender_forgot_is_released_and_what_it_holds_is_not(store: Store) -> None:
    publish_to(store, 1, 2)
    held, _forgotten = taken(store)
    recovered(store, holding=(held.id,))
    assert [delivery.chat_id for delivery in taken(store)] == [2]


def test_one_taken_for_dead_whose_message_arrived_says_so_and_can_do_no_more(store: Store) -> None:
    publish_to(store, 1, 2)
    mine, late = taken(store, by=DEAD)
    begun(store, mine, by=DEAD)
    assert recovered(store) == 1
    arrived(store, mine, 501, last=True, by=DEAD)
    assert counts(store) == {DeliveryState.SENT: 1, DeliveryState.PENDING: 1}
    assert begun(store, late, by=DEAD) == set()


def test_sqlite_has_room_for_one_sender_and_postgresql_for_several(store: Store) -> None:
    first, second = badge(store, Work.SENDING), badge(store, Work.SENDING)
    assert first is not None and (second is not None) == store.shared
    first.give_up()
    third = badge(store, Work.SENDING)
    assert third is not None
    for one in (second, third):
        if one is not None:
            one.give_up()


def test_of_two_who_would_do_the_same_work_one_does_it(store: Store) -> None:
    with alone(store, Work.READING, 7) as mine, alone(store, Work.READING, 7) as theirs:
        assert mine and not theirs
        with alone(store, Work.READING, 8) as another:
            assert another == store.shared
    with alone(store, Work.READING, 7) as again:
        assert again


def test_all_senders_share_one_pace(store: Store) -> None:
    def reserved(count: int, owed: int = 0) -> float:
        with store.writing() as session:
            return pace.reserve(session, count=count, owed=owed, per_second=10, credit=0)

    assert reserved(5) == 0
    assert 0.3 < reserved(1) <= 0.5
    # Answers that went meanwhile are paid for by the next push.
    assert 0.8 < reserved(1, owed=4) <= 1.0
    with store.writing() as session:
        pace.hold(session, 30)
    assert 29 < reserved(1) <= 30


def test_a_chat_that_could_not_be_written_to_again_and_again_is_given_up_and_one_that_could_is_not(
    store: Store,
) -> None:
    subscribe(store, 1)
    publish_to(store, 1)
    for _ in range(subscribers.MOST_STRIKES - 1):
        with store.writing() as session:
            assert not subscribers.strike(session, 1, reason=Ended.NO_RIGHTS)
    arrived(store, taken(store)[0], 501, last=True)
    for count in range(1, subscribers.MOST_STRIKES + 1):
        with store.writing() as session:
            assert subscribers.strike(session, 1, reason=Ended.NO_RIGHTS) == (
                count == subscribers.MOST_STRIKES
            )
    with store.reading() as session:
        known = subscribers.get(session, 1)
    assert known is not None and not known.active and known.ended is Ended.NO_RIGHTS


def test_one_who_leaves_while_the_digest_waits_its_turn_receives_nothing(store: Store) -> None:
    subscribe(store, 1)
    publish_to(store, 1)
    waiting = taken(store)
    with store.writing() as session:
        subscribers.unsubscribe(session, 1)
    assert begun(store, *waiting) == set()


def test_one_who_unsubscribes_receives_nothing_that_was_queued(store: Store) -> None:
    subscribe(store, 1)
    publish_to(store, 1)
    with store.writing() as session:
        assert subscribers.unsubscribe(session, 1)
        assert not subscribers.unsubscribe(session, 1)
    assert taken(store) == []
    with store.reading() as session:
        assert subscribers.get(session, 1) == Subscriber(1, Timing(*DOHA), active=False, ended=Ended.ASKED)
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
        assert [one.chat_id for one in outbox.take(session, ME, now=SLOT, limit=9)] == [-100_5]
    assert moved is not None
    assert moved.active
