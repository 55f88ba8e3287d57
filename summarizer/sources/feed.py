"""The entries of an outlet's RSS or Atom feed: fetched, and opened in a confined process; knows no store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from summarizer.sources import errors
from summarizer.sources.confined import Limits, run
from summarizer.sources.errors import BrokenFileError
from summarizer.sources.html import Known, Page

_MODULE = "summarizer.sources.entries"
# Feeds come as whatever their servers call them; what they are is decided by what stands in them.
MEDIA_TYPES = frozenset({
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "text/html", "text/plain", "application/octet-stream",
})  # fmt: skip
# A feed is a list of some dozens of entries: opening one is quick, or it is no feed.
_LIMITS = Limits(seconds=20.0, memory=600_000_000, written=16_000_000)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `name` is a hash of what the feed calls it, `text` what stands in the feed itself.

    `published` is an aware UTC instant, `link` an address that nobody has looked at.
    """

    name: str
    title: str
    text: str
    link: str | None
    published: datetime | None


def fetch_feed(url: str, known: Known) -> Page:
    """Return the feed's page; raises SourceError, NotModifiedError among them."""
    # Not at the top: most runs fetch nothing.
    from summarizer.sources.web import OPEN_WEB, fetch

    return fetch(url, replace(OPEN_WEB, media_types=MEDIA_TYPES), known)


def entries(page: Page) -> Sequence[Entry]:
    """Return a feed's entries as it lists them; raises SourceError where it is none or cannot be opened."""
    printed = run(_MODULE, json.dumps({"url": page.url, "charset": page.charset}), page.body, _LIMITS)
    try:
        told: dict[str, Any] = json.loads(printed)
        if "refused" in told:
            raise getattr(errors, told["refused"])
        return [_entry(one) for one in told["entries"]]
    except (ValueError, KeyError, TypeError, AttributeError) as cause:
        raise BrokenFileError from cause


def _entry(told: dict[str, Any]) -> Entry:
    published = told["published"]
    return Entry(
        name=sha256(told["name"].encode()).hexdigest(),
        title=told["title"],
        text=told["text"],
        link=told["link"],
        published=datetime.fromisoformat(published) if published else None,
    )
