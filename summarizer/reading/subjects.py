"""Whether an article is about the dossier at all, and about which of its issues; knows no events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from storage.catalog.schema import Dossier
from summarizer.reading.fold import words

# Other matters named this often outweigh a subject that stands by the way.
_WEIGHT = 1


def is_about(dossier: Dossier, sentences: Sequence[Sequence[str]]) -> bool:
    """True when an article's sentences (as folded words) name the dossier's subjects more than other matters."""
    ours = _count(sentences, dossier.subjects)
    return ours > 0 and ours >= _WEIGHT * _count(sentences, dossier.elsewhere)


def issues_of(dossier: Dossier, forms: Sequence[str]) -> tuple[str, ...]:
    """The codes of the issues that a sentence's folded words point to."""
    flat = " " + " ".join(_plain(form) for form in forms) + " "
    return tuple(issue.code for issue in dossier.issues if any(" " + stem in flat for stem in _stems(issue.words)))


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


def _count(sentences: Sequence[Sequence[str]], entries: Iterable[str]) -> int:
    stems = _stems(tuple(entries))
    flat = " ".join(" " + " ".join(_plain(form) for form in forms) + " " for forms in sentences)
    return sum(flat.count(f" {stem} ") for stem in stems)
