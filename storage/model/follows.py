"""What somebody who follows an event or a name knows of an event, and what has changed of it since."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.model.corrections import NO_EDITS, Edits
from storage.model.events import Disagreement, Event, Version
from storage.model.kinds import EventType, Status


class ChangeKind(StrEnum):
    """In what an event is another than a follower knew it."""

    STATUS = "status"
    DAYS = "days"
    PLACE = "place"
    TYPE = "type"
    SUBSTANCE = "substance"
    PARTICIPANTS = "participants"
    FIGURE = "figure"
    DISAGREEMENT = "disagreement"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    # A part of its reports turned out to tell another happening, which is followed from now on too.
    PARTED = "parted"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an event's sentences, as far as it matters whether a follower knows it."""

    what: str
    value: int
    qualifier: str | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """An event as a follower knows it; `report_ids` are the reports that they may have read of it."""

    type: EventType
    telling: Edits
    numbers: frozenset[Number] = frozenset()
    disagreements: tuple[Disagreement, ...] = ()
    report_ids: frozenset[int] = frozenset()
    edits: Edits = NO_EDITS
    withdrawn: bool = False

    @classmethod
    def of(cls, event: Event) -> Known:
        """Return what whoever reads the card of this event knows of it: nothing that waits for an editor."""
        told = event.as_told
        return cls(
            told.type,
            told.telling,
            frozenset(
                Number(one.what, one.value, one.qualifier, one.planned)
                for report in told.reports
                for one in report.figures
            ),
            told.disagreements,
            frozenset(report.id for report in told.reports if report.id is not None),
            told.edits,
            event.withdrawn,
        )

    @property
    def status(self) -> Status | None:
        return self.telling.status

    def names(self, one: Disagreement) -> bool:
        """True where all that the disagreement says is known already, whoever says it."""
        mine = [
            _said(version)
            for known in self.disagreements
            if _matter(known) == _matter(one)
            for version in known.versions
        ]
        return all(_said(version) in mine for version in one.versions)


def _matter(one: Disagreement) -> tuple[object, ...]:
    return one.matter, one.what


def _said(version: Version) -> tuple[object, ...]:
    return version.status, version.when, version.place, version.names, version.value, version.qualifier
