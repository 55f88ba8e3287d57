"""Who speaks as one: a summit, the leaders at it, the three of a joint statement; knows no stances and no issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from storage.catalog.schema import Dossier
from summarizer.reading.discourse import Discourse, Who
from summarizer.reading.fold import words
from summarizer.reading.lexicon import Phrases, once_for_each
from summarizer.reading.parsed import Parsed
from summarizer.reading.scene import PREPOSITIONS
from summarizer.reading.stance_words import listed

# More parties than these are no gathering, but a list of something else.
_MOST, _THREE = 8, 3


@dataclass(slots=True)
class Gathering:
    """Those of an article who came together last, and those who sign it as a joint statement."""

    dossier: Dossier
    memory: Discourse
    met: Who = field(default_factory=Who)
    signed: Who = field(default_factory=Who)
    # The states of three whom a sentence named last.
    three: Who = field(default_factory=Who)

    def note(self, parsed: Parsed) -> None:
        """Remember from a sentence who gathered, after its happenings have been told."""
        forms, here = parsed.forms, frozenset(parsed.forms)
        if len(parsed.mentions) >= _THREE:
            states = tuple(dict.fromkeys(self._states(parsed)))
            self.three = Who(parties=states) if len(states) == _THREE else self.three
        voice = self._voice(forms) if not here.isdisjoint(_openings(self.dossier)) else Who()
        meets = not voice and not here.isdisjoint(_meets())
        places = [i for i, form in enumerate(forms) if form in _meets()] if meets else []
        found = voice or self._row(parsed, places)
        self.met = self.met if set(found.parties) < set(self.met.parties) else found
        if parsed.sentence.title and {"بيان", "البيان"} & here and len(found.parties) > 1:
            self.signed = found

    def speaks(self, parsed: Parsed, place: int) -> Who:
        """Whom a word such as "the leaders" means that is the subject of what stands at a place; nobody without one."""
        at = self._subject(parsed, place)
        if at is None:
            named = any(m.acts and m.first < place for m in parsed.mentions)
            return Who() if named else self.signed
        return self._voice(parsed.forms[at:]) or self._three(parsed, at) or self.met

    def heading(self, parsed: Parsed) -> Who:
        """Those whose paper a line announces that ends with a colon: "وصدر عن القمة قرار جاء فيه:"."""
        if any(_joined(form) in _bodies() for form in parsed.forms):
            return self._voice(parsed.forms) or self.met
        return Who()

    def _subject(self, parsed: Parsed, place: int) -> int | None:
        """Where a collective word stands as a subject: right behind the verb, or before it with nobody between."""
        forms = parsed.forms
        first = max((m.last for m in parsed.mentions if m.acts and m.last <= place), default=0)
        around = (*range(place + 1, min(place + 2, len(forms))), *range(place - 1, first - 1, -1))
        free = (i for i in around if not i or forms[i - 1] not in PREPOSITIONS)
        return next((i for i in free if self._is_collective(forms, i)), None)

    def _is_collective(self, forms: tuple[str, ...], place: int) -> bool:
        cut = _joined(forms[place])
        return cut in _bodies() or bool(_voices(self.dossier).at(forms, place, cut))

    def _voice(self, forms: tuple[str, ...]) -> Who:
        """The party that speaks by the name of a gathering: the league, by its summit."""
        known = _voices(self.dossier)
        hits = (known.at(forms, i, _joined(form)) for i, form in enumerate(forms))
        return next((Who(parties=(hit[1],)) for hit in hits if hit), Who())

    def _three(self, parsed: Parsed, place: int) -> Who:
        """The states of the three whom a sentence named before "the three"."""
        if parsed.forms[place] not in ("الثلاثه", "والثلاثه"):
            return Who()
        found = tuple(dict.fromkeys(self._states(parsed, place)))
        return Who(parties=found) if len(found) == _THREE else self.three

    def _row(self, parsed: Parsed, places: Sequence[int]) -> Who:
        """The states of those whom a sentence about a gathering names, by their people, names and adjectives."""
        called = [nation for place in places for nation in self._nations(parsed.forms[place + 1 :])]
        found = dict.fromkeys((*called, *self._states(parsed))) if places else {}
        return Who(parties=tuple(found)) if 1 < len(found) <= _MOST else Who()

    def _states(self, parsed: Parsed, end: int | None = None) -> Iterator[str]:
        for mention in parsed.mentions:
            if end is not None and mention.first > end:
                return
            who = self.memory.resolve(mention) if mention.acts else Who()
            state = self.memory.actors.state_of(who.parties[0]) if who.parties else None
            if state and (mention.person or not mention.place or mention.prefix in ("", "و")):
                yield state

    def _nations(self, forms: tuple[str, ...]) -> Iterator[str]:
        """The states of the adjectives that follow at once: "القمة الثلاثية المصرية الفرنسية"."""
        for form in forms[1:] if forms and self.memory.actors.nation(forms[0]) is None else forms:
            nation = self.memory.actors.nation(form)
            if nation is None:
                return
            yield nation


def _bodies() -> frozenset[str]:
    return listed("bodies", "together")


@lru_cache(maxsize=1 << 12)
def _joined(form: str) -> str:
    """A word without "and" or "so" before it."""
    return form[1:] if form[:1] in "وف" and form[1:3] == "ال" else form


@cache
def _meets() -> frozenset[str]:
    """The words for a gathering in every way that letters are written to their front."""
    starts = ("", "ال", "وال", "فال", "بال", "لل")
    return frozenset(start + word for word in listed("meets", "together") for start in starts)


@once_for_each
def _openings(dossier: Dossier) -> frozenset[str]:
    """The words with which the name of a gathering begins, with and without "and"."""
    first = [words(voice)[0] for party in dossier.parties for voice in party.voices]
    return frozenset((*first, *("و" + form for form in first)))


@once_for_each
def _voices(dossier: Dossier) -> Phrases:
    found = Phrases()
    for party in dossier.parties:
        for voice in party.voices:
            found.add(words(voice), party.name)
    return found
