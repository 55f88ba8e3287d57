"""How the words of a written sentence stand to one another, against its sources; knows no names and no numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from storage.model import Flaw
from summarizer.writing.faithfulness.findings import Finding
from summarizer.writing.faithfulness.ground import Ground, Heard
from summarizer.writing.faithfulness.lists import (
    class_of,
    core,
    guises,
    is_listed,
    is_saying,
    listed,
    root,
    rows_of,
    skeleton,
    table,
)

# A shorter word carries no meaning.
_SHORTEST = 3
# A clause ends before these, and before a word with "and" at its front that opens another.
_ENDS = frozenset(("،", "؛", ".", ":", "لكن", "ولكن", "بينما", "فيما", "وان", "وانه", "وانها", "مقابل"))
# Behind these stands who does what the verb says.
_THAT = frozenset(("ان", "بان", "وان"))
# How far behind "before" or "after" stands what they set something before or after.
_REACH = 3


def wrong_relation(said: Heard, of: Ground) -> Finding | None:
    """Return words that no source brings together, an order turned round, or one word of a closed set for another."""
    return _other_member(said, of) or _turned(said, of) or _other_share(said, of) or _unrelated(said, of)


def _other_member(said: Heard, of: Ground) -> Finding | None:
    """One of a closed set of words of which the sources have others: the evening for the morning, monthly for daily."""
    for name, classes in _sets():
        told = {kind for s in of.sentences for form in s.forms if (kind := _member(name, form))}
        for place, form in enumerate(said.forms):
            kind = _member(name, form)
            if kind and told and kind not in told and kind in classes:
                return Finding(Flaw.DEED, said.parsed.quote(place, place + 1))
    return None


def _sets() -> Iterator[tuple[str, frozenset[str]]]:
    for name in sorted(listed("apart")):
        yield name, frozenset(table(name))


@lru_cache(maxsize=1 << 14)
def _member(name: str, form: str) -> str | None:
    return class_of(name, form)


# What comes first.


def _turned(said: Heard, of: Ground) -> Finding | None:
    """ "After" before what every source sets behind "before"; or the other way round."""
    theirs: dict[str, set[str]] = {}
    for s in of.sentences:
        for _, order, words in _ordered(s):
            for word in words:
                theirs.setdefault(word, set()).add(order)
    for place, order, words in _ordered(said):
        if any(theirs.get(word, {order}) != {order} and order not in theirs[word] for word in words):
            return Finding(Flaw.STATUS, said.parsed.quote(place, place + 1))
    return None


def _ordered(s: Heard) -> Iterator[tuple[int, str, list[str]]]:
    for place, form in enumerate(s.forms):
        order = _member("order", form)
        if order:
            behind = s.forms[place + 1 : place + 1 + _REACH]
            words = [root(one) for one in behind if one.isalpha() and len(one) > _SHORTEST]
            yield place, order, words[:1]


# What stands together.


def _other_share(said: Heard, of: Ground) -> Finding | None:
    """ "All" of what the sources tell of a part, or a part of what they tell of all."""
    theirs: dict[str, set[str]] = {}
    for s in of.sentences:
        for _, share, noun in _shares(s):
            theirs.setdefault(noun, set()).add(share)
    for place, share, noun in _shares(said):
        if noun in theirs and share not in theirs[noun]:
            return Finding(Flaw.DEED, said.parsed.quote(place, place + 2))
    return None


def _shares(s: Heard) -> Iterator[tuple[int, str, str]]:
    for place, form in enumerate(s.forms[:-1]):
        share = _member("shares", form)
        if share:
            yield place, share, root(s.forms[place + 1])


def _unrelated(said: Heard, of: Ground) -> Finding | None:
    """A deed beside a word, its doer or what it is done to, that the sources have only in clauses apart."""
    clauses = [
        frozenset(key for i in clause if not _is_truce(s, i) for key in _keys(s.forms[i]))
        for s in of.sentences
        for clause in _clauses(s)
    ]
    for one, other in _bound(said):
        here = [bool(_keys(said.forms[one]) & has) for has in clauses]
        there = [bool(_keys(said.forms[other]) & has) for has in clauses]
        if any(here) and any(there) and not any(a and b for a, b in zip(here, there, strict=True)):
            return Finding(Flaw.ROLES, said.parsed.quote(one, other + 1))
    return None


def _bound(s: Heard) -> Iterator[tuple[int, int]]:
    """Pairs of words of which one governs the other: a deed and its indefinite object, "that" one's doer and the deed."""
    for one in range(len(s.forms) - 1):
        other = one + 1
        if not (_says_something(s, one) and _says_something(s, other)):
            continue
        deed = s.parsed.at(one) or (rows_of(s.forms[one]) and not s.forms[one].startswith("ال"))
        if _is_truce(s, other) or class_of("units", s.forms[other]):
            continue
        if deed and not s.forms[other].startswith(("ال", "و")):
            yield one, other
        elif (s.parsed.at(other) or s.forms[other].endswith("وا")) and not s.forms[other].startswith("و"):
            topic = s.forms[max(0, one - _REACH + 1) : one]
            if any(form in _THAT for form in topic):
                yield one, other


def _is_truce(s: Heard, place: int) -> bool:
    """True for "إطلاق" of "إطلاق النار", where nobody is let go."""
    return s.forms[place : place + 2][1:] == ("النار",)


def _clauses(s: Heard) -> Iterator[list[int]]:
    found: list[int] = []
    for place, form in enumerate(s.forms):
        predicate = s.parsed.at(place)
        opens = (
            predicate is not None and form.startswith("و") and not predicate.nominal and len(form) > _SHORTEST
        )
        if form in _ENDS or opens:
            yield found
            found = []
        found.append(place)
    yield found


def _keys(form: str) -> frozenset[str]:
    return _keys_of(form)


@lru_cache(maxsize=1 << 14)
def _keys_of(form: str) -> frozenset[str]:
    """By what a word is known again: its stem, its consonants and the rows in which it stands."""
    found = {root(form), core(form), *guises(form), *(f"#{row}" for row in rows_of(form))}
    return frozenset(found | ({f"~{skeleton(form)}"} if skeleton(form) else set()))


def _says_something(s: Heard, place: int) -> bool:
    form = s.forms[place]
    if not form.isalpha() or len(form) <= _SHORTEST or is_saying(form):
        return False
    if any(is_listed(name, form) for name in ("harmless", "negations", "unreal", "denials")):
        return False
    return place not in s.parsed.named_or_dated
