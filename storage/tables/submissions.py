"""What editors handed in and is no article yet."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from storage.columns import UtcDateTime
from storage.model import Handed, Stage


class SubmissionRow(SQLModel, table=True):
    """See `storage.model.Submission`. It is gone once it is an article, or was refused and that was said.

    Nothing is done with it before `ready_at`: until then more of it may come. `shown` is what its message in
    `chat_id` says at present; `said` is False while the first word is on its way, which nothing must overtake.
    `confirmed` and `undated` are an editor's word that the text is right, and that its day is not to be known.
    """

    __tablename__ = "submissions"
    __table_args__ = (Index("ix_submissions_stage_ready_at", "stage", "ready_at"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier: str
    chat_id: int = Field(sa_column=Column(BigInteger, index=True, nullable=False))
    user_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    kind: str = Field(default=Handed.TEXT)
    stage: str = Field(default=Stage.WAITING)
    key: str | None = Field(default=None, sa_column=Column(Text))
    ready_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    publisher: str | None = Field(default=None, sa_column=Column(Text))
    published: date | None = None
    url: str | None = Field(default=None, sa_column=Column(Text))
    link: str | None = Field(default=None, sa_column=Column(Text))
    text: str | None = Field(default=None, sa_column=Column(Text))
    extraction: str | None = None
    confirmed: bool = False
    undated: bool = False
    refusal: str | None = None
    detail: str = ""
    message_id: int | None = Field(default=None, sa_column=Column(BigInteger))
    said: bool = False
    shown: str = Field(default=Stage.WAITING)
    quiet: bool = False


class PieceRow(SQLModel, table=True):
    """A message of a submission; by its place, a message that Telegram gives twice is known."""

    __tablename__ = "submission_pieces"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    submission_id: int = Field(
        sa_column=Column(ForeignKey("submissions.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    handed_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    posted: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    post: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    file_id: str | None = Field(default=None, sa_column=Column(Text))
    file_name: str = Field(default="", sa_column=Column(Text, nullable=False))


class FileRow(SQLModel, table=True):
    """The bytes of a message's file, apart from it so that they are loaded only to be opened."""

    __tablename__ = "submission_files"

    chat_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    submission_id: int = Field(
        sa_column=Column(ForeignKey("submissions.id", ondelete="CASCADE"), index=True, nullable=False)
    )
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
