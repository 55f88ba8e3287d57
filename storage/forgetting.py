"""Forgetting a reader: all that the store holds of a chat, gone for good. Who may ask for it is the caller's business."""

from __future__ import annotations

from sqlalchemy import delete, or_
from sqlmodel import Session, col, select

from storage.model import WISHES_SUBJECT
from storage.tables import (
    AnswerRow,
    BacklogRow,
    DeliveryRow,
    DigestRow,
    EditorRow,
    FollowRow,
    NoticeRow,
    PersonRow,
    PreviewRow,
    QuestionRow,
    SubmissionRow,
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


def forget(session: Session, chat_id: int, *, at_work: bool = False) -> bool:
    """Delete a chat's choices, what it follows, its deliveries and what the bot has asked in it; returns whether there was anything.

    Digests that were made for its wishes go too, unless others wish the same.

    A person's chat has their own id: their name, what they handed in that is no article yet and what of theirs waits
    its turn go too, unless they look after the service: editors do, and owners, who are `at_work`.
    """
    gone = sum(
        session.connection().execute(delete(table).where(col(table.chat_id) == chat_id)).rowcount
        for table in _OF_A_CHAT
    )
    _drop_unread(session)
    if not at_work and session.get(EditorRow, chat_id) is None:
        gone += _drop_unfinished(session, chat_id)
    return gone > 0


def _drop_unfinished(session: Session, person: int) -> int:
    """Delete a person's name and what they sent of which nothing has become yet; returns how much there was.

    The messages and the files of what was handed in go with it.
    """
    handed_in = or_(col(SubmissionRow.user_id) == person, col(SubmissionRow.chat_id) == person)
    return sum(
        session.connection().execute(those).rowcount
        for those in (
            delete(SubmissionRow).where(handed_in),
            delete(BacklogRow).where(col(BacklogRow.person) == person),
            delete(PersonRow).where(col(PersonRow.user_id) == person),
        )
    )


def _drop_unread(session: Session) -> None:
    """Delete what was made for the wishes of readers of whom none is known any more: it says what they wished."""
    read = select(DeliveryRow.digest_id)
    made = col(DigestRow.subject).startswith(f"{WISHES_SUBJECT} ")
    session.connection().execute(delete(DigestRow).where(made, col(DigestRow.id).not_in(read)))
