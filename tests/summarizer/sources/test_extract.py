"""Files that people forward become articles, each in a process of its own; those that mean harm are refused."""

from __future__ import annotations

import time
from datetime import date

import pytest
from sheets import LINES, drawn, empty_pdf, needs_poppler, needs_tesseract, png, repacked, word

from storage.model import Article, Extraction
from summarizer.sources.errors import (
    BrokenFileError,
    LockedFileError,
    MissingProgramError,
    NoTextError,
    OldWordError,
    SourceError,
    TooHeavyError,
    TooManyPagesError,
    WrongKindError,
)
from summarizer.sources.extract import article_in_file, article_on_page
from summarizer.sources.html import Page

TODAY = date(2025, 1, 2)
SAVED = """<html><head><title>وفد في الدوحة</title><meta property="article:published_time" content="2024-12-30">
<meta property="og:site_name" content="صحيفة"></head><body><article><h1>وفد في الدوحة</h1>{}</article></body></html>"""


def opened(data: bytes, name: str = "") -> Article:
    return article_in_file(data, name, TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_a_text_file_is_read_in_whatever_letters_it_is_written(encoding: str) -> None:
    assert opened("\n".join(LINES).encode(encoding), "خبر.txt").text == "\n".join(LINES)


def test_a_saved_page_gives_its_title_outlet_and_day() -> None:
    page = SAVED.format("".join(f"<p>{line} {line}</p>" for line in LINES))
    found = opened(page.encode(), "page.html")
    assert found.text.startswith("وفد في الدوحة") and LINES[1] in found.text
    assert (found.published, found.publisher) == (date(2024, 12, 30), "صحيفة")


def test_a_fetched_page_keeps_its_address() -> None:
    page = SAVED.format("".join(f"<p>{line} {line}</p>" for line in LINES))
    found = article_on_page(Page("https://paper.example/a", page.encode()), TODAY)
    assert (found.url, found.published) == ("https://paper.example/a", date(2024, 12, 30))


def test_a_word_file_gives_its_paragraphs_and_tables_in_their_order() -> None:
    assert opened(word()).text == "\n\n".join((*LINES, "المحتجزون مئة وواحد"))


@needs_poppler
def test_a_pdf_gives_its_words_in_the_order_in_which_they_are_read() -> None:
    found = opened(drawn("pdf"))
    # Each of lam and alef too, which stand in one sign on the paper.
    assert found.text.split() == " ".join(LINES).split()
    assert found.extraction is None


@needs_tesseract
@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_of_a_text_is_read_and_marked_so(kind: str) -> None:
    found = opened(drawn(kind), "photo.bin")
    assert found.extraction is Extraction.OCR
    assert {"الدوحة", "المشاورات", "القطرية"} <= set(found.text.split())


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", NoTextError),
        (b"\x7fELF\x02\x01\x01", WrongKindError),
        (b"GIF89a\x01\x00", WrongKindError),
        (b"words \x00\x01 and more", WrongKindError),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OldWordError),
        (repacked(word(), {"x.txt": b""})[:-30], BrokenFileError),
        (b"PK\x03\x04 is how archives begin", BrokenFileError),
    ],
)
def test_what_is_no_article_is_refused_by_what_stands_in_it(data: bytes, refusal: type[SourceError]) -> None:
    with pytest.raises(refusal):
        opened(data, "news.docx")


def test_an_archive_that_is_no_word_file_is_refused() -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("news.txt", "\n".join(LINES))
    with pytest.raises(WrongKindError):
        opened(out.getvalue(), "news.docx")


@needs_poppler
@pytest.mark.parametrize(
    ("pdf", "refusal"),
    [
        (b"%PDF-1.7 and nothing else", BrokenFileError),
        (empty_pdf(1), NoTextError),
        (empty_pdf(10_000), TooManyPagesError),
        (drawn("pdf")[:2000], BrokenFileError),
    ],
)
def test_a_pdf_without_words_or_with_10_000_pages_is_refused(pdf: bytes, refusal: type[SourceError]) -> None:
    with pytest.raises(refusal):
        opened(pdf)


@needs_poppler
def test_a_locked_pdf_is_refused() -> None:
    lock = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'11' * 32}> >> /ID [<00> <00>]"
    )
    with pytest.raises(LockedFileError):
        opened(empty_pdf(1, lock))


@pytest.mark.parametrize("parts", [1, 3000])
def test_a_word_file_that_unpacks_to_gigabytes_is_refused_at_once(parts: int) -> None:
    size = 500_000_000 if parts == 1 else 1000
    bomb = repacked(word(), {f"word/media/{number}.xml": bytes(size) for number in range(parts)})
    began = time.monotonic()
    with pytest.raises(TooHeavyError):
        opened(bomb)
    assert time.monotonic() - began < 10


def test_a_word_file_that_lies_about_its_size_is_refused() -> None:
    big = b"<x>" + b" " * 60_000_000 + b"</x>"
    bomb = repacked(word(), {"word/extra.xml": big})
    # The sizes that its directory and its local head tell.
    told = len(big).to_bytes(4, "little")
    with pytest.raises((BrokenFileError, TooHeavyError)):
        opened(bomb.replace(told, (10).to_bytes(4, "little")))


@pytest.mark.parametrize(
    "trick",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_xml_entities_are_never_followed(trick: str) -> None:
    document = (
        f'<?xml version="1.0"?>{trick}<w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'
    )
    with pytest.raises(BrokenFileError):
        opened(repacked(word(), {"word/document.xml": document.encode()}))


def test_entities_of_a_page_are_never_followed() -> None:
    trick = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    page = trick + SAVED.format("".join(f"<p>{line} &x; {line}</p>" for line in LINES))
    assert "root:" not in opened(page.encode(), "page.html").text


@needs_tesseract
@pytest.mark.parametrize(
    ("picture", "refusal"),
    [
        (drawn("png")[:5000], BrokenFileError),
        (b"\x89PNG\r\n\x1a\n broken", BrokenFileError),
        (png(30_000, 30_000), TooHeavyError),
        (png(40, 40, bytes(6 * 40)), NoTextError),
    ],
)
def test_a_broken_or_a_huge_picture_is_refused(picture: bytes, refusal: type[SourceError]) -> None:
    with pytest.raises(refusal):
        opened(picture)


@pytest.mark.parametrize("data", [drawn("pdf"), drawn("png")])
def test_without_its_program_a_file_is_refused_by_the_programs_name(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingProgramError, match=r"poppler-utils|tesseract-ocr"):
        opened(data)
