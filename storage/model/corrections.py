"""What editors decide of events, and what they write over them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.model.facts import Participant, Period
from storage.model.kinds import EventType, Status


@dataclass(frozen=True, slots=True)
class Edits:
    """What an editor wrote over an event's fields; None leaves a field as the reports tell it.

    An empty place or substance, and a period without days, say that there is none to tell.
    """

    type: EventType | None = None
    status: Status | None = None
    when: Period | None = None
    place: str | None = None
    substance: str | None = None
    participants: tuple[Participant, ...] | None = None

    @property
    def written(self) -> dict[str, Any]:
        """The fields that were written over, by their names, as an event bears them."""
        return {name: None if value == "" else value for name, value in self._given().items()}

    def over(self, earlier: Edits) -> Edits:
        """Return both as one; where both write, this one counts."""
        return replace(earlier, **self._given())

    def __bool__(self) -> bool:
        return bool(self._given())

    def _given(self) -> dict[str, Any]:
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in fields.items() if value is not None}


NO_EDITS = Edits()


class Decision(StrEnum):
    """What an editor decided of an event: the first three also reach those who were told of it."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    REINSTATED = "reinstated"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision about one event: by whom (a Telegram user id), when, why, and what was written over its fields.

    One that is `undone` no longer counts.
    """

    id: int
    event_id: int
    decision: Decision
    edits: Edits
    reason: str | None
    decided_by: int
    decided_at: datetime
    undone: bool = False
