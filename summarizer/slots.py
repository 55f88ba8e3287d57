"""Which digest is due when, from the hours that people chose; knows no store and no clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Pair = tuple[str, int]

# Later than this a digest would no longer be that hour's: it is skipped, and the next one holds what it held.
GRACE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Slot:
    """An instant (UTC) at which digests are due, for the (time zone, hour) pairs that it belongs to."""

    instant: datetime
    pairs: tuple[Pair, ...]
    missed: bool


def due_slots(hours: Collection[Pair], now: datetime, grace: timedelta = GRACE) -> list[Slot]:
    """Return the newest slot of each (IANA time zone, hour) pair that is not after `now`, the oldest first.

    Pairs that fall on one instant share a slot. Each local day has one slot, also where clocks change: an
    hour that is left out counts when the clock has jumped over it, one that comes twice counts the first
    time. A zone that this machine does not know counts as UTC: a digest at a wrong hour is better than none.
    A slot is `missed` when `now` is later than it by more than `grace`.
    """
    found: dict[datetime, list[Pair]] = {}
    for pair in sorted(hours):
        found.setdefault(_newest(pair, now), []).append(pair)
    return [Slot(instant, tuple(pairs), now - instant > grace) for instant, pairs in sorted(found.items())]


def _newest(pair: Pair, now: datetime) -> datetime:
    zone, hour = _zone(pair[0]), pair[1]
    today = now.astimezone(zone).date()
    # A jump over midnight may put even yesterday's slot after `now`.
    days = (today - timedelta(days=back) for back in range(3))
    return next(instant for day in days if (instant := _instant(day, hour, zone)) <= now)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _instant(day: date, hour: int, zone: tzinfo) -> datetime:
    # fold=0: of two equal hours the first; in a gap the offset from before it, which lies right after the jump.
    return datetime.combine(day, time(hour, fold=0), zone).astimezone(UTC)
