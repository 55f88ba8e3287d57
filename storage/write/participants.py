"""Writes who takes part in events, by name, for questions by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from storage.model import Participant
from storage.tables import EventParticipantRow, table

_PARTICIPANTS = table(EventParticipantRow)


def name_participants(session: Session, told: Iterable[tuple[int, Sequence[Participant]]]) -> None:
    """Let these, and nobody else, take part in the events of these ids; each is named once."""
    listed = dict(told)
    if not listed:
        return
    session.connection().execute(_PARTICIPANTS.delete().where(_PARTICIPANTS.c.event_id.in_(listed)))
    rows = [
        {"event_id": event_id, "name": name, "role": who.role, "person": who.person}
        for event_id, people in listed.items()
        for name, who in {who.name: who for who in people}.items()
    ]
    if rows:
        session.connection().execute(_PARTICIPANTS.insert(), rows)
