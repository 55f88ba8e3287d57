"""Lines to sentences, without splitting names, times or quotations; knows no meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from summarizer.reading.draft import Draft, Line, LineKind, Sentence
from summarizer.reading.fold import tokens

_END = re.compile(r"(?<![.])[.!?؟](?![.])[»”\"')\]]?(?=\s|$)")
_BULLET = re.compile(r"[\s•▪◾◽●○■□–—*\-🔴🔵⭕📌🔻➖⚡🟢🟡✅❗‼️🚨]{0,8}")
# Letters before a full stop that stand for a title or an agency, not for the end of a sentence.
_SHORT = re.compile(r"(?:^|\s)و?(?:د|م|أ|ا|ب|ه|ق|ت|غ|Dr|Mr|St|vs)$")
# The longest sentence of the gold articles measures 307 characters.
_LONGEST = 1_200
_OPENERS = {"«": "»", "“": "”", "(": ")"}


def split(draft: Draft) -> Draft:
    """Return the draft with the sentences of its title and body."""
    found = [
        sentence
        for number, line in enumerate(draft.lines)
        if line.kind in (LineKind.TITLE, LineKind.BODY)
        for sentence in _of_line(draft.text, line, number)
    ]
    return replace(draft, sentences=tuple(found))


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text that is one paragraph and no article."""
    return [one for start, end in _bounds(text, 0, len(text)) if (one := text[start:end].strip())]


def _of_line(text: str, line: Line, number: int) -> Iterator[Sentence]:
    title = line.kind is LineKind.TITLE
    bounds = [(line.start, line.end)] if title else _bounds(text, line.start, line.end)
    for start, end in (piece for whole in bounds for piece in _pieces(text, *whole)):
        start += len(_BULLET.match(text, start, end).group()) if not title else 0  # type: ignore[union-attr]
        found = tokens(text, start, end)
        if any(token.kind != "mark" for token in found):
            yield Sentence(start, end, found, number, title)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what has no end of a sentence for too long, so that the cost of a text grows with its length alone."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if text[match.start()] == "." and _SHORT.search(text, max(begin, match.start() - 4), match.start()):
            continue
        yield begin, match.end()
        begin = match.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end
