"""Put articles in the inbox from files, folders and web addresses; knows not how any of them is read.

source ─► its articles (storage.files, or fetched and extracted) ─► looked at ─► stored, each in its own transaction
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from storage.db import Store
from storage.files import FileError, NamedArticle, check_published, load_path
from storage.inbox import submit
from storage.model import Article, ArticleState
from summarizer.reading.errors import (
    BinaryArticleError,
    EmptyArticleError,
    NotArabicError,
    ReadingError,
)
from summarizer.sources.errors import SourceError
from summarizer.sources.html import Page, extract
from summarizer.sources.web import fetch as fetch_from_web

Fetch = Callable[[str], Page]

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_KNOWN = {
    ArticleState.NEW: "it waits to be read",
    ArticleState.READ: "it has been read",
    ArticleState.FAILED: "it could not be read",
}


class Fate(StrEnum):
    """What became of an article that was handed in."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one article or source, and a sentence about it; as text, both. A refused one has no id."""

    fate: Fate
    sentence: str
    article_id: int | None = None

    @property
    def refused(self) -> bool:
        return self.fate is Fate.REFUSED

    def __str__(self) -> str:
        return f"{self.fate}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class _Given:
    """What whoever hands the articles in says about all of them."""

    published: date | None
    publisher: str | None

    def fill(self, article: Article) -> Article:
        """What the articles' own manifest says of each stands; this fills in what it leaves open."""
        return replace(
            article,
            published=article.published or self.published,
            publisher=article.publisher or self.publisher,
        )

    def correct(self, article: Article) -> Article:
        """What a person says stands above what a web page says of itself."""
        return replace(
            article,
            published=self.published or article.published,
            publisher=self.publisher or article.publisher,
        )


def into_inbox(
    store: Store,
    dossier: str,
    sources: Sequence[str],
    published: date | None,
    publisher: str | None,
    *,
    now: datetime,
    fetch: Fetch = fetch_from_web,
) -> Iterator[tuple[str, Outcome]]:
    """Submit the articles of each source, a path or an http(s) address, to a dossier's inbox.

    Gives each one's name and outcome.

    What is bad is refused and the rest goes on. Raises StorageError only where the store itself fails.
    """
    given = _Given(published, publisher)
    for source in sources:
        for name, found in _articles(source, given, now.date(), fetch):
            yield name, found if isinstance(found, Outcome) else _submitted(store, dossier, found, now)


def _articles(
    source: str, given: _Given, today: date, fetch: Fetch
) -> Iterator[tuple[str, Article | Outcome]]:
    if not source.strip():
        # As a path it would be the current folder.
        yield "(nothing)", _refused(FileError("this is neither a path nor an address"))
        return
    if not _ADDRESS.match(source) and Path(source).suffix.lower() not in _PAGES:
        yield from _from_files(source, given)
        return
    try:
        page = fetch(source) if _ADDRESS.match(source) else _page_in_file(Path(source))
        yield source, given.correct(extract(page, today))
    except (SourceError, FileError) as error:
        yield source, _refused(error)


def _page_in_file(path: Path) -> Page:
    try:
        return Page("", path.read_bytes())
    except OSError as cause:
        raise FileError(f"{path}: {cause.strerror or 'cannot be read'}") from cause


def _from_files(source: str, given: _Given) -> Iterator[tuple[str, Article | Outcome]]:
    """The articles of a file or folder in their order, each bad one among them where it stands."""
    bad: list[FileError] = []
    try:
        for named in load_path(Path(source), bad.append):
            yield from ((source, _refused(error)) for error in bad)
            bad.clear()
            yield _name(source, named), given.fill(named.article)
    except FileError as error:
        bad.append(error)
    yield from ((source, _refused(error)) for error in bad)


def _name(source: str, named: NamedArticle) -> str:
    return source if named.name == Path(source).stem else f"{source} › {named.name}"


def _submitted(store: Store, dossier: str, article: Article, now: datetime) -> Outcome:
    try:
        _look(article.text)
        check_published(article.published, now.date(), "the article")
    except (ReadingError, FileError) as error:
        return _refused(error)
    with store.writing() as session:
        done = submit(session, article, dossier=dossier, now=now)
    if done.known:
        return Outcome(Fate.KNOWN, f"article {done.article_id}, {_KNOWN[done.state]}", done.article_id)
    return Outcome(Fate.NEW, f"article {done.article_id}", done.article_id)


def _look(text: str) -> None:
    """Refuse what no reading could use; what is finer than this, the summarizer says when it reads."""
    if not text.strip():
        raise EmptyArticleError
    if "\0" in text:
        raise BinaryArticleError
    if not _ARABIC_LETTER.search(text):
        raise NotArabicError


def _refused(error: Exception) -> Outcome:
    return Outcome(Fate.REFUSED, str(error))
