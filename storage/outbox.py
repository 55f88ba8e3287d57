"""Digests on their way to chats: what a sender takes, and how it says what became of each.

A delivery that is `taken_by` a sender is that sender's alone, as long as its badge is valid; it is `sending` only
while one of its messages is in the air. One that a crash left there is `uncertain`: it may have arrived, so it
is not sent again blindly. All others are `pending`, and are sent by whoever takes them next. While an editor holds
publishing back, no digest begins to be sent; what has begun is ended, and corrections go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, func, or_, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from storage import nouns, reaching, subscribers
from storage.corrections import corrected
from storage.model import WORD_SUBJECT, Delivery, DeliveryState, Digest
from storage.tables import DeliveryRow, DigestRow, HoldRow, RenderingRow
from storage.turns import Work, is_gone

# No message overtakes an earlier one to its chat that is due within this time, as one that is tried again is.
_NEAR = timedelta(minutes=10)
_OPEN = (DeliveryState.PENDING, DeliveryState.SENDING)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message that has just arrived: `sent` are the ids of all that have, `last` says that none is missing."""

    delivery_id: int
    chat_id: int
    sent: tuple[int, ...]
    last: bool


def any_due(session: Session, *, now: datetime) -> bool:
    """Tell whether there is something to take; asked again and again, without a lock."""
    return session.exec(select(DeliveryRow.id).where(*_takeable(now)).limit(1)).first() is not None


def take(session: Session, sender: int, *, now: datetime, limit: int) -> Sequence[Delivery]:
    """Take up to `limit` deliveries that may be sent now, the longest due first, for `sender` alone.

    A chat has one at a time, in the order in which they were queued. Those that are held back, or that another sender takes at this
    moment are passed over. Their `attempts` counts the one to come.
    """
    found = session.exec(
        select(DeliveryRow, RenderingRow)
        .outerjoin(RenderingRow, col(RenderingRow.id) == col(DeliveryRow.rendering_id))
        .where(*_takeable(now))
        .order_by(col(DeliveryRow.due_at), col(DeliveryRow.id))
        .limit(limit)
        .with_for_update(of=DeliveryRow, skip_locked=True)
    ).all()
    for row, _ in found:
        row.taken_by = sender
    digests = _digests(session, {row.digest_id for row, _ in found})
    timings = subscribers.timings(session, {row.chat_id for row, _ in found})
    topics = reaching.topics(session, {row.chat_id for row, _ in found})
    return [
        nouns.delivery(
            row,
            digests[row.digest_id],
            # As long as nothing arrived it is rendered anew: an event may have been withdrawn meanwhile.
            rendering.parts if rendering and row.sent_parts else (),
            timings.get(row.chat_id),
            topics.get(row.chat_id),
        )
        for row, rendering in found
    ]


def _takeable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    earlier = aliased(DeliveryRow)
    waits = select(earlier.id).where(
        earlier.chat_id == DeliveryRow.chat_id,
        col(earlier.id) < col(DeliveryRow.id),
        col(earlier.state).in_(_OPEN),
        earlier.due_at <= now + _NEAR,
        ~_held_back(earlier),
    )
    return (
        col(DeliveryRow.state) == DeliveryState.PENDING,
        col(DeliveryRow.due_at) <= now,
        col(DeliveryRow.taken_by).is_(None),
        ~_held_back(DeliveryRow),
        ~waits.exists(),
    )


def _held_back(row: type[DeliveryRow]) -> ColumnElement[bool]:
    """True for a digest of which nothing arrived, while its dossier is held back; what editors say themselves is not."""
    held = (
        select(DigestRow.id)
        .join(HoldRow, col(HoldRow.dossier) == col(DigestRow.dossier))
        .where(col(HoldRow.released_at).is_(None), ~col(DigestRow.subject).startswith(WORD_SUBJECT))
    )
    nothing_arrived = cast(col(row.sent_parts), Text) == "[]"
    waits = and_(col(row.state) == DeliveryState.PENDING, col(row.correction_id) == 0, nothing_arrived)
    return and_(waits, col(row.digest_id).in_(held))


