"""Anything that an editor hands in, over HTTP: links, files, pictures, albums, cut texts, and what is asked of each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from botroom import Newsroom, RunningBot, eventually
from handroom import (
    EVENING,
    FROM_CHANNEL,
    LINES,
    LINK,
    LONG,
    Summarizer,
    from_bot,
    page,
    pieces,
    said,
)
from sheets import drawn, needs_poppler, needs_tesseract, word

from bot.preview.client import Person, Preview
from storage.model import Extraction


def test_a_link_alone_becomes_its_pages_article(owner: Person, summarizer: Summarizer) -> None:
    received = owner.ask(LINK)
    assert "استلمت الرابط" in received.text
    summarizer.open()
    (found,) = summarizer.articles()
    assert (found.url, found.published) == (LINK, date(2024, 10, 23))
    assert found.text.startswith("وفد مصري في الدوحة")


def test_a_few_words_above_a_link_are_about_its_page(owner: Person, summarizer: Summarizer) -> None:
    text = f"{LINES[0]}\n{LINK}"
    owner.forward_from_channel(text, title="قناة", username="news_channel", message_id=5, date=EVENING)
    said(owner, "استلمت الرابط (قناة، 24 أكتوبر 2024)")
    summarizer.open()
    assert [one.url for one in summarizer.articles()] == [LINK]


def test_a_link_below_a_whole_article_is_its_address(owner: Person, summarizer: Summarizer) -> None:
    text = f"{LONG}\n{LINK}"
    owner.forward_from_hidden(text, name="مجهول", date=EVENING)
    said(owner, "استلمت المقال")
    assert [(one.text, one.url) for one in summarizer.articles()] == [(text, LINK)]


def test_a_text_that_telegram_cut_is_one_article(owner: Person, summarizer: Summarizer) -> None:
    parts = [LINES[0] + " " + "كلمات " * 600, "بقية الجملة " * 250, "وهذه خاتمته."]
    for number, part in enumerate(parts):
        owner.forward_from_channel(
            part, title="قناة", username="news_channel", message_id=7 + number, date=EVENING
        )
    said(owner, "تُضم إليه بقيته")
    eventually(lambda: pieces(summarizer.store) == 3)
    assert len(from_bot(owner)) == 1
    summarizer.pass_time(4)
    summarizer.open()
    (found,) = summarizer.articles()
    assert found.text.endswith("وهذه خاتمته.") and "كلمات بقية الجملة" in found.text
    assert (found.url, found.published) == ("https://t.me/news_channel/7", date(2024, 10, 24))


def test_the_few_words_at_the_end_of_a_pasted_text_belong_to_it(
    owner: Person, summarizer: Summarizer
) -> None:
    owner.say("كلمات " * 600)
    owner.say("وهذه خاتمته.")
    eventually(lambda: pieces(summarizer.store) == 2)
    summarizer.pass_time(4)
    summarizer.open()
    assert "متى نُشر" in said(owner, "متى نُشر").text and len(from_bot(owner)) == 1


@pytest.mark.parametrize("other", ["channel", "date", "number"])
def test_what_comes_from_elsewhere_or_later_is_another_article(
    owner: Person, summarizer: Summarizer, other: str
) -> None:
    first = {"title": "قناة", "username": "news_channel", "message_id": 7, "date": EVENING}
    second = first | {"message_id": 8}
    second |= {
        "channel": {"username": "other_channel"},
        "date": {"date": EVENING + timedelta(hours=1)},
        "number": {"message_id": 19},
    }[other]
    owner.forward_from_channel(LINES[0] + " كلمات" * 500, **first)  # type: ignore[arg-type]
    owner.forward_from_channel(LINES[1], **second)  # type: ignore[arg-type]
    assert [one.text for one in eventually(summarizer.articles)] == [LINES[1]]
    summarizer.pass_time(4)
    summarizer.open()
    assert len(summarizer.articles()) == 2


def test_an_album_with_a_caption_is_one_article(owner: Person, summarizer: Summarizer) -> None:
    owner.send_album([drawn("png")] * 3, LINES[0], origin=FROM_CHANNEL)
    said(owner, "استلمت المقال")
    eventually(lambda: pieces(summarizer.store) == 3)
    summarizer.pass_time(4)
    summarizer.open()
    assert [one.text for one in summarizer.articles()] == [LINES[0]] and len(from_bot(owner)) == 1


@needs_tesseract
def test_a_picture_of_a_text_is_shown_before_it_is_an_article(
    owner: Person, summarizer: Summarizer, telegram: Preview
) -> None:
    owner.send_file("p.png", drawn("png"), kind="photo", origin=FROM_CHANNEL)
    received = said(owner, "استلمت الصورة")
    summarizer.pass_time(4)
    summarizer.open()
    asked = said(owner, "هذا ما قُرئ من الصورة")
    assert asked.id == received.id and "الدوحة" in asked.text and summarizer.articles() == []
    owner.tap(asked, "نعم، كما هو")
    said(owner, "تأكد النص")
    (found,) = summarizer.articles()
    assert (found.extraction, found.published) == (Extraction.OCR, date(2024, 10, 24))


@needs_tesseract
def test_pictures_of_one_album_are_one_text_in_their_order(owner: Person, summarizer: Summarizer) -> None:
    owner.send_album([drawn("png", LINES[:2]), drawn("png", LINES[2:])])
    said(owner, "استلمت الصورة")
    eventually(lambda: pieces(summarizer.store) == 2)
    summarizer.pass_time(4)
    summarizer.open()
    text = said(owner, "هذا ما قُرئ من الصورة").text
    assert text.index("الدوحة") < text.index("الجولة")
    owner.tap(from_bot(owner)[0], "نعم، كما هو")
    said(owner, "متى نُشر")


@pytest.mark.parametrize(
    ("called", "data"),
    [
        ("خبر.txt", "\n".join(LINES).encode()),
        ("page.html", page().encode()),
        ("خبر.docx", word()),
        pytest.param("خبر.pdf", drawn("pdf"), marks=needs_poppler),
    ],
)
def test_a_file_becomes_an_article_of_its_channel(
    owner: Person, summarizer: Summarizer, called: str, data: bytes
) -> None:
    owner.send_file(called, data, origin=FROM_CHANNEL)
    said(owner, "استلمت الملف (قناة الأخبار، 24 أكتوبر 2024)")
    summarizer.open()
    (found,) = summarizer.articles()
    assert "الخارجية القطرية" in found.text and found.published is not None
    assert (found.url, found.extraction) == ("https://t.me/news_channel/1", None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"MZ a program", "هذا النوع من الملفات لا يُقرأ"),
        (b"PK\x03\x04 broken", "الملف تالف"),
        (b"\xd0\xcf\x11\xe0 old", "صيغة doc القديمة"),
        (b"No Arabic in here at all, none.", "ليس بالعربية"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(
    owner: Person, summarizer: Summarizer, data: bytes, words: str
) -> None:
    owner.send_file("خبر.docx", data)
    received = said(owner, "استلمت الملف")
    summarizer.open()
    assert said(owner, words).id == received.id
    assert summarizer.articles() == []


def test_a_file_that_telegram_gives_to_no_bot_is_refused_at_once(
    owner: Person, bot: RunningBot, summarizer: Summarizer
) -> None:
    owner.send_file("كبير.pdf", bytes(20 * 1024 * 1024 + 1))
    said(owner, "أكبر من 20 ميغابايت")
    assert pieces(summarizer.store) == 0


@pytest.mark.parametrize("kind", ["server_error", "drop_before", "drop_after", "flood"])
def test_a_file_is_fetched_again_when_telegram_fails_for_a_moment(
    owner: Person, summarizer: Summarizer, telegram: Preview, kind: str
) -> None:
    telegram.fault(kind, method="getFile")
    owner.send_file("خبر.txt", "\n".join(LINES).encode(), origin=FROM_CHANNEL)
    summarizer.open(20)
    assert len(summarizer.articles()) == 1


def test_a_file_that_telegram_no_longer_has_is_refused(
    owner: Person, bot: RunningBot, telegram: Preview, summarizer: Summarizer
) -> None:
    telegram.fault("refuse", method="getFile", name="chat_not_found", times=9)
    owner.send_file("خبر.txt", "\n".join(LINES).encode(), origin=FROM_CHANNEL)
    refused = said(owner, "تعذّر تنزيل الملف من تيليغرام")
    telegram.clear_faults()
    owner.tap(refused, "محاولة أخرى")
    summarizer.open()
    assert len(summarizer.articles()) == 1


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("http://127.0.0.1/admin", "شبكة خاصة"),
        ("http://169.254.169.254/latest/meta-data", "شبكة خاصة"),
        ("http://[::1]/", "شبكة خاصة"),
        ("ftp://paper.example/1", "تبدأ بـ http"),
        ("file:///etc/passwd", "تبدأ بـ http"),
        ("https://user:secret@paper.example/1", "ليس هذا عنوان صفحة"),
        ("https://paper.example:8080/1", "ليس هذا عنوان صفحة"),
    ],
)
def test_a_link_that_must_not_be_followed_is_refused_with_a_sentence(
    owner: Person, summarizer: Summarizer, link: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summarizer.sources.web import fetch

    monkeypatch.setattr(Summarizer, "_fetch", lambda self, url: fetch(url))
    owner.say(link)
    said(owner, "استلمت الرابط")
    summarizer.open()
    said(owner, words)


def test_a_site_that_cannot_be_reached_can_be_tried_again(owner: Person, summarizer: Summarizer) -> None:
    other = "https://away.example/1"
    owner.ask(other)
    summarizer.open()
    refused = said(owner, "تعذّر الاتصال بالموقع")
    summarizer.pages[other] = page()
    owner.tap(refused, "محاولة أخرى")
    summarizer.open()
    assert [one.url for one in summarizer.articles()] == [other]


def test_links_that_are_none_of_an_article_say_what_to_do(owner: Person, bot: RunningBot) -> None:
    assert "أكثر من رابط" in owner.ask(f"{LINK}\nhttps://other.example/2").text
    assert "يُعاد توجيه المنشور نفسه" in owner.ask("https://t.me/news_channel/5").text


def test_a_known_article_says_so_with_its_first_address(
    owner: Person, summarizer: Summarizer, newsroom: Newsroom
) -> None:
    owner.ask(LINK)
    summarizer.open()
    newsroom.read(1)
    said(owner, "تمت قراءة المقال")
    owner.send_file("page.html", page().encode())
    summarizer.open()
    known = said(owner, "هذا المقال معروف منذ الجمعة 25 أكتوبر 2024")
    assert f'href="{LINK}"' in known.html
