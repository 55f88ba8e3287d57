"""Pure text to facts: an article and a dossier in, a reading out; knows no clock, network, database or Telegram.

The stages, in order, each a function from `Draft` to `Draft` or from sentences to findings:

    clean → sentences → names, dates, predicates → events → one telling each → figures, positions
"""

from __future__ import annotations

from collections.abc import Mapping

from storage.catalog.schema import Dossier, Outlet
from storage.model import Article, Reading
from summarizer.reading.errors import ReadingError
from summarizer.reading.explain import explained
from summarizer.reading.reader import read_article

__all__ = ["ReadingError", "explain", "read"]


def read(article: Article, dossier: Dossier, *, outlets: Mapping[str, Outlet] | None = None) -> Reading:
    """Return what an article tells of a dossier; `outlets` are the sources that it may quote, by slug.

    Raises a ReadingError where the text is empty, binary, not Arabic or too long, and nothing else.
    """
    return read_article(article, dossier, outlets).reading


def explain(article: Article, dossier: Dossier, *, outlets: Mapping[str, Outlet] | None = None) -> str:
    """Return, line by line, why an article is read as it is: rules, words, dates, offices; raises as `read` does."""
    return "\n".join(explained(read_article(article, dossier, outlets)))
