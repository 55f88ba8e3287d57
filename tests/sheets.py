"""Files as people forward them, made when a test asks for them: a PDF, a .docx, a picture of a text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from shutil import which
from typing import Any

import pytest

LINES = (
    "وصل وفد مصري إلى الدوحة لاستئناف المشاورات بشأن وقف إطلاق النار",
    "وأعلنت الخارجية القطرية أن المشاورات مستمرة مع الأطراف كافة",
    "وقال مصدر مطلع إن الجولة المقبلة تبدأ يوم الأحد.",
)

needs_poppler = pytest.mark.skipif(
    which("pdftotext") is None, reason="pdftotext is not here (Debian: poppler-utils)"
)
needs_tesseract = pytest.mark.skipif(
    which("tesseract") is None, reason="tesseract is not here (Debian: tesseract-ocr-ara)"
)


def drawn(kind: str, lines: Sequence[str] = LINES) -> bytes:
    """Return a sheet with these lines as a PDF, PNG or JPEG."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context({"pdf.fonttype": 42}):
        sheet = Figure(figsize=(10, 1 + len(lines)))
        for number, line in enumerate(lines):
            sheet.text(0.95, 0.9 - 0.8 * number / len(lines), line, ha="right", fontsize=18)
        out = io.BytesIO()
        sheet.savefig(out, format=kind)
    return out.getvalue()


def word(lines: Sequence[str] = LINES) -> bytes:
    """Return a .docx with a heading, the lines, and a table of two cells."""
    from docx import Document

    document = Document()
    document.add_heading(lines[0])
    for line in lines[1:]:
        document.add_paragraph(line)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "المحتجزون", "مئة وواحد"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(docx: bytes, changes: Mapping[str, bytes]) -> bytes:
    """Return the .docx with some of its parts replaced, or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in changes:
                after.writestr(name, before.read(name))
        for name, data in changes.items():
            after.writestr(name, data)
    return out.getvalue()


def empty_pdf(pages: int, trailer: str = "") -> bytes:
    """Return a PDF of so many blank pages, written by hand; `trailer` goes into its trailer."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * pages
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += (
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def png(width: int, height: int, rows: Any = b"") -> bytes:
    """Return a PNG whose head says that it is so wide and high, whatever stands in it."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
