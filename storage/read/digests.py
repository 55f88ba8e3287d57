"""Questions about digests that were published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from storage import nouns
from storage.model import Digest
from storage.tables import DeliveryRow, DigestRow


def last_published(session: Session, dossier: str) -> Digest | None:
    """Return the digest of the newest slot, or None before the first."""
    row = session.exec(
        select(DigestRow)
        .where(DigestRow.dossier == dossier)
        .order_by(col(DigestRow.slot).desc(), col(DigestRow.since).desc())
    ).first()
    return None if row is None else nouns.digest(row)


def last_for(session: Session, dossier: str, chat_id: int) -> Digest | None:
    """Return the newest digest that was made for this chat, or None."""
    row = session.exec(
        select(DigestRow)
        .join(DeliveryRow)
        .where(DigestRow.dossier == dossier, DeliveryRow.chat_id == chat_id)
        .order_by(col(DigestRow.slot).desc())
    ).first()
    return None if row is None else nouns.digest(row)


def last_made(session: Session) -> datetime | None:
    """Return when, by the clock of that time, the last digest was made."""
    return session.exec(select(func.max(DigestRow.created_at))).one()
