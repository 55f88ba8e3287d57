"""A reply as plain text for a terminal: tags gone, addresses written out behind what they are linked to."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from bot.views.reply import Reply

# A reference number needs no address: the list of sources below gives it.
_NUMBER = re.compile(r"\[\d+\]")

# Terminals show these marks as boxes.
_ISOLATES = dict.fromkeys((0x2068, 0x2069))


def plain(reply: Reply) -> str:
    """Return the messages of `reply` as text, a blank line between them; a picture by what it shows."""
    picture = [f"[صورة: {reply.picture.alt}]"] if reply.picture else []
    return "\n\n".join((*picture, *map(plain_text, reply.parts)))


def plain_text(message: str) -> str:
    """Return one message of Telegram HTML as text."""
    return _read(message, _Reader())


def words_of(message: str) -> str:
    """Return one message of Telegram HTML as text in which no address stands beside the words that lead there."""
    return _read(message, _Reader(addresses=False))


def _read(message: str, reader: _Reader) -> str:
    reader.feed(message)
    reader.close()
    return "".join(reader.pieces).translate(_ISOLATES)


class _Reader(HTMLParser):
    def __init__(self, *, addresses: bool = True) -> None:
        super().__init__(convert_charrefs=True)
        self._addresses = addresses
        self.pieces: list[str] = []
        self._address: str | None = None
        self._start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._address, self._start = dict(attrs).get("href"), len(self.pieces)
        elif tag == "blockquote":
            self.pieces.append("  «")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self.pieces.append("»")
        if tag == "a" and self._address:
            linked = "".join(self.pieces[self._start :])
            if self._addresses and not _NUMBER.fullmatch(linked):
                self.pieces.append(f" <{self._address}>")
            self._address = None

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)
