"""The process in which a page or a file is opened: bytes in, the article as JSON out; started by `extract` alone."""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from typing import Any

from summarizer.sources.confined import OUT_OF_MEMORY, confine
from summarizer.sources.errors import SourceError


def main() -> None:
    """Open what comes on standard input, as the argument says, within the limits that it is given."""
    asked = json.loads(confine(sys.argv[1:]))
    try:
        told = _opened(sys.stdin.buffer.read(), asked)
    except SourceError as refusal:
        told = {"refused": type(refusal).__name__, "detail": "".join(map(str, refusal.args))}
    except (MemoryError, RecursionError):
        os._exit(OUT_OF_MEMORY)
    json.dump(told, sys.stdout)


def _opened(data: bytes, asked: dict[str, Any]) -> dict[str, Any]:
    # Not at the top: the limits come before whatever is loaded.
    from summarizer.sources.formats import Format, format_of

    found = Format.PAGE if asked["url"] else format_of(data, asked["name"])
    if found in (Format.PAGE, Format.TEXT):
        return _page(data, asked, found is Format.PAGE)
    from summarizer.sources import documents

    opens = {
        Format.PDF: documents.pdf_text,
        Format.WORD: documents.word_text,
        Format.PICTURE: documents.picture_text,
    }
    return {"format": found, "text": opens[found](data)}


def _page(data: bytes, asked: dict[str, Any], paged: bool) -> dict[str, Any]:
    from summarizer.sources.formats import Format
    from summarizer.sources.html import Page, extract

    kind = asked["media_type"] or ("text/html" if paged else "text/plain")
    article = extract(Page(asked["url"], data, kind, asked["charset"]), date.fromisoformat(asked["today"]))
    return {
        "format": Format.PAGE if paged else Format.TEXT,
        "text": article.text,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
    }


if __name__ == "__main__":
    main()
