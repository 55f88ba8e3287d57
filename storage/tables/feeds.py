"""The outlets' feeds that owners have turned on, and what became of their entries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, String, Text
from sqlmodel import Field, SQLModel

from storage.columns import UtcDateTime


class FeedRow(SQLModel, table=True):
    """A feed that somebody turned on once; `etag` and `modified` are what its server wants to be told next time."""

    __tablename__ = "feeds"

    dossier: str = Field(primary_key=True)
    outlet: str = Field(primary_key=True)
    active: bool = False
    decided_by: int = Field(sa_column=Column(BigInteger, nullable=False))
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    looked_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    next_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime, index=True))
    failures: int = 0
    trouble: str | None = None
    etag: str | None = Field(default=None, sa_column=Column(Text))
    modified: str | None = Field(default=None, sa_column=Column(Text))


class FeedEntryRow(SQLModel, table=True):
    """An entry that was dealt with; `name` is a hash of what the feed calls it."""

    __tablename__ = "feed_entries"
    __table_args__ = (Index("ix_feed_entries_dossier_outlet_seen_at", "dossier", "outlet", "seen_at"),)

    dossier: str = Field(primary_key=True)
    outlet: str = Field(primary_key=True)
    name: str = Field(sa_column=Column(String(64), primary_key=True))
    fate: str
    seen_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    article_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("articles.id", ondelete="SET NULL"), index=True)
    )
