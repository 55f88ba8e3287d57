"""The digest that the READMEs show, as lines of plain text without the numbers of sources."""

from __future__ import annotations

import re
from pathlib import Path

# A cell of the English page's table, a quoted line of the Arabic one.
_LINE = re.compile(r'<td dir="rtl">(.*?)</td>|^> (.+)$', re.MULTILINE)
_NUMBER = re.compile(r" \[\d+\]")


def lines_of_the_digest(readme: Path) -> list[str]:
    """Return them in their order."""
    shown = (cell or quoted for cell, quoted in _LINE.findall(readme.read_text("utf-8")))
    return [without_numbers(re.sub(r"</?[bi]>|\*+", "", line)) for line in shown]


def without_numbers(line: str) -> str:
    return _NUMBER.sub("", line).strip()
