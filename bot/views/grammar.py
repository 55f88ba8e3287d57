"""What all sentences are made with: who acts, the verb with its status, what stands behind a preposition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.views.arabic import genitive, joined, prefixed
from bot.views.phrases import is_phrase
from bot.views.subjects import Genders, Named, Subject
from bot.views.tellings import Telling
from storage.catalog.schema import Dossier
from storage.catalog.sentences import Frame, Sentences, Verb
from storage.model import Status

SURE = frozenset({Status.HAPPENED, Status.CLAIMED})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in two pieces: the verb with what makes it certain or not, and all the rest, without who says so."""

    verb: str
    rest: str


@dataclass(frozen=True, slots=True)
class Material:
    """What a sentence is made of; `clause` and `issues` are in our own words, or empty."""

    told: Telling
    frame: Frame
    named: Sequence[Named]
    recipients: Sequence[Named]
    clause: str
    issues: str
    place: str
    speaker: str

    @property
    def first(self) -> str:
        """The first word of the clause."""
        return self.clause.partition(" ")[0]

    @property
    def about(self) -> str:
        """The matter, where no clause says it."""
        return f"، بشأن {self.issues}" if self.issues else ""


class Grammar:
    """Builds sentences from their members, for one dossier."""

    def __init__(self, dossier: Dossier, sentences: Sentences) -> None:
        self.genders = Genders(dossier)
        self.sentences = sentences
        parties, people = (one.name for one in dossier.parties), (one.name for one in dossier.people)
        names = (*parties, *people, *(one.name for one in dossier.places))
        # A clause that opens with a name states something.
        self.names = frozenset(name.split()[0] for name in names)

    def told(self, of: Material, subject: Subject | None, tail: str, verb: str = "") -> Sentence | None:
        """Put the verb before its subject, with what its status makes of it."""
        forms = self.sentences.verbs[verb or of.frame.verb]
        if subject is None:
            return None
        words, status = subject.words, of.told.status
        if status is Status.DENIED:
            being = self.sentences.verbs["كان"].present[subject.feminine]
            did = agreed(forms, subject)
            return Sentence("نُفي", f"أن {being} {words} قد {did}{tail}")
        if status is Status.PLANNED:
            was = "كان " if of.told.past else ""
            return Sentence(f"{was}من المقرر أن {forms.present[subject.feminine]}", words + tail)
        if status is Status.CONDITIONAL:
            return Sentence(f"قد {forms.present[subject.feminine]}", words + tail)
        return Sentence(forms.told(feminine=subject.feminine), words + tail)

    def unnamed(self, speaker: str) -> Subject | None:
        """Return one who has no name as a subject, None where nobody knows how verbs agree with them."""
        known = self.sentences.speakers.get(speaker.partition(" ")[0])
        if known is None:
            return None
        return Subject(speaker, known.feminine, known.number, known.feminine)

    def addressed(self, of: Material) -> str:
        """Return those to whom it was said or done, behind the subject."""
        names = [one.words for one in of.recipients]
        # "الإسرائيلي" in the clause says it as well.
        return f" {joined(names)}" if names and not any(name[:6] in of.clause for name in names) else ""

    def is_phrase(self, clause: str) -> bool:
        return is_phrase(clause, self.names)


def agreed(verb: Verb, subject: Subject) -> str:
    """Return the past form that stands behind its subject."""
    alone = subject.number == 1 and subject.feminine
    return verb.agreed(feminine=subject.all_feminine or alone, number=subject.number)


def behind(preposition: str, phrase: str) -> str:
    """Return a phrase behind its preposition, of one letter or more."""
    governed = genitive(phrase)
    return prefixed(preposition, governed) if len(preposition) == 1 else f"{preposition} {governed}"
