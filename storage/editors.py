"""Who may add articles besides the owners, who are named in the settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from storage import audit
from storage.audit import Deed
from storage.tables import EditorRow


def is_editor(session: Session, user_id: int) -> bool:
    return session.get(EditorRow, user_id) is not None


def name_editor(session: Session, user_id: int, *, named_by: int, now: datetime) -> bool:
    """Make a person an editor; returns False if they were one already."""
    if is_editor(session, user_id):
        return False
    session.add(EditorRow(user_id=user_id, named_by=named_by, named_at=now))
    audit.record(session, by=named_by, deed=Deed.EDITOR_NAMED, subject=f"editor {user_id}", now=now)
    return True


def dismiss_editor(session: Session, user_id: int, *, by: int, now: datetime) -> bool:
    """Take the right back; returns False if they had none."""
    row = session.get(EditorRow, user_id)
    if row is None:
        return False
    session.delete(row)
    audit.record(session, by=by, deed=Deed.EDITOR_DISMISSED, subject=f"editor {user_id}", now=now)
    return True


def everyone(session: Session) -> Sequence[int]:
    """Return the editors' Telegram user ids, in the order in which they were named."""
    return session.exec(select(EditorRow.user_id).order_by(col(EditorRow.named_at))).all()
