"""Digests and their deliveries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import NounJson, UtcDateTime
from storage.model import DeliveryState, Digest


class AlertRow(SQLModel, table=True):
    """An event that was told at once; kept also where the event turns out to be another."""

    __tablename__ = "alerts"

    event_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    raised_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class DigestEventRow(SQLModel, table=True):
    """Which events a digest tells, by the ids that they had when it was made."""

    __tablename__ = "digest_events"

    digest_id: int = Field(
        sa_column=Column(ForeignKey("digests.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    event_id: int = Field(
        sa_column=Column(Integer, primary_key=True, autoincrement=False, index=True, nullable=False)
    )


class DigestRow(SQLModel, table=True):
    """A digest is named by its dossier, its slot and where its window begins: written once, told to many.

    One that does not tell all that is new is also named by its `subject`, see `Digest`.
    """

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("dossier", "slot", "since", "subject"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    slot: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    subject: str = ""
    content: Digest = Field(sa_column=Column(NounJson(Digest), nullable=False))
    created_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class RenderingRow(SQLModel, table=True):
    """The messages that a digest makes for those who read in the same way; kept once for all of them."""

    __tablename__ = "renderings"
    __table_args__ = (UniqueConstraint("digest_id", "fingerprint"),)

    id: int | None = Field(default=None, primary_key=True)
    digest_id: int = Field(sa_column=Column(ForeignKey("digests.id", ondelete="CASCADE"), nullable=False))
    fingerprint: str = Field(sa_column=Column(String(64), nullable=False))
    parts: tuple[str, ...] = Field(sa_column=Column(NounJson(tuple[str, ...]), nullable=False))


class DeliveryRow(SQLModel, table=True):
    """One digest for one chat. `sent_parts` are the ids of the messages that arrived, in the rendering's order.

    `taken_by` is the number of the sender that has taken it up (see `storage.turns.Badge`), None for nobody.
    One with a `correction_id` corrects what was delivered of that digest; 0 is the digest itself.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("digest_id", "chat_id", "correction_id"),
        Index("ix_deliveries_state_due_at_id", "state", "due_at", "id"),
        Index("ix_deliveries_chat_id_state", "chat_id", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    digest_id: int = Field(sa_column=Column(ForeignKey("digests.id", ondelete="CASCADE"), nullable=False))
    chat_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    correction_id: int = 0
    state: str = Field(default=DeliveryState.PENDING)
    due_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    rendering_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("renderings.id", ondelete="SET NULL"))
    )
    sent_parts: tuple[int, ...] = Field(
        default=(), sa_column=Column(NounJson(tuple[int, ...]), nullable=False)
    )
    attempts: int = 0
    taken_by: int | None = Field(default=None, sa_column=Column(BigInteger, index=True))
    error: str | None = Field(default=None, sa_column=Column(Text))
    changed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class PaceRow(SQLModel, table=True):
    """How far ahead all senders together have planned: seconds since 1970 by the database's clock."""

    __tablename__ = "paces"

    name: str = Field(primary_key=True)
    free_at: float
