"""The channels whose posts are taken in, and who added the bot to each."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from storage import audit
from storage.audit import Deed
from storage.tables import ChannelRow


def follow(session: Session, chat_id: int, *, added_by: int, now: datetime) -> None:
    """Take in from now on what the channel posts; whoever added the bot last answers for it."""
    session.merge(ChannelRow(chat_id=chat_id, added_by=added_by, added_at=now))
    audit.record(session, by=added_by, deed=Deed.CHANNEL_FOLLOWED, subject=f"channel {chat_id}", now=now)


def leave(session: Session, chat_id: int, *, by: int, now: datetime) -> bool:
    """Take in nothing more of it; False where nothing was."""
    row = session.get(ChannelRow, chat_id)
    if row is None:
        return False
    session.delete(row)
    audit.record(session, by=by, deed=Deed.CHANNEL_LEFT, subject=f"channel {chat_id}", now=now)
    return True


def added_by(session: Session, chat_id: int) -> int | None:
    """Return who answers for the channel, None where its posts are not taken in."""
    row = session.get(ChannelRow, chat_id)
    return None if row is None else row.added_by
