"""What editors handed in is opened: links fetched, files and pictures read, days looked for; knows no Telegram.

ready ─► begun ─► opened (the web, a confined process) ─► an article, a question, or a refusal; each arrow a transaction
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import structlog

from storage.catalog.schema import Dossier
from storage.db import Store
from storage.errors import StorageError
from storage.files import FileError, check_published
from storage.model import Article, Handed, Refusal, Submission
from storage.submissions import opening
from storage.turns import Work, alone
from summarizer.reading import clean, sentences
from summarizer.reading.dateline import written_on
from summarizer.reading.draft import Draft
from summarizer.reading.fold import is_arabic
from summarizer.sources import errors
from summarizer.sources.confined import USUAL, Limits
from summarizer.sources.errors import SourceError
from summarizer.sources.extract import article_in_file, article_on_page
from summarizer.sources.html import Page
from summarizer.sources.web import OPEN_WEB, fetch

Fetch = Callable[[str], Page]

# What statements are published as, beside pages.
_DOCUMENTS = frozenset(
    {"application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
)
_WEB = replace(OPEN_WEB, media_types=OPEN_WEB.media_types | _DOCUMENTS)
# How many submissions other summarizers may be at.
_ELSEWHERE = 8
# A text under a link that is at least this long can stand for the page, where that cannot be had.
_ENOUGH = 60
# Of a text that is longer than any article no more is looked through for its day.
_LOOKED_THROUGH = 200_000

_WHY: Mapping[type[SourceError], Refusal] = {
    errors.NotAnAddressError: Refusal.ADDRESS,
    errors.CredentialsError: Refusal.ADDRESS,
    errors.PortError: Refusal.ADDRESS,
    errors.SchemeError: Refusal.SCHEME,
    errors.PrivateAddressError: Refusal.PRIVATE,
    errors.UnknownHostError: Refusal.UNKNOWN_HOST,
    errors.UnreachableError: Refusal.UNREACHABLE,
    errors.BrokenAnswerError: Refusal.UNREACHABLE,
    errors.CertificateError: Refusal.UNREACHABLE,
    errors.RedirectError: Refusal.NO_PAGE,
    errors.StatusError: Refusal.NO_PAGE,
    errors.NotAPageError: Refusal.NOT_A_PAGE,
    errors.NoArticleError: Refusal.NO_ARTICLE,
    errors.TooSlowError: Refusal.TOO_SLOW,
    errors.TooLargeError: Refusal.TOO_LARGE,
    errors.TooIntricateError: Refusal.TOO_HEAVY,
    errors.TooHeavyError: Refusal.TOO_HEAVY,
    errors.WrongKindError: Refusal.WRONG_KIND,
    errors.OldWordError: Refusal.OLD_WORD,
    errors.BrokenFileError: Refusal.BROKEN,
    errors.LockedFileError: Refusal.LOCKED,
    errors.TooManyPagesError: Refusal.TOO_MANY_PAGES,
    errors.NoTextError: Refusal.NO_TEXT,
    errors.MissingProgramError: Refusal.MISSING_PROGRAM,
}

_log = structlog.get_logger(__name__)


def fetch_from_web(url: str) -> Page:
    """Return the page or the document at `url`; raises SourceError."""
    return fetch(url, _WEB)


class NotReadableError(Exception):
    """The text that was found is none that could be read; `why` says why."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


def open_waiting(
    store: Store,
    dossier: Dossier,
    *,
    now: datetime,
    fetch: Fetch = fetch_from_web,
    limits: Limits = USUAL,
    most: int = 20,
) -> int:
    """Open at most `most` of what waits for it; returns how many. Raises StorageError alone."""
    with store.reading() as session:
        # A few more, since other summarizers may be at some of them.
        waiting = opening.ready(session, dossier.code, now=now, limit=most + _ELSEWHERE)
    opener = _Opener(store, dossier, now, fetch, limits)
    return sum(1 for _ in islice(filter(opener.open, waiting), most))


