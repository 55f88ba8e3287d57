"""What editors say to all readers in their own name: drafted, confirmed, on its way, stopped; knows no wording.

A confirmed one goes the way of a digest, through the outbox, so that each chat has it once. Nothing here asks who may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage import slots, subscribers
from storage.audit import Deed, record
from storage.batches import batches
from storage.model import DeliveryState, Digest, Word
from storage.tables import BroadcastRow, DeliveryRow, DigestRow
from storage.write.publish import publish

# A draft that was left lying is not sent by a tap on an old button.
LONGEST_DRAFT = timedelta(hours=1)
# As much of a text as the audit trail keeps.
_BEGINNING = 200


class BroadcastState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"  # confirmed: the outbox has it
    DROPPED = "dropped"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One of them, and how many of its deliveries are in which state; `text` is Telegram's HTML.

    `decided_by` is who sent, dropped or stopped it, at last, and `decided_at` when; None for a draft.
    """

    id: int
    text: str
    by: int
    asked_at: datetime
    state: BroadcastState
    decided_by: int | None = None
    decided_at: datetime | None = None
    deliveries: Mapping[DeliveryState, int] | None = None

    def count(self, *states: DeliveryState) -> int:
        """Return how many deliveries are in one of these states."""
        return sum((self.deliveries or {}).get(state, 0) for state in states)

    @property
    def under_way(self) -> int:
        """How many chats it can still be kept from."""
        return self.count(DeliveryState.PENDING) if self.state is BroadcastState.SENT else 0


def draft(session: Session, dossier: str, text: str, *, by: int, now: datetime) -> Broadcast:
    """Keep a text that waits for its author's confirmation."""
    row = BroadcastRow(dossier=dossier, text=text, by=by, asked_at=now, state=BroadcastState.DRAFT)
    session.add(row)
    session.flush()
    return _noun(session, row)


def find(session: Session, number: int) -> Broadcast | None:
    """Return one by its number, as it is now."""
    row = session.get(BroadcastRow, number)
    return None if row is None else _noun(session, row)


def newest(session: Session, dossier: str) -> Broadcast | None:
    """Return the last one that was sent."""
    row = session.exec(
        select(BroadcastRow)
        .where(BroadcastRow.dossier == dossier, col(BroadcastRow.digest_id).is_not(None))
        .order_by(col(BroadcastRow.id).desc())
        .limit(1)
    ).first()
    return None if row is None else _noun(session, row)


def send(session: Session, number: int, *, by: int, now: datetime, beginning: str = "") -> int | None:
    """Queue a draft of this author's for every reader, to be sent at once or when their quiet hours end.

    Returns for how many; None where there is no such draft, it was decided before, or it is too old. `beginning` is
    what the audit trail keeps of it.
    """
    if not _decide(session, number, BroadcastState.DRAFT, BroadcastState.SENT, by=by, now=now, author=by):
        return None
    row = session.get_one(BroadcastRow, number, populate_existing=True)
    told = Digest(row.dossier, now, now, (), (), (), (), (), word=Word(number, row.text))
    queued = 0
    for due_at, chats in _by_quiet(session, now).items():
        queued += publish(session, told, chats, now=now, due_at=due_at)
    row.digest_id = _digest_id(session, told)
    after = {"text": beginning[:_BEGINNING], "chats": str(queued)}
    _record(session, Deed.BROADCAST_SENT, number, by, after, now)
    return queued


def drop(session: Session, number: int, *, by: int, now: datetime) -> bool:
    """Throw a draft of this author's away; False where there is none."""
    return _decide(session, number, BroadcastState.DRAFT, BroadcastState.DROPPED, by=by, now=now, author=by)


def stop(session: Session, number: int, *, by: int, now: datetime) -> int | None:
    """Keep a broadcast from all chats to which it is not on its way yet; returns how many. None where it is not
    under way. A message that is in the air arrives."""
    if not _decide(session, number, BroadcastState.SENT, BroadcastState.STOPPED, by=by, now=now):
        return None
    row = session.get_one(BroadcastRow, number, populate_existing=True)
    kept = session.exec(
        update(DeliveryRow)
        .where(col(DeliveryRow.digest_id) == row.digest_id, col(DeliveryRow.state) == DeliveryState.PENDING)
        .values(state=DeliveryState.GONE, error="stopped by an editor", changed_at=now)
    ).rowcount
    _record(session, Deed.BROADCAST_STOPPED, number, by, {"chats": str(kept)}, now)
    return kept


def _decide(
    session: Session,
    number: int,
    before: BroadcastState,
    after: BroadcastState,
    *,
    by: int,
    now: datetime,
    author: int | None = None,
) -> bool:
    """Write the next state where it is still `before`: of two taps, or two editors, one does it."""
    waiting = update(BroadcastRow).where(col(BroadcastRow.id) == number, col(BroadcastRow.state) == before)
    if author is not None:
        waiting = waiting.where(
            col(BroadcastRow.by) == author, col(BroadcastRow.asked_at) > now - LONGEST_DRAFT
        )
    return session.exec(waiting.values(state=after, decided_by=by, decided_at=now)).rowcount > 0


def _by_quiet(session: Session, now: datetime) -> Mapping[datetime, list[int]]:
    """Return the readers by the instant from which on they may be disturbed."""
    found: dict[datetime, list[int]] = {}
    for some in batches(subscribers.active(session)):
        for chat, timing in subscribers.timings(session, some).items():
            found.setdefault(slots.audible(timing, now), []).append(chat)
    return found


def _digest_id(session: Session, told: Digest) -> int | None:
    asked = select(DigestRow.id).where(DigestRow.dossier == told.dossier, DigestRow.subject == told.subject)
    return session.exec(asked).first()


def _record(
    session: Session, deed: Deed, number: int, by: int, after: Mapping[str, str], now: datetime
) -> None:
    record(session, by=by, deed=deed, subject=f"broadcast {number}", after=after, now=now)


def _noun(session: Session, row: BroadcastRow) -> Broadcast:
    assert row.id is not None
    counts = session.exec(
        select(DeliveryRow.state, func.count())
        .where(DeliveryRow.digest_id == row.digest_id)
        .group_by(DeliveryRow.state)
    )
    return Broadcast(
        row.id,
        row.text,
        row.by,
        row.asked_at,
        BroadcastState(row.state),
        row.decided_by,
        row.decided_at,
        {DeliveryState(state): count for state, count in counts},
    )
