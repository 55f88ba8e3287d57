"""What a writer is given and gives back: plain nouns and one call; knows no model, no store and no clock.

A writer is handed a `Brief` and returns a `Draft`. It is called outside of any transaction, from one thread at a time,
and may take as long as its own limit lets it: it keeps that limit itself and raises. What it returns is trusted in
nothing: each sentence goes through `faithfulness`, and what fails is dropped and shown to editors. Where the writer
raises a `WritingError`, or too little of its draft is left, the extractive writer's text goes out instead, and
`/status` says why by the error's `setback`.

A new writer is one file in this folder with one class, and one line in `summarizer.writing.choosing.WRITERS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Protocol

from storage.catalog.schema import Dossier
from storage.errors import WasitError
from storage.model import DigestLine, Fragment, Passage, Period, Setback, Source, Status, Written


class WritingError(WasitError):
    """The writer could not write."""

    setback: ClassVar[Setback] = Setback.BROKEN


class NoModelError(WritingError):
    """The model is not there: fetch it first."""

    setback = Setback.NO_MODEL


class WrongModelError(WritingError):
    """The model is of a kind that cannot write."""

    setback = Setback.WRONG_MODEL


class NoAnswerError(WritingError):
    """The server that writes does not answer."""

    setback = Setback.NO_ANSWER


class RefusedError(WritingError):
    """The server that writes refuses."""

    setback = Setback.REFUSED


class MemoryGoneError(WritingError):
    """There is not enough memory for the model."""

    setback = Setback.OUT_OF_MEMORY


class TooLateError(WritingError):
    """The writer was not done in time."""

    setback = Setback.TOO_LATE


class NonsenseError(WritingError):
    """What the writer answered is not in the form that was asked for."""

    setback = Setback.NONSENSE


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence of one report: its text as it stands in the article at `passage`, and how its report tells it.

    `source` says which outlet, link and day of publication; `attribution` is who says so, None for the outlet itself.
    `main` marks the sentence that tells the event first and best. `when` is the day of its happening as the report
    gives it, `substance` the clause that says what it was about.
    """

    text: str
    passage: Passage
    source: Source
    status: Status
    attribution: str | None = None
    substance: str | None = None
    when: Period = field(default_factory=Period)
    main: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One merged event as the digest tells it (`line`), with the sentences of all its reports, main ones first."""

    line: DigestLine
    tellings: tuple[Telling, ...]

    @property
    def key(self) -> int:
        """The event's id, by which a draft names its group."""
        return self.line.event_id


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be written of: the groups in the digest's order, the day of the digest, and the dossier's names.

    `line.weight` says how much a group matters; what `happened` stands before what is `planned`. `texts` are the
    originals by article id, for writers that cut sentences out of them.
    """

    dossier: Dossier
    day: date
    groups: tuple[Group, ...]
    texts: Mapping[int, str] = field(default_factory=dict)

    def group(self, key: int) -> Group | None:
        return next((group for group in self.groups if group.key == key), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer wrote: for a group's key one to three sentences, and one to three that open the digest.

    A sentence is `Written`: `in_own_words` makes one for a writer that words anew; one that cuts sentences out gives a
    `Fragment` for each stretch, with its passage where it stands so in an article.
    """

    groups: Mapping[int, Sequence[Written]]
    lead: Sequence[Written] = ()


def in_own_words(text: str, *groups: Group) -> Written:
    """Return a sentence that a writer worded itself: it tells these groups, and all their tellings must bear it out."""
    passages = dict.fromkeys(telling.passage for group in groups for telling in group.tellings)
    return Written((Fragment(text),), tuple(group.key for group in groups), tuple(passages))


class Writer(Protocol):
    """Writes a digest's events as prose. `name` is what SUMMARIZER calls it."""

    name: str

    def write(self, brief: Brief) -> Draft:
        """Return what is to be told; raises WritingError, and nothing else, where that does not succeed.

        The same brief gives the same draft. A group that it leaves out is told by the digest's own line alone.
        """
        ...
