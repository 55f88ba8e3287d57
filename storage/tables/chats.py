"""The chats and people that the bot knows."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column
from sqlmodel import Field, SQLModel

from storage.columns import NounJson, SparseJson, UtcDateTime
from storage.model import NO_WISHES, Habits, Timing, Wishes


class SubscriberRow(SQLModel, table=True):
    """A chat's choices, kept also after it unsubscribed, so that coming back finds them.

    Slots up to `settled_at` were dealt with; `next_at` is the one after it, None where none will come. `at_once`
    is true where urgent events are to be told. `told_until` is where its next digest begins; `ended` says why it
    no longer receives any, `strikes` how often in a row it could not be written to, for a while or for good. What it
    follows is told unless it is `cut_off`, which says why nothing can be written to it. Of a forum it is written into `topic`, None for General.
    """

    __tablename__ = "subscribers"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    timing: Timing = Field(sa_column=Column(NounJson(Timing), nullable=False))
    active: bool = False
    settled_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    next_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, index=True))
    at_once: bool = Field(default=False, index=True)
    told_until: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    ended: str | None = None
    strikes: int = 0
    cut_off: str | None = None
    topic: int | None = Field(default=None, sa_column=Column(BigInteger))
    habits: Habits = Field(default=Habits(), sa_column=Column(NounJson(Habits), nullable=False))
    wishes: Wishes = Field(default=NO_WISHES, sa_column=Column(SparseJson(Wishes), nullable=False))


class NoticeRow(SQLModel, table=True):
    """A word about the service itself that an editor was told on a day."""

    __tablename__ = "notices"

    kind: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
