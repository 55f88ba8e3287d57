"""The words of a printed page as an article's text: lines joined, letters in their usual form; knows no file format."""

from __future__ import annotations

import re
import unicodedata

# Printed forms of Arabic letters, which programs leave where a font has no table of its letters.
_PRINTED = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
# Marks of direction, zero-width signs, what stands for a page's end.
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ENDS = re.compile(r"[.!?؟:…»”\")\]]\s*$")
# A line this near to the longest one's length was ended by the paper's edge, not by its writer.
_FULL = 0.75


def as_text(printed: str) -> str:
    """Return the text of a page: blank lines between paragraphs, none within; letters in their usual form."""
    plain = _UNSEEN.sub("", _PRINTED.sub(lambda run: unicodedata.normalize("NFKC", run.group()), printed))
    lines = [" ".join(line.split()) for line in plain.replace("\f", "\n\n").splitlines()]
    longest = _usual_length(lines)
    paragraphs: list[str] = []
    open_ = False
    for line in lines:
        if not line:
            open_ = False
        elif open_:
            paragraphs[-1] += " " + line
            open_ = _runs_on(line, longest)
        else:
            paragraphs.append(line)
            open_ = _runs_on(line, longest)
    return "\n\n".join(paragraphs)


def _runs_on(line: str, longest: int) -> bool:
    return len(line) >= _FULL * longest and not (_ENDS.search(line) and len(line) < 0.9 * longest)


def _usual_length(lines: list[str]) -> int:
    """The length of full lines: that of the longest but a few, which tables and addresses may be."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
