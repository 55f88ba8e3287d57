"""The process in which a feed is opened: its bytes in, its entries as JSON out; started by `feed` alone."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from calendar import timegm
from datetime import UTC, datetime
from typing import Any

from summarizer.sources.confined import OUT_OF_MEMORY, confine
from summarizer.sources.errors import NotAFeedError, SourceError

# A feed that lists more has its archive in it.
MOST_ENTRIES = 200
# Where one of these ends, a line of text ends.
_LINE_ENDS = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|blockquote)\s*>", re.I)
# No feed of news declares names for texts; what does means to grow on being read.
_DECLARES = re.compile(rb"<!\s*ENTITY", re.I)


def main() -> None:
    """Open what comes on standard input within the limits that the argument gives."""
    asked = json.loads(confine(sys.argv[1:]))
    try:
        told = {"entries": opened(sys.stdin.buffer.read(), asked)}
    except SourceError as refusal:
        told = {"refused": type(refusal).__name__}  # type: ignore[dict-item]
    except (MemoryError, RecursionError):
        os._exit(OUT_OF_MEMORY)
    json.dump(told, sys.stdout)


def opened(data: bytes, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the entries of a feed; raises NotAFeedError where it is none."""
    import feedparser  # type: ignore[import-untyped]

    # In UTF-16 there are zeros between the letters.
    if not data.strip() or _DECLARES.search(data.replace(b"\0", b"")):
        raise NotAFeedError
    headers = {"content-location": asked["url"]}
    if asked["charset"]:
        headers["content-type"] = f"application/xml; charset={asked['charset']}"
    # What stands in it is shown to nobody as it is: its text is taken out of it later.
    found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    if not found.version and not found.entries:
        raise NotAFeedError
    return [entry for one in found.entries[:MOST_ENTRIES] if (entry := _entry(one))]


def _entry(one: Any) -> dict[str, Any] | None:
    link, title = str(one.get("link") or ""), str(one.get("title") or "")
    name = str(one.get("id") or link or title)
    if not name:
        return None
    texts = [str(part.get("value") or "") for part in one.get("content", ())] + [
        str(one.get("summary") or "")
    ]
    return {
        "name": name,
        "title": _text(title),
        "text": max(map(_text, texts), key=len),
        "link": link or None,
        "published": _instant(one.get("published_parsed") or one.get("updated_parsed")),
    }


def _text(html: str) -> str:
    """Return the words of a piece of HTML, a line for each of its blocks."""
    from lxml.etree import ParserError
    from lxml.html import fromstring

    try:
        told = fromstring(f"<div>{_LINE_ENDS.sub(chr(10), html)}</div>").text_content()
    except (ParserError, ValueError):
        return ""
    lines = (" ".join(line.split()) for line in str(told).splitlines())
    return "\n".join(line for line in lines if line)


def _instant(parsed: Any) -> str | None:
    """Return feedparser's time in UTC as an aware instant; None for one that no calendar has."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


if __name__ == "__main__":
    main()
