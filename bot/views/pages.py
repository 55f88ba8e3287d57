"""Cuts a long text of Telegram HTML into messages, between lines, tags closed in each; knows no wording."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

# Telegram counts what is left after parsing. Counted in UTF-16 units we are never over, however it counts.
LIMIT = 4096

_TAG = re.compile(r"<[^<>]*>")
_TOKEN = re.compile(r"<[^<>]*>|&#?\w+;|[^<&]|[<&]")


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
    part, used = "", 0
    for token in _TOKEN.findall(line):
        size = visible_length(token) if not _TAG.fullmatch(token) else 0
        if used + size > limit:
            yield part + "".join(map(_closing, reversed(open_tags)))
            part, used = "".join(open_tags), 0
        _follow(token, open_tags)
        part, used = part + token, used + size
    yield part


def _follow(token: str, open_tags: list[str]) -> None:
    if token.startswith("</"):
        open_tags.pop()
    elif _TAG.fullmatch(token):
        open_tags.append(token)


def _closing(tag: str) -> str:
    return f"</{re.split(r'[ >]', tag[1:], maxsplit=1)[0]}>"
