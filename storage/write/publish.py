"""Publish: a digest and its deliveries in one transaction, so that neither is ever there without the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select, update

from storage.model import Digest
from storage.tables import DeliveryRow, DigestRow, SubscriberRow


def publish(
    session: Session, digest: Digest, chat_ids: Collection[int], *, now: datetime, their_next: bool = True
) -> int:
    """Store `digest` and queue it for `chat_ids`; returns how many deliveries are new.

    A digest is named by dossier, slot and start: publishing the same one again adds only the chats that it
    was not queued for, and leaves the stored digest as it was told. The chats' next digest begins at the slot
    where this is `their_next` one; one that an editor sends besides leaves that open.
    """
    digest_id = _stored(session, digest, now)
    queued = 0
    for some in _batches(chat_ids):
        queued += _queue(session, digest_id, digest.slot, some, now)
        if their_next:
            begun = col(SubscriberRow.chat_id).in_(some)
            session.exec(update(SubscriberRow).where(begun).values(told_until=digest.slot))
    return queued


def _batches(chat_ids: Collection[int]) -> Iterator[Sequence[int]]:
    # A statement takes a limited number of parameters; a slot may have a hundred thousand chats.
    ordered = list(chat_ids)
    for start in range(0, len(ordered), 500):
        yield ordered[start : start + 500]


def _queue(session: Session, digest_id: int, slot: datetime, chat_ids: Sequence[int], now: datetime) -> int:
    queued = set(
        session.exec(
            select(DeliveryRow.chat_id).where(
                DeliveryRow.digest_id == digest_id, col(DeliveryRow.chat_id).in_(chat_ids)
            )
        )
    )
    fresh = [chat_id for chat_id in chat_ids if chat_id not in queued]
    session.add_all(
        DeliveryRow(digest_id=digest_id, chat_id=chat_id, due_at=slot, changed_at=now) for chat_id in fresh
    )
    return len(fresh)


def _stored(session: Session, digest: Digest, now: datetime) -> int:
    row = session.exec(
        select(DigestRow).where(
            DigestRow.dossier == digest.dossier,
            DigestRow.slot == digest.slot,
            DigestRow.since == digest.since,
        )
    ).first()
    if row is None:
        row = DigestRow(
            dossier=digest.dossier, slot=digest.slot, since=digest.since, content=digest, created_at=now
        )
        session.add(row)
        session.flush()
    assert row.id is not None
    return row.id
