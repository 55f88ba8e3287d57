"""What the words around a number say that it counts; knows only single sentences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from summarizer.reading.fold import fold
from summarizer.reading.lexicon import language
from summarizer.reading.triggers import bare


@cache
def _stems(table: str, kind: str) -> tuple[str, ...]:
    return tuple(fold(entry) for entry in language("figures")[table][kind])


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(language("figures")["nouns"])


def noun_kind(form: str) -> str | None:
    """The kind of what a folded word names: hostage, prisoner, dead, day …"""
    plain = (form, bare(form))
    return next((kind for kind in _kinds() if any(p.startswith(_stems("nouns", kind)) for p in plain)), None)


def is_cue(kind: str, form: str) -> bool:
    """True for a word of one kind of cue, whatever is written to its front."""
    plain = bare(form)
    stems = _stems("cues", kind)
    exact = kind in ("plan", "done", "still", "together")
    cut = {form, plain, form[1:] if form[:1] in "وفب" else form}
    return any(word in stems for word in cut) or (not exact and any(word.startswith(stems) for word in cut))


def qualifier(forms: tuple[str, ...], place: int, after: int) -> str | None:
    """How exact a number is said to be: about, more_than, less_than, at_least, believed."""
    near = (*forms[max(0, place - 3) : place], *forms[after : after + 4])
    for kind in ("at_least", "about", "more_than", "less_than", "believed"):
        stems = _stems("qualifiers", kind)
        if any(
            word.lstrip("و") in stems or bare(word) in stems or (word[:1] == "ب" and word[1:] in stems)
            for word in near
        ):
            return kind
    return None


@dataclass(frozen=True, slots=True)
class Count:
    """A number with its surroundings: the words of its stretch before and after it, and the noun that it counts."""

    value: int
    place: int
    after: int
    before: tuple[str, ...]
    behind: tuple[str, ...]
    noun: str | None
    nation: str | None

    def has(self, kind: str, reach: int = 30) -> bool:
        """True where a cue stands before the number, not further off than `reach` words."""
        return any(is_cue(kind, form) for form in self.before[-reach:])

    def has_near(self, kind: str, reach: int = 6) -> bool:
        """True where a cue stands within reach on either side."""
        return self.has(kind, reach) or any(is_cue(kind, form) for form in self.behind[:reach])


def count_at(forms: tuple[str, ...], value: int, place: int, length: int, start: int, end: int) -> Count:
    """Return a number's surroundings within the stretch from `start` to `end`."""
    after = place + length
    noun = nation = None
    for form in forms[after : min(after + 4, end)]:
        kind = noun_kind(form)
        if kind in ("israeli", "foreign", "palestinian"):
            nation = nation or kind
        elif kind is not None:
            noun = noun or kind
        elif not form.isalpha() or form in ("في", "و", "مقابل", "الي"):
            break
    if forms[place] in ("واحد", "واحده") and place:
        nation = kind if (kind := noun_kind(forms[place - 1])) in ("israeli", "foreign") else None
    if noun is None and nation is None:
        noun = next(
            (
                kind
                for form in reversed(forms[max(start, place - 8) : place])
                if (kind := noun_kind(form)) in ("hostage", "captive", "dead", "prisoner")
            ),
            None,
        )
    return Count(value, place, after, forms[start:place], forms[after:end], noun, nation)
