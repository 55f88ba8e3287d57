"""What kind of file some bytes are, by what stands in them and not by what they are called."""

from __future__ import annotations

import re
from enum import StrEnum

from summarizer.sources.errors import OldWordError, WrongKindError


class Format(StrEnum):
    """A kind of file that can hold an article."""

    TEXT = "text"
    PAGE = "page"
    PDF = "pdf"
    WORD = "word"
    PICTURE = "picture"


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
# Other kinds that begin with signs of their own: archives, sounds, films, programs, fonts.
_OTHERS = (
    b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"ID3", b"OggS", b"\x7fELF", b"MZ", b"GIF8", b"{\\rtf",
)  # fmt: skip
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
# What no text holds, but for those that begin with a mark of UTF-16.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def format_of(data: bytes, name: str = "") -> Format:
    """Return the kind of file; `name` decides only between a text and a page. Raises SourceError for all others."""
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return Format.WORD
    if data.startswith(_PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Format.PICTURE
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise OldWordError
    if data.startswith(_OTHERS) or (_BINARY.search(data[:65536]) and not data.startswith(_UTF16)):
        raise WrongKindError
    paged = _PAGE.match(data[:4096]) or name.lower().endswith((".html", ".htm", ".xhtml"))
    return Format.PAGE if paged else Format.TEXT
