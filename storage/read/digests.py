"""Questions about digests that were published; urgent ones are told again by those of a slot, and left out.

The last for anyone is one of all that is new; the last for a chat may have been made for its wishes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from storage import nouns
from storage.corrections import corrected
from storage.model import WISHES_SUBJECT, Digest
from storage.tables import DeliveryRow, DigestRow


def last_published(
    session: Session, dossier: str, *, since: datetime | None = None, until: datetime | None = None
) -> Digest | None:
    """Return the digest of the newest slot in [since, until), or None where there is none."""
    row = session.exec(
        select(DigestRow)
        .where(DigestRow.dossier == dossier, DigestRow.subject == "", *_within(since, until))
        .order_by(col(DigestRow.slot).desc(), col(DigestRow.since).desc())
    ).first()
    return None if row is None else corrected(session, nouns.digest(row))


def last_for(
    session: Session,
    dossier: str,
    chat_id: int,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Digest | None:
    """Return the newest digest with its slot in [since, until) that was made for this chat, or None."""
    row = session.exec(
        select(DigestRow)
        .join(DeliveryRow)
        .where(
            DigestRow.dossier == dossier,
            DeliveryRow.chat_id == chat_id,
            of_a_slot(),
            *_within(since, until),
        )
        .order_by(col(DigestRow.slot).desc())
    ).first()
    return None if row is None else corrected(session, nouns.digest(row))


def of_a_slot() -> ColumnElement[bool]:
    """True for what was made for a slot: for all of its readers, or for those of the same wishes."""
    return or_(col(DigestRow.subject) == "", col(DigestRow.subject).startswith(f"{WISHES_SUBJECT} "))


def _within(since: datetime | None, until: datetime | None) -> Iterator[ColumnElement[bool]]:
    if since is not None:
        yield col(DigestRow.slot) >= since
    if until is not None:
        yield col(DigestRow.slot) < until


def last_made(session: Session) -> datetime | None:
    """Return when, by the clock of that time, the last digest was made."""
    return session.exec(select(func.max(DigestRow.created_at)).where(of_a_slot())).one()
