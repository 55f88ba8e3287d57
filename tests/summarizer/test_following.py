"""Who follows an event, or somebody who acts in it, is told what changes: once, from what to what, and who says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from tellings import BLINKEN, DAY, EMIR, on, report

from storage import corrections, follows, holds, inbox, reviews, subscribers
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.follows import SETTLE
from storage.forgetting import forget
from storage.model import (
    Article,
    ChangeKind,
    DeliveryState,
    Digest,
    Ended,
    Event,
    EventType,
    Figure,
    Followed,
    Participant,
    Reading,
    Report,
    Reviewing,
    Span,
    Status,
    Timing,
)
from storage.read import events
from storage.tables import DeliveryRow, DigestRow, FollowRow, WatchRow
from storage.write import rulings
from summarizer.following import GAP, publish_followed
from summarizer.intake import apply_rulings
from summarizer.job import read_inbox
from summarizer.removal import remove_article

NOON = datetime(2024, 10, 24, 12, tzinfo=UTC)
# A change at noon is told from here on.
LATER = NOON + SETTLE
MORNING = NOON - timedelta(hours=6)


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


class Follower:
    """A chat that follows things in a store, and what it was queued."""

    def __init__(self, store: Store, dossier: Dossier) -> None:
        self.store, self.dossier = store, dossier

    def read(
        self,
        text: str,
        *reports: Report,
        now: datetime = NOON,
        publisher: str = "صحيفة",
        reviewing: Reviewing = Reviewing.NONE,
        figures: tuple[Figure, ...] = (),
        denials: tuple[Report, ...] = (),
    ) -> int:
        with self.store.writing() as session:
            kept = inbox.submit(session, Article(text, publisher, now.date()), dossier="gaza", now=now)
        telling: Callable[[Article, Dossier], Reading] = lambda article, _: Reading(  # noqa: E731
            "عنوان", article.text, None, None, reports, figures=figures, denials=denials
        )
        read_inbox(self.store, self.dossier, now=now, reader=telling, reviewing=reviewing)
        return kept.article_id

    def event(self, number: int = 1) -> Event:
        with self.store.reading() as session:
            found = events.by_id(session, number)
        assert found is not None
        return found

    def follow(self, event_id: int = 1, *, chat: int = 11, now: datetime = MORNING, **timing: object) -> None:
        with self.store.writing() as session:
            subscribers.keep_known(session, chat, Timing("Asia/Qatar", (7,), **timing))  # type: ignore[arg-type]
            event = events.by_id(session, event_id)
            assert event is not None
            follows.follow_event(session, chat, event, now=now)

    def follow_name(self, name: str, *, chat: int = 11, now: datetime = MORNING) -> None:
        with self.store.writing() as session:
            subscribers.keep_known(session, chat, Timing("Asia/Qatar", (7,)))
            lately = events.lately_with(session, "gaza", name, since=DAY - timedelta(days=14), limit=20)
            follows.follow_name(session, chat, name, lately, now=now)

    def publish(self, now: datetime = LATER) -> int:
        return publish_followed(self.store, self.dossier, now=now)

    def queued(self) -> list[tuple[int, Digest]]:
        with self.store.reading() as session:
            rows = session.exec(
                select(DeliveryRow, DigestRow)
                .join(DigestRow)
                .where(DeliveryRow.correction_id == 0)
                .order_by(DeliveryRow.id)  # type: ignore[arg-type]
            )
            return [(row.chat_id, digest.content) for row, digest in rows]

    def told(self, chat: int = 11) -> list[Followed]:
        return [one for to, digest in self.queued() if to == chat for one in digest.followed]

    def kinds(self, chat: int = 11) -> list[list[ChangeKind]]:
        return [[change.kind for change in one.changes] for one in self.told(chat)]


@pytest.fixture
def follower(store: Store, gaza: Dossier) -> Follower:
    return Follower(store, gaza)


def a_meeting(**changes: object) -> Report:
    usual: dict[str, object] = {"when": on(DAY), "headline": True, "place": "الدوحة"}
    return replace(report(EventType.MEETING, EMIR, BLINKEN, **usual | changes), source=None)  # type: ignore[arg-type]


PLANNED = a_meeting(status=Status.PLANNED)


def figure(value: int, what: str = "hostages_released") -> Figure:
    return Figure(what, value, (Span(0, 10),), attribution="الصليب الأحمر")


def test_a_plan_that_is_denied_is_told_once_with_what_it_was_and_who_says_so(follower: Follower) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    follower.follow()
    denial = a_meeting(status=Status.DENIED, attribution="وزارة الخارجية الأمريكية")
    follower.read("لا لقاء", denial, publisher="وكالة")
    assert follower.publish(NOON) == 0
    assert follower.publish() == 1
    assert follower.publish() == follower.publish(LATER + timedelta(hours=1)) == 0
    ((chat, digest),) = follower.queued()
    ((change,),) = [one.changes for one in digest.followed]
    assert (chat, change.before.status, change.after.status) == (11, Status.PLANNED, Status.DENIED)
    assert change.attribution == "وزارة الخارجية الأمريكية"
    assert [digest.sources[one].publisher for one in change.sources] == ["وكالة"]


def test_what_an_article_denies_speaks_against_what_is_known_and_is_no_event_of_its_own(
    follower: Follower,
) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    follower.follow()
    follower.read("لا لقاء", denials=(a_meeting(status=Status.DENIED),), publisher="وكالة")
    other = a_meeting(status=Status.DENIED, when=on(DAY - timedelta(days=9)), place="القاهرة")
    follower.read("ولا لقاء في القاهرة", denials=(other,), publisher="ثالثة")
    assert follower.event().status is Status.DENIED
    with follower.store.reading() as session:
        assert events.by_id(session, 2) is None
    assert follower.publish() == 1


def test_one_more_report_of_the_same_is_no_change(follower: Follower) -> None:
    follower.read("لقاء", a_meeting(), now=MORNING)
    follower.follow()
    follower.read("لقاء آخر", a_meeting(), publisher="وكالة")
    assert follower.publish() == 0


def test_a_plan_that_is_put_off_comes_true_and_becomes_disputed_is_told_each_time(follower: Follower) -> None:
    follower.read("لقاء مقرر", a_meeting(status=Status.PLANNED, when=on(DAY)), now=MORNING)
    follower.follow()
    # An editor puts the day off: merging would take another day for another meeting.
    with follower.store.writing() as session:
        corrections.correct(
            session, 1, replace(follower.event().telling, when=on(DAY + timedelta(days=1)), type=None, status=None, place=None, substance=None, participants=None), by=7, now=NOON, reason="أُجّل"
        )  # fmt: skip
    follower.publish()
    ((change,),) = [one.changes for one in follower.told()]
    assert (change.kind, change.by_editor, change.reason) == (ChangeKind.DAYS, True, "أُجّل")


def test_new_numbers_are_told_with_those_that_were_known_and_no_number_twice(follower: Follower) -> None:
    freed = replace(report(EventType.RELEASE, "حماس", when=on(DAY), headline=True), source=None)
    follower.read("أُفرج عن عشرة محتجزين", freed, figures=(figure(10),), now=MORNING)
    follower.follow()
    follower.read("أُفرج عن 12 محتجزًا", freed, figures=(figure(12),), publisher="وكالة")
    assert follower.publish() == 1
    (disputed,) = follower.told()[0].changes
    # Two numbers of one day contradict each other: both are told, side by side.
    assert disputed.disagreement is not None
    assert [one.value for one in disputed.disagreement.versions] == [10, 12]
    later = LATER + timedelta(hours=1)
    planned = replace(figure(14), planned=True)
    follower.read("قد يُفرج عن 14", freed, figures=(planned,), publisher="ثالثة", now=later)
    follower.read("وقد يُفرج عن 14", freed, figures=(planned,), publisher="رابعة", now=later)
    assert follower.publish(later + SETTLE) == 1
    (number,) = follower.told()[1].changes
    assert [(one.value, len(one.sources)) for one in number.figures] == [(14, 2)]


def test_what_is_undone_by_the_time_it_would_be_told_is_not_told(follower: Follower) -> None:
    follower.read("لقاء", a_meeting(), now=MORNING)
    follower.follow()
    with follower.store.writing() as session:
        corrections.withdraw(session, 1, by=7, now=NOON)
    with follower.store.writing() as session:
        reviews.undo(session, by=7, now=NOON + SETTLE / 2)
    assert follower.publish() == 0


def test_a_withdrawal_and_a_return_are_told_with_their_reason(follower: Follower) -> None:
    follower.read("لقاء", a_meeting(), now=MORNING)
    follower.follow()
    with follower.store.writing() as session:
        corrections.withdraw(session, 1, by=7, now=NOON, reason="خبر غير صحيح")
    assert follower.publish() == 1
    again = NOON + timedelta(hours=1)
    with follower.store.writing() as session:
        corrections.reinstate(session, 1, by=7, now=again)
    assert follower.publish(again + SETTLE) == 1
    assert follower.kinds() == [[ChangeKind.WITHDRAWN], [ChangeKind.REINSTATED]]
    assert follower.told()[0].changes[0].reason == "خبر غير صحيح"


def test_what_waits_for_an_editor_is_told_when_it_is_let_go(follower: Follower) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING, reviewing=Reviewing.ALL)
    with follower.store.writing() as session:
        reviews.approve(session, 1, follower.event().review.version, by=7, now=MORNING)
    follower.follow()
    follower.read("لا لقاء", a_meeting(status=Status.DENIED), publisher="وكالة", reviewing=Reviewing.ALL)
    assert not follower.event().for_readers
    assert follower.publish() == 0
    approved = NOON + timedelta(hours=1)
    with follower.store.writing() as session:
        reviews.approve(session, 1, follower.event().review.version, by=7, now=approved)
    assert follower.publish(approved + SETTLE) == 1
    assert follower.told()[0].changes[0].after.status is Status.DENIED


def test_while_publishing_is_held_back_nothing_is_told_and_at_the_release_all_of_it(
    follower: Follower,
) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    follower.follow()
    with follower.store.writing() as session:
        holds.hold(session, "gaza", by=7, now=NOON)
    follower.read("لقاء", a_meeting(), publisher="وكالة")
    assert follower.publish() == 0
    with follower.store.writing() as session:
        holds.release(session, "gaza", by=7, now=LATER)
    assert follower.publish(LATER + timedelta(minutes=1)) == 1


def test_quiet_hours_hold_it_back_and_it_is_one_message_when_they_end(follower: Follower) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    # It is three in the afternoon in Doha.
    follower.follow(quiet=(14, 18))
    follower.read("لقاء", a_meeting(), publisher="وكالة")
    assert follower.publish() == 0
    follower.read(
        "لا لقاء", a_meeting(status=Status.DENIED), publisher="ثالثة", now=NOON + timedelta(hours=1)
    )
    assert follower.publish(NOON + timedelta(hours=2)) == 0
    assert follower.publish(NOON + timedelta(hours=3)) == 1
    status, *_ = follower.told()[0].changes
    assert (status.before.status, status.after.status) == (Status.PLANNED, Status.DENIED)


def test_of_one_event_nobody_hears_twice_within_a_few_minutes(follower: Follower) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    follower.follow()
    follower.read("لقاء", a_meeting(), publisher="وكالة")
    assert follower.publish() == 1
    follower.read("لا لقاء", a_meeting(status=Status.DENIED), publisher="ثالثة", now=LATER)
    assert follower.publish(LATER + SETTLE) == 0
    assert follower.publish(LATER + GAP) == 1


def test_two_who_know_different_things_hear_different_ones(follower: Follower) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    follower.follow(chat=11)
    follower.read("لقاء", a_meeting(), publisher="وكالة")
    follower.follow(chat=12, now=NOON)
    follower.read("لا لقاء", a_meeting(status=Status.DENIED), publisher="ثالثة", now=NOON)
    assert follower.publish() == 2
    was = [follower.told(chat)[0].changes[0].before.status for chat in (11, 12)]
    assert was == [Status.PLANNED, Status.HAPPENED]


def test_who_follows_somebody_is_told_of_what_is_new_and_whether_it_is_so(follower: Follower) -> None:
    follower.read("لقاء قديم", a_meeting(when=on(DAY - timedelta(days=3))), now=MORNING)
    follower.follow_name("أنتوني بلينكن", now=MORNING + timedelta(minutes=1))
    follower.read("لقاء مقرر", PLANNED)
    assert follower.publish() == 1
    ((new,),) = [digest.followed for _, digest in follower.queued()]
    assert (new.names, new.changes, new.ahead) == (("أنتوني بلينكن",), (), True)
    follower.read("لا لقاء", a_meeting(status=Status.DENIED), publisher="ثالثة", now=LATER)
    assert follower.publish(LATER + GAP) == 1
    assert follower.kinds() == [[], [ChangeKind.STATUS]]


def test_who_is_only_acted_upon_does_nothing(follower: Follower) -> None:
    follower.follow_name("حماس")
    to = Participant("حماس", role=next(role for role in type(EMIR.role) if role == "recipient"))
    threat = report(
        EventType.THREAT, Participant("إسرائيل"), to, when=on(DAY), headline=True, substance="برد"
    )
    follower.read("تهديد", replace(threat, source=None))
    assert follower.publish() == 0


def test_events_that_turn_out_to_be_one_are_followed_on_as_that(follower: Follower) -> None:
    follower.read("لقاء", a_meeting(), now=MORNING)
    other = a_meeting(when=on(DAY + timedelta(days=3)), status=Status.PLANNED)
    follower.read("لقاء ثان", other, publisher="وكالة", now=MORNING)
    follower.follow(2)
    with follower.store.writing() as session:
        rulings.join(session, [1, 2], by=7, now=NOON)
    apply_rulings(follower.store, follower.dossier, now=NOON)
    with follower.store.reading() as session:
        assert follows.of_chat(session, 11).event_ids == (1,)
    assert follower.publish() == 1
    assert ChangeKind.STATUS in follower.kinds()[0]


def test_an_event_that_turns_out_to_be_two_is_followed_as_both(follower: Follower) -> None:
    follower.read("لقاء", a_meeting(), now=MORNING)
    follower.read("لقاء آخر", a_meeting(), publisher="وكالة", now=MORNING)
    follower.follow()
    with follower.store.writing() as session:
        rulings.split(session, 1, [2], by=7, now=NOON)
    apply_rulings(follower.store, follower.dossier, now=NOON)
    with follower.store.reading() as session:
        assert len(follows.of_chat(session, 11).event_ids) == 2
    assert follower.publish() == 1
    assert follower.kinds() == [[ChangeKind.PARTED]]


def test_what_is_deleted_with_its_only_article_is_told_as_withdrawn(
    follower: Follower, gaza: Dossier
) -> None:
    article = follower.read("لقاء", a_meeting(), now=MORNING)
    follower.follow()
    remove_article(follower.store, gaza, article, by=0, now=NOON)
    assert follower.publish() == 1
    assert follower.kinds() == [[ChangeKind.WITHDRAWN]]
    with follower.store.reading() as session:
        assert not session.exec(select(FollowRow)).all() and not session.exec(select(WatchRow)).all()


def test_a_chat_that_cannot_be_written_to_is_told_when_it_can_again(follower: Follower) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    follower.follow()
    with follower.store.writing() as session:
        subscribers.lost(session, 11, reason=Ended.BLOCKED)
    follower.read("لقاء", a_meeting(), publisher="وكالة")
    assert follower.publish() == 0
    with follower.store.writing() as session:
        follows.back(session, 11, now=LATER)
    assert follower.publish() == 1


def test_who_wants_no_digest_any_more_still_hears_of_what_they_follow(follower: Follower) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    follower.follow()
    with follower.store.writing() as session:
        subscribers.subscribe(session, 11, hour=7, timezone="Asia/Qatar", now=MORNING)
    follower.read("لقاء", a_meeting(), publisher="وكالة")
    follower.publish()
    with follower.store.writing() as session:
        subscribers.unsubscribe(session, 11)
    with follower.store.reading() as session:
        assert [row.state for row in session.exec(select(DeliveryRow))] == [DeliveryState.PENDING]


def test_an_upgraded_group_and_a_forgotten_reader(follower: Follower) -> None:
    follower.read("لقاء", a_meeting(), now=MORNING)
    follower.follow(chat=-5)
    follower.follow_name("حماس", chat=-5)
    with follower.store.writing() as session:
        subscribers.migrate_chat(session, -5, -1005)
        assert follows.of_chat(session, -5).event_ids == ()
        mine = follows.of_chat(session, -1005)
        assert mine.event_ids == (1,) and list(mine.names) == ["حماس"]
        assert forget(session, -1005)
    with follower.store.reading() as session:
        assert not session.exec(select(FollowRow)).all() and not session.exec(select(WatchRow)).all()


def test_who_stops_is_told_no_more(follower: Follower) -> None:
    follower.read("لقاء مقرر", PLANNED, now=MORNING)
    follower.follow()
    follower.follow_name("أنتوني بلينكن")
    with follower.store.writing() as session:
        assert follows.stop_event(session, 11, 1) and follows.stop_name(session, 11, "أنتوني بلينكن")
        assert not follows.stop_event(session, 11, 1)
    follower.read("لقاء", a_meeting(), publisher="وكالة")
    assert follower.publish() == 0
