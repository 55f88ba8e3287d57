"""The people who look after the service: who they are, what the bot has asked them, and what they did."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Integer, Text
from sqlmodel import Field, SQLModel

from storage.columns import NounJson, UtcDateTime


class EditorRow(SQLModel, table=True):
    """A person who may add articles; the owners of the settings need no row."""

    __tablename__ = "editors"

    user_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    named_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    named_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class PersonRow(SQLModel, table=True):
    """What is known of somebody who looks after the service, or did: their name, as Telegram told it last.

    `has_menu` is true where Telegram may show them a menu of commands of their own.
    """

    __tablename__ = "people"

    user_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    name: str = ""
    has_menu: bool = False


class InvitationRow(SQLModel, table=True):
    """A link that makes whoever opens it first an editor; of its secret only the fingerprint is kept.

    `ended_at` is when it was used, by `used_by`, or revoked.
    """

    __tablename__ = "invitations"

    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = Field(unique=True)
    made_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    made_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    ended_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    used_by: int | None = Field(default=None, sa_column=Column(BigInteger))


class QuestionRow(SQLModel, table=True):
    """A question of the bot's that a person is to answer by typing: what for, and about what."""

    __tablename__ = "questions"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    user_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    purpose: str
    subject: str
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class AuditRow(SQLModel, table=True):
    """One deed of an editor's or an owner's; `words` is what is searched: subject and values, folded.

    A row is written once. Ids are never given twice, also where the last row would be lost.
    """

    __tablename__ = "audit"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, sa_column=Column(Integer, primary_key=True))
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    by: int | None = Field(default=None, sa_column=Column(BigInteger))
    deed: str
    subject: str
    before: dict[str, str] = Field(sa_column=Column(NounJson(dict[str, str]), nullable=False))
    after: dict[str, str] = Field(sa_column=Column(NounJson(dict[str, str]), nullable=False))
    words: str = Field(sa_column=Column(Text, nullable=False))


class ChannelRow(SQLModel, table=True):
    """A channel whose posts are taken in, because an editor made the bot one of its administrators."""

    __tablename__ = "channels"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    added_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    added_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class BacklogRow(SQLModel, table=True):
    """An update of somebody who sends faster than their share of the work, until it is done."""

    __tablename__ = "backlog"

    update_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    payload: str = Field(sa_column=Column(Text, nullable=False))
    received_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
