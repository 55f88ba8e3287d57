"""What can be wrong with what articles come from and are opened with, each with what to do; changes nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from shutil import which

from storage import feeds
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.doctor import Finding, warning, well
from storage.read.health import health
from storage.settings import Settings
from summarizer.writing.protocol import NoModelError
from summarizer.writing.transformers.shelf import Shelf

# News that nobody looked at for so long means that no summarizer is at work.
SLOW = timedelta(minutes=5)


def look_at_programs() -> Iterator[Finding]:
    """Look for Debian's programs, each of which may be missing."""
    if which("pdftotext"):
        yield well("pdftotext", "articles in PDF can be opened")
    else:
        yield warning("pdftotext", "not there: articles in PDF are refused", "apt-get install poppler-utils")
    if which("tesseract") and "ara" in _languages():
        yield well("tesseract", "articles in pictures can be read")
    else:
        yield warning(
            "tesseract",
            "not there, or without Arabic: articles in pictures are refused",
            "apt-get install tesseract-ocr tesseract-ocr-ara",
        )


def look_at_feeds(store: Store, dossier: Dossier, *, now: datetime) -> Iterator[Finding]:
    """Look at the feeds that are turned on; none is fetched."""
    with store.reading() as session:
        active = [one for one in feeds.overview(session, dossier.code, now=now).values() if one.active]
    failing = [one for one in active if one.trouble]
    for one in failing:
        yield warning(
            f"feed {one.outlet}", f"{one.failures} failures in a row: {one.trouble}", "look at /sources"
        )
    if not failing:
        told = f"{len(active)} turned on, all of them well" if active else "none is turned on (/sources)"
        yield well("feeds", told)


def look_at_articles(store: Store, dossier: Dossier, *, now: datetime) -> Iterator[Finding]:
    """Look when the last article came, and whether one waits though somebody should read it."""
    with store.reading() as session:
        seen = health(session, dossier.code, now=now)
    last = (
        f"the last came {seen.last_article:%Y-%m-%d %H:%M} UTC" if seen.last_article else "none has come yet"
    )
    if seen.articles_waiting and seen.last_article and now - seen.last_article > SLOW:
        yield warning(
            "articles",
            f"{seen.articles_waiting} wait to be read; {last}",
            "is `wasit run` or `wasit summarizer` at work? look at its log",
        )
    else:
        yield well("articles", f"{last}; {seen.read_today} were read in 24 hours")


def look_at_writer(settings: Settings) -> Finding:
    """Look whether the model that is to write is there; a server is not asked."""
    if settings.summarizer == "extractive":
        return well("writer", "digests open with the articles' own sentences; no model is used")
    name = settings.summarizer_model or ""
    if settings.summarizer == "endpoint":
        return well("writer", f"{name} at {settings.summarizer_url}; /status says how it answered last")
    try:
        _, card = Shelf(settings.models).find(name)
    except NoModelError as error:
        return warning("writer", str(error), f"wasit model add {name}")
    return well("writer", f"{name}, {'int8' if card.converted else f'by torch: {card.why_not}'}")


def _languages() -> list[str]:
    command = ["tesseract", "--list-langs"]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)  # noqa: S603  our own command
    return told.stdout.split()
