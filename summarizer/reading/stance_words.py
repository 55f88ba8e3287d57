"""The catalog's words that tell stances, folded and ready to look up; knows no sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from storage.catalog import load_event_kinds
from storage.catalog.schema import Trigger
from storage.model import EventType, Stance
from summarizer.reading.fold import fold, words
from summarizer.reading.lexicon import Phrases, language
from summarizer.reading.triggers import Rule, rule_of
from summarizer.reading.verbs import Form, forms_of

# What kind of event tells each stance.
_KINDS = {
    Stance.DEMANDS: EventType.DEMAND,
    Stance.ACCEPTS: EventType.ACCEPTANCE,
    Stance.REJECTS: EventType.REJECTION,
    Stance.OFFERS: EventType.PROPOSAL,
}
# Adjectives and participles in their genders and numbers.
_ENDINGS = ("", "ا", "ه", "ون", "ين", "ان", "تان")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the catalog: its stance, what must and what must not follow, and how its words stand."""

    stance: Stance
    section: str
    object: tuple[str, ...]
    without: tuple[str, ...]
    rule: Rule
    named: bool = False
    owned: bool = False
    mediators: bool = False
    manner: bool = False
    direct: bool = False
    after: bool = False
    mild: bool = False
    about: str | None = None
    behind: str | None = None


@cache
def _table(section: str) -> tuple[tuple[Entry, Sequence[str]], ...]:
    return tuple((_entry(section, row), row["words"]) for row in language("stances").get(section, ()))


def _entry(section: str, row: Mapping[str, Any]) -> Entry:
    stance = Stance(row["stance"])
    rule = rule_of(load_event_kinds()[_KINDS[stance]], Trigger(name=f"stance: {stance}"))
    object, without = (tuple(fold(stem) for stem in row.get(key, ())) for key in ("object", "without"))
    return Entry(
        stance,
        section,
        object,
        without,
        rule,
        named=row.get("named", False),
        owned=row.get("owned", False),
        mediators=row.get("mediators", False),
        manner=row.get("manner", False),
        direct=row.get("direct", False),
        after=row.get("after", False),
        mild=row.get("mild", False),
        about=row.get("about"),
        behind=row.get("behind"),
    )


@cache
def listed(name: str, section: str | None = None) -> frozenset[str]:
    """Return the words of a list, of one of a section's where it has several."""
    table = language("stances")
    return frozenset(words(" ".join((table[section] if section else table).get(name, ()))))


@cache
def phrases(name: str) -> Phrases:
    """Return the phrases of a list."""
    found = Phrases()
    for entry in language("stances")[name]:
        found.add(words(entry), True)
    return found


@cache
def codes(section: str) -> Mapping[str, Sequence[str]]:
    """Return the words of a section's lists, each with the codes of the issues that it may mean."""
    found: dict[str, list[str]] = {}
    for code, entries in language("stances")[section].items():
        for form in words(" ".join(entries)):
            found.setdefault(form, []).append(code)
    return found


@cache
def plain_entry(stance: Stance) -> Entry:
    """Return the entry of words that are found by a rule instead of the catalog."""
    return _entry("said", {"stance": stance})


@cache
def verbs() -> Mapping[str, tuple[Form, list[Entry]]]:
    """Return every form of the verbs, the first person's too, with the entries that it may set off."""
    found: dict[str, tuple[Form, list[Entry]]] = {}
    for entry, known_verbs in (*_table("verbs"), *_table("denials")):
        for verb in known_verbs:
            for form, tense in (*forms_of(verb), (fold("أ" + verb.split("/")[1][1:]), Form(False))):
                known = found.setdefault(form, (tense, []))
                if entry not in known[1]:
                    known[1].append(entry)
    return found


@cache
def nouns() -> Mapping[str, list[Entry]]:
    """Return the nouns, and the adjectives with their endings, each with its entries."""
    found: dict[str, list[Entry]] = {}
    for section in ("nouns", "states"):
        for entry, stems in _table(section):
            for stem in stems:
                plain = words(stem)[0]
                for ending in _ENDINGS if section == "states" else ("",):
                    found.setdefault(plain + ending, []).append(entry)
    return found


@cache
def sayings() -> Phrases:
    """Return the phrases of speech, each with its entry."""
    found = Phrases()
    for entry, said in _table("said"):
        for phrase in said:
            found.add(words(phrase), entry)
    return found
