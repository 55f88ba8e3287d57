"""The outlet that a text names as its own, for one that came without; knows no store and no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from storage.catalog import load_outlets
from storage.catalog.checks import folded

# Such a line stands above the text or below it.
_EDGE_LINES = 4
_LABEL = re.compile(r"^[\W_]*(?:المصدر|المصادر|مصدر الخبر|نقلًا عن|نقلا عن|source)\s*[:：\-–]?\s*", re.I)
_BETWEEN = re.compile(r"\s*(?:[+,،/|&]|\sو(?=\S))\s*")


def stated_publisher(text: str) -> str | None:
    """Return the outlet of a line that says "source: …", or is an outlet's name alone, at the text's head or foot.

    Of several that are named the first is whose text it is. One that the catalog does not know is not taken: the
    words may be anybody's.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]):
        first = _BETWEEN.split(_LABEL.sub("", line), maxsplit=1)[0]
        named = _outlets().get(folded(first).strip(" .:-"))
        if named and (_LABEL.match(line) or first == line):
            return named
    return None


@cache
def _outlets() -> Mapping[str, str]:
    known = load_outlets().values()
    return {folded(name): outlet.name for outlet in known for name in (outlet.name, *outlet.aliases)}
