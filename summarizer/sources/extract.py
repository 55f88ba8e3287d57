"""The article in a file or a fetched page, opened in a confined process; knows no network and no store."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from storage.model import Article, Extraction
from summarizer.sources import errors
from summarizer.sources.confined import USUAL, Limits, run
from summarizer.sources.errors import BrokenFileError, NoTextError, SourceError
from summarizer.sources.html import Page

_MODULE = "summarizer.sources.opening"
_NOTHING: dict[str, Any] = {"name": "", "url": "", "media_type": None, "charset": None}


def article_in_file(data: bytes, name: str, today: date, limits: Limits = USUAL) -> Article:
    """Return the article in a file: a text, a page, a PDF, a .docx, or a picture of a text (then marked OCR).

    Raises SourceError; what the file is decide its bytes, `name` hardly.
    """
    return _article(data, {"name": name[-100:], "today": today.isoformat()}, limits)


def article_on_page(page: Page, today: date, limits: Limits = USUAL) -> Article:
    """Return the article on a page that was fetched; raises SourceError."""
    about = {"url": page.url, "media_type": page.media_type, "charset": page.charset}
    return _article(page.body, about | {"today": today.isoformat()}, limits)


def _article(data: bytes, asked: dict[str, Any], limits: Limits) -> Article:
    if not data:
        raise NoTextError
    told = _told(run(_MODULE, json.dumps(_NOTHING | asked), data, limits))
    if "refused" in told:
        raise _refusal(told["refused"], told["detail"])
    day = told.get("published")
    return Article(
        told["text"],
        told.get("publisher"),
        date.fromisoformat(day) if day else None,
        told.get("url"),
        extraction=Extraction.OCR if told["format"] == "picture" else None,
    )


def _told(printed: bytes) -> dict[str, Any]:
    try:
        told = json.loads(printed)
    except ValueError as cause:
        raise BrokenFileError from cause
    if not isinstance(told, dict):
        raise BrokenFileError
    return told


def _refusal(name: str, detail: str) -> SourceError:
    kind = getattr(errors, name, BrokenFileError)
    refusal: SourceError = kind(detail) if detail else kind()
    return refusal
