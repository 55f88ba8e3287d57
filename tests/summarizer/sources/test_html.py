from __future__ import annotations

from datetime import date

import pytest

from storage.model import Article
from summarizer.sources.errors import NoArticleError, SourceError, TooIntricateError
from summarizer.sources.html import MAX_ELEMENTS, Page, decoded, extract

TITLE = "وفد يصل إلى القاهرة لبحث الهدنة"
PARAGRAPHS = (
    "وصل وفد من الحركة إلى القاهرة مساء الخميس لبحث مقترح جديد للتهدئة مع مسؤولين مصريين كبار.",
    "وقال مصدر مطلع إن اللقاءات تستمر يومين قبل أن يعود الوفد إلى الدوحة لإجراء مشاورات داخلية.",
    "وأضاف المصدر أن المقترح يتضمن هدنة مدتها ستون يوما يُفرج خلالها عن عدد من المحتجزين.",
)
TODAY = date(2024, 10, 25)


def written(head: str = "", before: str = "", title: str = TITLE) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html lang=ar><head><title>{title}</title>{head}</head><body>"
        "<nav><a href=/>الرئيسية</a> <a href=/sport>رياضة</a></nav>"
        f"{before}<h1>{title}</h1><article>{body}</article><footer>جميع الحقوق محفوظة © 2023</footer></body></html>"
    )


def read(html: str, url: str = "https://sahel.example/a") -> Article:
    return extract(Page(url, html.encode(), charset="utf-8"), TODAY)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def linked(**facts: str) -> str:
    told = ", ".join(f'"{key}": "{value}"' for key, value in facts.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {told}}}</script>'


def test_the_article_is_its_title_and_its_paragraphs_and_nothing_around_them() -> None:
    assert read(written()).text == "\n".join([TITLE, "", *PARAGRAPHS])


def test_markup_in_the_text_is_gone_and_quoted_markup_stays_text() -> None:
    text = read(
        written(before="<p>قال <b onclick='x()'>المتحدث</b> إن &lt;b&gt; علامة<script>alert(1)</script></p>")
    ).text
    assert "onclick" not in text
    assert "alert" not in text


@pytest.mark.parametrize(
    ("html", "day"),
    [
        (written(meta("article:published_time", "2024-10-24T21:00:00+03:00")), date(2024, 10, 24)),
        (
            written(linked(datePublished="2024-10-23T08:00:00Z", dateModified="2024-10-24")),
            date(2024, 10, 23),
        ),
        (written(before="<time datetime='2024-10-22T10:00'>قبل يومين</time>"), date(2024, 10, 22)),
        (written(meta("article:published_time", "2024-10-26T00:10:00+03:00")), date(2024, 10, 26)),
    ],
    ids=["metadata", "linked data", "its only time", "where the outlet is, tomorrow has begun"],
)
def test_the_day_is_what_the_page_states_of_itself(html: str, day: date) -> None:
    assert read(html).published == day


def test_the_day_may_stand_in_the_address() -> None:
    assert read(written(), "https://sahel.example/2024/10/20/a-1").published == date(2024, 10, 20)


@pytest.mark.parametrize(
    "html",
    [
        written(),
        written(before="<time datetime='2024-10-22'>a</time><time datetime='2024-10-21'>b</time>"),
        written(meta("article:published_time", "2027-01-01")),
        written(meta("article:published_time", "2024-10")),
        written(meta("article:published_time", "2024-13-45")),
        written(meta("date", "2024-10-01") + meta("pubdate", "2024-10-02")),
    ],
    ids=["none", "times of several articles", "the future", "a month", "no day", "two days"],
)
def test_a_day_that_would_be_a_guess_is_left_open(html: str) -> None:
    assert read(html).published is None


def test_the_outlet_is_known_by_its_site_whatever_the_page_calls_itself() -> None:
    html = written(meta("og:site_name", "موقع آخر"))
    assert read(html, "https://www.aljazeera.net/news/a").publisher == "الجزيرة"
    assert read(html, "https://mubasher.aljazeera.net/news/a").publisher == "الجزيرة"


