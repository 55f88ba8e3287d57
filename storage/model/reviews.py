"""What is doubtful of an event, and what editors have decided of it so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.model.corrections import NO_EDITS, Edits


class Reviewing(StrEnum):
    """Which events wait for an editor before a reader sees them: the setting `REVIEW`."""

    ALL = "all"
    DOUBTFUL = "doubtful"
    NONE = "none"


class ReviewState(StrEnum):
    """Where an event stands. `FREE` ones were never in doubt; readers see these and the approved ones."""

    FREE = "free"
    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"


class Doubt(StrEnum):
    """Why an event is shown to an editor first; the views say it in words."""

    UNNAMED_SOURCE = "unnamed_source"
    CONTRADICTED = "contradicted"
    UNDATED = "undated"
    UNNAMED_PERSON = "unnamed_person"
    TRANSLATED = "translated"
    SCANNED = "scanned"
    SENSITIVE = "sensitive"
    # Of what the event holds now, an editor has withdrawn or rejected a part.
    DECIDED_AGAINST = "decided_against"
    # Its reports tell it otherwise than when an editor decided.
    CHANGED = "changed"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Review:
    """How an event stands with its editors.

    `doubts` are found in what its reports tell now, `accepted` those that an editor knew of when deciding, and
    `judged` how the reports told it then. `pinned` is what readers are told until an editor has seen what the
    reports tell now, which is `agreed` (nothing where nothing is written over it). `waits` says that it is in the
    queue, `released_at` since when readers may see it, None where that is since it was read. While something is pinned,
    no report that was learned after `seen_until` is shown to readers. Each change has a
    `version` of its own, so that nobody decides of what they have not seen.
    """

    state: ReviewState = ReviewState.FREE
    doubts: tuple[Doubt, ...] = ()
    accepted: tuple[Doubt, ...] = ()
    judged: Edits = NO_EDITS
    pinned: Edits = NO_EDITS
    agreed: Edits = NO_EDITS
    waits: bool = False
    released_at: datetime | None = None
    seen_until: datetime | None = None
    version: int = 0

    @property
    def open(self) -> bool:
        """True where readers may see the event, or what of it is pinned."""
        return self.state in (ReviewState.FREE, ReviewState.APPROVED)

    @property
    def reasons(self) -> tuple[Doubt, ...]:
        """Why it waits: what nobody has accepted yet."""
        return tuple(one for one in self.doubts if one not in self.accepted)


NO_REVIEW = Review()


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a decision of an editor changes of an event: what undoing it puts back."""

    review: Review
    edits: Edits
    withdrawn: bool
