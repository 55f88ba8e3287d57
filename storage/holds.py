"""Publishing held back by an editor, and let go: who, when and why; knows neither what is published nor who may.

While a dossier is held, nothing of it is published and no digest that waits in the outbox begins to be sent
(`storage.outbox`). It is held until somebody lets it go: time alone never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from storage.audit import Deed, record
from storage.slots import Pause
from storage.tables import HoldRow
from storage.turns import Work, await_turn

# How often editors are reminded of one, from when on it is taken to be forgotten, and how long before a slot
# they are told that it will not go out.
EVERY, LIMIT, BEFORE_SLOT = timedelta(hours=4), timedelta(hours=12), timedelta(minutes=15)
# A release that nobody could be told of for so long is no news.
_NEWS = timedelta(hours=1)
# Holds that ended longer ago keep nothing back any more: no grace reaches over so many days.
_LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold by the Telegram user `by` since `at`; `released_at` is None as long as it is on."""

    id: int
    by: int
    at: datetime
    reason: str | None = None
    released_by: int | None = None
    released_at: datetime | None = None


def current(session: Session, dossier: str) -> Hold | None:
    """Return the hold that is on, or None; asked each second."""
    row = session.exec(_open(dossier)).first()
    return None if row is None else _noun(row)


def newest(session: Session, dossier: str) -> Hold | None:
    """Return the last hold, on or released."""
    rows = select(HoldRow).where(HoldRow.dossier == dossier).order_by(col(HoldRow.id).desc())
    row = session.exec(rows.limit(1)).first()
    return None if row is None else _noun(row)


def hold(session: Session, dossier: str, *, by: int, now: datetime, reason: str | None = None) -> Hold | None:
    """Hold publishing back; returns None where it is held already.

    What is being published at this moment is finished first: when this returns, either it stands in the outbox or
    it waits for the release.
    """
    await_turn(session, Work.FACTS)
    if current(session, dossier) is not None:
        return None
    row = HoldRow(dossier=dossier, held_by=by, held_at=now, reason=reason)
    session.add(row)
    session.flush()
    after = {"reason": reason} if reason else {}
    record(session, by=by, deed=Deed.PUBLISHING_HELD, subject=f"hold {row.id}", after=after, now=now)
    return _noun(row)


def release(session: Session, dossier: str, *, by: int, now: datetime) -> Hold | None:
    """Let publishing go on; returns the hold that ended, or None where none was on."""
    await_turn(session, Work.FACTS)
    row = session.exec(_open(dossier)).first()
    if row is None:
        return None
    # A clock that was set back meanwhile must not make it end before it began.
    row.released_by, row.released_at = by, max(now, row.held_at)
    record(session, by=by, deed=Deed.PUBLISHING_RELEASED, subject=f"hold {row.id}", now=now)
    return _noun(row)


def pauses(session: Session, dossier: str, now: datetime) -> tuple[Pause, ...]:
    """Return when publishing was held back of late, the oldest first; what is held now is not among them."""
    rows = session.exec(
        select(HoldRow)
        .where(HoldRow.dossier == dossier, col(HoldRow.released_at) > now - _LATELY)
        .order_by(col(HoldRow.held_at))
    )
    return tuple(Pause(row.held_at, row.released_at) for row in rows if row.released_at)


def news(hold: Hold, now: datetime, slot: datetime | None) -> Sequence[str]:
    """Return what editors are to hear of a hold by now, each once: "held", "still 2", "long 1", "before <slot>"
    or "released". `slot` is the next one that many wait for."""
    if hold.released_at is not None:
        return ("released",) if now - hold.released_at < _NEWS else ()
    age = now - hold.at
    if age >= LIMIT:
        lasts = f"long {(age - LIMIT) // EVERY}"
    else:
        lasts = f"still {age // EVERY}" if age >= EVERY else "held"
    soon = slot is not None and slot - BEFORE_SLOT <= now < slot
    return (lasts, f"before {slot:%Y-%m-%dT%H:%MZ}") if soon else (lasts,)


def _open(dossier: str):  # type: ignore[no-untyped-def]
    return select(HoldRow).where(HoldRow.dossier == dossier, col(HoldRow.released_at).is_(None))


def _noun(row: HoldRow) -> Hold:
    assert row.id is not None
    return Hold(row.id, row.held_by, row.held_at, row.reason, row.released_by, row.released_at)