class _Opener:
    """Opens one submission after the other; whatever is wrong with one, the next is opened."""

    def __init__(self, store: Store, dossier: Dossier, now: datetime, fetch: Fetch, limits: Limits) -> None:
        self._store, self._dossier, self._now = store, dossier, now
        self._fetch, self._limits = fetch, limits

    def open(self, number: int) -> bool:
        """Open a submission unless another process does or did; returns whether we did."""
        with alone(self._store, Work.OPENING, number) as ours:
            if not ours:
                return False
            with self._store.writing() as session:
                begun = opening.begin(session, number, now=self._now)
            if begun is None:
                return False
            self._open(begun)
            return True

    def _open(self, begun: Submission) -> None:
        try:
            found = self._completed(begun, self._found(begun))
            with self._store.writing() as session:
                opening.opened(session, begun.id, found, now=self._now)
        except StorageError:
            # Not its fault: it is opened again.
            raise
        except SourceError as error:
            self._refuse(begun, _WHY.get(type(error), Refusal.BROKEN), "".join(map(str, error.args)))
        except NotReadableError as error:
            self._refuse(begun, error.why)
        except Exception as surprise:  # one bad page never stops a run
            where = traceback.extract_tb(surprise.__traceback__)[-1]
            kind, place = type(surprise).__name__, f"{Path(where.filename).name}:{where.lineno}"
            _log.error("what was handed in broke its reader", submission=begun.id, error=kind, at=place)
            self._refuse(begun, Refusal.BROKEN)

    def _refuse(self, begun: Submission, why: Refusal, detail: str = "") -> None:
        with self._store.writing() as session:
            opening.refuse(session, begun.id, why, detail)
        _log.info("handed in and refused", submission=begun.id, kind=begun.kind.value, why=why.value)

    def _found(self, begun: Submission) -> Article:
        """Return the article as it stands where it was handed in; what it does not say of itself is None."""
        match begun.kind:
            case Handed.TEXT:
                return Article(opening.words(begun))
            case Handed.LINK:
                return self._page(begun)
            case Handed.FILE | Handed.PHOTO:
                return self._files(begun)

    def _page(self, begun: Submission) -> Article:
        try:
            return self._fetched(begun.link or "")
        except SourceError:
            text = opening.words(begun)
            # What a channel wrote above its link is news by itself; a bare link is not.
            if len(text) - len(begun.link or "") < _ENOUGH or begun.published is None:
                raise
            return Article(text, url=begun.url or begun.link)

    def _fetched(self, link: str) -> Article:
        page, today = self._fetch(link), self._now.date()
        if page.media_type not in _DOCUMENTS:
            return article_on_page(page, today, self._limits)
        return replace(article_in_file(page.body, "", today, self._limits), url=page.url)

    def _files(self, begun: Submission) -> Article:
        """Return the one article of all its files: several pictures are the pages of one text."""
        with self._store.reading() as session:
            given = opening.files(session, begun.id)
        found = [article_in_file(data, name, self._now.date(), self._limits) for name, data in given]
        whole = "\n\n".join(article.text for article in found)
        marks = [article.extraction for article in found if article.extraction]
        return replace(found[0], text=whole, extraction=marks[0] if marks else None)

    def _completed(self, begun: Submission, found: Article) -> Article:
        """Return the article with what its origin says, and else its text: a page knows its own outlet and day best."""
        if not found.text.strip():
            raise NotReadableError(Refusal.EMPTY)
        if not is_arabic(found.text):
            raise NotReadableError(Refusal.NOT_ARABIC)
        day = self._possible(found.published) or begun.published or self._possible(self._day_in(found.text))
        return replace(
            found,
            publisher=found.publisher or begun.publisher,
            published=day,
            url=found.url or begun.url or begun.link,
        )

    def _possible(self, day: date | None) -> date | None:
        try:
            check_published(day, self._now.date(), "")
        except FileError:
            return None
        return day

    def _day_in(self, text: str) -> date | None:
        article = Article(text[:_LOOKED_THROUGH])
        return written_on(sentences.split(clean.clean(Draft(article, self._dossier))))
