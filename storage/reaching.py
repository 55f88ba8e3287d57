"""Where in a chat we write, and whether we may at present; knows no Telegram, and not what is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage import follows, slots
from storage.model import DeliveryState, Ended
from storage.tables import DeliveryRow, SubscriberRow

# What ends a digest until somebody in the chat gives back what it takes; then it goes on by itself.
PAUSES = frozenset({Ended.TOPIC_CLOSED, Ended.NO_RIGHTS})
# What is queued for a chat that is paused is looked at again after this time, should nobody end the pause.
LONG, _FAR = timedelta(days=30), timedelta(days=2)


def topics(session: Session, chat_ids: Collection[int]) -> Mapping[int, int]:
    """Return into which topic of theirs these chats are written to, those alone that chose one."""
    rows = session.exec(
        select(SubscriberRow).where(
            col(SubscriberRow.chat_id).in_(chat_ids), col(SubscriberRow.topic).is_not(None)
        )
    )
    return {row.chat_id: row.topic for row in rows if row.topic is not None}


def move(session: Session, chat_id: int, topic: int | None) -> bool:
    """Write into this topic from now on, None for the chat itself; returns whether that is another than before."""
    row = session.get(SubscriberRow, chat_id)
    if row is None or row.topic == topic:
        return False
    row.topic = topic
    return True


def pause(session: Session, chat_id: int, *, reason: Ended, now: datetime) -> bool:
    """Write nothing to the chat until `resume`; what is queued waits. Returns False where it was cut off already."""
    row = session.get(SubscriberRow, chat_id)
    if row is None or row.cut_off is not None:
        return False
    row.cut_off = reason
    if row.active:
        row.active, row.ended = False, reason
        row.next_at, row.at_once = None, False
    _put_off(session, chat_id, until=now + LONG)
    return True


def reopened(session: Session, chat_id: int, topic: int | None, *, now: datetime) -> None:
    """Take note that a topic was opened; if it is the one in which the chat is written to, that goes on."""
    row = session.get(SubscriberRow, chat_id)
    if row is not None and row.cut_off == Ended.TOPIC_CLOSED and row.topic == topic:
        _resume(session, row, now)


def returned(session: Session, chat_id: int, *, runs: bool, now: datetime) -> None:
    """Take note that we are in the chat and may write; who `runs` it may also where a topic is closed.

    A digest that ended because we had been thrown out is somebody's to ask for again.
    """
    row = session.get(SubscriberRow, chat_id)
    if row is None or (row.cut_off == Ended.TOPIC_CLOSED and not runs):
        return
    if row.cut_off in PAUSES:
        _resume(session, row, now)
    else:
        follows.back(session, chat_id, now=now)


def _resume(session: Session, row: SubscriberRow, now: datetime) -> None:
    if row.ended == row.cut_off:
        # The next digest begins where the last one ended.
        row.active, row.ended, row.strikes = True, None, 0
        row.settled_at, row.next_at = now, slots.next_slot(row.timing, now)
        row.at_once = bool(row.timing.urgent)
    go_on(session, row.chat_id, now=now)


def go_on(session: Session, chat_id: int, *, now: datetime) -> None:
    """Send what waited for the end of a pause, and look at what changed meanwhile of what the chat follows."""
    follows.back(session, chat_id, now=now)
    # Nothing else is due so much later.
    _put_off(session, chat_id, until=now, put_off=now + _FAR)


def _put_off(session: Session, chat_id: int, *, until: datetime, put_off: datetime | None = None) -> None:
    waiting = [col(DeliveryRow.chat_id) == chat_id, col(DeliveryRow.state) == DeliveryState.PENDING]
    if put_off is not None:
        waiting.append(col(DeliveryRow.due_at) > put_off)
    session.exec(
        update(DeliveryRow).where(*waiting).values(due_at=until).execution_options(synchronize_session=False)
    )
