"""Questions about digests that were published; urgent ones are told again by those of a slot, and left out.

The last for anyone is one of all that is new; the last for a chat may have been made for its wishes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import nouns
from storage.corrections import corrected
from storage.model import WISHES_SUBJECT, Digest
from storage.tables import DeliveryRow, DigestRow


def last_published(
    session: Session, dossier: str, *, since: datetime | None = None, until: datetime | None = None
) -> Digest | None:
    """Return the digest of the newest slot in [since, until), or None where there is none."""
    return _told(session, number_published(session, dossier, since=since, until=until))


def last_for(
    session: Session,
    dossier: str,
    chat_id: int,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Digest | None:
    """Return the newest digest with its slot in [since, until) that was made for this chat, or None."""
    return _told(session, number_for(session, dossier, chat_id, since=since, until=until))


def number_published(
    session: Session, dossier: str, *, since: datetime | None = None, until: datetime | None = None
) -> int | None:
    """Return the id of what `last_published` returns."""
    return session.exec(_newest(dossier, since, until).where(DigestRow.subject == "")).first()


def number_for(
    session: Session,
    dossier: str,
    chat_id: int,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> int | None:
    """Return the id of what `last_for` returns."""
    made = select(DeliveryRow.id).where(DeliveryRow.chat_id == chat_id)
    if session.exec(made.limit(1)).first() is None:
        # Most of those who ask; else all digests that there ever were would be looked through in vain.
        return None
    theirs = made.where(DeliveryRow.digest_id == DigestRow.id).exists()
    return session.exec(_newest(dossier, since, until).where(of_a_slot(), theirs)).first()


def told(session: Session, digest_id: int) -> Digest:
    """Return a digest as readers may see it now; raises NoResultFound for an unknown id."""
    return corrected(session, nouns.digest(session.get_one(DigestRow, digest_id)))


def _told(session: Session, digest_id: int | None) -> Digest | None:
    return None if digest_id is None else told(session, digest_id)


def _newest(dossier: str, since: datetime | None, until: datetime | None) -> SelectOfScalar[int | None]:
    return (
        select(col(DigestRow.id))
        .where(DigestRow.dossier == dossier, *_within(since, until))
        .order_by(col(DigestRow.slot).desc(), col(DigestRow.since).desc())
        .limit(1)
    )


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
