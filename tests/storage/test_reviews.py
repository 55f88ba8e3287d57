"""The editors' queue, and what readers may see of what waits in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from storage import alerts, audit, corrections, inbox, reviews
from storage.audit import Deed
from storage.db import Store
from storage.model import (
    Article,
    Decision,
    Digest,
    DigestLine,
    Doubt,
    Edits,
    Event,
    EventType,
    Figure,
    Participant,
    Period,
    Position,
    Precision,
    Reading,
    Report,
    Review,
    ReviewState,
    Span,
    Stance,
    Status,
)
from storage.read import events, facts
from storage.reviews import AlreadyTold, Done, Overtaken
from storage.tables import EventRow
from storage.write.publish import publish
from storage.write.reading import mark_read, save_event

NOW = datetime(2024, 10, 25, 4, tzinfo=UTC)
SOON = NOW + timedelta(hours=1)
TODAY = date(2024, 10, 24)
DAY = Period(TODAY, TODAY, Precision.DAY)
ONE, OTHER = 701, 702
HELD = Review(ReviewState.HELD, (Doubt.SENSITIVE,), waits=True, version=1)
TEXT = "اتفق الطرفان على الإفراج عن 90 أسيرًا، وتطالب حماس بالانسحاب."


def tell(store: Store, review: Review = HELD, day: date = TODAY, **changes: object) -> Event:
    """Store an article of its own that tells an event, with its number and stance."""
    span = Span(0, len(TEXT))
    who = (Participant("قطر"), Participant("مصر"))
    when = Period(day, day, Precision.DAY)
    report = Report(EventType.AGREEMENT, Status.HAPPENED, when, "الدوحة", who, (), (span,), "الإفراج عن أسرى")
    figure = Figure("prisoners_released", 90, (Span(23, 25),))
    position = Position("قطر", "withdrawal", Stance.ACCEPTS, "الانسحاب", (Span(34, 50),))
    with store.writing() as session:
        told = inbox.submit(
            session, Article(f"{TEXT} {changes}{day}{review}", "صحيفة", day), dossier="gaza", now=NOW
        )
        reading = Reading("عنوان", TEXT, None, None, (), (position,), (figure,))
        mark_read(session, told.article_id, reading, now=NOW)
        fields = {name: getattr(report, name) for name in ("type", "status", "when", "place", "participants")}
        event = Event(**fields, issues=(), reports=(report,), substance=report.substance, review=review)
        return save_event(session, "gaza", told.article_id, replace(event, **changes), now=NOW)  # type: ignore[arg-type]


def now(store: Store, event: Event) -> Event:
    with store.reading() as session:
        found = events.by_id(session, event.id or 0)
    assert found is not None
    return found


def decide(
    store: Store, how: Callable[..., reviews.Outcome | None], event: Event, by: int = ONE, at: datetime = SOON
) -> reviews.Outcome | None:
    with store.writing() as session:
        return how(session, event.id or 0, event.review.version, by=by, now=at)


def undo(store: Store, by: int = ONE) -> reviews.Outcome | None:
    with store.writing() as session:
        return reviews.undo(session, by=by, now=SOON)


def correct(store: Store, event: Event, by: int = ONE, **edits: object) -> None:
    with store.writing() as session:
        assert corrections.correct(session, event.id or 0, Edits(**edits), by=by, now=SOON)


def queue(store: Store) -> Sequence[int]:
    with store.reading() as session:
        found = reviews.queue(session, "gaza")
        assert reviews.waiting(session, "gaza") == len(found)
    return found


READERS: dict[str, Callable[[Session], object]] = {
    "latest": lambda s: events.latest(s, "gaza", limit=9),
    "learned": lambda s: events.learned_between(s, "gaza", NOW - timedelta(1), NOW + timedelta(1)),
    "between": lambda s: events.between(s, "gaza", TODAY, TODAY, limit=9),
    "newest day": lambda s: events.newest_day(s, "gaza", until=TODAY),
    "last acts": lambda s: events.last_acts(s, "gaza", ["قطر"], until=TODAY),
    "acts": lambda s: events.acts(s, "gaza", "قطر", until=TODAY, limit=9),
    "activity": lambda s: events.activity(s, "gaza", "قطر", TODAY, TODAY),
    "urgent": lambda s: alerts.unraised(s, "gaza", list(EventType), since=NOW),
    "figures": lambda s: facts.newest_figures(
        s, "gaza", ["hostages_held", "killed_gaza", "prisoners_released"], most=9
    ),
    "positions": lambda s: facts.standpoints(s, "gaza", ["قطر", "مصر", "حماس", "إسرائيل"], most=9),
    "digest's figures": lambda s: facts.figures_of(s, [1]),
    "digest's positions": lambda s: facts.positions_of(s, [1]),
}


@pytest.mark.parametrize("question", READERS)
def test_no_question_of_a_reader_finds_what_waits_or_was_rejected_and_all_find_what_was_approved(
    store: Store, question: str
) -> None:
    def asked() -> bool:
        with store.reading() as session:
            return bool(READERS[question](session))

    event = tell(store)
    assert not asked()
    decide(store, reviews.reject, event)
    assert not asked()
    undo(store)
    decide(store, reviews.approve, now(store, event))
    assert asked()


def test_the_queue_begins_with_the_newest_and_holds_only_what_would_be_told(store: Store) -> None:
    old, new = tell(store, day=TODAY - timedelta(3)), tell(store)
    tell(store, background=True)
    tell(store, review=Review())
    assert queue(store) == [new.id, old.id]


def test_an_approved_event_is_told_as_it_was_seen_and_who_decided_is_kept(store: Store) -> None:
    event = tell(store)
    assert decide(store, reviews.approve, event) == Done(event.id or 0, Decision.APPROVED)
    approved = now(store, event)
    assert approved.for_readers and queue(store) == []
    assert approved.review.released_at == SOON
    with store.reading() as session:
        ((one,),) = corrections.history(session, [event.id or 0]).values()
        (entry,) = audit.entries(session, limit=9)
    assert (one.decision, one.decided_by, one.decided_at) == (Decision.APPROVED, ONE, SOON)
    assert (entry.deed, entry.by, entry.subject) == (Deed.EVENT_APPROVED, ONE, f"event {event.id}")


def test_an_event_that_is_approved_after_its_digest_is_news_for_the_next(store: Store) -> None:
    event = tell(store)
    decide(store, reviews.approve, event, at=NOW + timedelta(days=1))
    with store.reading() as session:
        later = events.learned_between(session, "gaza", SOON, NOW + timedelta(days=2))
    assert [one.id for one in later] == [event.id]


def test_the_second_of_two_editors_on_one_card_is_told_who_decided_what(store: Store) -> None:
    event = tell(store)
    decide(store, reviews.reject, event, by=ONE)
    late = decide(store, reviews.approve, event, by=OTHER)
    assert isinstance(late, Overtaken) and late.by is not None
    assert (late.by.decision, late.by.decided_by) == (Decision.REJECTED, ONE)
    assert not now(store, event).for_readers


def test_a_card_that_was_corrected_meanwhile_is_not_approved_unseen(store: Store) -> None:
    event = tell(store)
    correct(store, event, place="القاهرة")
    late = decide(store, reviews.approve, event, by=OTHER)
    assert isinstance(late, Overtaken) and late.by is not None and late.by.decision is Decision.CORRECTED
    decide(store, reviews.approve, now(store, event), by=OTHER)
    assert now(store, event).place == "القاهرة"


def test_undoing_puts_back_what_stood_before_and_only_ones_own(store: Store) -> None:
    event = tell(store)
    decide(store, reviews.approve, event)
    assert undo(store, by=OTHER) is None
    assert undo(store) == Done(event.id or 0, Decision.APPROVED, undone=True)
    back = now(store, event)
    assert back.review.state is ReviewState.HELD and queue(store) == [event.id]
    assert undo(store) is None
    with store.reading() as session:
        assert [one.undone for one in corrections.history(session, [event.id or 0])[event.id or 0]] == [True]


def test_a_correction_is_undone_field_by_field(store: Store) -> None:
    event = tell(store)
    correct(store, event, place="القاهرة")
    correct(store, event, participants=(Participant("قطر"),), substance="")
    changed = now(store, event)
    assert (changed.place, changed.parties, changed.substance) == ("القاهرة", ("قطر",), None)
    undo(store)
    assert (now(store, event).place, now(store, event).parties) == ("القاهرة", ("قطر", "مصر"))
    undo(store)
    assert now(store, event).place == "الدوحة"


def test_what_another_has_decided_since_is_not_undone(store: Store) -> None:
    event = tell(store)
    correct(store, event, by=ONE, place="القاهرة")
    decide(store, reviews.approve, now(store, event), by=OTHER)
    stopped = undo(store, by=ONE)
    assert isinstance(stopped, Overtaken) and stopped.by is not None and stopped.by.decided_by == OTHER


def deliver(store: Store, event: Event) -> None:
    line = DigestLine(
        event.id or 0, event.type, event.status, event.when, event.place, event.participants, (), None, None,
        (), (),
    )  # fmt: skip
    with store.writing() as session:
        publish(session, Digest("gaza", SOON, NOW, (line,), (), (), (), ()), [5], now=SOON)


def test_an_approval_that_readers_were_told_of_is_not_undone_but_may_be_withdrawn(store: Store) -> None:
    event = tell(store)
    decide(store, reviews.approve, event)
    deliver(store, event)
    assert undo(store) == AlreadyTold(event.id or 0)
    assert now(store, event).for_readers


def test_what_was_told_and_is_rejected_later_is_withdrawn_with_a_correction(store: Store) -> None:
    event = tell(store, review=Review())
    deliver(store, event)
    with store.writing() as session:
        row = session.get_one(EventRow, event.id)
        row.review, row.state, row.waits = HELD, HELD.state, True
    done = decide(store, reviews.reject, now(store, event))
    assert done == Done(event.id or 0, Decision.WITHDRAWN, deliveries=1)
    assert now(store, event).withdrawn and queue(store) == []


def test_a_change_that_is_rejected_leaves_what_readers_see(store: Store) -> None:
    event = tell(store)
    changing = replace(
        Review(version=2),
        doubts=(Doubt.CHANGED,),
        pinned=Edits(place="الرياض"),
        judged=event.telling,
        waits=True,
    )
    with store.writing() as session:
        save_event(session, "gaza", None, replace(event, review=changing), now=NOW)
    seen = now(store, event)
    assert (seen.place, seen.proposed.place, queue(store)) == ("الرياض", "الدوحة", [event.id])
    decide(store, reviews.reject, seen)
    assert now(store, event).place == "الرياض" and queue(store) == []
    undo(store)
    decide(store, reviews.approve, now(store, event))
    assert now(store, event).place == "الدوحة"


def test_participants_that_an_editor_writes_are_found_by_their_names(store: Store) -> None:
    event = tell(store, review=Review())
    correct(store, event, participants=(Participant("الأردن"),))
    with store.reading() as session:
        assert events.acts(session, "gaza", "الأردن", until=TODAY, limit=9)
        assert events.acts(session, "gaza", "قطر", until=TODAY, limit=9) == []


def test_what_is_withdrawn_leaves_the_queue_and_is_told_again_when_it_is_reinstated(store: Store) -> None:
    event = tell(store)
    with store.writing() as session:
        corrections.withdraw(session, event.id or 0, by=ONE, now=SOON)
    assert queue(store) == []
    with store.writing() as session:
        corrections.reinstate(session, event.id or 0, by=ONE, now=SOON)
    assert now(store, event).for_readers


def test_the_event_row_says_what_its_review_says(store: Store) -> None:
    event = tell(store)
    decide(store, reviews.approve, event)
    with store.reading() as session:
        (row,) = session.exec(select(EventRow))
    assert (row.state, row.waits, row.released_at) == (ReviewState.APPROVED, False, SOON)


def test_what_is_approved_is_shown_with_all_its_reports(store: Store) -> None:
    waiting = replace(HELD, seen_until=NOW - timedelta(days=1))
    event = tell(store, waiting)
    assert now(store, event).as_told.reports == ()
    decide(store, reviews.approve, now(store, event))
    assert len(now(store, event).as_told.reports) == 1
