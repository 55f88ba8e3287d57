"""What one article tells: where in its text, which days, who takes part, what is counted, who wants what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from storage.model.kinds import EventType, Extraction, Precision, Role, Stance, Status


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (exclusive) of an article's *original* text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of calendar days, both ends included; both are None where the text gives no date."""

    first: date | None = None
    last: date | None = None
    precision: Precision = Precision.UNKNOWN

    def meets(self, other: Period) -> bool:
        """True when the two share a day; an unknown period meets nothing."""
        if not (self.first and self.last and other.first and other.last):
            return False
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Participant:
    """A state, an organisation or a person that takes part. `person` tells people from parties.

    A person's `party` is the state or organisation for which they take part, at the event's date.
    """

    name: str
    role: Role = Role.ACTOR
    person: bool = False
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report was read: the article's id in the store and what a reader needs to go and look.

    The title tells articles apart where no outlet is known. `copies` is the same for an article and its edited
    copies, None for one of which no copy is known. `extraction` says how its words were won, where that is doubtful.
    """

    article_id: int
    publisher: str | None
    url: str | None
    published: date | None
    title: str | None = None
    copies: int | None = None
    extraction: Extraction | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts (see SCHEMA's classes in `catalog`), who gives it and for which day.

    `planned` figures belong to a plan or a hypothesis and are no facts yet. `qualifier` is one of
    about, more_than, less_than, at_least, believed, or None.
    """

    what: str
    value: int
    spans: tuple[Span, ...]
    qualifier: str | None = None
    attribution: str | None = None
    planned: bool = False
    as_of: date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A party's stance on an issue at a date; `gist` is the clause that says it, empty where none stands by itself."""

    party: str
    issue: str
    stance: Stance
    gist: str
    spans: tuple[Span, ...]
    people: tuple[str, ...] = ()
    attribution: str | None = None
    on: date | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of one event.

    `spans` are the sentences that tell it, in the original text, the first being the main one; `substance`
    is the clause that says what it was about, where one could be cut out. `attribution` is who says so.
    `headline` is true for what the article is mainly about, `background` for older matter that it retells.
    `rule` names the trigger that found it. `figures` are the numbers in its sentences, `learned_at` is when
    its article was read, `window` the days between which the happening lies, as far as anything bounds it.
    `unresolved` are titles in its main sentence of which it is not known who bears them.
    """

    type: EventType
    status: Status
    when: Period
    place: str | None
    participants: tuple[Participant, ...]
    issues: tuple[str, ...]
    spans: tuple[Span, ...]
    substance: str | None = None
    attribution: str | None = None
    headline: bool = False
    background: bool = False
    rule: str = ""
    id: int | None = None
    source: Source | None = None
    figures: tuple[Figure, ...] = ()
    window: Period = Period()
    learned_at: datetime | None = None
    unresolved: tuple[str, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants if not p.person)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants if p.person)
