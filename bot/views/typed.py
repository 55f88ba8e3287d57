"""What a person typed with Telegram's formatting, made safe to stand in a message of ours; knows no wording."""

from __future__ import annotations

import html
import re

from markupsafe import escape

from bot.views.clean import lines_shown, web_address

_PIECE = re.compile(r"<[^<>]*>|[^<]+|<")
# Formatting that is kept as it is; all else is taken off, and the words stay.
_KEPT = frozenset({"<b>", "<i>", "<u>", "<s>", "<code>", '<span class="tg-spoiler">'})
_LINK = re.compile(r'<a href="([^"]*)">')


def typed(text: str) -> str:
    """Return Telegram's HTML of a typed text with plain formatting and web links alone, invisible tricks taken out.

    Every tag that is opened is closed; line breaks stay.
    """
    opened: list[str] = []
    return "".join(_piece(piece, opened) for piece in _PIECE.findall(text))


def _piece(piece: str, opened: list[str]) -> str:
    if piece.startswith("</"):
        return opened.pop() if opened else ""
    if piece.startswith("<") and piece.endswith(">"):
        tag = _tag(piece)
        # One that is taken off has an end too, which goes with it.
        opened.append(f"</{tag[1:].partition(' ')[0].rstrip('>')}>" if tag else "")
        return tag
    return str(escape(lines_shown(html.unescape(piece))))


def _tag(piece: str) -> str:
    if piece in _KEPT:
        return piece
    link = _LINK.fullmatch(piece)
    address = web_address(html.unescape(link[1])) if link else None
    return f'<a href="{escape(address)}">' if address else ""
