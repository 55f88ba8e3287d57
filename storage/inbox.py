"""Where articles arrive: put in by editors and the command line, taken out by the summarizer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from storage import nouns
from storage.model import Article, ArticleState, Remark
from storage.tables import AnswerRow, ArticleRow


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of an article that was handed in. A known one was in the store before; nothing changed."""

    article_id: int
    known: bool
    state: ArticleState


@dataclass(frozen=True, slots=True)
class AnswerDue:
    """An article that was read (or failed) and a chat that waits for a word about it.

    The word takes the place of the message `message_id`; None: it is a message of its own. `known` says that the
    article had been here before; of a `quiet` one nothing is said unless something was understood.
    """

    id: int
    article_id: int
    chat_id: int
    message_id: int | None
    known: bool = False
    quiet: bool = False


def content_hash(text: str) -> str:
    """Return what makes two texts the same article: their words, whatever the white space between them."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def submit(session: Session, article: Article, *, dossier: str, now: datetime) -> Submitted:
    """Put `article` in the inbox of a dossier unless the same text is there already."""
    digest = content_hash(article.text)
    if known := _find(session, dossier, digest):
        return known
    row = ArticleRow(
        dossier=dossier,
        content_hash=digest,
        text=article.text,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        extraction=article.extraction,
        received_at=now,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        # Somebody handed in the same text between our look and our insert.
        if known := _find(session, dossier, digest):
            return known
        raise
    assert row.id is not None
    return Submitted(row.id, known=False, state=ArticleState.NEW)


def _find(session: Session, dossier: str, digest: str) -> Submitted | None:
    row = session.exec(
        select(ArticleRow).where(ArticleRow.dossier == dossier, ArticleRow.content_hash == digest)
    ).first()
    if row is None or row.id is None:
        return None
    return Submitted(row.id, known=True, state=ArticleState(row.state))


def expect_answer(session: Session, article_id: int, *, chat_id: int) -> int:
    """Remember that a chat is to hear of an article, before it is told anything; returns the answer's id.

    The answer is not due before `received_said`. Asked again after a crash, this is the answer of before.
    """
    row = session.exec(
        select(AnswerRow).where(
            AnswerRow.article_id == article_id,
            AnswerRow.chat_id == chat_id,
            col(AnswerRow.message_id).is_(None),
        )
    ).first() or AnswerRow(article_id=article_id, chat_id=chat_id)
    row.said = False
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def received_said(session: Session, answer_id: int, message_id: int | None) -> None:
    """Keep that the chat was told "received" in `message_id`, or that it could not be (None): now the answer may go."""
    row = session.get(AnswerRow, answer_id)
    if row is not None:
        row.message_id, row.said = message_id, True


def release_answers(session: Session) -> None:
    """At the bot's start: nothing is on its way, whatever an earlier run left so."""
    session.exec(update(AnswerRow).where(col(AnswerRow.said).is_(False)).values(said=True))


def waiting(session: Session, dossier: str, limit: int = 20) -> Sequence[Article]:
    """Return articles for a dossier that nobody has read yet, the oldest first."""
    rows = session.exec(
        select(ArticleRow)
        .where(ArticleRow.state == ArticleState.NEW, ArticleRow.dossier == dossier)
        .order_by(col(ArticleRow.id))
        .limit(limit)
    )
    return [nouns.article(row) for row in rows]


def still_waiting(session: Session, article_id: int) -> bool:
    """Return whether nobody has read the article yet, and keep it so for others until the transaction ends."""
    state = session.exec(select(ArticleRow.state).where(ArticleRow.id == article_id).with_for_update()).one()
    return state == ArticleState.NEW


def mark_failed(session: Session, article_id: int, why: Remark, *, now: datetime) -> None:
    """Keep why an article could not be read; it is not tried again."""
    row = session.get_one(ArticleRow, article_id)
    row.state, row.remark, row.read_at = ArticleState.FAILED, why, now


def answers_due(session: Session, limit: int = 20) -> Sequence[AnswerDue]:
    """Return those who wait for a word about an article and can have it now, the longest waiting first."""
    rows = session.exec(
        select(AnswerRow)
        .join(ArticleRow, col(ArticleRow.id) == AnswerRow.article_id)
        .where(col(AnswerRow.said).is_(True), ArticleRow.state != ArticleState.NEW)
        .order_by(col(AnswerRow.id))
        .limit(limit)
    )
    return [
        AnswerDue(row.id, row.article_id, row.chat_id, row.message_id, row.known, row.quiet)
        for row in rows
        if row.id is not None
    ]


def mark_answered(session: Session, answer_id: int) -> None:
    """Forget an answer that was given, or can never be."""
    session.exec(delete(AnswerRow).where(col(AnswerRow.id) == answer_id))
