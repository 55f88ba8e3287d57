"""What editors handed in becomes an article, a question or a refusal; and whatever one does, the next is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sheets import LINES, drawn, empty_pdf, needs_poppler, needs_tesseract, word

from storage import inbox
from storage.catalog import load_dossier
from storage.catalog.schema import Dossier
from storage.db import Store
from storage.model import Article, Extraction, Handed, Piece, Refusal, Stage, Submission
from storage.submissions import arriving, telling
from storage.submissions.arriving import Arrival
from storage.turns import Work, alone
from summarizer.handed_in import open_waiting
from summarizer.sources.errors import PrivateAddressError, UnreachableError
from summarizer.sources.html import Page

NOW = datetime(2025, 1, 15, 18, 0, tzinfo=UTC)
DAY = date(2025, 1, 14)
LINK = "https://paper.example/1"
PAGE = """<html><head><title>وفد في الدوحة</title>{}<meta property="og:site_name" content="صحيفة"></head>
<body><article><h1>وفد في الدوحة</h1>{}</article></body></html>"""
BODY = "".join(f"<p>{line} {line}</p>" for line in LINES)
DATED = PAGE.format('<meta property="article:published_time" content="2025-01-13">', BODY)


@pytest.fixture(scope="module")
def gaza() -> Dossier:
    return load_dossier("gaza")


def site(page: str) -> Callable[[str], Page]:
    return lambda url: Page(url, page.encode())


def no_site(url: str) -> Page:
    raise UnreachableError


def hand_in(store: Store, kind: Handed, *pieces: tuple[str, bytes | None], **about: object) -> int:
    arrival = replace(Arrival(kind, NOW), **about)  # type: ignore[arg-type]
    number = 0
    with store.writing() as session:
        for place, (text, data) in enumerate(pieces, 1):
            piece = Piece(7, place, text, NOW, file_id="F" if data else None, file_name=text if data else "")
            if number:
                arriving.join(session, number, piece, kind, ready_at=NOW)
            else:
                number = arriving.hand_in(session, arrival, piece, dossier="gaza", chat_id=7, user_id=7)
            if data:
                session.flush()
                arriving.keep_file(session, piece, data)
        telling.received_said(session, number, 70)
    return number


def articles(store: Store) -> list[Article]:
    with store.reading() as session:
        return [replace(one, id=None) for one in inbox.waiting(session, "gaza")]


def shown(store: Store) -> Submission:
    with store.reading() as session:
        (one,) = telling.to_show(session)
    return one


def test_a_links_page_becomes_the_article_with_its_own_day_and_outlet(store: Store, gaza: Dossier) -> None:
    hand_in(store, Handed.LINK, (LINK, None), link=LINK, published=DAY, publisher="قناة")
    assert open_waiting(store, gaza, now=NOW, fetch=site(DATED)) == 1
    (found,) = articles(store)
    assert (found.url, found.publisher, found.published) == (LINK, "صحيفة", date(2025, 1, 13))
    assert found.text.startswith("وفد في الدوحة")


def test_a_page_without_a_day_has_that_of_the_post_that_links_to_it(store: Store, gaza: Dossier) -> None:
    hand_in(store, Handed.LINK, (LINK, None), link=LINK, published=DAY)
    open_waiting(store, gaza, now=NOW, fetch=site(PAGE.format("", BODY)))
    assert [one.published for one in articles(store)] == [DAY]


@pytest.mark.parametrize("day", ["", "2031-01-01", "1970-01-01"])
def test_without_a_day_that_can_be_an_editor_is_asked(store: Store, gaza: Dossier, day: str) -> None:
    page = PAGE.format(f'<meta property="article:published_time" content="{day}">', BODY)
    hand_in(store, Handed.LINK, (LINK, None), link=LINK)
    open_waiting(store, gaza, now=NOW, fetch=site(page))
    assert shown(store).stage is Stage.ASKING_DAY and articles(store) == []


def test_the_day_that_a_text_gives_itself_is_its_day(store: Store, gaza: Dossier) -> None:
    lead = "أعلنت قطر، اليوم الاثنين 13 يناير 2025، استئناف المشاورات في الدوحة بعد توقف دام أسبوعين."
    text = f"قطر تعلن استئناف المشاورات\n\n{lead}\n\n{LINES[1]}"
    hand_in(store, Handed.TEXT, (text, None))
    open_waiting(store, gaza, now=NOW)
    assert [one.published for one in articles(store)] == [date(2025, 1, 13)]


def test_a_text_that_was_cut_is_one_article(store: Store, gaza: Dossier) -> None:
    hand_in(store, Handed.TEXT, ("أول.", None), ("ثان", None), ("وثالث", None), published=DAY)
    open_waiting(store, gaza, now=NOW)
    assert [one.text for one in articles(store)] == ["أول.\nثان وثالث"]


def test_a_word_file_becomes_an_article(store: Store, gaza: Dossier) -> None:
    hand_in(store, Handed.FILE, ("خبر.docx", word()), published=DAY, publisher="قناة")
    open_waiting(store, gaza, now=NOW)
    (found,) = articles(store)
    assert found.text.startswith(LINES[0]) and (found.publisher, found.published) == ("قناة", DAY)


@needs_tesseract
def test_pictures_are_the_pages_of_one_text_and_are_shown_first(store: Store, gaza: Dossier) -> None:
    pages = (("", drawn("png", LINES[:2])), ("", drawn("jpeg", LINES[2:])))
    hand_in(store, Handed.PHOTO, *pages, published=DAY)
    open_waiting(store, gaza, now=NOW)
    asked = shown(store)
    assert asked.stage is Stage.ASKING_TEXT and asked.extraction is Extraction.OCR
    assert asked.text and asked.text.index("الدوحة") < asked.text.index("الجولة")


def test_a_channels_words_stand_for_a_page_that_cannot_be_had(store: Store, gaza: Dossier) -> None:
    text = f"{LINES[0]}\n{LINES[1]}\n{LINK}"
    hand_in(store, Handed.LINK, (text, None), link=LINK, url="https://t.me/news/1", published=DAY)
    open_waiting(store, gaza, now=NOW, fetch=no_site)
    assert articles(store) == [Article(text, None, DAY, "https://t.me/news/1")]


def test_a_link_to_a_word_file_is_opened_like_the_file(store: Store, gaza: Dossier) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    hand_in(store, Handed.LINK, (LINK, None), link=LINK, published=DAY)
    open_waiting(store, gaza, now=NOW, fetch=lambda url: Page(url, word(), kind))
    (found,) = articles(store)
    assert found.text.startswith(LINES[0]) and found.url == LINK


def test_a_bare_link_that_cannot_be_had_is_refused_and_can_be_tried_again(
    store: Store, gaza: Dossier
) -> None:
    number = hand_in(store, Handed.LINK, (LINK, None), link=LINK, published=DAY)
    open_waiting(store, gaza, now=NOW, fetch=no_site)
    assert shown(store).refusal is Refusal.UNREACHABLE
    with store.writing() as session:
        assert telling.retry(session, number, 7, now=NOW)
    open_waiting(store, gaza, now=NOW, fetch=site(DATED))
    assert len(articles(store)) == 1


def test_a_private_address_is_refused_as_that(store: Store, gaza: Dossier) -> None:
    hand_in(store, Handed.LINK, ("http://10.0.0.1/", None), link="http://10.0.0.1/")
    open_waiting(store, gaza, now=NOW)
    assert shown(store).refusal is Refusal.PRIVATE
    assert PrivateAddressError.__doc__


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"MZ is how programs begin", Refusal.WRONG_KIND),
        (b"PK\x03\x04 broken", Refusal.BROKEN),
        (b"Not a word of Arabic in it, from its head to its foot.", Refusal.NOT_ARABIC),
        (b"   ", Refusal.EMPTY),
        pytest.param(empty_pdf(1), Refusal.NO_TEXT, marks=needs_poppler),
        pytest.param(empty_pdf(200), Refusal.TOO_MANY_PAGES, marks=needs_poppler),
    ],
)
def test_a_bad_file_is_refused_by_name_and_the_next_is_opened(
    store: Store, gaza: Dossier, data: bytes, why: Refusal
) -> None:
    hand_in(store, Handed.FILE, ("خبر", data))
    assert open_waiting(store, gaza, now=NOW) == 1
    assert shown(store).refusal is why
    assert open_waiting(store, gaza, now=NOW) == 0


def test_a_page_that_breaks_its_reader_is_refused(store: Store, gaza: Dossier) -> None:
    def surprise(url: str) -> Page:
        raise ZeroDivisionError

    hand_in(store, Handed.LINK, (LINK, None), link=LINK)
    open_waiting(store, gaza, now=NOW, fetch=surprise)
    assert shown(store).refusal is Refusal.BROKEN


def test_what_another_summarizer_opens_is_left_to_it(store: Store, gaza: Dossier) -> None:
    number = hand_in(store, Handed.TEXT, ("نص الخبر كله", None), published=DAY)
    with alone(store, Work.OPENING, number) as ours:
        assert ours and open_waiting(store, gaza, now=NOW) == 0
    assert open_waiting(store, gaza, now=NOW) == 1