def held_back(session: Session) -> int:
    """Return how many digests wait for the release, each for one chat."""
    return session.exec(select(func.count()).select_from(DeliveryRow).where(_held_back(DeliveryRow))).one()


def begin(
    session: Session, sender: int, deliveries: Collection[Delivery], *, now: datetime
) -> frozenset[int]:
    """Write that the next messages of `deliveries` go now, and what they say; commit before they go.

    Returns the ids of those that may: the others were dropped, or are no longer this sender's.
    """
    begun: set[int] = set()
    for rendering, same in _by_rendering(session, deliveries):
        rows = session.exec(
            update(DeliveryRow)
            .where(
                # By its chat too: a group may have been given another id meanwhile.
                tuple_(col(DeliveryRow.id), col(DeliveryRow.chat_id)).in_(
                    [(delivery.id, delivery.chat_id) for delivery in same]
                ),
                col(DeliveryRow.state) == DeliveryState.PENDING,
                col(DeliveryRow.taken_by) == sender,
                ~_held_back(DeliveryRow),
            )
            .values(state=DeliveryState.SENDING, changed_at=now, rendering_id=rendering)
            .returning(col(DeliveryRow.id))
            .execution_options(synchronize_session=False)
        )
        begun.update(number for (number,) in rows)
    return frozenset(begun)


def _by_rendering(
    session: Session, deliveries: Collection[Delivery]
) -> Iterator[tuple[int, Sequence[Delivery]]]:
    grouped: dict[tuple[int, tuple[str, ...]], list[Delivery]] = {}
    for delivery in deliveries:
        assert delivery.digest.id is not None
        grouped.setdefault((delivery.digest.id, delivery.parts), []).append(delivery)
    for (digest_id, parts), same in grouped.items():
        yield _rendering(session, digest_id, parts), same


def _rendering(session: Session, digest_id: int, parts: tuple[str, ...]) -> int:
    """Return the id under which these messages of a digest are kept, keeping them where they are new."""
    fingerprint = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    known = select(RenderingRow.id).where(
        RenderingRow.digest_id == digest_id, RenderingRow.fingerprint == fingerprint
    )
    found = session.exec(known).first()
    if found is None:
        row = RenderingRow(digest_id=digest_id, fingerprint=fingerprint, parts=parts)
        try:
            with session.begin_nested():
                session.add(row)
            found = row.id
        except IntegrityError:
            # Another sender kept the same between our look and our insert.
            found = session.exec(known).one()
    assert found is not None
    return found


def _digests(session: Session, ids: set[int]) -> Mapping[int, Digest]:
    rows = session.exec(select(DigestRow).where(col(DigestRow.id).in_(ids)))
    return {row.id: corrected(session, nouns.digest(row)) for row in rows if row.id is not None}


def original(session: Session, correction: Delivery) -> Delivery:
    """Return the delivery that `correction` corrects, with the messages that it made."""
    row, rendering = session.exec(
        select(DeliveryRow, RenderingRow)
        .outerjoin(RenderingRow, col(RenderingRow.id) == col(DeliveryRow.rendering_id))
        .where(
            DeliveryRow.digest_id == correction.digest.id,
            DeliveryRow.chat_id == correction.chat_id,
            DeliveryRow.correction_id == 0,
        )
    ).one()
    parts = rendering.parts if rendering else ()
    return nouns.delivery(row, correction.digest, parts, correction.timing)


def is_last_telling(session: Session, correction: Delivery) -> bool:
    """Tell whether no later digest brings the chat the same correction."""
    later = select(DeliveryRow.id).where(
        DeliveryRow.chat_id == correction.chat_id,
        DeliveryRow.correction_id == correction.correction_id,
        col(DeliveryRow.digest_id) > correction.digest.id,
    )
    return session.exec(later.limit(1)).first() is None


