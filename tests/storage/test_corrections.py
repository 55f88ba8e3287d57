"""What editors decide of events, who is to be told, and where the event no longer appears."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlmodel import select

from storage import corrections, inbox
from storage.db import Store
from storage.model import (
    Article,
    Decision,
    DeliveryState,
    Digest,
    DigestLine,
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
from storage.read import events
from storage.tables import DeliveryRow, FormerEventRow
from storage.write.publish import publish
from storage.write.reading import save_event

NOW = datetime(2024, 10, 25, 4, tzinfo=UTC)
DAY = Period(date(2024, 10, 24), date(2024, 10, 24), Precision.DAY)
EDITOR = 701


def told(store: Store, place: str = "الدوحة", event: Event | None = None) -> Event:
    """Store a meeting of an article of its own, or let one more article tell `event`."""
    with store.writing() as session:
        before = event.reports if event else ()
        text = f"التقيا في {place}، خبر {len(before)}."
        article = inbox.submit(session, Article(text, "صحيفة"), dossier="gaza", now=NOW).article_id
        who = (Participant("قطر"), Participant("مصر"))
        report = Report(EventType.MEETING, Status.HAPPENED, DAY, place, who, (), (Span(0, 5),))
        whole = Event(
            EventType.MEETING, Status.HAPPENED, DAY, place, who, (), (*before, report),
            id=event.id if event else None,
        )  # fmt: skip
        return save_event(session, "gaza", article, whole, now=NOW)


def deliver(store: Store, event: Event, *chats: int, state: DeliveryState = DeliveryState.SENT) -> None:
    line = DigestLine(
        event.id or 0, event.type, event.status, event.when, event.place, event.participants, (), None, None,
        (), (),
    )  # fmt: skip
    digest = Digest("gaza", NOW, NOW - timedelta(days=1), (line,), (), (), (), ())
    with store.writing() as session:
        publish(session, digest, chats, now=NOW)
        for row in session.exec(select(DeliveryRow).where(DeliveryRow.chat_id.in_(chats))):  # type: ignore[attr-defined]
            row.state = state


def queued(store: Store) -> list[tuple[int, int]]:
    """The chats that are to hear of corrections, with the correction's number."""
    with store.reading() as session:
        rows = session.exec(select(DeliveryRow).where(DeliveryRow.correction_id != 0))
        return sorted((row.chat_id, row.correction_id) for row in rows)


def withdraw(store: Store, event: Event, reason: str | None = None) -> corrections.Decided | None:
    with store.writing() as session:
        return corrections.withdraw(session, event.id or 0, by=EDITOR, now=NOW, reason=reason)


def test_a_withdrawn_event_is_in_no_list_and_who_decided_is_kept(store: Store) -> None:
    event = told(store)
    assert withdraw(store, event, "خطأ في المصدر") is not None
    with store.reading() as session:
        assert events.latest(session, "gaza", limit=9) == []
        assert events.learned_between(session, "gaza", NOW - timedelta(1), NOW + timedelta(1)) == []
        assert events.acts(session, "gaza", "قطر", until=NOW.date(), limit=9) == []
        known = events.by_id(session, event.id or 0)
        ((one,),) = corrections.history(session, [event.id or 0]).values()
    assert known is not None and known.withdrawn
    assert (one.decision, one.reason, one.decided_by, one.decided_at) == (
        Decision.WITHDRAWN, "خطأ في المصدر", EDITOR, NOW,
    )  # fmt: skip


def test_all_who_have_it_or_may_have_it_are_told_once(store: Store) -> None:
    event = told(store)
    deliver(store, event, 1, 2)
    deliver(store, event, 3, state=DeliveryState.UNCERTAIN)
    deliver(store, event, 4, state=DeliveryState.GONE)
    done = withdraw(store, event)
    assert done is not None and done.deliveries == 3
    assert queued(store) == [(chat, done.correction_id) for chat in (1, 2, 3)]
    assert withdraw(store, event) is None
    assert len(queued(store)) == 3


def test_an_event_that_nobody_was_told_corrects_nothing(store: Store) -> None:
    deliver(store, told(store), 1)
    other = told(store, "القاهرة")
    done = withdraw(store, other)
    assert done is not None and done.deliveries == 0 and queued(store) == []


def test_a_withdrawn_event_stays_so_when_another_article_tells_it(store: Store) -> None:
    event = told(store)
    withdraw(store, event)
    told(store, event=event)
    with store.reading() as session:
        assert events.latest(session, "gaza", limit=9) == []


def test_what_an_editor_wrote_stands_above_what_is_read_later(store: Store) -> None:
    event = told(store)
    with store.writing() as session:
        corrections.correct(session, event.id or 0, Edits(place="القاهرة"), by=EDITOR, now=NOW)
        corrections.correct(session, event.id or 0, Edits(status=Status.PLANNED), by=EDITOR, now=NOW)
    told(store, event=event)
    with store.reading() as session:
        known = events.by_id(session, event.id or 0)
    assert known is not None and len(known.reports) == 2
    assert (known.place, known.status, known.when) == ("القاهرة", Status.PLANNED, DAY)


def test_a_withdrawal_can_be_taken_back(store: Store) -> None:
    event = told(store)
    deliver(store, event, 1)
    with store.writing() as session:
        assert corrections.reinstate(session, event.id or 0, by=EDITOR, now=NOW) is None
    withdraw(store, event)
    with store.writing() as session:
        assert corrections.reinstate(session, event.id or 0, by=EDITOR, now=NOW) is not None
    with store.reading() as session:
        assert [one.id for one in events.latest(session, "gaza", limit=9)] == [event.id]
    assert [chat for chat, _ in queued(store)] == [1, 1]


def test_an_event_that_turned_out_to_be_another_is_corrected_where_it_was_told(store: Store) -> None:
    former, now = told(store), told(store, "القاهرة")
    deliver(store, former, 1)
    assert former.id is not None and now.id is not None
    with store.writing() as session:
        session.add(FormerEventRow(id=former.id, event_id=now.id))
    withdraw(store, now)
    assert [chat for chat, _ in queued(store)] == [1]
    with store.reading() as session:
        assert list(corrections.history(session, [former.id])) == [former.id]
    with store.writing() as session:
        assert corrections.withdraw(session, former.id, by=EDITOR, now=NOW) is None


def test_of_an_event_that_is_not_there_nothing_is_decided(store: Store) -> None:
    with store.writing() as session:
        assert corrections.withdraw(session, 99, by=EDITOR, now=NOW) is None
        assert corrections.correct(session, 99, Edits(place="غزة"), by=EDITOR, now=NOW) is None
