"""Whether an article is about the dossier at all, and about which of its issues; knows no events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from storage.catalog.schema import Dossier, Party
from summarizer.reading.fold import words

# The title and the first sentences say what an article is about.
_LEAD = 3
# So many times as often may other matters be named where the lead names the dossier's subject (alone, or both).
_ALONE, _BESIDE = 3, 2
# Without a subject's own name: this many of its issues and mentions of them, beside a principal party.
_ISSUES, _MENTIONS = 2, 3
_CLITICS = ("", "و", "ف", "ل", "ب")


@dataclass(frozen=True, slots=True)
class Weight:
    """How often an article names the dossier's subjects and other matters, in all and in its lead."""

    ours: int
    theirs: int
    lead_ours: int
    lead_theirs: int


def is_about(dossier: Dossier, sentences: Sequence[Sequence[str]]) -> bool:
    """True when an article's sentences (as folded words) are about the dossier rather than other matters."""
    w = weigh(dossier, sentences)
    if not w.ours:
        return not w.theirs and _is_implied(dossier, sentences)
    if w.lead_ours:
        return w.theirs <= w.ours * (_BESIDE if w.lead_theirs else _ALONE)
    return w.ours > w.theirs * _BESIDE if w.lead_theirs else w.ours >= w.theirs


def weigh(dossier: Dossier, sentences: Sequence[Sequence[str]]) -> Weight:
    """Count what decides whether an article is about the dossier."""
    ours, theirs = (*dossier.subjects, *_movement(dossier)), dossier.elsewhere
    lead = sentences[:_LEAD]
    return Weight(
        _count(sentences, ours), _count(sentences, theirs), _count(lead, ours), _count(lead, theirs)
    )


def issues_of(dossier: Dossier, forms: Sequence[str]) -> tuple[str, ...]:
    """The codes of the issues that a sentence's folded words point to."""
    flat = _flat([forms])
    return tuple(
        issue.code for issue in dossier.issues if any(" " + stem in flat for stem in _stems(issue.words))
    )


def _is_implied(dossier: Dossier, sentences: Sequence[Sequence[str]]) -> bool:
    """A principal party and what is negotiated, without the negotiation's name ("the hostages", "the deal")."""
    parties = [name for party in dossier.parties if party.principal for name in _names(party)]
    flat = _flat(sentences)
    hits = [sum(flat.count(" " + stem) for stem in _stems(issue.words)) for issue in dossier.issues]
    return _count(sentences, parties) > 1 and sum(map(bool, hits)) >= _ISSUES and sum(hits) >= _MENTIONS


def _movement(dossier: Dossier) -> Iterator[str]:
    """The people of a principal party that is no state: who names them means the negotiation."""
    parties = {party.name for party in dossier.parties if party.principal and party.kind != "state"}
    for person in dossier.people:
        if person.party in parties:
            yield from (person.name, *(alias for alias in person.aliases if len(words(alias)) > 1))


def _names(party: Party) -> tuple[str, ...]:
    return (party.name, *party.aliases, *party.metonyms, *party.adjectives)


def issues_in_order(dossier: Dossier, forms: Sequence[str]) -> tuple[str, ...]:
    """The codes of the issues that some words point to, in the order in which they are named."""
    plain = [_plain(form) for form in forms]
    # "بوقف إطلاق النار": a preposition written to a word hides it.
    open_forms = [form[1:] if form[:1] in "بل" and len(form) > 3 else form for form in plain]
    flats = [" " + " ".join(found) + " " for found in (plain, open_forms)]
    found = []
    for issue in dossier.issues:
        places = [p for flat in flats for stem in _stems(issue.words) if (p := flat.find(" " + stem)) >= 0]
        if places:
            found.append((min(places), issue.code))
    return tuple(code for _, code in sorted(found))


@lru_cache(maxsize=256)
def _stems(entries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(_plain(form) for form in words(entry)) for entry in entries)


@lru_cache(maxsize=20000)
def _plain(form: str) -> str:
    """A word without the letters and the article at its front."""
    cut = form[1:] if form[:1] in "وف" and len(form) > 4 and form[1:3] in ("ال", "لل", "با") else form
    cut = cut[1:] if cut[:3] in ("بال", "كال") else cut
    if cut.startswith("لل") and len(cut) > 4:
        return cut[2:]
    return cut[2:] if cut.startswith("ال") and len(cut) > 4 else cut


def _flat(sentences: Iterable[Sequence[str]]) -> str:
    return " ".join(" " + " ".join(_plain(form) for form in forms) + " " for forms in sentences)


def _count(sentences: Sequence[Sequence[str]], entries: Iterable[str]) -> int:
    """How often the entries occur: single words as they are written, phrases with or without the article."""
    single, several = _kinds(tuple(entries))
    seen = Counter(form for forms in sentences for form in forms)
    flat = _flat(sentences)
    return sum(n for form, n in seen.items() if form in single) + sum(
        flat.count(f" {stem} ") for stem in several
    )


@lru_cache(maxsize=64)
def _kinds(entries: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Single words with the letters that may stand before them, and phrases as stems."""
    found = [words(entry) for entry in entries]
    single = {form for one in found if len(one) == 1 for form in _written(one[0])}
    return frozenset(single), tuple(" ".join(map(_plain, one)) for one in found if len(one) > 1)


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
