"""Reads the feeds that owners have turned on: what is of the dossier's matter becomes an article in the inbox.

feed ─► entries that are new ─► of our matter? ─► the page (or the feed's own text) ─► of our matter? ─► inbox
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from storage import feeds, inbox
from storage.catalog import load_outlets
from storage.catalog.schema import Dossier, Feed, Outlet
from storage.clock import Clock
from storage.db import Store
from storage.feeds import Look
from storage.model import Article, Fate, FeedState, Remark
from storage.turns import Work, alone
from summarizer.reading import ReadingError, read
from summarizer.reading.relevance import touches
from summarizer.sources.errors import (
    BrokenAnswerError,
    NotModifiedError,
    SourceError,
    TooSlowError,
    UnreachableError,
)
from summarizer.sources.extract import article_on_page
from summarizer.sources.feed import Entry, entries, fetch_feed
from summarizer.sources.html import Known, Page

# So many pages are fetched in one look at a feed; what is left is taken at the next one, soon.
PAGES_A_LOOK = 8
_SOON = timedelta(minutes=1)
# What was published longer ago was news before the feed was turned on.
_OLD = timedelta(days=3)
# A text of so many characters in the feed itself is the article; so many are enough where its page is refused.
_WHOLE, _ENOUGH = 1200, 200
# A site that is down now may be up at the next look.
_PASSING = (UnreachableError, TooSlowError, BrokenAnswerError)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Web:
    """How feeds and pages are fetched; both raise SourceError. A page's article is taken out of it elsewhere."""

    feed: Callable[[str, Known], Page]
    page: Callable[[str], Page]


def _open_web() -> Web:
    # Not at the top: most runs have no feed to read.
    from summarizer.sources.web import fetch

    return Web(fetch_feed, fetch)


def read_feeds(
    store: Store,
    dossier: Dossier,
    timezone: str,
    clock: Clock,
    stopped: Callable[[], bool] = lambda: False,
    web: Web | None = None,
    outlets: Mapping[str, Outlet] | None = None,
) -> int:
    """Look at every feed that is due; returns how many articles came in.

    `timezone` (IANA) says in which day an instant lies. What goes wrong with a feed is kept with it, and the others
    are read. Raises StorageError where the database does not answer.
    """
    with store.reading() as session:
        due = feeds.due(session, dossier.code, clock())
    if not due:
        return 0
    known, taken = outlets or load_outlets(), 0
    for state in due:
        outlet = known.get(state.outlet)
        # An outlet's feed may have been taken out of the catalog since it was turned on.
        if outlet is not None and outlet.feed is not None and not stopped():
            with alone(store, Work.FEEDS, zlib.crc32(outlet.slug.encode()) & 0x7FFFFFFF) as ours:
                if ours:
                    taken += _Visit(
                        store, dossier, outlet, outlet.feed, ZoneInfo(timezone), web or _open_web()
                    ).look(state, clock())
    return taken


@dataclass(frozen=True, slots=True)
class _Visit:
    """One look at one outlet's feed."""

    store: Store
    dossier: Dossier
    outlet: Outlet
    feed: Feed
    zone: ZoneInfo
    web: Web

    def look(self, state: FeedState, now: datetime) -> int:
        """Take in what is new, and keep how it went; returns how many articles came in."""
        every, taken = timedelta(minutes=self.feed.every), 0
        try:
            page = self.web.feed(self.feed.url, Known(state.etag, state.modified))
            new = self._new(entries(page))
            taken = sum(self._take(entry, now) for entry in new[:PAGES_A_LOOK])
            look = Look(etag=page.etag, modified=page.modified)
            if len(new) > PAGES_A_LOOK:
                # Asked as if for the first time, it is given whole again.
                look, every = Look(), _SOON
        except NotModifiedError:
            look = Look(etag=state.etag, modified=state.modified)
        except SourceError as error:
            look = Look(trouble=type(error).__name__)
        with self.store.writing() as session:
            feeds.looked(session, self.dossier.code, self.outlet.slug, look, every=every, now=now)
        _log.info("feed read", outlet=self.outlet.slug, articles=taken, trouble=look.trouble)
        return taken

    def _new(self, found: Sequence[Entry]) -> Sequence[Entry]:
        """The entries that were not dealt with yet, the oldest first, each once."""
        by_name = {entry.name: entry for entry in reversed(found)}
        with self.store.reading() as session:
            unknown = feeds.unknown(session, self.dossier.code, self.outlet.slug, by_name.keys())
        return [entry for name, entry in by_name.items() if name in unknown]

    def _take(self, entry: Entry, now: datetime) -> bool:
        """Deal with one entry; returns whether it became an article."""
        fate, article = self._judged(entry, now)
        if fate is None:
            return False
        with self.store.writing() as session:
            article_id = None
            if article is not None:
                done = inbox.submit(session, article, dossier=self.dossier.code, now=now)
                article_id, fate = done.article_id, Fate.KNOWN if done.known else fate
            feeds.deal_with(
                session, self.dossier.code, self.outlet.slug, entry.name, fate, now=now, article_id=article_id
            )
        return fate is Fate.TAKEN

    def _judged(self, entry: Entry, now: datetime) -> tuple[Fate | None, Article | None]:
        """Return what becomes of an entry, and the article where it is taken; no fate: it is looked at again."""
        if entry.published and entry.published < now - _OLD:
            return Fate.OLD, None
        if not touches(self.dossier, f"{entry.title}\n{entry.text}"):
            return Fate.ELSEWHERE, None
        with self.store.reading() as session:
            if feeds.taken_lately(session, self.dossier.code, self.outlet.slug, now=now) >= self.feed.most:
                return Fate.TOO_MANY, None
        try:
            article = self._article(entry, now)
        except _PASSING:
            return None, None
        except SourceError:
            return Fate.REFUSED, None
        return self._of_our_matter(article)

    def _of_our_matter(self, article: Article) -> tuple[Fate, Article | None]:
        """Read it as the summarizer will: the title of an article on another matter may name ours."""
        try:
            elsewhere = read(article, self.dossier).remark is Remark.ELSEWHERE
        except ReadingError:
            return Fate.REFUSED, None
        return (Fate.ELSEWHERE, None) if elsewhere else (Fate.TAKEN, article)

    def _article(self, entry: Entry, now: datetime) -> Article:
        """Return the whole article: the feed's own text where that is long, else its page."""
        day = entry.published.astimezone(self.zone).date() if entry.published else None
        own = Article(f"{entry.title}\n\n{entry.text}", self.outlet.name, day, entry.link)
        if entry.link is None or len(entry.text) >= _WHOLE:
            return own
        try:
            page = article_on_page(self.web.page(entry.link), now.astimezone(self.zone).date())
        except _PASSING:
            raise
        except SourceError:
            if len(entry.text) < _ENOUGH:
                raise
            return own
        # The feed says whose it is and since when; its link is the outlet's own.
        return replace(page, publisher=self.outlet.name, published=day or page.published, url=entry.link)
