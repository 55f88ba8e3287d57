"""Forgetting a reader: all that the store holds of a chat, gone for good. Who may ask for it is the caller's business."""

from __future__ import annotations

from sqlalchemy import delete
from sqlmodel import Session, col

from storage.tables import (
    AnswerRow,
    DeliveryRow,
    EditorRow,
    NoticeRow,
    PersonRow,
    PreviewRow,
    QuestionRow,
    SubscriberRow,
)

# What is kept of a chat, table by table. What editors did stays: others answer for what was told with it.
_OF_A_CHAT = (SubscriberRow, DeliveryRow, NoticeRow, QuestionRow, PreviewRow, AnswerRow)


def forget(session: Session, chat_id: int) -> bool:
    """Delete a chat's choices, its deliveries and what the bot has asked in it; returns whether there was anything.

    A person's chat has their own id: their name goes too, unless they look after the service.
    """
    gone = sum(
        session.connection().execute(delete(table).where(col(table.chat_id) == chat_id)).rowcount
        for table in _OF_A_CHAT
    )
    if session.get(EditorRow, chat_id) is None and (person := session.get(PersonRow, chat_id)) is not None:
        session.delete(person)
        gone += 1
    return gone > 0
