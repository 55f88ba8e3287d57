"""Whether a text says of itself that a machine translated it; knows no store and no clock."""

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


def with_mark(article: Article) -> Article:
    """Return the article marked as machine-translated where its text says so; a mark that it has stays."""
    if article.extraction is None and is_machine_translated(article.text):
        return replace(article, extraction=Extraction.TRANSLATED)
    return article


def is_machine_translated(text: str) -> bool:
    """Return True where a short line at the text's head or foot says so."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    edges = [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]
    return any(len(line) <= _LONGEST_NOTE and _NOTES.search(fold(line)) for line in edges)
