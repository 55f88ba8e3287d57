"""What one can see of a line without understanding it: length, stop, bullet, blank lines around; decides nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.reading.draft import Draft
from summarizer.reading.fold import fold
from summarizer.reading.furniture import is_banner, is_furniture, is_nameplate, nameplates

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?؟…][»”\"')\]]*$")
# A mark, a picture or a number that makes a line one of a row.
_BULLET = re.compile(
    r"[•▪◾◽●○■□◼◻▫➖➤►▶✅✔🔹🔸🔷🔶🔻🔺🔴🔵⚫⚪⭕🟢🟡📌📍]|[*–—\-]\s|\d{1,2}\s?[.)\-–]\s|[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]"
    r"|(?:أول|ثاني|ثالث|رابع|خامس|سادس|سابع)[اً]{1,2}\s?[:،-]"
)
_HOUR = re.compile(r"[^\w]{0,4}\d{1,2}[:.]\d{2}(?!\d)\s*\S")


@dataclass(frozen=True, slots=True)
class Shape:
    """A line between `start` and `end`: its folded text, its words, and the signs at its edges.

    `apart` where a blank line stands before it; `noise` where its words alone say that it is furniture.
    """

    start: int
    end: int
    folded: str
    count: int
    stop: str
    apart: bool
    noise: bool
    bullet: bool
    hour: bool
    banner: bool

    @property
    def stopped(self) -> bool:
        """True where it ends as a sentence does."""
        return bool(self.stop)


def shapes(draft: Draft) -> list[Shape]:
    """Return the shapes of a text's lines that are not blank."""
    names = nameplates(draft.dossier, draft.article.publisher)
    found: list[Shape] = []
    text = draft.text
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line:
            start = match.start() + match.group().index(line)
            apart = not found or text.count("\n", found[-1].end, start) > 1
            found.append(_shape(draft, line, start, apart, names))
    return found


def _shape(draft: Draft, line: str, start: int, apart: bool, names: frozenset[str]) -> Shape:
    folded = fold(line)
    stop = _STOP.search(line)
    noise = is_furniture(folded) or (stop is None and is_nameplate(folded, names))
    return Shape(
        start=start,
        end=start + len(line),
        folded=folded,
        count=len(line.split()),
        stop=stop.group()[0] if stop else "",
        apart=apart,
        noise=noise,
        bullet=_BULLET.match(line) is not None,
        hour=_HOUR.match(folded) is not None,
        banner=is_banner(folded, draft.article.publisher),
    )


def is_punctuated(shapes: Sequence[Shape]) -> bool:
    """True where most paragraphs end with a stop; told by the longest lines that there are."""
    for length in (20, 12, 7):
        long = [shape.stopped for shape in shapes if shape.count >= length and not shape.noise]
        if len(long) > (length < 20):
            return 2 * sum(long) > len(long) if length == 20 else any(long)
    return True
