"""Writes who takes part in events, by name, and when they did what readers are told of, for questions by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session

from storage.read.seen import is_news
from storage.tables import EventParticipantRow, table

_PARTICIPANTS = table(EventParticipantRow)

# Made once: to make a statement costs more than to ask it.
_FORGET = _PARTICIPANTS.delete().where(_PARTICIPANTS.c.event_id.in_(bindparam("some", expanding=True)))
# An event's columns, by their names.
Columns = Mapping[str, Any]


def name_participants(
    session: Session, told: Iterable[tuple[int, Columns]], *, known: Collection[int]
) -> None:
    """Let those who take part in these events, by the events' ids, and nobody else, be named; each once.

    Of the `known` ones somebody is named already.
    """
    listed = dict(told)
    if before := [event_id for event_id in listed if event_id in known]:
        session.connection().execute(_FORGET, {"some": before})
    rows = [
        {"event_id": event_id, "name": name, "role": who.role, "person": who.person, **_deed(columns)}
        for event_id, columns in listed.items()
        for name, who in {who.name: who for who in columns["participants"]}.items()
    ]
    if rows:
        session.connection().execute(_PARTICIPANTS.insert(), rows)


def as_named(columns: Columns) -> tuple[Any, ...]:
    """Return what is written here of an event: where that is the same, nothing needs to be."""
    return columns["participants"], *_deed(columns).values()


def _deed(columns: Columns) -> dict[str, Any]:
    first, last = _days(columns)
    return {
        "dossier": columns["dossier"],
        "did_from": first,
        "did_until": last,
        "headline": columns["headline"],
        "type": columns["type"],
    }


def _days(columns: Columns) -> tuple[date | None, date | None]:
    first, last = columns["first_day"], columns["last_day"]
    return (first, last) if first and last and is_news(columns) else (None, None)
