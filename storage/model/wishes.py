"""What of the news a reader wants to be sent; what it means for one event is not said here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from storage.model.kinds import EventType


@dataclass(frozen=True, slots=True)
class Wishes:
    """Which events a chat is told: those of one of the `parties` (and of what is part of them), about one of the
    `issues`, of one of the `types`, in whose sentences one of the `words` stands, and none of those `without`.

    A field that is empty asks for nothing, so that one who chose nothing is told all. Words may be several
    ("معبر رفح"): then all of them stand there.
    """

    parties: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    types: tuple[EventType, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.parties or self.issues or self.types or self.words or self.without)

    @property
    def key(self) -> str:
        """A short name for these wishes: the same for all who wish the same, in whatever order they chose it."""
        told = {name: sorted(chosen) for name, chosen in asdict(self).items()}
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:16]


NO_WISHES = Wishes()
