"""Whether an article is about the dossier at all, and about which of its issues; knows no events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from storage.catalog.schema import Dossier, Issue, Party
from summarizer.reading.fold import words
from summarizer.reading.lexicon import once_for_each

# The title and the first sentences say what an article is about.
_LEAD = 3
# So many times as often may other matters be named where the lead names the dossier's subject (alone, or both).
_ALONE, _BESIDE = 3, 2
# Without a subject's own name: this many of its issues and mentions of them, beside a principal party.
_ISSUES, _MENTIONS = 2, 3
_CLITICS = ("", "و", "ف", "ل", "ب")
# Of how many words it is kept what they point to.
_KEPT = 1 << 15
# As many sentences as are in hand at once: an article's.
_IN_HAND = 256


@dataclass(frozen=True, slots=True)
class Weight:
    """How often an article names the dossier's subjects and other matters, in all and in its lead."""

    ours: int
    theirs: int
    lead_ours: int
    lead_theirs: int


class Names:
    """Names ready to be counted: single words with the letters that may stand before them, phrases as plain words."""

    def __init__(self, entries: Iterable[str]) -> None:
        found = [words(entry) for entry in dict.fromkeys(entries)]
        self._single = frozenset(form for one in found if len(one) == 1 for form in _written(one[0]))
        several = (tuple(map(_plain, one)) for one in found if len(one) > 1)
        self._several = _by_first(dict.fromkeys(several))

    def count(self, forms: Sequence[str]) -> int:
        """How often the names occur in a sentence's folded words."""
        single, several = self._single, self._several
        found = len([form for form in forms if form in single])
        plain = list(map(_plain, forms))
        for place in [i for i, first in enumerate(plain) if first in several]:
            for rest in several[plain[place]]:
                found += tuple(plain[place + 1 : place + 1 + len(rest)]) == rest
        return found


class Points(NamedTuple):
    """The issues to which a word points, and those to which it does before other words."""

    alone: tuple[str, ...]
    longer: tuple[tuple[tuple[str, ...], str], ...]


class Stems:
    """The issues' words: each points to its issue where a word begins with it, a phrase where its last word does."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        found = [(tuple(map(_plain, words(entry))), issue.code) for issue in issues for entry in issue.words]
        self._alone = [(stem[0], code) for stem, code in found if len(stem) == 1]
        self._longer: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for stem, code in found:
            if len(stem) > 1:
                self._longer.setdefault(stem[0], []).append((stem[1:], code))
        self._never = _by_first(tuple(map(_plain, words(entry))) for issue in issues for entry in issue.never)
        # What a plain word points to; nothing for most.
        self.points = lru_cache(maxsize=_KEPT)(self._points)

    def named(self, plain: Sequence[str]) -> list[tuple[int, str]]:
        """Return every stem in some plain words: where it begins, and its issue."""
        found: list[tuple[int, str]] = []
        for place, first in enumerate(plain):
            points = self.points(first)
            if points is not None and not self._only_looks(plain, place):
                found += [(place, code) for code in points.alone]
                found += [(place, code) for code in _going_on(points.longer, plain, place + 1)]
        return found

    def _points(self, plain: str) -> Points | None:
        alone = tuple([code for stem, code in self._alone if plain.startswith(stem)])
        longer = tuple(self._longer.get(plain, ()))
        return Points(alone, longer) if alone or longer else None

    def _only_looks(self, plain: Sequence[str], place: int) -> bool:
        """True where a word with what follows is of another matter: "انسحاب" with "من الحكومة"."""
        rests = self._never.get(plain[place], ())
        return any(tuple(plain[place + 1 : place + 1 + len(rest)]) == rest for rest in rests)


def _going_on(
    longer: Iterable[tuple[tuple[str, ...], str]], plain: Sequence[str], place: int
) -> Iterator[str]:
    """The issues of those phrases whose words after the first stand at a place, the last with any ending."""
    for rest, code in longer:
        said = tuple(plain[place : place + len(rest)])
        if len(said) == len(rest) and said[:-1] == rest[:-1] and said[-1].startswith(rest[-1]):
            yield code


class Matters:
    """What a dossier is about, and what it is not, ready to be looked for in folded words."""

    def __init__(self, dossier: Dossier) -> None:
        principal = [party for party in dossier.parties if party.principal]
        self.ours = Names((*dossier.subjects, *_movement(dossier)))
        self.theirs = Names(dossier.elsewhere)
        self.principals = Names(name for party in principal for name in _names(party))
        self.stems = Stems(dossier.issues)
        # Asked for again by each happening and each stance of a sentence.
        self.places = lru_cache(maxsize=_IN_HAND)(self._places)

    def _places(self, forms: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
        plain = list(map(_plain, forms))
        opened = list(map(_opened, plain))
        return tuple(sorted({*self.stems.named(plain), *self.stems.named(opened)}))


@once_for_each
def matters(dossier: Dossier) -> Matters:
    """The matters of a dossier, made ready once."""
    return Matters(dossier)


def is_about(dossier: Dossier, sentences: Sequence[Sequence[str]]) -> bool:
    """True when an article's sentences (as folded words) are about the dossier rather than other matters."""
    w = weigh(dossier, sentences)
    if not w.ours:
        return not w.theirs and _is_implied(dossier, sentences)
    if w.lead_ours:
        return w.theirs <= w.ours * (_BESIDE if w.lead_theirs else _ALONE)
    return w.ours > w.theirs if w.lead_theirs else w.ours >= w.theirs


