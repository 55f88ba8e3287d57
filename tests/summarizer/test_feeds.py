"""Feeds that owners turned on: what is ours becomes an article once, at its times, and what goes wrong is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest
from sqlmodel import select

from storage import feeds, inbox
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier, Feed, Outlet
from storage.db import Store
from storage.model import Article, Fate
from storage.tables import ArticleRow
from summarizer.feeds import PAGES_A_LOOK, Web, read_feeds
from summarizer.sources.errors import NotModifiedError, SourceError, StatusError, UnreachableError
from summarizer.sources.html import Known, Page

NOW = datetime(2025, 1, 13, 21, 30, tzinfo=UTC)
OWNER = 1
FEED, SITE = "https://news.example/rss", "https://news.example"
OUTLET = Outlet(slug="paper", name="صحيفة", feed=Feed(url=FEED, every=15, most=40))
OURS = "مصر وقطر تبحثان وقف إطلاق النار في غزة"
TEXT = (
    "التقى وزير الخارجية المصري بدر عبد العاطي، الاثنين، في القاهرة رئيس الوزراء القطري محمد بن عبد الرحمن آل ثاني "
    "لبحث وقف إطلاق النار في غزة وتبادل الأسرى. "
)
MATCH = "فاز الأهلي على الزمالك بهدفين في نهائي الكأس أمام جمهور كبير في ملعب القاهرة الدولي مساء اليوم."


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def item(
    number: int, title: str = OURS, text: str = "تبحث مصر وقطر التهدئة في غزة", at: datetime = NOW
) -> str:
    return (
        f"<item><guid>{number}</guid><title>{title}</title><link>{SITE}/{number}</link>"
        f"<description><![CDATA[<p>{text}</p>]]></description><pubDate>{format_datetime(at)}</pubDate></item>"
    )


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>ص</title>{"".join(items)}</channel></rss>'.encode()


class Site:
    """An outlet's site: what stands at its addresses, and what was asked of it. An error is raised."""

    def __init__(self, feed: bytes | SourceError = b"", page: bytes | SourceError | None = None) -> None:
        self.feed_now, self.page_now = feed, page
        self.asked: list[str] = []
        self.told: list[Known] = []

    @property
    def web(self) -> Web:
        return Web(self._feed, self._page)

    def _feed(self, url: str, known: Known) -> Page:
        self.told.append(known)
        if isinstance(self.feed_now, SourceError):
            raise self.feed_now
        return Page(url, self.feed_now, "application/xml", "utf-8", '"v1"', "Mon, 13 Jan 2025 21:00:00 GMT")

    def _page(self, url: str) -> Page:
        self.asked.append(url)
        if isinstance(self.page_now, SourceError):
            raise self.page_now
        told = f"{TEXT} ({url})" * 3
        whole = f"<html><body><article><h1>{OURS}</h1><p>{told}</p><p>{told}</p></article></body></html>"
        return Page(url, self.page_now or whole.encode(), "text/html", "utf-8")


Look = Callable[..., int]


@pytest.fixture
def look(store: Store, gaza: Dossier) -> Look:
    """Look at the feeds that are due at a time, with a site as it is then."""
    with store.writing() as session:
        feeds.turn(session, "gaza", "paper", True, by=OWNER, now=NOW)

    def looked(site: Site, at: datetime = NOW, outlet: Outlet = OUTLET) -> int:
        return read_feeds(store, gaza, "Asia/Qatar", lambda: at, web=site.web, outlets={"paper": outlet})

    return looked


def came_in(store: Store) -> list[Article]:
    with store.reading() as session:
        return list(inbox.waiting(session, "gaza", 100))


def state(store: Store, at: datetime = NOW) -> feeds.FeedState:
    with store.reading() as session:
        return feeds.overview(session, "gaza", now=at)["paper"]


def test_an_entry_of_our_matter_becomes_an_article_with_its_outlet_its_day_and_its_link(
    store: Store, look: Look
) -> None:
    site = Site(rss(item(1)))
    assert look(site) == 1
    (article,) = came_in(store)
    # Half past nine in the evening by UTC is the next day in Qatar.
    assert (article.publisher, article.published, article.url) == ("صحيفة", date(2025, 1, 14), f"{SITE}/1")
    assert "التقى وزير الخارجية المصري" in article.text
    assert state(store).count(Fate.TAKEN) == 1


def test_nothing_is_read_of_a_feed_that_nobody_turned_on(store: Store, gaza: Dossier) -> None:
    site = Site(rss(item(1)))
    assert read_feeds(store, gaza, "UTC", lambda: NOW, web=site.web, outlets={"paper": OUTLET}) == 0
    assert not site.told
    with store.writing() as session:
        feeds.turn(session, "gaza", "paper", True, by=OWNER, now=NOW)
        feeds.turn(session, "gaza", "paper", False, by=OWNER, now=NOW)
    assert read_feeds(store, gaza, "UTC", lambda: NOW, web=site.web, outlets={"paper": OUTLET}) == 0
    assert not site.told


def test_an_entry_is_taken_once_and_the_feed_is_asked_at_its_times(store: Store, look: Look) -> None:
    site = Site(rss(item(1)))
    look(site)
    assert look(site, NOW + timedelta(minutes=14)) == 0 and len(site.told) == 1
    assert look(site, NOW + timedelta(minutes=15)) == 0 and len(site.told) == 2
    assert site.asked == [f"{SITE}/1"] and len(came_in(store)) == 1


def test_the_server_is_asked_only_for_what_is_newer(store: Store, look: Look) -> None:
    site = Site(rss(item(1)))
    look(site)
    site.feed_now = NotModifiedError()
    look(site, NOW + timedelta(minutes=15))
    look(site, NOW + timedelta(minutes=30))
    said = Known('"v1"', "Mon, 13 Jan 2025 21:00:00 GMT")
    assert site.told == [Known(), said, said]
    assert state(store).failures == 0


