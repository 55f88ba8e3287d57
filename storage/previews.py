"""Digests that editors want to see before their hour: asked for, made by whoever makes digests, shown, forgotten.

Which digest that is follows from what readers wait for. Knows neither what stands in it nor how it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, update
from sqlmodel import Session, col, select

from storage import holds, slots
from storage.model import Digest, Timing
from storage.tables import PreviewRow, SubscriberRow

# A digest that is not made by then: whoever makes digests is not at work.
LONGEST_WAIT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Window:
    """A digest that is to come: of `slot`, with what is new `since`."""

    since: datetime
    slot: datetime


@dataclass(frozen=True, slots=True)
class Preview:
    """What one chat wants to see. `message_id` is the message that says that it is being prepared, None where
    there is none; `digest` is None where it was not made in time."""

    id: int
    chat_id: int
    message_id: int | None
    window: Window
    digest: Digest | None = None


def next_window(session: Session, dossier: str, timing: Timing, now: datetime) -> Window:
    """Return the digest that most readers of the usual `timing` will have next.

    That is the one that waits for a release, where a hold keeps it back, or else the one of the next slot.
    """
    waiting = _most_common(session, col(SubscriberRow.next_at) <= now)
    if waiting is not None:
        awaited, told = waiting
        just_before = awaited - timedelta(seconds=1)
        due = slots.turn(timing, just_before, told, now, holds.pauses(session, dossier, now))
        if due is not None and (not due.missed or holds.current(session, dossier)):
            return Window(due.since, due.slot)
    slot = slots.next_slot(timing, now)
    assert slot is not None
    upcoming = _most_common(session, col(SubscriberRow.next_at) == slot)
    return Window(slots.window_start(timing, slot, upcoming[1] if upcoming else None), slot)


def _most_common(session: Session, which: ColumnElement[bool]) -> tuple[datetime, datetime | None] | None:
    """Return the next slot and the end of the last digest that most of these readers share."""
    row = session.exec(
        select(col(SubscriberRow.next_at), col(SubscriberRow.told_until), func.count())
        .where(which)
        .group_by(col(SubscriberRow.next_at), col(SubscriberRow.told_until))
        .order_by(func.count().desc(), col(SubscriberRow.next_at).desc())
        .limit(1)
    ).first()
    return None if row is None or row[0] is None else (row[0], row[1])


def ask(session: Session, dossier: str, window: Window, *, chat_id: int, now: datetime) -> int:
    """Keep that a chat wants to see that digest; returns the number of its preview."""
    row = PreviewRow(dossier=dossier, chat_id=chat_id, since=window.since, slot=window.slot, asked_at=now)
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def announced(session: Session, preview_id: int, message_id: int | None) -> None:
    """Keep which message says that it is being prepared, None where none could be sent: now it may be shown."""
    session.exec(
        update(PreviewRow)
        .where(col(PreviewRow.id) == preview_id)
        .values(message_id=message_id, announced=True)
    )


def release(session: Session) -> None:
    """At the bot's start: nothing is being announced, whatever an earlier run left so."""
    session.exec(update(PreviewRow).where(col(PreviewRow.announced).is_(False)).values(announced=True))


def to_make(session: Session, dossier: str) -> Sequence[tuple[int, Window]]:
    """Return the numbers and windows of those that nobody has made yet; asked each second."""
    rows = session.exec(
        select(PreviewRow)
        .where(PreviewRow.dossier == dossier, col(PreviewRow.made_at).is_(None))
        .order_by(col(PreviewRow.id))
    )
    return [(row.id, Window(row.since, row.slot)) for row in rows if row.id is not None]


def keep(session: Session, preview_id: int, digest: Digest, *, now: datetime) -> None:
    """Keep the draft that was made; one that nobody waits for any more is dropped."""
    session.exec(
        update(PreviewRow).where(col(PreviewRow.id) == preview_id).values(content=digest, made_at=now)
    )


def to_show(session: Session, *, now: datetime) -> Sequence[Preview]:
    """Return those that are made, or will not be in time, the longest waiting first."""
    overdue = col(PreviewRow.asked_at) <= now - LONGEST_WAIT
    rows = session.exec(
        select(PreviewRow)
        .where(col(PreviewRow.announced).is_(True), or_(col(PreviewRow.made_at).is_not(None), overdue))
        .order_by(col(PreviewRow.id))
        .limit(20)
    )
    return [_noun(row) for row in rows]


def forget(session: Session, preview_id: int) -> None:
    """Forget one that was shown, or can never be."""
    session.exec(delete(PreviewRow).where(col(PreviewRow.id) == preview_id))


def _noun(row: PreviewRow) -> Preview:
    assert row.id is not None
    window = Window(row.since, row.slot)
    return Preview(row.id, row.chat_id, row.message_id, window, row.content if row.made_at else None)
