"""What all sentences are made with: who acts, the verb with its status, what stands behind a preposition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.views.arabic import accusative, genitive, joined, prefixed
from bot.views.phrases import is_phrase, is_present, that
from bot.views.subjects import Genders, Named, Subject
from bot.views.tellings import Telling
from storage.catalog.schema import Dossier
from storage.catalog.sentences import Frame, Sentences, Verb
from storage.model import Participant, Stance, Status

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
        self._names: dict[str, list[str]] = {}
        people = (person.name for person in dossier.people)
        parties, places = (one.name for one in dossier.parties), (one.name for one in dossier.places)
        for name in (*parties, *places, *_called(people)):
            self._names.setdefault(name.split()[0], []).append(name)

    def told(self, of: Material, subject: Subject | None, tail: str, verb: str = "") -> Sentence | None:
        """Put the verb before its subject, with what its status makes of it."""
        forms = self.sentences.verbs[verb or of.frame.verb]
        if subject is None:
            return None
        words, status = subject.words, of.told.status
        if status is Status.DENIED and not of.told.past and of.told.when.first:
            # Its day is still to come: nobody could say that it has been.
            return Sentence("نُفي", f"أن {forms.present[subject.feminine]} {words}{tail}")
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

    def stance(self, party: str, stance: Stance, gist: str) -> str | None:
        """Return what a party wants behind its name: "تطالب بانسحاب كامل"; None where it cannot be said safely."""
        frame = self.sentences.stances[stance]
        feminine = self.genders.feminine(Participant(party))
        several = party.endswith(("ون", "اء", "ان"))
        # "المطلب الأخير" says by itself that it is demanded.
        named = gist.removeprefix("ال").startswith(("مطلب", "مطالب", "طلب", "رفض", "قبول", "عرض"))
        if feminine is None or several or named:
            return None
        verb = self.sentences.verbs[frame.verb].present[feminine]
        if frame.by and is_present(gist.partition(" ")[0]):
            return f"{verb} {frame.by}أن {gist}"
        if not self.is_phrase(gist):
            return None
        if frame.by:
            return f"{verb} {behind(frame.by, gist)}"
        object_ = accusative(gist)
        if object_ is not None:
            return f"{verb} {object_}"
        return f"{self.sentences.verbs['أعلن'].present[feminine]} {frame.masdar} {gist}"

    def is_phrase(self, clause: str) -> bool:
        """True for a clause that a verb of ours can be followed by."""
        return is_phrase(clause, named=self.opens_with_a_name(clause))

    def that(self, clause: str) -> str:
        """Return a clause as what somebody says."""
        rest = clause.partition(" ")[2]
        return that(clause, named=self.opens_with_a_name(clause), governed=self.opens_with_a_name(rest))

    def opens_with_a_name(self, clause: str) -> bool:
        first = clause.partition(" ")[0]
        return any(f"{clause} ".startswith(f"{name} ") for name in self._names.get(first, ()))


def _called(people: Iterable[str]) -> Iterator[str]:
    """Give the names of people, and their family names alone."""
    for name in people:
        yield name
        yield name.rpartition(" ")[2]


def agreed(verb: Verb, subject: Subject) -> str:
    """Return the past form that stands behind its subject."""
    alone = subject.number == 1 and subject.feminine
    return verb.agreed(feminine=subject.all_feminine or alone, number=subject.number)


def behind(preposition: str, phrase: str) -> str:
    """Return a phrase behind its preposition, of one letter or more."""
    governed = genitive(phrase)
    return prefixed(preposition, governed) if len(preposition) == 1 else f"{preposition} {governed}"
