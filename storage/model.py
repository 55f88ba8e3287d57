"""The frozen nouns that every room speaks in; this module knows no database, clock, network or Telegram.

Dates are calendar days (`datetime.date`), instants are aware UTC datetimes. Names of parties, people and
places are the dossier's canonical Arabic forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class EventType(StrEnum):
    """What kind of happening; codes and wording of each stand in `catalog/events/<type>.toml`."""

    MEETING = "meeting"
    CALL = "call"
    VISIT = "visit"
    TALKS = "talks"
    PROPOSAL = "proposal"
    DEMAND = "demand"
    ACCEPTANCE = "acceptance"
    REJECTION = "rejection"
    AGREEMENT = "agreement"
    TRUCE = "truce"
    RELEASE = "release"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    STATEMENT = "statement"
    THREAT = "threat"
    ESCALATION = "escalation"


# It takes two: who is known to have met, called or negotiated with nobody makes no event to tell.
ENCOUNTERS = frozenset({EventType.MEETING, EventType.CALL, EventType.TALKS})
# Something said: without what was said there is nothing to tell.
WORDS = frozenset({EventType.STATEMENT, EventType.THREAT, EventType.DEMAND, EventType.PROPOSAL})
# Done to something: "a refusal, by Israel" leaves out the only thing that matters.
ANSWERS = frozenset({EventType.ACCEPTANCE, EventType.REJECTION, EventType.SUSPENSION, EventType.RESUMPTION})


class Status(StrEnum):
    """How sure it is that the happening happened. `CLAIMED` is told by one side or an unnamed source."""

    HAPPENED = "happened"
    PLANNED = "planned"
    CLAIMED = "claimed"
    DENIED = "denied"
    CONDITIONAL = "conditional"


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """How one takes part in an event."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    MEDIATOR = "mediator"
    HOST = "host"


class Stance(StrEnum):
    DEMANDS = "demands"
    ACCEPTS = "accepts"
    REJECTS = "rejects"
    OFFERS = "offers"


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
    copies, None for one of which no copy is known.
    """

    article_id: int
    publisher: str | None
    url: str | None
    published: date | None
    title: str | None = None
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article's telling of one event.

    `spans` are the sentences that tell it, in the original text, the first being the main one; `substance`
    is the clause that says what it was about, where one could be cut out. `attribution` is who says so.
    `headline` is true for what the article is mainly about, `background` for older matter that it retells.
    `rule` names the trigger that found it. `figures` are the numbers in its sentences, `learned_at` is when
    its article was read, `window` the days between which the happening lies, as far as anything bounds it.
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

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants if not p.person)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants if p.person)


class Matter(StrEnum):
    """In what the reports of one event may differ."""

    STATUS = "status"
    DAYS = "days"
    PLACE = "place"
    PARTICIPANTS = "participants"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Version:
    """What some of an event's reports say of the matter in question: only the field of that matter is filled.

    `article_ids` name who says it, as in the event's `sources`.
    """

    article_ids: tuple[int, ...]
    status: Status | None = None
    when: Period | None = None
    place: str | None = None
    names: tuple[str, ...] = ()
    value: int | None = None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What the reports of an event tell differently, a version each; `what` names what a figure counts."""

    matter: Matter
    versions: tuple[Version, ...]
    what: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One real-world happening, with the reports that tell it; its fields are what the reports agree on best.

    `witnesses` is how many independent sources tell it: copies of one article, and outlets that quote
    another, are one. `disagreements` are what the reports tell differently. One that an editor has `withdrawn`
    is told to no reader any more.
    """

    type: EventType
    status: Status
    when: Period
    place: str | None
    participants: tuple[Participant, ...]
    issues: tuple[str, ...]
    reports: tuple[Report, ...]
    substance: str | None = None
    headline: bool = False
    background: bool = False
    witnesses: int = 1
    disagreements: tuple[Disagreement, ...] = ()
    id: int | None = None
    created_at: datetime | None = None
    withdrawn: bool = False

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants if not p.person)

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.participants if p.person)

    @property
    def sides(self) -> frozenset[str]:
        """The states and organisations that take part, by themselves or in a person; a person of none is one."""
        people = [p for p in self.participants if p.person]
        # "The United States" beside its secretary of state is one side, and so is their delegation of five.
        named = {p.party or p.name for p in people}
        return frozenset(named | {p.name for p in self.participants if not p.person})

    @property
    def whole(self) -> bool:
        """True where enough is known for a line of its own: two for an encounter, a content for words."""
        if self.type in ENCOUNTERS:
            return len(self.sides) > 1
        if self.type in WORDS:
            return bool(self.participants and self.substance)
        if self.type is EventType.AGREEMENT:
            return len(self.sides) > 1 or bool(self.participants and self.substance)
        if self.type in ANSWERS:
            return bool(self.participants and (self.substance or self.issues))
        return bool(self.participants)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The articles behind the event, each once, in the order of its reports."""
        return tuple({r.source.article_id: r.source for r in self.reports if r.source}.values())


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


