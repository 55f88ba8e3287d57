"""What editors were told of the service itself: each kind once a day to each of them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from storage.tables import NoticeRow


def is_told(session: Session, kind: str, day: date, chat_id: int) -> bool:
    """Tell whether the chat was told that day, or somebody is about to tell it."""
    return session.get(NoticeRow, (kind, day, chat_id)) is not None


def claim(session: Session, kind: str, day: date, chat_id: int) -> bool:
    """Take it on oneself to tell a chat; False where it was told that day, or somebody is about to tell it."""
    if is_told(session, kind, day, chat_id):
        return False
    try:
        with session.begin_nested():
            session.add(NoticeRow(kind=kind, day=day, chat_id=chat_id))
    except IntegrityError:
        return False
    return True


def give_back(session: Session, kind: str, day: date, chat_id: int) -> None:
    """Let it be told once more: it surely did not arrive."""
    session.exec(
        delete(NoticeRow).where(
            col(NoticeRow.kind) == kind, col(NoticeRow.day) == day, col(NoticeRow.chat_id) == chat_id
        )
    )
