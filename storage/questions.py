"""What the bot asked of people and they have not answered yet; knows neither the answers nor who may give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, delete
from sqlmodel import Session, col, select

from storage.tables import QuestionRow

# How long a typed message is taken as the answer to what was just asked, and how long one that replies to it.
SHORT, LONG = timedelta(minutes=10), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits: `purpose` names what is done with the answer, `subject` what it is about."""

    chat_id: int
    message_id: int
    purpose: str
    subject: str


def ask(session: Session, asked: Asked, *, user_id: int, now: datetime) -> None:
    """Keep that this person was asked; what this chat was asked too long ago is forgotten."""
    stale = _in(asked.chat_id, col(QuestionRow.asked_at) < now - LONG)
    session.exec(delete(QuestionRow).where(stale))
    session.merge(
        QuestionRow(
            chat_id=asked.chat_id,
            message_id=asked.message_id,
            user_id=user_id,
            purpose=asked.purpose,
            subject=asked.subject,
            asked_at=now,
        )
    )


def replied_to(
    session: Session, chat_id: int, message_id: int, *, user_id: int, now: datetime
) -> Asked | None:
    """Return what this message of the bot's asked this person, where an answer is still waited for."""
    row = session.get(QuestionRow, (chat_id, message_id))
    fits = row is not None and row.user_id == user_id and row.asked_at >= now - LONG
    return _noun(row) if row is not None and fits else None


def newest(session: Session, chat_id: int, *, user_id: int, now: datetime) -> Asked | None:
    """Return what this person was asked last, if that is so short a while ago that what they type answers it."""
    row = session.exec(
        select(QuestionRow)
        .where(_in(chat_id, col(QuestionRow.user_id) == user_id), col(QuestionRow.asked_at) >= now - SHORT)
        .order_by(col(QuestionRow.asked_at).desc(), col(QuestionRow.message_id).desc())
        .limit(1)
    ).first()
    return None if row is None else _noun(row)


def close(session: Session, asked: Asked) -> bool:
    """Forget a question, as it is being answered; False where that was done before."""
    this = _in(asked.chat_id, col(QuestionRow.message_id) == asked.message_id)
    return session.exec(delete(QuestionRow).where(this)).rowcount > 0


# Made once: it is asked with each command.
_OPEN = (
    select(QuestionRow.message_id)
    .where(col(QuestionRow.chat_id) == bindparam("chat"), col(QuestionRow.user_id) == bindparam("user"))
    .limit(1)
)


def any_open(session: Session, chat_id: int, *, user_id: int) -> bool:
    """Tell whether this person has anything left to answer here."""
    return session.execute(_OPEN, {"chat": chat_id, "user": user_id}).first() is not None


def forget(session: Session, chat_id: int, *, user_id: int) -> bool:
    """Forget all that this person was asked here; False where there was nothing."""
    theirs = _in(chat_id, col(QuestionRow.user_id) == user_id)
    return session.exec(delete(QuestionRow).where(theirs)).rowcount > 0


def _in(chat_id: int, also: ColumnElement[bool]) -> ColumnElement[bool]:
    return (col(QuestionRow.chat_id) == chat_id) & also


def _noun(row: QuestionRow) -> Asked:
    return Asked(row.chat_id, row.message_id, row.purpose, row.subject)
