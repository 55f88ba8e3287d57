"""A happening as one sentence tells it, before the article's tellings of it are merged; knows no words."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.model import EventType, Period, Status
from summarizer.reading.discourse import Dating, Who
from summarizer.reading.predicate import Predicate


@dataclass(slots=True)
class Found:
    """One telling: what, who, when, where, in which sentence (by number), found by which predicate."""

    kind: EventType
    status: Status
    who: Who
    when: Period
    place: str | None
    sentence: int
    predicate: Predicate
    title: bool = False
    attribution: str | None = None
    dropped: bool = False
    mediators: Who = field(default_factory=Who)
    host: str | None = None
    doer: Who = field(default_factory=Who)
    also: list[int] = field(default_factory=list)
    substance: str | None = None
    issues: tuple[str, ...] = ()
    dating: Dating | None = None
    # Titles of its sentence that mean nobody who was named.
    untold: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        return self.predicate.rule.name
