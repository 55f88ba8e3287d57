"""Cuts a long text of Telegram HTML into messages, between lines, tags closed in each; knows no wording."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import accumulate

# Telegram counts what is left after parsing. Counted in UTF-16 units we are never over, however it counts.
LIMIT = 4096

_TAG = re.compile(r"<[^<>]*>")
_TOKEN = re.compile(r"<[^<>]*>|&#?\w+;|[^<&]+|[<&]")


def visible_length(text: str) -> int:
    """Return the length of HTML `text` after parsing, in UTF-16 units."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def pages(text: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Cut HTML `text` into messages of at most `limit` visible units.

    Tags must open and close within a line. A paragraph's first line stays with its second, so that no
    message ends with a heading; only a line that is too long by itself is cut inside, tags closed and reopened.
    """
    done: list[str] = []
    page = ""
    for separator, piece in _pieces(text, limit):
        longer = f"{page}{separator}{piece}" if page else piece
        if page and visible_length(longer) > limit:
            done.append(page)
            longer = piece
        page = longer
    return tuple(page for page in (*done, page) if visible_length(page.strip()))


def _pieces(text: str, limit: int) -> Iterator[tuple[str, str]]:
    """Give what must stay together, with the line breaks that stand before it."""
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        lines = paragraph.split("\n")
        if len(lines) > 1 and visible_length("\n".join(lines[:2])) <= limit:
            lines[:2] = ["\n".join(lines[:2])]
        separator = "\n\n"
        for line in lines:
            for part in _cut(line, limit):
                yield separator, part
                separator = "\n"


def _cut(line: str, limit: int) -> Iterator[str]:
    if visible_length(line) <= limit:
        yield line
        return
    open_tags: list[str] = []
    part: list[str] = []
    used = 0
    for token, units in _tokens(line):
        rest, size = token, units
        while used + size > limit:
            # Only a run of letters can be cut; of it goes here what there is room for.
            fits = _fitting(rest, limit - used)
            yield "".join((*part, rest[:fits], *map(_closing, reversed(open_tags))))
            part, used, rest = [*open_tags], 0, rest[fits:]
            size = _units(rest) if fits else size
        _follow(token, open_tags)
        part.append(rest)
        used += size
    yield "".join(part)


def _tokens(line: str) -> Iterator[tuple[str, int]]:
    """Give tags, entities and the runs of letters between them, each with its visible length."""
    for token in _TOKEN.findall(line):
        if _TAG.fullmatch(token):
            yield token, 0
        elif token.startswith("&"):
            yield token, visible_length(token)
        else:
            yield token, _units(token)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _fitting(text: str, room: int) -> int:
    """Return how many characters of a run of letters fit into so many units; none of an entity."""
    if text.startswith("&"):
        return 0
    sizes = accumulate(2 if character > "\uffff" else 1 for character in text[:room])
    return sum(size <= room for size in sizes)


def _follow(token: str, open_tags: list[str]) -> None:
    if token.startswith("</"):
        open_tags.pop()
    elif _TAG.fullmatch(token):
        open_tags.append(token)


def _closing(tag: str) -> str:
    return f"</{re.split(r'[ >]', tag[1:], maxsplit=1)[0]}>"
