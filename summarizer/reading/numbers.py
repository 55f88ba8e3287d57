"""Numbers in figures and in words, as values; knows not what they count."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from summarizer.reading.fold import Token, fold
from summarizer.reading.lexicon import language

# Plurals that count nothing without a number before them.
_MANY = frozenset(("الاف", "الالاف", "ملايين", "الملايين", "احد", "احدي"))
_GROUPING = str.maketrans("", "", ",٬")


@cache
def _spelled() -> dict[str, tuple[str, int]]:
    table = language("numbers")
    return {
        fold(word): (kind, int(value))
        for kind in table
        for value, names in table[kind].items()
        for word in names
    }


def spelled(form: str) -> tuple[str, int] | None:
    """Return the kind and value of a folded number word, with or without the article."""
    known = _spelled()
    return known.get(form) or (known.get(form[2:]) if form.startswith("ال") and len(form) > 4 else None)


def in_figures(token: Token) -> int | None:
    """Return the whole number that a token of digits writes, None for a fraction or a version."""
    if token.kind != "number":
        return None
    digits = token.form.translate(_GROUPING)
    parts = token.form.replace("٬", ",").split(",")
    grouped = len(parts) > 1 and all(len(part) == 3 for part in parts[1:])
    return int(digits) if digits.isdigit() and len(digits) < 12 and (len(parts) == 1 or grouped) else None


def number_at(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """Return the value of the number that begins at a place, and how many tokens it takes."""
    total = group = 0
    i, taken = place, 0
    last = "start"
    while i < len(tokens):
        step = _piece(tokens[i], first=taken == 0)
        if step is None:
            break
        kind, value = step
        if not _may_follow(last, kind, value, group):
            break
        if kind == "scales":
            total, group = total + (max(group, 1) * value if value in (1000, 1_000_000) else value), 0
        else:
            group += value
        last, i = kind, i + 1
        taken = i - place
    return (total + group, taken) if taken else None


def _piece(token: Token, *, first: bool) -> tuple[str, int] | None:
    """One part of a number: digits, or a word that joins with "and" where it is not the first."""
    value = in_figures(token)
    if value is not None:
        return "figures", value
    if token.kind != "word":
        return None
    form = token.form
    if first:
        return opens_number(form)
    if form.startswith("و") and len(form) > 3 and (joined := spelled(form[1:])):
        return "and " + joined[0], joined[1]
    if form == "و":
        return "and", 0
    return spelled(form)


def opens_number(form: str) -> tuple[str, int] | None:
    """Return kind and value of a word that begins a number, with a preposition before it ("لستة أسابيع"); bare thousands are no number."""
    if form in _MANY:
        return None
    return spelled(form) or (spelled(form[1:]) if form[:1] in "وبلك" and len(form) > 3 else None)


def _may_follow(last: str, kind: str, value: int, group: int) -> bool:
    if last == "start":
        return kind != "and"
    if kind in ("and units", "and tens", "and hundreds", "and figures"):
        return last in ("units", "hundreds", "scales", "tens") or last.startswith("and ")
    if kind == "and":
        return last == "scales"
    if kind == "scales":
        return group > 0 and last != "and"
    if kind == "figures":
        return last == "and"
    # "ثلاثة عشر": a unit before ten; "خمس مئة": a unit before a hundred.
    return kind == "units" and value == 10 and last in ("units", "and units") and group % 10 < 10
