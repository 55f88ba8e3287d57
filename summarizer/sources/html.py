"""An article out of a web page: text, title, outlet, date and address; knows no network and no clock."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from storage.catalog import load_outlets
from storage.catalog.schema import Outlet
from storage.model import Article
from summarizer.reading.fold import fold
from summarizer.sources.errors import NoArticleError, TooIntricateError

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

# Finding an article takes time that grows faster than the page: at this many elements, three seconds.
MAX_ELEMENTS = 20_000

# Charsets that can hold Arabic, under the names by which Python knows them. A page that claims another one
# is mislabelled.
_ARABIC_CHARSETS = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6"})
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# A claim that can be read byte by byte is not in UTF-16, whatever it says.
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*(?!utf-16)([\w.:-]{1,40})", re.I
)
_DAY = re.compile(r"(?<!\d)(\d{4})[-/](\d\d?)[-/](\d\d?)(?!\d)", re.ASCII)
_LINKED_DATE = re.compile(r"\"datePublished\"\s*:\s*\"([^\"]{1,40})\"")
_DATE_NAMES = frozenset({
    "article:published_time", "og:article:published_time", "datepublished", "publishdate", "publish-date",
    "publish_date", "publication_date", "pubdate", "dc.date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "parsely-pub-date", "sailthru.date", "date",
})  # fmt: skip
_HOST = re.compile(r"[a-z0-9.-]+\.[a-z]+", re.I | re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came: `url` is where it stood at last ("" for a file), `charset` what its sender claimed.

    `etag` and `modified` are what it said of its state, for asking later whether it has changed.
    """

    url: str
    body: bytes
    media_type: str = "text/html"
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a server said of the state in which it gave something last: it need not give that again."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers that make a request a conditional one; what no header can hold is left out."""
        said = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {
            name: value for name, value in said.items() if value and value.isascii() and value.isprintable()
        }


def extract(page: Page, today: date) -> Article:
    """Return the article on the page, its title being the first line; raises SourceError where there is none.

    Only a date that the page states of itself is taken as its day, and none that lies after `today`.
    """
    text = decoded(page)
    if page.media_type == "text/plain":
        return Article(text, publisher=_publisher(page.url, None), url=page.url or None)
    tree = _tree(text)
    # Extraction empties the tree, so what is asked of the tree is asked first. One day of grace: where the
    # outlet is, tomorrow may have begun.
    published = _published(tree, page.url, today + timedelta(days=1))
    url = _canonical(tree, page.url)
    found = _document(tree, page.url)
    return Article(_with_title(found), _publisher(page.url or url, found.sitename), published, url or None)


def decoded(page: Page) -> str:
    """Return the page's text in the first charset, of those that it claims and those that are usual, that fits."""
    claims = [name for mark, name in _MARKS if page.body.startswith(mark)]
    meta = _META.search(page.body, 0, 4096)
    claims += [page.charset or "", meta[1].decode("ascii", "ignore") if meta else "", "utf-8", "cp1256"]
    texts = (page.body.decode(name, "replace") for name in _known(claims))
    # A few broken bytes do not make a claim wrong; one in a hundred characters does.
    text = next(text for text in texts if text.count("\ufffd") * 100 <= len(text))
    return text.removeprefix("\ufeff")


def _known(claims: Iterable[str]) -> Iterable[str]:
    for claim in claims:
        try:
            name = codecs.lookup(claim).name
        except LookupError:
            continue
        if name in _ARABIC_CHARSETS:
            yield name


def _tree(text: str) -> HtmlElement:
    from trafilatura import load_html

    tree = load_html(text)
    if tree is None:
        raise NoArticleError
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise TooIntricateError
    return tree


def _document(tree: HtmlElement, url: str) -> Document:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    found = bare_extraction(
        tree, url=url or None, with_metadata=True, include_comments=False, include_tables=False
    )
    if not isinstance(found, Document):
        raise NoArticleError
    return found


def _with_title(found: Document) -> str:
    title, body = " ".join((found.title or "").split()), (found.text or "").strip()
    if body in ("", title):
        raise NoArticleError
    return body if not title or body.startswith(title) else f"{title}\n\n{body}"


def _published(tree: HtmlElement, url: str, latest: date) -> date | None:
    """The day that the page gives itself, from its surest statement that is not at odds with itself."""
    metas = (meta.get("content", "") for meta in tree.iter("meta") if _meta_name(meta) in _DATE_NAMES)
    scripts = " ".join(tree.xpath("//script[@type='application/ld+json']/text()"))
    for claims in (metas, _LINKED_DATE.findall(scripts), [url], tree.xpath("//time/@datetime")):
        days = {day for claim in claims if (day := _day(claim))}
        if len(days) == 1:
            return min((day for day in days if day <= latest), default=None)
    return None


def _meta_name(meta: HtmlElement) -> str:
    return str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()


def _day(claim: str) -> date | None:
    match = _DAY.search(claim)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _canonical(tree: HtmlElement, url: str) -> str:
    """The address that the page gives itself, if it is on the site that the page came from."""
    claims = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    try:
        joined = urljoin(url, claims[0].strip() if claims else "")
        of_the_site = not url or _site(joined) == _site(url)
        return joined if of_the_site and urlsplit(joined).scheme in ("http", "https") else url
    except ValueError:
        return url


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")


def _publisher(url: str, claimed: str | None) -> str | None:
    """The outlet that the site belongs to, else what the site calls itself, else its host.

    A site may not call itself by the name of an outlet whose sites are known and are others.
    """
    outlets, names = _by_domain(), _by_name()
    labels = _site(url).split(".")
    for cut in range(len(labels)):
        if outlet := outlets.get(".".join(labels[cut:])):
            return outlet.name
    # Where a page does not name its site, the extractor takes the host that the page claims to be on.
    name = "" if _HOST.fullmatch(claimed or "") else claimed
    named = names.get(_key(name or ""))
    if named:
        return named.name if not named.domains or not url else _site(url)
    return name or _site(url) or None


@cache
def _by_domain() -> Mapping[str, Outlet]:
    return {domain: outlet for outlet in load_outlets().values() for domain in outlet.domains}


@cache
def _by_name() -> Mapping[str, Outlet]:
    outlets = load_outlets().values()
    return {_key(name): outlet for outlet in outlets for name in (outlet.name, outlet.en, *outlet.aliases)}


def _key(name: str) -> str:
    return " ".join(fold(name).split())