def test_what_is_on_another_matter_is_not_even_fetched(store: Store, look: Look) -> None:
    site = Site(rss(item(1, "الأهلي بطل الكأس", MATCH)))
    assert look(site) == 0
    assert not site.asked and not came_in(store)
    assert state(store).count(Fate.ELSEWHERE) == 1


def test_an_article_whose_title_alone_names_our_matter_is_not_taken(store: Store, look: Look) -> None:
    page = f"<html><body><article><h1>غزة</h1>{f'<p>{MATCH}</p>' * 9}</article></body></html>".encode()
    assert look(Site(rss(item(1, "مدرب من إسرائيل يتابع نهائي الكأس")), page)) == 0
    assert not came_in(store) and state(store).count(Fate.ELSEWHERE) == 1


def test_an_article_that_stands_whole_in_the_feed_needs_no_page(store: Store, look: Look) -> None:
    site = Site(rss(item(1, text=TEXT * 8)))
    assert look(site) == 1 and not site.asked
    assert came_in(store)[0].text.startswith(OURS)


def test_where_a_page_is_refused_the_feeds_own_text_is_enough_if_it_is_a_text(
    store: Store, look: Look
) -> None:
    site = Site(rss(item(1, text=TEXT * 2), item(2, text="غزة")), StatusError("403"))
    assert look(site) == 1
    assert state(store).count(Fate.REFUSED) == 1


def test_a_page_that_cannot_be_reached_now_is_asked_for_again(store: Store, look: Look) -> None:
    site = Site(rss(item(1)), UnreachableError())
    assert look(site) == 0
    site.page_now = None
    assert look(site, NOW + timedelta(minutes=15)) == 1


def test_a_feed_that_fails_is_asked_less_and_less_often_and_says_why(store: Store, look: Look) -> None:
    site, at = Site(UnreachableError()), NOW
    pauses = []
    for _ in range(9):
        look(site, at)
        found = state(store, at)
        assert found.trouble == "UnreachableError" and found.next_at is not None
        pauses.append(found.next_at - at)
        at = found.next_at
    assert pauses[:3] == [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)]
    assert max(pauses) == timedelta(days=1)
    site.feed_now = rss(item(1, at=at))
    assert look(site, at) == 1
    assert (state(store, at).failures, state(store, at).trouble) == (0, None)


def test_a_flood_is_cut_off_and_counted(store: Store, look: Look) -> None:
    outlet = OUTLET.model_copy(update={"feed": Feed(url=FEED, most=2)})
    texts = [f"{TEXT * 8} {number}" for number in range(4)]
    site = Site(rss(*(item(number, text=text) for number, text in enumerate(texts))))
    assert look(site, outlet=outlet) == 2
    assert state(store).count(Fate.TOO_MANY) == 2


def test_of_many_new_entries_the_oldest_come_first_and_the_rest_soon(store: Store, look: Look) -> None:
    many = PAGES_A_LOOK + 3
    listed = [item(number, at=NOW - timedelta(minutes=number)) for number in range(many)]
    site = Site(rss(*listed))
    assert look(site) == PAGES_A_LOOK
    assert site.asked[0] == f"{SITE}/{many - 1}"
    assert look(site, NOW + timedelta(minutes=1)) == 3
    # What it had said of its state held for entries that were not taken: they would not have been given again.
    assert site.told == [Known(), Known()]


def test_what_was_old_before_the_feed_was_turned_on_is_left_where_it_is(store: Store, look: Look) -> None:
    site = Site(rss(item(1, at=NOW - timedelta(days=4))))
    assert look(site) == 0 and not site.asked
    assert state(store).count(Fate.OLD) == 1


def test_an_article_that_an_editor_sent_before_stays_theirs(store: Store, look: Look) -> None:
    site = Site(rss(item(1, text=TEXT * 8)))
    look(site)
    with store.writing() as session:
        feeds.turn(session, "gaza", "paper", False, by=OWNER, now=NOW)
        feeds.turn(session, "gaza", "paper", True, by=OWNER, now=NOW)
    site.feed_now = rss(item(2, text=TEXT * 8))
    assert look(site) == 0
    assert state(store).count(Fate.KNOWN) == 1
    with store.reading() as session:
        assert len(session.exec(select(ArticleRow)).all()) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>no feed</body></html>",
        b"\x00\xff\xfe binary",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel>&b;</channel></rss>',
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel>&e;</channel></rss>',
    ],
    ids=["nothing", "a page", "bytes", "names that grow", "a file of ours"],
)
def test_what_is_no_feed_is_refused_and_kept_as_trouble(store: Store, look: Look, body: bytes) -> None:
    assert look(Site(body)) == 0
    assert state(store).trouble == "NotAFeedError"


def test_entries_without_a_name_a_date_or_a_sound_link_hurt_nobody(store: Store, look: Look) -> None:
    odd = (
        "<item></item>"
        f"<item><title>{OURS}</title><pubDate>yesterday or so</pubDate></item>"
        f"<item><guid>x</guid><title>{OURS}</title><link>file:///etc/passwd</link></item>"
        f"<item><guid>y</guid><title>{'غزة ' * 5000}</title></item>"
    )
    assert look(Site(rss(odd, item(1)))) >= 1
    assert state(store).trouble is None


def test_a_feed_that_is_in_the_catalog_no_more_is_passed_over(
    store: Store, gaza: Dossier, look: Look
) -> None:
    site = Site(rss(item(1)))
    assert read_feeds(store, gaza, "UTC", lambda: NOW, web=site.web, outlets={"other": OUTLET}) == 0
    assert not site.told
