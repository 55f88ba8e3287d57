"""What a writer made of a digest's events, with the words it rests on, and what of it was not let through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.model.facts import Span


class Flaw(StrEnum):
    """Why a written sentence was not let through: what it says that its sources do not."""

    NAME = "name"
    OFFICE = "office"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    QUOTE = "quote"
    STATUS = "status"
    ROLES = "roles"
    DEED = "deed"
    ATTRIBUTION = "attribution"
    LOADED = "loaded"
    LANGUAGE = "language"
    MARKUP = "markup"
    LENGTH = "length"


class Setback(StrEnum):
    """Why the writer that was set did not write, and the extractive one did."""

    NO_MODEL = "no_model"
    WRONG_MODEL = "wrong_model"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    OUT_OF_MEMORY = "out_of_memory"
    TOO_LATE = "too_late"
    NONSENSE = "nonsense"
    UNFAITHFUL = "unfaithful"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of an article: its id in the store, and where they stand in its original text."""

    article_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class Fragment:
    """Some words of a written sentence; those that stand in no article as they are have no passage."""

    text: str
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """One written sentence: its fragments in order, the events that it tells, and the article sentences that prove it."""

    fragments: tuple[Fragment, ...]
    event_ids: tuple[int, ...]
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.fragments)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not let through; `words` are those of it that the sources do not bear out."""

    text: str
    event_ids: tuple[int, ...]
    flaw: Flaw
    words: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """What was written of a digest: its lead, and one to three sentences an event, in the digest's order.

    `writer` wrote it; where that is not the one that was `asked`, `setback` says why. `dropped` are the sentences of
    either that were not let through.
    """

    writer: str
    asked: str
    lead: tuple[Written, ...] = ()
    groups: tuple[Written, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    setback: Setback | None = None
