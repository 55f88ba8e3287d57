"""One pace for all senders on a store: a row that says until when the messages that may go are spoken for."""

from __future__ import annotations

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from storage.clock import system_clock
from storage.tables import PaceRow

_ALL = "all"


def reserve(session: Session, *, count: int, per_second: float, credit: float, owed: int = 0) -> float:
    """Reserve the next `count` messages, and write down `owed` that went already; returns in how many seconds
    the first of them may go, negative for one that could have gone before.

    Each message stands for `1 / per_second` seconds; what was not used is kept for `credit` seconds. Senders'
    clocks may differ: the database's counts.
    """
    row, now = _row(session), _now(session)
    begin = max(row.free_at, now - credit) + owed / per_second
    row.free_at = begin + count / per_second
    return begin - now


def hold(session: Session, seconds: float) -> None:
    """Let nobody send for so long."""
    row, now = _row(session), _now(session)
    row.free_at = max(row.free_at, now + seconds)


def _row(session: Session) -> PaceRow:
    asked = select(PaceRow).where(PaceRow.name == _ALL).with_for_update()
    row = session.exec(asked).first()
    if row is None:
        row = PaceRow(name=_ALL, free_at=0.0)
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            # Another sender was the first too.
            row = session.exec(asked).one()
    return row


def _now(session: Session) -> float:
    if session.get_bind().dialect.name == "postgresql":
        return float(session.exec(select(func.extract("epoch", func.clock_timestamp()))).one())
    return system_clock().timestamp()
