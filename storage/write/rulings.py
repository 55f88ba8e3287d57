"""What editors rule: that events are one happening, or that an event is two; merging then keeps to it.

Only the ruling is written here. The summarizer puts the events together anew at its next look, and whatever
is learned later leaves what was ruled as it is. A later ruling of the same reports stands above an earlier one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import combinations

from sqlmodel import Session, col, select

from storage import audit
from storage.audit import Deed
from storage.errors import RulingError
from storage.tables import ReportRow, RulingRow


def join(session: Session, event_ids: Collection[int], *, by: int, now: datetime) -> None:
    """Rule that these events, two or more, are one happening; raises RulingError where they cannot be.

    `by` is the Telegram id of the editor, `now` the time of the ruling.
    """
    reports = {event_id: _reports_of(session, event_id) for event_id in set(event_ids)}
    if len(reports) < 2 or not all(reports.values()):
        raise RulingError("to join takes two events that are there")
    every = [report for of_event in reports.values() for report in of_event]
    if len({session.get_one(ReportRow, report).dossier for report in every}) > 1:
        raise RulingError("events of two dossiers cannot be joined")
    for one, other in combinations(sorted(every), 2):
        _rule(session, one, other, True, by, now)
    first, *others = sorted(reports)
    audit.record(
        session,
        by=by,
        deed=Deed.EVENTS_JOINED,
        subject=f"event {first}",
        after={"with": " ".join(map(str, others))},
        now=now,
    )


def split(session: Session, event_id: int, report_ids: Collection[int], *, by: int, now: datetime) -> None:
    """Rule that these reports of an event tell one happening and its others another.

    Raises RulingError unless they are some, and not all, of the event's reports.
    """
    every, apart = set(_reports_of(session, event_id)), set(report_ids)
    if not apart or not apart < every:
        raise RulingError("to split takes some of an event's reports, and leaves some")
    for one, other in combinations(sorted(every), 2):
        _rule(session, one, other, (one in apart) == (other in apart), by, now)
    audit.record(session, by=by, deed=Deed.EVENT_SPLIT, subject=f"event {event_id}", now=now)


def _reports_of(session: Session, event_id: int) -> list[int]:
    found = session.exec(select(ReportRow.id).where(col(ReportRow.event_id) == event_id))
    return [key for key in found if key is not None]


def _rule(session: Session, one: int, other: int, same: bool, by: int, now: datetime) -> None:
    row = session.get(RulingRow, (one, other)) or RulingRow(
        one_id=one, other_id=other, same=same, ruled_by=by, ruled_at=now
    )
    row.same, row.ruled_by, row.ruled_at, row.applied = same, by, now, False
    session.add(row)
