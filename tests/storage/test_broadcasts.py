"""What editors say to all readers: confirmed once, queued once for each, stopped where it has not gone."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from sqlmodel import select

from storage import audit, broadcasts, holds, outbox, subscribers
from storage.audit import Deed
from storage.broadcasts import LONGEST_DRAFT, Broadcast, BroadcastState
from storage.db import Store
from storage.model import Delivery, DeliveryState, Digest, Timing
from storage.outbox import Arrival
from storage.tables import DeliveryRow
from storage.write.publish import publish

NOW = datetime(2025, 1, 16, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ME = 11


def readers(store: Store, *chats: int, quiet: tuple[int, int] | None = None) -> None:
    with store.writing() as session:
        for chat in chats:
            subscribers.subscribe(session, chat, hour=7, timezone="Asia/Qatar", now=NOW)
            timing = Timing("Asia/Qatar", (7,), quiet=quiet)
            subscribers.keep_timing(session, chat, timing, now=NOW)


def draft(store: Store, text: str = "نص", by: int = 700) -> int:
    with store.writing() as session:
        return broadcasts.draft(session, "gaza", text, by=by, now=NOW).id


def send(store: Store, number: int, by: int = 700, at: datetime = NOW) -> int | None:
    with store.writing() as session:
        return broadcasts.send(session, number, by=by, now=at, beginning="نص")


def stop(store: Store, number: int, by: int = 701) -> int | None:
    with store.writing() as session:
        return broadcasts.stop(session, number, by=by, now=NOW)


def found(store: Store, number: int) -> Broadcast:
    with store.reading() as session:
        one = broadcasts.find(session, number)
    assert one is not None
    return one


def queued(store: Store) -> list[tuple[int, datetime]]:
    with store.reading() as session:
        return [(row.chat_id, row.due_at) for row in session.exec(select(DeliveryRow))]


def taken(store: Store, limit: int = 9) -> list[Delivery]:
    with store.writing() as session:
        return list(outbox.take(session, ME, now=NOW, limit=limit))


def begun(store: Store, *deliveries: Delivery) -> frozenset[int]:
    with store.writing() as session:
        return outbox.begin(session, ME, deliveries, now=NOW)


def test_every_reader_is_queued_once_however_often_it_is_confirmed(store: Store) -> None:
    readers(store, 1, 2)
    number = draft(store)
    assert send(store, number) == 2 and send(store, number) is None
    assert sorted(queued(store)) == [(1, NOW), (2, NOW)]
    (first, _) = taken(store)
    assert first.digest.word is not None and first.digest.word.text == "نص"
    one = found(store, number)
    assert (one.state, one.decided_by, one.under_way) == (BroadcastState.SENT, 700, 2)


def test_two_taps_at_one_moment_send_once(store: Store) -> None:
    readers(store, 1)
    number = draft(store)
    results: list[int | None] = []
    taps = [threading.Thread(target=lambda: results.append(send(store, number))) for _ in range(4)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join(20)
    assert sorted(results, key=str) == [1, None, None, None] and len(queued(store)) == 1


def test_nobody_confirms_what_another_wrote_nor_what_was_left_lying(store: Store) -> None:
    readers(store, 1)
    number = draft(store)
    assert send(store, number, by=701) is None
    assert send(store, number, at=NOW + LONGEST_DRAFT) is None
    assert send(store, 99) is None and queued(store) == []
    with store.writing() as session:
        assert broadcasts.drop(session, number, by=700, now=NOW)
    assert send(store, number) is None and found(store, number).state is BroadcastState.DROPPED


def test_two_broadcasts_of_one_moment_are_two(store: Store) -> None:
    readers(store, 1)
    for text in ("أول", "ثان"):
        send(store, draft(store, text))
    assert len(queued(store)) == 2


def test_quiet_hours_are_kept(store: Store) -> None:
    # It is three in the afternoon in Doha.
    readers(store, 1)
    readers(store, 2, quiet=(14, 18))
    send(store, draft(store))
    assert sorted(queued(store)) == [(1, NOW), (2, NOW + 3 * HOUR)]


def test_one_that_is_under_way_is_stopped_where_it_has_not_gone(store: Store) -> None:
    readers(store, 1, 2, 3)
    number = draft(store)
    send(store, number)
    gone, waiting = taken(store, limit=2)
    begun(store, gone)
    assert stop(store, number) == 2 and stop(store, number) is None
    # One that a sender had taken and not begun may not go any more.
    assert begun(store, waiting) == frozenset()
    with store.writing() as session:
        outbox.arrive(session, ME, [Arrival(gone.id, gone.chat_id, (501,), True)], now=NOW)
    one = found(store, number)
    assert one.state is BroadcastState.STOPPED and one.under_way == 0
    assert (one.count(DeliveryState.SENT), one.count(DeliveryState.GONE)) == (1, 2)
    assert send(store, number) is None


def test_it_goes_while_news_is_held_back_and_waits_for_no_digest_that_does(store: Store) -> None:
    readers(store, 1)
    with store.writing() as session:
        digest = Digest("gaza", NOW, NOW - HOUR, (), (), (), (), ())
        publish(session, digest, [1], now=NOW)
        holds.hold(session, "gaza", by=700, now=NOW)
    send(store, draft(store))
    (only,) = taken(store)
    assert only.digest.word is not None and len(begun(store, only)) == 1


def test_who_sent_and_who_stopped_it_stand_in_the_audit_trail(store: Store) -> None:
    readers(store, 1)
    number = draft(store)
    send(store, number)
    send(store, number)
    stop(store, number)
    with store.reading() as session:
        stopped, sent = audit.entries(session, limit=9)
    assert (sent.deed, sent.by, sent.subject) == (Deed.BROADCAST_SENT, 700, f"broadcast {number}")
    assert sent.after == {"text": "نص", "chats": "1"}
    assert (stopped.deed, stopped.by, stopped.after) == (Deed.BROADCAST_STOPPED, 701, {"chats": "1"})
