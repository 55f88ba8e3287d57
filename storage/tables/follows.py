"""Who follows what, and what each was last told of it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, Integer
from sqlmodel import Field, SQLModel

from storage.columns import SparseJson, UtcDateTime
from storage.model import Known


class FollowRow(SQLModel, table=True):
    """That a chat follows something: an event (`event_id`, and no name), or whoever bears a `name` (and 0)."""

    __tablename__ = "follows"
    __table_args__ = (Index("ix_follows_name", "name"), Index("ix_follows_event_id", "event_id"))

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    event_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    name: str = Field(default="", primary_key=True)
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class WatchRow(SQLModel, table=True):
    """What a chat that follows an event, or somebody who acts in it, knows of it.

    `known` is None for what it was never told of. It is looked at anew at `due_at`, which a change sets in its own
    transaction; None where nothing has changed. `parted_from` is the event out of whose reports this one came.
    """

    __tablename__ = "watches"
    __table_args__ = (Index("ix_watches_event_id", "event_id"), Index("ix_watches_due_at", "due_at"))

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    event_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    known: Known | None = Field(default=None, sa_column=Column(SparseJson(Known)))
    due_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    told_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    parted_from: int | None = None
