"""The tables, one class each; columns only. What they mean as nouns is `storage.read`'s business."""

from __future__ import annotations

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage.tables.articles import AnswerRow, ArticleBandRow, ArticleRow
from storage.tables.chats import NoticeRow, SubscriberRow
from storage.tables.digests import AlertRow, DeliveryRow, DigestEventRow, DigestRow, PaceRow, RenderingRow
from storage.tables.events import (
    CorrectionRow,
    EventParticipantRow,
    EventRow,
    FigureRow,
    FormerEventRow,
    PositionRow,
    PostingRow,
    ReportRow,
    RulingRow,
)
from storage.tables.feeds import FeedEntryRow, FeedRow
from storage.tables.follows import FollowRow, WatchRow
from storage.tables.people import (
    AuditRow,
    BacklogRow,
    ChannelRow,
    EditorRow,
    InvitationRow,
    PersonRow,
    QuestionRow,
)
from storage.tables.publishing import BroadcastRow, HoldRow, PreviewRow
from storage.tables.submissions import FileRow, PieceRow, SubmissionRow

__all__ = [
    "AlertRow",
    "AnswerRow",
    "ArticleBandRow",
    "ArticleRow",
    "AuditRow",
    "BacklogRow",
    "BroadcastRow",
    "ChannelRow",
    "CorrectionRow",
    "DeliveryRow",
    "DigestEventRow",
    "DigestRow",
    "EditorRow",
    "EventParticipantRow",
    "EventRow",
    "FeedEntryRow",
    "FeedRow",
    "FigureRow",
    "FileRow",
    "FollowRow",
    "FormerEventRow",
    "HoldRow",
    "InvitationRow",
    "NoticeRow",
    "PaceRow",
    "PersonRow",
    "PieceRow",
    "PositionRow",
    "PostingRow",
    "PreviewRow",
    "QuestionRow",
    "RenderingRow",
    "ReportRow",
    "RulingRow",
    "SubmissionRow",
    "SubscriberRow",
    "WatchRow",
    "table",
]


# No id is given twice: digests, messages and corrections name events by theirs when these are gone. PostgreSQL counts
# like that by itself.
for _table in SQLModel.metadata.tables.values():
    if _table.autoincrement_column is not None:
        _table.dialect_kwargs["sqlite_autoincrement"] = True


def table(row: type[SQLModel]) -> Table:
    """Return a row's table, for statements that write many rows and build no object for any of them."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