@dataclass(frozen=True, slots=True)
class Regrouped:
    """Events after new reports came in: `families` of events that resemble each other, those without id being new.

    `absorbed` are events that turned out to be others: their old ids, and the ids of what they are now. `unchanged`
    are the ids of those that are as they were, and stand among the families for their kin's sake.
    """

    families: tuple[tuple[Event, ...], ...]
    absorbed: Mapping[int, int]
    unchanged: frozenset[int] = frozenset()


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
class Reading:
    """What was understood of one article. `noise` are the spans that cleaning dropped, `text` what it left.

    `remark` is set where nothing was looked for, because the article is about another matter.
    """

    title: str
    text: str
    publisher: str | None
    published: date | None
    reports: tuple[Report, ...]
    positions: tuple[Position, ...] = ()
    figures: tuple[Figure, ...] = ()
    noise: tuple[Span, ...] = ()
    remark: Remark | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text from one outlet, as it came. `id` is None before it is stored."""

    text: str
    publisher: str | None = None
    published: date | None = None
    url: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One event in a digest; `notes` name what the line must say besides, `sources` index `Digest.sources`.

    `reasons` say why the event was chosen, in the words of `summarizer.digest`; `weight` is how much they come to.
    """

    event_id: int
    type: EventType
    status: Status
    when: Period
    place: str | None
    participants: tuple[Participant, ...]
    issues: tuple[str, ...]
    substance: str | None
    attribution: str | None
    sources: tuple[int, ...]
    report_ids: tuple[int, ...]
    reasons: tuple[str, ...] = ()
    weight: int = 0
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class DigestFigure:
    """One number with the sources that give it; lines of one `what` stand side by side."""

    what: str
    value: int
    qualifier: str | None
    attribution: str | None
    as_of: date | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DigestPosition:
    party: str
    issue: str
    stance: Stance
    gist: str
    attribution: str | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new from `since` until `slot`, as structure; wording is the views' business.

    `happened` stand newest day first, `planned` soonest first, undated lines last in each. A digest with
    no lines is a quiet one: `articles_read` tells a quiet day from a broken pipe. An `urgent` one tells at once
    what the next digest tells again. `corrections` are what was decided of its events since it was made, by the
    ids under which it tells them, the first decision first.
    """

    dossier: str
    slot: datetime
    since: datetime
    happened: tuple[DigestLine, ...]
    planned: tuple[DigestLine, ...]
    positions: tuple[DigestPosition, ...]
    figures: tuple[DigestFigure, ...]
    sources: tuple[Source, ...]
    articles_read: int = 0
    id: int | None = None
    urgent: bool = False
    corrections: tuple[Correction, ...] = ()

    @property
    def subject(self) -> str:
        """What tells an urgent digest from others of its moment: the ids of its events."""
        return " ".join(str(line.event_id) for line in self.lines) if self.urgent else ""

    @property
    def quiet(self) -> bool:
        return not (self.happened or self.planned or self.positions or self.figures)

    @property
    def lines(self) -> Sequence[DigestLine]:
        return (*self.happened, *self.planned)


class Remark(StrEnum):
    """Why nothing, or nothing of ours, was read in an article; the views say it in words."""

    EMPTY = "empty"
    NOT_ARABIC = "not_arabic"
    BINARY = "binary"
    TOO_LONG = "too_long"
    BROKEN = "broken"
    ELSEWHERE = "elsewhere"


class ArticleState(StrEnum):
    """What became of an article that was put in the inbox."""

    NEW = "new"
    READ = "read"
    FAILED = "failed"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GONE = "gone"
    UNCERTAIN = "uncertain"


class Months(StrEnum):
    """Which names of the months a reader uses: نوفمبر, تشرين الثاني, or both."""

    COMMON = "common"
    LEVANTINE = "levantine"
    BOTH = "both"


class Digits(StrEnum):
    """Which digits a reader uses: 123 or ١٢٣."""

    WESTERN = "western"
    EASTERN = "eastern"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a reader likes to read: months, digits, and the digest in its short form or in full."""

    months: Months = Months.COMMON
    digits: Digits = Digits.WESTERN
    short: bool = False


class Ended(StrEnum):
    """Why a chat receives no digests any more."""

    ASKED = "asked"
    BLOCKED = "blocked"  # by a person, or the bot was removed from a group or channel
    NOT_FOUND = "not found"  # the account or the group is no more
    NO_RIGHTS = "no rights"  # again and again, nobody let us write there


@dataclass(frozen=True, slots=True)
class Timing:
    """When a reader wants to hear: at up to two `hours` (0-23, ascending) by the clock of `timezone` (an IANA name).

    They are those of each day, or of one `weekday` (Monday is 0). From the first hour of `quiet` until the second
    nothing is sent. Events of the `urgent` types are told at once, besides.
    """

    timezone: str
    hours: tuple[int, ...] = ()
    weekday: int | None = None
    quiet: tuple[int, int] | None = None
    urgent: tuple[EventType, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat with its choices. `told_until` is where the last digest that it was sent ended."""

    chat_id: int
    timing: Timing
    active: bool = True
    told_until: datetime | None = None
    habits: Habits = Habits()
    ended: Ended | None = None

    @property
    def timezone(self) -> str:
        return self.timing.timezone


@dataclass(frozen=True, slots=True)
class Delivery:
    """One digest on its way to one chat. `sent_parts` are the message ids of the parts that arrived.

    `timing` is the chat's, None for one that never chose any.
    `parts` are its messages, none before it was rendered; `attempts` counts those that came to nothing, and the
    one to come.
    """

    id: int
    digest: Digest
    chat_id: int
    state: DeliveryState
    parts: tuple[str, ...] = ()
    sent_parts: tuple[int, ...] = ()
    attempts: int = 0
    timing: Timing | None = None
    correction_id: int = 0
