"""Links that make whoever opens one an editor: of no use after a day, once only, and never after they were revoked."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, update
from sqlmodel import Session, col, select

from storage import audit
from storage.audit import Deed
from storage.tables import InvitationRow

LIFETIME = timedelta(days=1)
# 192 bits: 32 letters, digits, strokes and underscores, all of which may stand in a link to a bot.
_SECRET_BYTES = 24


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that was made: by whom (a Telegram user id), and until when it is good."""

    id: int
    made_by: int
    until: datetime


def make(session: Session, *, by: int, now: datetime) -> tuple[Invitation, str]:
    """Make an invitation; returns it with its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    row = InvitationRow(fingerprint=_fingerprint(secret), made_by=by, made_at=now)
    session.add(row)
    session.flush()
    audit.record(session, by=by, deed=Deed.LINK_MADE, subject=f"link {row.id}", now=now)
    return _noun(row), secret


def find(session: Session, secret: str, *, now: datetime) -> Invitation | None:
    """Return the invitation with this secret, where it is still good."""
    asked = select(InvitationRow).where(InvitationRow.fingerprint == _fingerprint(secret), _good(now))
    row = session.exec(asked).first()
    return None if row is None else _noun(row)


def use(session: Session, invitation: Invitation, *, by: int, now: datetime) -> bool:
    """Use it up; False where somebody else was quicker."""
    return _end(session, col(InvitationRow.id) == invitation.id, now, used_by=by) > 0


def revoke(session: Session, invitation_id: int | None, *, by: int, now: datetime) -> int:
    """Make one, or all (None), of no use; returns how many were still good."""
    which = col(InvitationRow.id) == invitation_id if invitation_id else col(InvitationRow.id).is_not(None)
    ended = _end(session, which, now)
    if ended:
        subject = f"link {invitation_id}" if invitation_id else f"links {ended}"
        audit.record(session, by=by, deed=Deed.LINK_REVOKED, subject=subject, now=now)
    return ended


def count_good(session: Session, *, now: datetime) -> int:
    """Return how many links somebody could still use."""
    return session.exec(select(func.count()).select_from(InvitationRow).where(_good(now))).one()


def _good(now: datetime) -> ColumnElement[bool]:
    return col(InvitationRow.ended_at).is_(None) & (col(InvitationRow.made_at) > now - LIFETIME)


def _end(session: Session, which: ColumnElement[bool], now: datetime, *, used_by: int | None = None) -> int:
    """End those of these that are still good, in one statement: of two who come at once one is too late."""
    return session.exec(
        update(InvitationRow)
        .where(which, _good(now))
        .values(ended_at=now, used_by=used_by)
        .execution_options(synchronize_session=False)
    ).rowcount


def _fingerprint(secret: str) -> str:
    # A secret of 192 random bits needs no slow hash: it cannot be guessed from its fingerprint.
    return hashlib.sha256(secret.encode()).hexdigest()


def _noun(row: InvitationRow) -> Invitation:
    assert row.id is not None
    return Invitation(row.id, row.made_by, row.made_at + LIFETIME)
