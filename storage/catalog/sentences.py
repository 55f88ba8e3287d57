"""How events are told as sentences, from the catalog: the verbs' forms, and which verb tells what; builds no sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from storage.catalog.files import ROOT, read_record
from storage.catalog.schema import Strict
from storage.model import EventType, Stance


class Verb(Strict):
    """The forms of one verb in the third person.

    `past`: he, she, the two, the two (feminine), they. `present`: he, she, as before their subject.
    """

    past: tuple[str, str, str, str, str]
    present: tuple[str, str]

    def told(self, *, feminine: bool) -> str:
        """Return the past form that stands before its subject."""
        return self.past[feminine]

    def agreed(self, *, feminine: bool, number: int) -> str:
        """Return the past form that stands behind a subject of `number` members, all of them women or not."""
        return self.past[4 if number > 2 else 2 * (number == 2) + feminine]


class Frame(Strict):
    """How a type, or what one of its triggers finds, is told; the keys are described in the file."""

    shape: Literal["encounter", "noun", "journey", "words", "deed", "deal", "news", "release"] = "deed"
    verb: str
    many: str | None = None
    object: str = ""
    by: str = ""
    to: str = ""
    topic: str | None = None
    noun: str = ""
    envoys: str = ""
    masdar: str = ""
    nouns: tuple[str, ...] = ()
    decided: str = ""


class Opening(Strict):
    """The verb for what is said in a noun phrase, see the file."""

    verb: str
    instead: str = ""
    before: tuple[str, ...] = ()


class Speaker(Strict):
    """What verbs make of a word that begins who speaks; three stands for more than two."""

    feminine: bool
    number: Literal[1, 2, 3]


class Sentences(Strict):
    """All verbs, and what they tell."""

    verbs: Mapping[str, Verb]
    frames: Mapping[str, Frame]
    openings: Mapping[str, Opening]
    speakers: Mapping[str, Speaker]
    stances: Mapping[Stance, Frame] = Field(min_length=len(Stance))

    @model_validator(mode="after")
    def _knows_its_verbs(self) -> Sentences:
        frames = (*self.frames.values(), *self.stances.values())
        named = {verb for one in frames for verb in (one.verb, one.many, one.topic, one.decided) if verb}
        named |= {one.verb for one in self.openings.values()}
        if strangers := named - set(self.verbs):
            raise ValueError(f"no forms are given of the verb {min(strangers)}")
        return self

    def frame(self, kind: EventType, rule: str) -> Frame | None:
        """Return how an event of a type is told that the trigger `rule` ("type: name") found; None: not by a verb."""
        return self.frames.get(rule) or self.frames.get(kind)


@cache
def load_sentences(root: Path = ROOT) -> Sentences:
    """Return how events are told; raises CatalogError where the file contradicts itself."""
    return read_record(root / "language" / "sentences.toml", Sentences)
