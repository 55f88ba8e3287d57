"""When a reader's digest is due, where its window begins, and when nothing may be sent; knows no store and no clock.

Instants are aware UTC datetimes, hours are those of the reader's own clock. Each slot of a local day comes once,
also where clocks change: an hour that is left out counts when the clock has jumped over it, one that comes twice
counts the first time. A zone that this machine does not know counts as UTC: a digest at a wrong hour is better than
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage.model import Timing

# Later than this a digest would no longer be that hour's: it is skipped, and the next one holds what it held.
# Who waited a week for it rather has it late.
GRACE, WEEKLY_GRACE = timedelta(hours=2), timedelta(hours=12)
# A first digest looks back one round of its rhythm; one after a long silence does not retell months.
_FIRST, _FARTHEST = timedelta(days=1), timedelta(days=7)
_FIRST_WEEKLY, _FARTHEST_WEEKLY = timedelta(days=7), timedelta(days=22)
# Between two slots lie at most a week and a day on which clocks change.
_REACH = 9


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which nothing was published because an editor held it back."""

    began: datetime
    ended: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A digest that is due: of `slot`, with what is new `since`, to be sent from `due_at` on.

    One that was `missed` by more than its grace is left out; the next one begins where it would have begun.
    `next_at` is the slot after it.
    """

    slot: datetime
    since: datetime
    due_at: datetime
    missed: bool
    next_at: datetime | None


def turn(
    timing: Timing,
    settled: datetime,
    told_until: datetime | None,
    now: datetime,
    pauses: Sequence[Pause] = (),
) -> Turn | None:
    """Return the digest that is due at `now`, or None.

    `settled` is until when slots were dealt with: told, left out, or not yet asked for. `told_until` is where
    the last digest that reached the reader ended, None for a reader who never had one. The grace of a slot that
    came in one of the `pauses` (the oldest first) begins when that ended.
    """
    slot = last_slot(timing, now)
    if slot is None or slot <= settled:
        return None
    grace = GRACE if timing.weekday is None else WEEKLY_GRACE
    ready = _let_go(slot, grace, pauses)
    return Turn(
        slot=slot,
        since=window_start(timing, slot, told_until),
        due_at=audible(timing, ready),
        missed=now - ready > grace,
        next_at=next_slot(timing, slot),
    )


def _let_go(slot: datetime, grace: timedelta, pauses: Sequence[Pause]) -> datetime:
    """Return from when on a slot could be told: its own time, or the end of what held it back."""
    ready = slot
    for pause in pauses:
        if pause.began <= ready + grace and pause.ended > ready:
            ready = pause.ended
    return ready


def last_slot(timing: Timing, now: datetime) -> datetime | None:
    """Return the newest slot that is not after `now`; None for a timing without hours."""
    return max((slot for slot in _around(timing, now) if slot <= now), default=None)


def next_slot(timing: Timing, moment: datetime) -> datetime | None:
    """Return the first slot after `moment`; None for a timing without hours."""
    return min((slot for slot in _around(timing, moment) if slot > moment), default=None)


def window_start(timing: Timing, slot: datetime, told_until: datetime | None) -> datetime:
    """Return since when the digest of `slot` tells what is new: where the last one ended, within reason."""
    weekly = timing.weekday is not None
    first, farthest = (_FIRST_WEEKLY, _FARTHEST_WEEKLY) if weekly else (_FIRST, _FARTHEST)
    return max(told_until or slot - first, slot - farthest)


def audible(timing: Timing, moment: datetime) -> datetime:
    """Return `moment`, or the end of the reader's quiet hours where it lies in them."""
    zone = _zone(timing.timezone)
    if not _is_quiet(timing, moment.astimezone(zone)):
        return moment
    assert timing.quiet is not None
    today = moment.astimezone(zone).date()
    # The hour at which they end may be left out, and the next one be quiet again.
    ends = (_instant(today + timedelta(days), timing.quiet[1], zone) for days in range(4))
    return next(end for end in ends if end > moment and not _is_quiet(timing, end.astimezone(zone)))


def _is_quiet(timing: Timing, local: datetime) -> bool:
    if timing.quiet is None:
        return False
    begin, end = timing.quiet
    return begin <= local.hour < end if begin < end else local.hour >= begin or local.hour < end


def _around(timing: Timing, moment: datetime) -> Iterator[datetime]:
    """Give every slot of the days about `moment`: at least one on either side of it."""
    zone = _zone(timing.timezone)
    today = moment.astimezone(zone).date()
    for days in range(-_REACH, _REACH + 1):
        day = today + timedelta(days)
        if timing.weekday in (None, day.weekday()):
            yield from (_instant(day, hour, zone) for hour in timing.hours)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _instant(day: date, hour: int, zone: tzinfo) -> datetime:
    # fold=0: of two equal hours the first; in a gap the offset from before it, which lies right after the jump.
    return datetime.combine(day, time(hour, fold=0), zone).astimezone(UTC)
