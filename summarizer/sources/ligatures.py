"""Letter pairs that a PDF draws as one sign, told so that pdftotext does not turn them round; knows no other of a PDF's matters.

A font's table says of the sign for lam and alef that it stands for two letters, in their order. pdftotext reverses
each line of Arabic sign by sign and, up to this day, the two letters with it: "إطلاق" becomes "إطالق". In the table
we put the one character that Unicode has for the pair; whoever reads the text makes two letters of it again.
"""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n")
_PAIR = re.compile(rb"(?<=<)0644(0622|0623|0625|0627)(?=>)")
_SIGNS = {b"0622": b"FEF5", b"0623": b"FEF7", b"0625": b"FEF9", b"0627": b"FEFB"}
# What stands in a table before the table itself: names and remarks, by which we make room.
_PREAMBLE = re.compile(rb"^.*?begincmap.*?(?=\d+\s+begin(?:codespacerange|bfchar|bfrange))", re.S)
# A font has a few hundred signs: its table is small, packed or not.
_PACKED, _UNPACKED = 200_000, 1_000_000


def with_signs(pdf: bytes) -> bytes:
    """Return the PDF with the pairs in its fonts' tables replaced; not a byte of it moves."""
    patched = bytearray(pdf)
    for begin in _STREAM.finditer(pdf):
        end = pdf.find(b"endstream", begin.end(), begin.end() + _PACKED)
        if end < 0:
            continue
        table = _unpacked(pdf[begin.end() : end])
        if b"begincmap" in table and _PAIR.search(table):
            short = _PREAMBLE.sub(b"begincmap\n", table)
            packed = zlib.compress(_PAIR.sub(lambda pair: _SIGNS[pair[1]], short), 9)
            if len(packed) <= end - begin.end():
                # What follows the packed data's own end is not looked at.
                patched[begin.end() : begin.end() + len(packed)] = packed
    return bytes(patched)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, _UNPACKED)
    except zlib.error:
        return b""