def test_an_unknown_site_goes_by_its_own_name_or_its_host() -> None:
    assert read(written(meta("og:site_name", "صحيفة الساحل"))).publisher == "صحيفة الساحل"
    assert read(written()).publisher == "sahel.example"


@pytest.mark.parametrize("name", ["الجزيرة", "الجـزيرة", "الجزيرة\u200f", "Al  Jazeera"])
def test_a_strange_site_cannot_take_a_known_outlets_name(name: str) -> None:
    assert read(written(meta("og:site_name", name))).publisher == "sahel.example"
    assert read(written(), "https://notaljazeera.net/a").publisher == "notaljazeera.net"


@pytest.mark.parametrize(
    ("claimed", "url"),
    [
        ("/news/1", "https://sahel.example/news/1"),
        ("https://www.sahel.example/news/1", "https://www.sahel.example/news/1"),
        ("https://www.aljazeera.net/news/1", "https://sahel.example/a?from=chat"),
        ("javascript:alert(1)", "https://sahel.example/a?from=chat"),
        ("http://[broken", "https://sahel.example/a?from=chat"),
    ],
)
def test_the_pages_own_address_counts_where_it_lies_on_its_site(claimed: str, url: str) -> None:
    article = read(written(f'<link rel="canonical" href="{claimed}">'), "https://sahel.example/a?from=chat")
    assert (article.url, article.publisher) == (url, "sahel.example")


def test_a_saved_page_knows_its_address_and_outlet_from_itself() -> None:
    article = read(written('<link rel="canonical" href="https://www.aljazeera.net/news/1">'), url="")
    assert (article.url, article.publisher) == ("https://www.aljazeera.net/news/1", "الجزيرة")
    assert read(written(), url="").url is None


def test_a_plain_text_is_its_own_article() -> None:
    page = Page("https://sahel.example/a.txt", PARAGRAPHS[0].encode(), "text/plain", "utf-8")
    assert extract(page, TODAY) == Article(
        PARAGRAPHS[0], "sahel.example", None, "https://sahel.example/a.txt"
    )


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (TITLE.encode("cp1256"), "windows-1256"),
        (TITLE.encode("cp1256"), None),
        (TITLE.encode("cp1256"), "iso-8859-1"),
        (TITLE.encode("cp1256"), "utf-8"),
        (TITLE.encode("iso8859-6"), "ISO-8859-6"),
        (TITLE.encode(), None),
        (TITLE.encode(), "no-such-charset"),
        (TITLE.encode(), "zip"),
        (TITLE.encode("utf-8-sig"), "windows-1256"),
        (TITLE.encode("utf-16"), None),
    ],
)
def test_arabic_is_read_in_the_charset_that_it_is_written_in(body: bytes, charset: str | None) -> None:
    assert decoded(Page("", body, charset=charset)) == TITLE


@pytest.mark.parametrize(
    "declaration",
    ["<meta charset=windows-1256>", "<meta http-equiv='Content-Type' content='text/html; charset=cp1256'>"],
)
def test_a_charset_that_only_the_page_declares_is_honoured(declaration: str) -> None:
    page = Page("https://sahel.example/a", written(declaration).encode("cp1256"))
    assert PARAGRAPHS[2] in extract(page, TODAY).text


def test_some_broken_bytes_do_not_change_the_charset() -> None:
    assert decoded(Page("", TITLE.encode() * 10 + b"\xff", charset="utf-8")).startswith(TITLE)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", NoArticleError),
        (b"   ", NoArticleError),
        (b"<html></html>", NoArticleError),
        (b"\0\1\2\3" * 100, NoArticleError),
        (b"<" * 100_000, NoArticleError),
        (b"<html><body>" + b"<div>" * 10_000, NoArticleError),
        (b"<html><body>" + "<p>خبر".encode() * (MAX_ELEMENTS + 1), TooIntricateError),
        (
            b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><html><body>&e;</body></html>",
            NoArticleError,
        ),
    ],
    ids=["nothing", "blanks", "no body", "binary", "brackets", "deep", "many", "entity"],
)
def test_a_page_without_an_article_says_so(body: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error):
        extract(Page("https://sahel.example/a", body), TODAY)
