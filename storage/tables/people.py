"""The people who look after the service: who they are, and what the bot has asked them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from storage.columns import UtcDateTime


class EditorRow(SQLModel, table=True):
    """A person who may add articles; the owners of the settings need no row."""

    __tablename__ = "editors"

    user_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    named_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    named_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class QuestionRow(SQLModel, table=True):
    """A question of the bot's that a person is to answer by typing: what for, and about what."""

    __tablename__ = "questions"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    user_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    purpose: str
    subject: str
    asked_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
