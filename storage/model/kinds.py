"""The few values that a fact's fields can have: what kind of happening, how sure, how exact, in which role."""

from __future__ import annotations

from enum import StrEnum


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


class Matter(StrEnum):
    """In what the reports of one event may differ."""

    STATUS = "status"
    DAYS = "days"
    PLACE = "place"
    PARTICIPANTS = "participants"
    FIGURE = "figure"


class Extraction(StrEnum):
    """How an article's words came to us, where they may not be those that were published.

    OCR: read off a picture by a program, and confirmed by an editor. TRANSLATED: by a machine, as the text itself says.
    """

    OCR = "ocr"
    TRANSLATED = "translated"
