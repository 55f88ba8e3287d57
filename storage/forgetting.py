"""Forgetting a reader: all that the store holds of a chat, gone for good. Who may ask for it is the caller's business."""

from __future__ import annotations

from sqlalchemy import delete
from sqlmodel import Session, col, select

from storage.model import WISHES_SUBJECT
from storage.tables import (
    AnswerRow,
    DeliveryRow,
    DigestRow,
    EditorRow,
    FollowRow,
    NoticeRow,
    PersonRow,
    PreviewRow,
    QuestionRow,
    SubscriberRow,
    WatchRow,
)

# What is kept of a chat, table by table. What editors did stays: others answer for what was told with it.
_OF_A_CHAT = (
    SubscriberRow,
    DeliveryRow,
    NoticeRow,
    QuestionRow,
    PreviewRow,
    AnswerRow,
    FollowRow,
    WatchRow,
)


def forget(session: Session, chat_id: int) -> bool:
    """Delete a chat's choices, what it follows, its deliveries and what the bot has asked in it; returns whether there was anything.

    Digests that were made for its wishes go too, unless others wish the same.

    A person's chat has their own id: their name goes too, unless they look after the service.
    """
    gone = sum(
        session.connection().execute(delete(table).where(col(table.chat_id) == chat_id)).rowcount
        for table in _OF_A_CHAT
    )
    _drop_unread(session)
    if session.get(EditorRow, chat_id) is None and (person := session.get(PersonRow, chat_id)) is not None:
        session.delete(person)
        gone += 1
    return gone > 0


def _drop_unread(session: Session) -> None:
    """Delete what was made for the wishes of readers of whom none is known any more: it says what they wished."""
    read = select(DeliveryRow.digest_id)
    made = col(DigestRow.subject).startswith(f"{WISHES_SUBJECT} ")
    session.connection().execute(delete(DigestRow).where(made, col(DigestRow.id).not_in(read)))
