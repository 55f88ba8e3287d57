"""The text of a PDF, a Word file or a picture; run in a confined process alone (`opening`), knows no limits of time.

The programs that it needs are Debian's poppler-utils and tesseract-ocr with tesseract-ocr-ara.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from shutil import which

from summarizer.sources.errors import (
    BrokenFileError,
    LockedFileError,
    MissingProgramError,
    NoTextError,
    TooHeavyError,
    TooManyPagesError,
    WrongKindError,
)
from summarizer.sources.lettering import as_text
from summarizer.sources.ligatures import with_signs

# An article has a page or three; a report that is worth reading has fewer than this.
MOST_PAGES = 100
# What a Word file may unpack to, in bytes, and of how many parts it may be.
MOST_UNPACKED, MOST_PARTS = 40_000_000, 2_000
# The most dots of a picture that are looked at; tesseract sees best at letters of about 30 dots.
MOST_DOTS, SMALLEST_SIDE, LARGEST_SIDE = 40_000_000, 1500, 4000
_PAGES = re.compile(rb"^Pages:\s+(\d+)", re.M)
_LOCKED = re.compile(rb"password", re.I)
_ARABIC = re.compile(r"[\u0621-\u064a]")


def pdf_text(data: bytes) -> str:
    """Return a PDF's words; raises SourceError."""
    info, said = _program("poppler-utils", ["pdfinfo", "-"], data)
    if _LOCKED.search(said):
        raise LockedFileError
    pages = _PAGES.search(info)
    if pages is None:
        raise BrokenFileError
    if int(pages[1]) > MOST_PAGES:
        raise TooManyPagesError
    words, said = _program(
        "poppler-utils", ["pdftotext", "-q", "-nopgbrk", "-enc", "UTF-8", "-", "-"], with_signs(data)
    )
    text = as_text(words.decode("utf-8", "replace"))
    if not text:
        # The pages of a scanned one are pictures.
        raise NoTextError
    return text


def word_text(data: bytes) -> str:
    """Return the words of a .docx, paragraphs and tables in their order; raises SourceError."""
    _check_package(data)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import XMLSyntaxError

    try:
        parts = Document(io.BytesIO(data)).iter_inner_content()
        found = [line for part in parts for line in (_rows(part) if isinstance(part, Table) else [part.text])]
    except (OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as cause:
        raise BrokenFileError from cause
    text = "\n\n".join(line.strip() for line in found if line.strip())
    if not text:
        raise NoTextError
    return text


def _rows(table: object) -> Sequence[str]:
    return [" ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in table.rows]  # type: ignore[attr-defined]


def _check_package(data: bytes) -> None:
    """Refuse, before anything is unpacked, what is no Word file, unpacks to too much, or declares XML entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if "word/document.xml" not in package.namelist():
                raise WrongKindError
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise TooHeavyError
            for part in parts:
                _check_part(package, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as cause:
        # RuntimeError: encrypted; NotImplementedError: packed in a way that Word does not use.
        raise BrokenFileError from cause


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if not part.filename.lower().endswith((".xml", ".rels")):
        return
    with package.open(part) as stream:
        # What a directory says of sizes may be a lie.
        head = stream.read(MOST_UNPACKED + 1)
    if len(head) > MOST_UNPACKED:
        raise TooHeavyError
    # Word writes none; what has one plays tricks with entities.
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise BrokenFileError


def picture_text(data: bytes) -> str:
    """Return the words that stand on a picture, as far as a program can read them; raises SourceError."""
    prepared = _prepared(data)
    words, _ = _program(
        "tesseract-ocr and tesseract-ocr-ara", ["tesseract", "-", "-", "-l", "ara", "--psm", "3"], prepared
    )
    text = as_text(words.decode("utf-8", "replace"))
    if len(_ARABIC.findall(text)) < 10:
        raise NoTextError
    return text


def _prepared(data: bytes) -> bytes:
    """The picture in shades of grey at a size that tesseract reads well; what is no whole picture is refused."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise TooHeavyError
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except Image.DecompressionBombError as cause:
        raise TooHeavyError from cause
    except (OSError, SyntaxError, ValueError) as cause:
        raise BrokenFileError from cause
    # What shows through is paper.
    grey = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("L")
    side = max(grey.size)
    scale = min(max(1.0, SMALLEST_SIDE / side), LARGEST_SIDE / side)
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    out = io.BytesIO()
    grey.resize(size, Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _program(package: str, command: Sequence[str], data: bytes) -> tuple[bytes, bytes]:
    """Run a program on the bytes; returns what it printed and what it complained of."""
    if which(command[0]) is None:
        raise MissingProgramError(package)
    # In files: what is written to them is limited, what runs through a pipe into our memory is not.
    with Path("given").open("wb") as given:
        given.write(data)
    with Path("given").open("rb") as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        done = subprocess.run(command, stdin=given, stdout=out, stderr=err, check=False)  # noqa: S603
        out.seek(0)
        err.seek(0)
        said = err.read(10_000)
        if done.returncode < 0:
            raise TooHeavyError
        if b"Error opening data file" in said:
            raise MissingProgramError(package)
        return out.read(), said
