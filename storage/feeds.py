"""Which outlets' feeds are read, when next, and what became of their entries. Nothing here asks who may decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from storage.model import Fate, FeedState
from storage.tables import FeedEntryRow, FeedRow

# Over what time entries are counted: a day, whatever hour it is anywhere.
_DAY = timedelta(days=1)
# A feed shows its newest entries, those of some days; after this long none comes back.
_REMEMBERED = timedelta(days=60)
# A feed that fails is asked less and less often, at least once in this time.
_LONGEST_PAUSE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a feed brought: an error's name, or none and what its server wants to be told next time."""

    trouble: str | None = None
    etag: str | None = None
    modified: str | None = None


def turn(session: Session, dossier: str, outlet: str, on: bool, *, by: int, now: datetime) -> bool:
    """Turn an outlet's feed on or off; returns False where it is so already. One that is turned on is due at once."""
    row = session.get(FeedRow, (dossier, outlet), with_for_update=True)
    if (row is not None and row.active) == on:
        return False
    if row is None:
        row = FeedRow(dossier=dossier, outlet=outlet, decided_by=by, since=now)
        session.add(row)
    row.active, row.decided_by, row.since = on, by, now
    row.next_at, row.failures, row.trouble = (now if on else None), 0, None
    return True


def due(session: Session, dossier: str, now: datetime) -> Sequence[FeedState]:
    """Return the feeds that are to be looked at, what waits longest first."""
    rows = session.exec(
        select(FeedRow)
        .where(FeedRow.dossier == dossier, col(FeedRow.active).is_(True), col(FeedRow.next_at) <= now)
        .order_by(col(FeedRow.next_at))
    ).all()
    return [_state(row, {}) for row in rows]


def overview(session: Session, dossier: str, *, now: datetime) -> Mapping[str, FeedState]:
    """Return every feed that was ever turned on, by its outlet, with what became of the last 24 hours' entries."""
    counted: dict[str, dict[Fate, int]] = defaultdict(dict)
    entries = session.exec(
        select(FeedEntryRow.outlet, FeedEntryRow.fate, func.count())
        .where(FeedEntryRow.dossier == dossier, col(FeedEntryRow.seen_at) > now - _DAY)
        .group_by(FeedEntryRow.outlet, FeedEntryRow.fate)
    )
    for outlet, fate, count in entries:
        counted[outlet][Fate(fate)] = count
    rows = session.exec(select(FeedRow).where(FeedRow.dossier == dossier)).all()
    return {row.outlet: _state(row, counted[row.outlet]) for row in rows}


def unknown(session: Session, dossier: str, outlet: str, names: Collection[str]) -> Collection[str]:
    """Return those entries' names that were not dealt with yet."""
    known = session.exec(
        select(FeedEntryRow.name).where(
            FeedEntryRow.dossier == dossier,
            FeedEntryRow.outlet == outlet,
            col(FeedEntryRow.name).in_(names),
        )
    )
    return set(names) - set(known)


def taken_lately(session: Session, dossier: str, outlet: str, *, now: datetime) -> int:
    """Return how many of an outlet's entries became articles in the last 24 hours."""
    return session.exec(
        select(func.count())
        .select_from(FeedEntryRow)
        .where(
            FeedEntryRow.dossier == dossier,
            FeedEntryRow.outlet == outlet,
            FeedEntryRow.fate == Fate.TAKEN,
            col(FeedEntryRow.seen_at) > now - _DAY,
        )
    ).one()


def deal_with(
    session: Session,
    dossier: str,
    outlet: str,
    name: str,
    fate: Fate,
    *,
    now: datetime,
    article_id: int | None = None,
) -> None:
    """Keep what became of an entry, so that it is not looked at again."""
    session.merge(
        FeedEntryRow(dossier=dossier, outlet=outlet, name=name, fate=fate, seen_at=now, article_id=article_id)
    )


def looked(
    session: Session, dossier: str, outlet: str, look: Look, *, every: timedelta, now: datetime
) -> None:
    """Keep how a look went and when the next one is due: after `every`, later each time where it fails."""
    row = session.get_one(FeedRow, (dossier, outlet), with_for_update=True)
    row.looked_at, row.trouble = now, look.trouble
    row.failures = row.failures + 1 if look.trouble else 0
    if not look.trouble:
        row.etag, row.modified = look.etag, look.modified
    # 2 ** 20 quarters of an hour are decades: the pause is long enough before.
    row.next_at = now + min(every * 2 ** min(row.failures, 20), _LONGEST_PAUSE) if row.active else None
    session.exec(
        delete(FeedEntryRow).where(
            col(FeedEntryRow.dossier) == dossier,
            col(FeedEntryRow.outlet) == outlet,
            col(FeedEntryRow.seen_at) < now - _REMEMBERED,
        )
    )


def _state(row: FeedRow, lately: Mapping[Fate, int]) -> FeedState:
    return FeedState(
        outlet=row.outlet,
        active=row.active,
        since=row.since,
        looked_at=row.looked_at,
        next_at=row.next_at,
        failures=row.failures,
        trouble=row.trouble,
        etag=row.etag,
        modified=row.modified,
        lately=tuple(lately.items()),
    )
