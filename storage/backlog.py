"""What somebody sent faster than their share of the work, kept until its turn comes; knows not what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from storage.tables import BacklogRow


@dataclass(frozen=True, slots=True)
class Waiting:
    """One update, by its number, of a person (or of a chat that speaks as itself), as Telegram wrote it."""

    update_id: int
    person: int
    payload: str


def keep(session: Session, waiting: Sequence[Waiting], *, now: datetime) -> None:
    """Keep what waits; what is kept already is kept once."""
    for one in waiting:
        session.merge(
            BacklogRow(update_id=one.update_id, person=one.person, payload=one.payload, received_at=now)
        )


def people(session: Session) -> dict[int, int]:
    """Return who has something waiting, and how much."""
    counted = select(BacklogRow.person, func.count()).group_by(col(BacklogRow.person))
    return dict(session.exec(counted).all())


def oldest(session: Session, person: int) -> Waiting | None:
    """Return what is this person's turn next."""
    row = session.exec(
        select(BacklogRow).where(BacklogRow.person == person).order_by(col(BacklogRow.update_id)).limit(1)
    ).first()
    return None if row is None else Waiting(row.update_id, row.person, row.payload)


def done(session: Session, update_id: int) -> None:
    """Forget what was done."""
    session.exec(delete(BacklogRow).where(col(BacklogRow.update_id) == update_id))
