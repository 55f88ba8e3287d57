"""Articles as they came, and who waits for a word about them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NounJson, UtcDateTime
from storage.model import ArticleState, Span


class ArticleRow(SQLModel, table=True):
    """An article as it came, for which dossier, and what became of it.

    `copies` is the same number for an article and its edited copies, NULL where no copy is known. `extraction` says
    how the words were won (`storage.model.Extraction`), NULL for a text that was handed on as it was. `noise` is what
    cleaning left out; nothing is told any more of one that is `withdrawn`.
    """

    __tablename__ = "articles"
    __table_args__ = (
        UniqueConstraint("dossier", "content_hash"),
        Index("ix_articles_state_id", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    content_hash: str = Field(sa_column=Column(String(64), nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    publisher: str | None = None
    published: date | None = None
    url: str | None = Field(default=None, sa_column=Column(Text))
    title: str | None = Field(default=None, sa_column=Column(Text))
    state: str = Field(default=ArticleState.NEW)
    remark: str | None = None
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    read_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, index=True))
    copies: int | None = Field(default=None, index=True)
    noise: tuple[Span, ...] = Field(default=(), sa_column=Column(NounJson(tuple[Span, ...]), nullable=False))
    withdrawn: bool = False
    extraction: str | None = None


class ArticleBandRow(SQLModel, table=True):
    """One of several prints of an article's wording; articles that share one may be copies of each other."""

    __tablename__ = "article_bands"

    band: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    article_id: int = Field(
        sa_column=Column(ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True)
    )


class AnswerRow(SQLModel, table=True):
    """A word that somebody who sent an article still waits for; gone once it was given.

    `message_id` is the bot's "received" in `chat_id`, which becomes the answer; None where it never arrived.
    `said` is False while the "received" is on its way: the answer must not overtake it. `known` says that the article
    had been here before; of a `quiet` one nothing is said unless something was understood.
    """

    __tablename__ = "answers"

    id: int | None = Field(default=None, primary_key=True)
    article_id: int = Field(
        sa_column=Column(ForeignKey("articles.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    said: bool = False
    known: bool = False
    quiet: bool = False
