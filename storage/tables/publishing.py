"""What editors decide of publishing itself: holding it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import UtcDateTime


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
