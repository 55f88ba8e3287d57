"""What becomes of an event's review when its reports change; pure, as a table of what is known and what comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tellings import BLINKEN, DAY, EMIR, on, report

from storage.model import NO_EDITS, Doubt, Edits, Event, EventType, Review, ReviewState, Status
from summarizer.holding import reviewed
from summarizer.merging import combine

NOW = datetime(2024, 10, 24, 12, tzinfo=UTC)
MEETING = replace(
    combine([replace(report(EventType.MEETING, EMIR, BLINKEN, when=on(DAY), place="الدوحة"), id=1)]), id=7
)
FREE = replace(MEETING, review=Review(version=3))
HELD = replace(MEETING, review=Review(ReviewState.HELD, (Doubt.UNDATED,), waits=True))
APPROVED = replace(
    MEETING,
    review=Review(
        ReviewState.APPROVED,
        (Doubt.UNDATED,),
        (Doubt.UNDATED,),
        judged=MEETING.telling,
        pinned=MEETING.telling,
    ),
)
REJECTED = replace(
    MEETING,
    review=Review(ReviewState.REJECTED, (Doubt.UNDATED,), (Doubt.UNDATED,), judged=MEETING.telling),
)
WITHDRAWN = replace(FREE, withdrawn=True)


def after(now: Event, *doubts: Doubt, parts: tuple[Event, ...] = ()) -> Event:
    """The event as it is after its reports have come to tell `now`, in which these doubts are found."""
    return reviewed(now, parts, lambda _: doubts, now=NOW)


def grown(was: Event, *doubts: Doubt, **changes: object) -> Event:
    return after(replace(was, **changes), *doubts, parts=(was,))  # type: ignore[arg-type]


def test_a_new_event_is_free_unless_something_of_it_is_doubtful() -> None:
    new = replace(MEETING, id=None)
    assert after(new).review.state is ReviewState.FREE
    held = after(new, Doubt.SENSITIVE)
    assert (held.review.state, held.review.reasons, held.for_readers) == (
        ReviewState.HELD, (Doubt.SENSITIVE,), False,
    )  # fmt: skip


def test_each_change_is_a_version_of_its_own() -> None:
    assert grown(FREE).review.version == 4


def test_what_is_held_is_let_go_when_nothing_of_it_is_doubtful_any_more() -> None:
    let_go = grown(HELD)
    assert (let_go.review.state, let_go.review.released_at) == (ReviewState.FREE, NOW)
    assert grown(HELD, Doubt.UNDATED).review.state is ReviewState.HELD


def test_readers_go_on_seeing_what_they_see_while_a_doubtful_change_of_it_waits() -> None:
    changed = grown(FREE, Doubt.CONTRADICTED, place="القاهرة")
    assert changed.for_readers and changed.review.waits
    assert changed.review.pinned.place == "الدوحة"
    assert set(changed.review.reasons) == {Doubt.CONTRADICTED, Doubt.CHANGED}


def test_what_is_newly_denied_is_held_whole() -> None:
    denied = grown(FREE, Doubt.CONTRADICTED, status=Status.DENIED)
    assert denied.review.state is ReviewState.HELD and not denied.for_readers
    assert denied.review.pinned == NO_EDITS


def test_an_approved_event_that_is_told_as_before_stays_approved_and_asks_nobody() -> None:
    same = grown(APPROVED, Doubt.UNDATED, substance="كلام آخر")
    assert same.review.state is ReviewState.APPROVED and not same.review.waits
    assert same.review.pinned == MEETING.telling


def test_an_approved_event_that_is_told_otherwise_waits_with_its_change() -> None:
    moved = grown(APPROVED, Doubt.UNDATED, place="القاهرة")
    assert moved.for_readers and moved.review.waits and moved.review.reasons == (Doubt.CHANGED,)
    assert moved.review.pinned.place == "الدوحة"


def test_an_approved_event_of_which_nothing_is_doubtful_any_more_follows_its_reports() -> None:
    sure = grown(APPROVED, place="القاهرة")
    assert sure.review.state is ReviewState.FREE and sure.review.pinned == NO_EDITS


def test_what_was_rejected_stays_so_until_it_is_told_otherwise_or_on_better_grounds() -> None:
    assert grown(REJECTED, Doubt.UNDATED).review.state is ReviewState.REJECTED
    assert grown(REJECTED, Doubt.UNDATED, place="القاهرة").review.state is ReviewState.HELD
    better = grown(REJECTED)
    assert better.review.state is ReviewState.HELD and better.review.reasons == (Doubt.CHANGED,)
    # Another report settles nothing that an editor has decided.
    assert grown(better).review.state is ReviewState.HELD


def test_what_was_withdrawn_stays_so_whatever_comes() -> None:
    assert grown(WITHDRAWN, place="القاهرة").withdrawn


def test_an_event_into_which_a_withdrawn_or_rejected_one_is_merged_is_held() -> None:
    for out in (WITHDRAWN, REJECTED):
        other = replace(FREE, id=9)
        for heir in (7, 9):
            whole = replace(MEETING, id=heir, review=out.review if heir == 7 else other.review)
            joined = after(whole, parts=(out, other))
            assert joined.review.state is ReviewState.HELD
            assert joined.review.reasons == (Doubt.DECIDED_AGAINST,)
            again = after(replace(joined), parts=(joined,))
            assert not again.for_readers


def test_reports_of_a_withdrawn_event_that_become_one_of_their_own_are_held() -> None:
    split_off = after(replace(MEETING, id=None), parts=(WITHDRAWN,))
    assert split_off.review.reasons == (Doubt.DECIDED_AGAINST,)


def test_a_held_event_that_turns_out_to_be_one_that_readers_see_is_seen_as_that_one() -> None:
    seen = replace(APPROVED, id=9, edits=Edits(place="الرياض"))
    joined = after(replace(HELD), Doubt.UNDATED, parts=(HELD, seen))
    assert joined.for_readers and joined.edits.place == "الرياض"


def test_no_word_of_a_change_that_waits_is_shown_to_readers_until_it_is_approved() -> None:
    first = replace(MEETING.reports[0], learned_at=NOW)
    second = replace(first, id=2, place="القاهرة", learned_at=NOW + timedelta(hours=1))
    known = replace(FREE, reports=(first,))
    changed = grown(known, Doubt.CONTRADICTED, place="القاهرة", reports=(first, second))
    assert changed.as_told.reports == (first,) and changed.reports == (first, second)
    # One more while it waits is as new to readers as the one before.
    third = replace(second, id=3, learned_at=NOW + timedelta(hours=2))
    more = after(replace(changed, reports=(first, second, third)), Doubt.CONTRADICTED, parts=(changed,))
    assert more.as_told.reports == (first,)
    approved = replace(more, review=Review(ReviewState.APPROVED))
    assert len(approved.as_told.reports) == 3
