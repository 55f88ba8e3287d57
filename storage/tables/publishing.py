"""What editors do with publishing itself: they hold it back, look at what is to come, and speak in their own name."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Text
from sqlmodel import Field, SQLModel

from storage.columns import NounJson, UtcDateTime
from storage.model import Digest


class HoldRow(SQLModel, table=True):
    """A time in which nothing of a dossier is published; it lasts until `released_at` is written."""

    __tablename__ = "holds"
    __table_args__ = (Index("ix_holds_dossier_released_at", "dossier", "released_at"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    held_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    held_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    reason: str | None = None
    released_by: int | None = Field(default=None, sa_column=Column(BigInteger))
    released_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class PreviewRow(SQLModel, table=True):
    """A digest that an editor wants to see before its hour; its `content` is a draft that nobody else receives.

    `announced` is true once it is settled whether a message, `message_id`, says that it is being prepared.
    """

    __tablename__ = "previews"

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    slot: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    announced: bool = False
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    made_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    content: Digest | None = Field(default=None, sa_column=Column(NounJson(Digest)))


class BroadcastRow(SQLModel, table=True):
    """A text of an editor's own for all readers, in Telegram's HTML. `state` is a `BroadcastState`; `digest_id` names
    what the outbox sends once it was confirmed.
    """

    __tablename__ = "broadcasts"

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    text: str = Field(sa_column=Column(Text, nullable=False))
    by: int = Field(sa_column=Column(BigInteger, nullable=False))
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    state: str
    decided_by: int | None = Field(default=None, sa_column=Column(BigInteger))
    decided_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    digest_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("digests.id", ondelete="SET NULL"))
    )
