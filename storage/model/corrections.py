"""What editors decide of events that were told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.model.facts import Period
from storage.model.kinds import EventType, Status


@dataclass(frozen=True, slots=True)
class Edits:
    """What an editor wrote over an event's fields; None leaves a field as the reports tell it."""

    type: EventType | None = None
    status: Status | None = None
    when: Period | None = None
    place: str | None = None
    substance: str | None = None

    @property
    def written(self) -> dict[str, Any]:
        """The fields that were written over, by their names."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in fields.items() if value is not None}

    def over(self, earlier: Edits) -> Edits:
        """Return both as one; where both write, this one counts."""
        return replace(earlier, **self.written)


class Decision(StrEnum):
    """What an editor decided of an event that was told."""

    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    REINSTATED = "reinstated"


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision about one event: by whom (a Telegram user id), when, why, and what was written over its fields."""

    id: int
    event_id: int
    decision: Decision
    edits: Edits
    reason: str | None
    decided_by: int
    decided_at: datetime
