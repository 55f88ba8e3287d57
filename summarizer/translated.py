"""Whether a machine translated a text: it says so itself, or holds what no writer leaves; knows no store and no clock."""

from __future__ import annotations

import re
from dataclasses import replace

from storage.model import Article, Extraction
from summarizer.reading.fold import fold

# Such a note stands above the text or below it: in the middle it is news about machines.
_EDGE_LINES, _LONGEST_NOTE = 4, 120
_MACHINE = r"(?:جوجل|غوغل|google|الذكاء|ذكاء|الاله|برنامج|deepl|bing)"
_NOTES = re.compile(
    rf"(?<!\w)(?:ترجم|ترجمت|مترجم|مترجمه)\s+(?:هذا\s+|النص\s+|المقال\s+)*(?:اليا(?!\w)|بواسطه\s+{_MACHINE})"
    rf"|(?<!\w)(?:ال)?ترجمه\s+(?:ال)?(?:اليه|{_MACHINE})"
    r"|machine[- ]translat|translated\s+(?:by|with|using)\s+(?:google|deepl|bing|ai\b|microsoft|a machine)"
)

# Marks of sites that fill themselves with other sites' texts; and a full stop where a sentence was torn off ("لست . هناك").
_DEBRIS = re.compile(
    r"\[ad_[12]\]|(?<!\w)[وف]?(?:في|الي|علي|من|لدي|بدون|حول|لست|لسنا|ليست)\s*[\"“”«»]?\s*\.(?=\s|$)"
)


def with_mark(article: Article) -> Article:
    """Return the article marked as machine-translated where its text shows it; a mark that it has stays."""
    if article.extraction is None and is_machine_translated(article.text):
        return replace(article, extraction=Extraction.TRANSLATED)
    return article


def is_machine_translated(text: str) -> bool:
    """Return True where a short line at the text's head or foot says so, or where it left debris anywhere."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    edges = [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]
    if any(len(line) <= _LONGEST_NOTE and _NOTES.search(fold(line)) for line in edges):
        return True
    return _DEBRIS.search(fold(text)) is not None