def arrive(session: Session, sender: int, arrivals: Collection[Arrival], *, now: datetime) -> None:
    """Keep the ids of messages that have just arrived: none is in the air, the next goes behind it.

    What became uncertain meanwhile, because the sender was thought dead, is certain now.
    """
    if not arrivals:
        return
    kept = (
        update(DeliveryRow)
        .where(
            col(DeliveryRow.id) == bindparam("number"),
            or_(
                col(DeliveryRow.taken_by) == sender,
                and_(col(DeliveryRow.state) == DeliveryState.UNCERTAIN, col(DeliveryRow.taken_by).is_(None)),
            ),
        )
        .values(
            sent_parts=bindparam("sent"),
            state=bindparam("becomes"),
            taken_by=bindparam("taken"),
            error=None,
            changed_at=now,
        )
    )
    values = [
        {
            "number": one.delivery_id,
            "sent": one.sent,
            "becomes": DeliveryState.SENT if one.last else DeliveryState.PENDING,
            "taken": None if one.last else sender,
        }
        for one in arrivals
    ]
    session.connection().execute(kept, values)
    subscribers.reached(session, {one.chat_id for one in arrivals})


def finish(
    session: Session, delivery_id: int, state: DeliveryState, *, now: datetime, error: str | None = None
) -> None:
    """Write how a delivery ended: `SENT`, `GONE`, `FAILED` or `UNCERTAIN`.

    After one that failed the chat's next digest begins where this one did: nothing of it was told.
    """
    row = session.get(DeliveryRow, delivery_id)
    if row is None:
        # Whoever it was for has asked to be forgotten meanwhile.
        return
    row.state, row.error, row.changed_at, row.taken_by = state, error, now, None
    if state is DeliveryState.FAILED and not row.correction_id:
        slot, since = session.exec(
            select(DigestRow.slot, DigestRow.since).where(DigestRow.id == row.digest_id)
        ).one()
        subscribers.not_told(session, row.chat_id, slot=slot, since=since)


def postpone(
    session: Session,
    delivery_id: int,
    *,
    until: datetime,
    now: datetime,
    error: str | None = None,
    failed: bool = True,
) -> None:
    """Put a delivery back to be taken again from `until` on; `failed` counts an attempt that came to nothing."""
    row = session.get(DeliveryRow, delivery_id)
    if row is None:
        return
    row.state, row.due_at, row.error, row.changed_at = DeliveryState.PENDING, until, error, now
    row.taken_by, row.attempts = None, row.attempts + failed


def recover(session: Session, sender: int, *, holding: Collection[int] = (), now: datetime) -> int:
    """Release what senders took that are at work no more, and what `sender` does not hold, itself; returns how
    many of them were in the air and are uncertain now."""
    takers = session.exec(
        select(DeliveryRow.taken_by).where(col(DeliveryRow.taken_by).is_not(None)).distinct()
    ).all()
    gone = [
        taker
        for taker in takers
        if taker is not None and taker != sender and is_gone(session, Work.SENDING, taker)
    ]
    lost = or_(
        col(DeliveryRow.taken_by).in_(gone),
        and_(col(DeliveryRow.taken_by) == sender, col(DeliveryRow.id).not_in(holding)),
    )
    left = session.exec(
        update(DeliveryRow)
        .where(lost, col(DeliveryRow.state) == DeliveryState.SENDING)
        .values(
            state=DeliveryState.UNCERTAIN,
            changed_at=now,
            taken_by=None,
            error="the sender stopped while sending",
        )
    )
    session.exec(update(DeliveryRow).where(lost).values(taken_by=None))
    return left.rowcount


def counts(session: Session) -> Mapping[DeliveryState, int]:
    """Return how many deliveries are in each state that occurs."""
    rows = session.exec(select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state))
    return {DeliveryState(state): count for state, count in rows}
