"""Which of many stems a word begins with, looked up instead of tried one after the other; knows not what they tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NONE: frozenset[str] = frozenset()


class Beginnings:
    """Stems of words, and phrases whose last word is one, ready to be found at the beginning of a word."""

    def __init__(self, stems: Iterable[str]) -> None:
        known = frozenset(stems)
        self._words = frozenset(stem for stem in known if " " not in stem)
        self._longest = max(map(len, self._words), default=0)
        self._phrases: dict[str, list[tuple[str, str]]] = {}
        for phrase in known - self._words:
            first, _, rest = phrase.partition(" ")
            self._phrases.setdefault(first, []).append((rest, phrase))

    def of(self, form: str) -> frozenset[str]:
        """Return the stems with which a word begins."""
        return self._words.intersection([form[:end] for end in range(1, min(len(form), self._longest) + 1)])

    def behind(self, form: str) -> Sequence[tuple[str, str]]:
        """Return the phrases whose first word it is: the beginning of the next word, and the phrase."""
        return self._phrases.get(form, ())