def weigh(dossier: Dossier, sentences: Sequence[Sequence[str]]) -> Weight:
    """Count what decides whether an article is about the dossier."""
    of = matters(dossier)
    ours = [of.ours.count(forms) for forms in sentences]
    theirs = [of.theirs.count(forms) for forms in sentences]
    return Weight(sum(ours), sum(theirs), sum(ours[:_LEAD]), sum(theirs[:_LEAD]))


def _named(dossier: Dossier, forms: Sequence[str]) -> list[tuple[int, str]]:
    return matters(dossier).stems.named([_plain(form) for form in forms])


def _is_implied(dossier: Dossier, sentences: Sequence[Sequence[str]]) -> bool:
    """A principal party and what is negotiated, without the negotiation's name ("the hostages", "the deal")."""
    hits = [code for forms in sentences for _, code in _named(dossier, forms)]
    named = sum(matters(dossier).principals.count(forms) for forms in sentences)
    return named > 1 and len(set(hits)) >= _ISSUES and len(hits) >= _MENTIONS


def _movement(dossier: Dossier) -> Iterator[str]:
    """The people of a principal party that is no state: who names them means the negotiation."""
    parties = {party.name for party in dossier.parties if party.principal and party.kind != "state"}
    for person in dossier.people:
        if person.party in parties:
            yield from (person.name, *(alias for alias in person.aliases if len(words(alias)) > 1))


def _names(party: Party) -> tuple[str, ...]:
    return (party.name, *party.aliases, *party.metonyms, *party.adjectives)


def issue_places(dossier: Dossier, forms: tuple[str, ...]) -> Sequence[tuple[int, str]]:
    """Where the words of which issue begin, in order; behind a preposition too ("بوقف إطلاق النار")."""
    return matters(dossier).places(forms)


@lru_cache(maxsize=_KEPT)
def _opened(plain: str) -> str:
    cut = plain[1:] if plain[:1] == "و" and plain[1:2] in ("ب", "ل") and len(plain) > 4 else plain
    return cut[1:] if cut[:1] in "بلو" and len(cut) > 3 else cut


@lru_cache(maxsize=_KEPT)
def _plain(form: str) -> str:
    """A word without the letters and the article at its front."""
    cut = form[1:] if form[:1] in "وف" and len(form) > 4 and form[1:3] in ("ال", "لل", "با") else form
    cut = cut[1:] if cut[:3] in ("بال", "كال") else cut
    if cut.startswith("لل") and len(cut) > 4:
        return cut[2:]
    return cut[2:] if cut.startswith("ال") and len(cut) > 4 else cut


def _by_first(phrases: Iterable[tuple[str, ...]]) -> Mapping[str, Sequence[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for first, *rest in phrases:
        found.setdefault(first, []).append(tuple(rest))
    return found


def _written(word: str) -> Iterator[str]:
    """A word behind "and", "so", "for", "in"; one with the article also without it, none the other way round.

    So "حماس" is the movement, "الحماس" is zeal, and so is "بحماس".
    """
    article = word.startswith("ال") and len(word) > 4
    plain = word[2:] if article else word
    for clitic in _CLITICS:
        if clitic != "ب" or article or len(plain) < 4 or plain.endswith(("ا", "ه")):
            yield clitic + plain
        if article:
            yield "لل" + plain if clitic == "ل" else clitic + word
