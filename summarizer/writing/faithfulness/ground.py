"""What the sources of a written sentence say, sentence by sentence as the reader understands them; judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from storage.catalog import load_outlets
from storage.catalog.schema import Dossier
from storage.model import Event, Participant, Period
from summarizer.reading import events
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.draft import Sentence
from summarizer.reading.fold import Token, fold, tokens
from summarizer.reading.gazetteer import Gazetteer
from summarizer.reading.moments import Reference, period
from summarizer.reading.parsed import Parsed, parse
from summarizer.reading.reader import names_of
from summarizer.writing.faithfulness.lists import core, guises, is_saying, root, rows_of, skeleton

__all__ = ["Event", "Ground", "Heard", "Known", "ground", "hear"]

# Small words that say nothing of what a sentence is about.
_SHORTEST = 3


@dataclass(frozen=True)
class Heard:
    """A sentence as the reader understands it: its words, names, dates and predicates, and who does what these say."""

    text: str
    parsed: Parsed
    doing: Mapping[int, Who]
    day: date | None
    attribution: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        return self.parsed.forms

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.parsed.sentence.tokens

    @cached_property
    def folded(self) -> str:
        """Its words with one blank between them, marks left out."""
        return " ".join(form for form in self.forms if form[:1].isalnum())

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of the words that say something."""
        return frozenset(root(form) for form in self.forms if form.isalpha() and len(form) > _SHORTEST)

    @cached_property
    def skeletons(self) -> frozenset[str]:
        return frozenset(filter(None, map(skeleton, self.forms)))

    @cached_property
    def periods(self) -> tuple[tuple[int, tuple[Period, ...]], ...]:
        """What each of its dates may mean, by its number: looking back and looking ahead."""
        return tuple(
            (
                number,
                tuple(
                    period(mention.moment, Reference(self.day, self.day, ahead=ahead))
                    for ahead in (False, True)
                ),
            )
            for number, mention in enumerate(self.parsed.dates)
        )

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The places of words in quotation marks."""
        inside, found = False, set[int]()
        for place, form in enumerate(self.forms):
            inside = form in "«“" or (inside and form not in "»”")
            found.update((place,) if inside else ())
        return frozenset(found)

    @cached_property
    def speaks(self) -> bool:
        """True where somebody says so."""
        return any(is_saying(form) for form in self.forms)


@dataclass(frozen=True)
class Known:
    """What is known of the events besides their sentences: who takes part, where, when, and which outlets tell it."""

    participants: tuple[Participant, ...] = ()
    places: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """All that a written sentence may say: its sources' sentences, and what is known of the events that they tell."""

    dossier: Dossier
    names: Gazetteer
    day: date | None
    sentences: tuple[Heard, ...]
    known: Known = field(default_factory=Known)

    @cached_property
    def people(self) -> frozenset[str]:
        named = {m.person for s in self.sentences for m in s.parsed.mentions if m.person}
        served = {m.of for s in self.sentences for m in s.parsed.mentions if m.of}
        return frozenset(named | served | {one.name for one in self.known.participants if one.person})

    @cached_property
    def parties(self) -> frozenset[str]:
        """Those who are named, those for whom the people act, and the states that they belong to."""
        actors = self.names.actors
        named = {name for s in self.sentences for m in s.parsed.mentions for name in m.parties}
        named |= {nation for s in self.sentences for form in s.forms if (nation := self.nation(form))}
        named |= {one.party or one.name for one in self.known.participants}
        named |= {one.name for one in self.known.participants if not one.person}
        named |= {party for name in self.people for party in actors.of_person(name, self.day)}
        if any(m.group == "pairs" for s in self.sentences for m in s.parsed.mentions):
            named |= set(actors.principals)
        return frozenset(named | {state for name in named if (state := actors.state_of(name))})

    @cached_property
    def places(self) -> frozenset[str]:
        named = {m.place for s in self.sentences for m in s.parsed.mentions if m.place}
        named.update(self.known.places)
        return frozenset(named)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(form for s in self.sentences for form in s.forms)

    @cached_property
    def bare_words(self) -> frozenset[str]:
        """Its words without "and" at their front."""
        return frozenset(form.lstrip("وف") for form in self.words)

    @cached_property
    def cores(self) -> frozenset[str]:
        return frozenset(map(core, self.words))

    @cached_property
    def guises(self) -> frozenset[str]:
        """Its words in all their guises."""
        return frozenset(guise for form in self.words for guise in guises(form))

    @cached_property
    def rows(self) -> frozenset[int]:
        """The rows of words that may stand for one another of which it has one."""
        return frozenset(row for form in self.words for row in rows_of(form))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(root(form) for form in self.words)

    @cached_property
    def folded(self) -> str:
        return "\n".join(s.folded for s in self.sentences)

    def nation(self, form: str) -> str | None:
        """The state whose adjective a word is."""
        actors = self.names.actors
        return actors.nation(form) or (actors.nation(form[1:]) if form[:1] in "وفبل" else None)

    def nearest(self, said: Heard) -> list[Heard]:
        """The sources that share most words with a sentence, the nearest first; none that shares nothing."""
        shared = [(len(said.content & s.content), s) for s in self.sentences]
        best = max((n for n, _ in shared), default=0)
        return [s for n, s in sorted(shared, key=lambda pair: -pair[0]) if n and 2 * n >= best]


def hear(
    text: str, names: Gazetteer, memory: Discourse, number: int = 0, attribution: str | None = None
) -> Heard:
    """Return a sentence as the reader understands it, with what `memory` knows of those before it."""
    sentence = Sentence(0, len(text), tokens(text), number)
    parsed = parse(text, number, sentence, names, memory)
    memory.doing = {}
    events.told(parsed, memory, names, [])
    return Heard(text, parsed, dict(memory.doing), memory.written, attribution)


def ground(
    dossier: Dossier,
    day: date | None,
    articles: Iterable[tuple[date | None, Sequence[tuple[str, str | None]]]],
    known: Known | None = None,
) -> Ground:
    """Return what sentences written on `day` may say: by article its day and its sentences, each with who says so."""
    names = names_of(dossier, load_outlets())
    heard: list[Heard] = []
    for written, sentences in articles:
        memory = Discourse(names.actors, written)
        heard += [
            hear(text, names, memory, number, teller) for number, (text, teller) in enumerate(sentences)
        ]
    return Ground(dossier, names, day, tuple(heard), known or Known())


def understood(text: str, of: Ground) -> Heard:
    """Return a written sentence as the reader understands it, by itself; short names mean whom the sources named."""
    memory = Discourse(of.names.actors, of.day)
    memory.learn(m for s in of.sentences for m in s.parsed.mentions)
    return hear(text, of.names, memory)


def folded_words(text: str) -> str:
    """Return a text's folded words with one blank between them."""
    return " ".join(token.form for token in tokens(text) if token.form[:1].isalnum()) or fold(text)
