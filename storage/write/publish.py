"""Publish: a digest and its deliveries in one transaction, so that neither is ever there without the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, select

from storage.batches import batches
from storage.model import DeliveryState, Digest
from storage.tables import DeliveryRow, DigestEventRow, DigestRow


def publish(
    session: Session,
    digest: Digest,
    chat_ids: Collection[int],
    *,
    now: datetime,
    due_at: datetime | None = None,
) -> int:
    """Store `digest` and queue it for `chat_ids`, to be sent from `due_at` (its slot) on; returns how many are new.

    A digest is named by dossier, slot, start and subject: publishing the same one again adds only the chats that it
    was not queued for, and leaves the stored digest as it was told.
    """
    digest_id = _stored(session, digest, now)
    return sum(_queue(session, digest_id, due_at or digest.slot, some, now) for some in batches(chat_ids))


def _queue(session: Session, digest_id: int, due_at: datetime, chat_ids: Sequence[int], now: datetime) -> int:
    queued = set(
        session.exec(
            select(DeliveryRow.chat_id).where(
                DeliveryRow.digest_id == digest_id,
                DeliveryRow.correction_id == 0,
                col(DeliveryRow.chat_id).in_(chat_ids),
            )
        )
    )
    rows = [
        {
            "digest_id": digest_id,
            "chat_id": chat_id,
            "state": DeliveryState.PENDING,
            "due_at": due_at,
            "sent_parts": (),
            "changed_at": now,
        }
        for chat_id in chat_ids
        if chat_id not in queued
    ]
    if rows:
        session.execute(insert(DeliveryRow), rows)
    return len(rows)


def _stored(session: Session, digest: Digest, now: datetime) -> int:
    row = session.exec(
        select(DigestRow).where(
            DigestRow.dossier == digest.dossier,
            DigestRow.slot == digest.slot,
            DigestRow.since == digest.since,
            DigestRow.subject == digest.subject,
        )
    ).first()
    if row is None:
        row = DigestRow(
            dossier=digest.dossier,
            slot=digest.slot,
            since=digest.since,
            subject=digest.subject,
            content=digest,
            created_at=now,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        told = dict.fromkeys(line.event_id for line in digest.lines)
        session.add_all(DigestEventRow(digest_id=row.id, event_id=event_id) for event_id in told)
    assert row.id is not None
    return row.id
