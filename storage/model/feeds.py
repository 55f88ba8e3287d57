"""Feeds of outlets: which are read, what became of their entries, and what is wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """What became of a feed's entry. `TOO_MANY` are those beyond what an outlet may bring in a day."""

    TAKEN = "taken"
    KNOWN = "known"
    ELSEWHERE = "elsewhere"
    OLD = "old"
    REFUSED = "refused"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class FeedState:
    """How an outlet's feed is doing, aware UTC instants. `outlet` is its slug in the catalog.

    `trouble` names the error of the last look (a class of `summarizer.sources.errors`), None where it went well;
    `failures` counts such looks in a row. `lately` counts by fate the entries of the last 24 hours.
    """

    outlet: str
    active: bool
    since: datetime
    looked_at: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    trouble: str | None = None
    etag: str | None = None
    modified: str | None = None
    lately: tuple[tuple[Fate, int], ...] = ()

    def count(self, fate: Fate) -> int:
        """Return how many entries of the last 24 hours had this fate."""
        return dict(self.lately).get(fate, 0)
