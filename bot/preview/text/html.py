"""Telegram's HTML, read as strictly as Telegram reads it, and written back; it knows no messages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.preview.text.entities import Entity, Formatted, normalised, utf16_length
from bot.preview.text.links import checked_link, mentioned_user

_TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_REFERENCES = {b"lt": 0x3C, b"gt": 0x3E, b"amp": 0x26, b"quot": 0x22}
_SPACE = b" \t\r\n\0\v"
_TOKEN = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
_NAME_END = _SPACE + b"=>/\"'"


class HtmlFault(ValueError):
    """The text is not Telegram's HTML; the message is Telegram's own, with its byte offset."""


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end: where its text begins, in UTF-16 units and in pieces of output."""

    tag: str
    argument: str
    offset: int
    piece: int


def parse(source: str) -> Formatted:
    """Return the plain text and the entities of `source`; raises HtmlFault where Telegram would refuse."""
    reader = _Reader(source)
    reader.read()
    return Formatted("".join(reader.out), normalised(reader.entities))


class _Reader:
    """Walks over the bytes of one text, because Telegram tells faults by byte offset."""

    def __init__(self, source: str) -> None:
        try:
            encoded = source.encode()
        except UnicodeEncodeError as error:
            raise HtmlFault("Text must be encoded in UTF-8") from error
        self.size = len(encoded)
        self.data = encoded + b"\0"
        self.at = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> None:
        while self.at < self.size:
            byte = self.data[self.at : self.at + 1]
            if byte == b"<":
                self._tag()
            elif byte == b"&":
                self._ampersand()
            else:
                self._plain()
        if self.open:
            tag = self.open[-1].tag
            raise HtmlFault(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.entities = [_without_language(entity) for entity in self.entities]

    def _emit(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)

    def _plain(self) -> None:
        ends = (self.data.find(mark, self.at, self.size) for mark in (b"<", b"&"))
        stop = min((end for end in ends if end >= 0), default=self.size)
        self._emit(self.data[self.at : stop].decode())
        self.at = stop

    def _ampersand(self) -> None:
        code, after = _reference(self.data, self.at)
        if not code:
            self._emit("&")
            self.at += 1
            return
        self._emit(_character(code))
        self.at = after

    def _tag(self) -> None:
        begin = self.at
        self.at += 1
        if self.data[self.at : self.at + 1] == b"/":
            self._end_tag(begin)
        else:
            self._start_tag(begin)
        self.at += 1

    def _skip(self, stop: bytes) -> bytes:
        """Move to the next byte that is in `stop`; return what was passed."""
        start = self.at
        while self.data[self.at] not in stop:
            self.at += 1
        return self.data[start : self.at]

    def _skip_spaces(self) -> None:
        while self.at < self.size and self.data[self.at] in _SPACE:
            self.at += 1

    def _ended(self) -> bool:
        return self.at >= self.size

    def _start_tag(self, begin: int) -> None:
        tag = self._skip(_SPACE + b">").decode().lower()
        if self._ended():
            raise HtmlFault(f"Unclosed start tag at byte offset {begin}")
        if tag not in _TAGS:
            raise HtmlFault(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = ""
        while self.data[self.at] != ord(">"):
            self._skip_spaces()
            if self.data[self.at] == ord(">"):
                break
            argument = self._attribute(tag, begin, argument)
        if tag == "span" and argument != "spoiler":
            raise HtmlFault(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(tag, argument, self.offset, len(self.out)))

    def _attribute(self, tag: str, begin: int, argument: str) -> str:
        """Read one attribute; return what the tag's argument is after it."""
        name = self._skip(_NAME_END).decode()
        if not name:
            raise HtmlFault(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self.data[self.at] != ord("="):
            if self._ended():
                raise HtmlFault(f'Unclosed start tag "{tag}" at byte offset {begin}')
            return "1" if (tag, name) == ("blockquote", "expandable") else argument
        self.at += 1
        self._skip_spaces()
        if self._ended():
            raise HtmlFault(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self.data[self.at] in b"'\"" else self._token()
        if self._ended():
            raise HtmlFault(f"Unclosed start tag at byte offset {begin}")
        return _argument(tag, name, value, argument)

    def _token(self) -> str:
        begin = self.at
        while self.data[self.at] in _TOKEN:
            self.at += 1
        if self.data[self.at] not in _SPACE + b">":
            raise HtmlFault(f"Unexpected end of name token at byte offset {begin}")
        return self.data[begin : self.at].decode().lower()

    def _quoted(self) -> str:
        quote = self.data[self.at]
        self.at += 1
        pieces = bytearray()
        while self.data[self.at] != quote and not self._ended():
            code, after = _reference(self.data, self.at) if self.data[self.at] == ord("&") else (0, 0)
            if code:
                pieces += _character(code).encode()
                self.at = after
            else:
                pieces.append(self.data[self.at])
                self.at += 1
        if not self._ended():
            self.at += 1
        return pieces.decode()

    def _end_tag(self, begin: int) -> None:
        if not self.open:
            raise HtmlFault(f"Unexpected end tag at byte offset {begin}")
        self.at += 1
        tag = self._skip(_SPACE + b">").decode().lower()
        self._skip_spaces()
        if self.data[self.at] != ord(">"):
            raise HtmlFault(f"Unclosed end tag at byte offset {begin}")
        expected = self.open[-1].tag
        if tag and tag != expected:
            raise HtmlFault(
                f'Unmatched end tag at byte offset {begin}, expected "</{expected}>", found "</{tag}>"'
            )
        self._close(self.open.pop())

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        if length <= 0:
            return
        kind, argument = _TAGS[opened.tag], opened.argument
        if kind == "text_link":
            kind, argument = _link(argument or "".join(self.out[opened.piece :]))
        elif kind == "blockquote" and argument:
            kind, argument = "expandable_blockquote", ""
        elif kind == "spoiler":
            argument = ""
        elif kind == "custom_emoji" and not (argument.isdigit() and int(argument)):
            raise HtmlFault("Invalid custom emoji identifier specified")
        entity = Entity(kind, opened.offset, length, argument)
        if kind and not self._joins_code_and_pre(entity):
            self.entities.append(entity)

    def _joins_code_and_pre(self, entity: Entity) -> bool:
        """`<pre><code class="language-x">` is one block with a language, whichever is outside."""
        if not self.entities or {entity.type, self.entities[-1].type} != {"code", "pre"}:
            return False
        last = self.entities[-1]
        language = last.argument if last.type == "code" else entity.argument
        if (last.offset, last.length) != (entity.offset, entity.length) or not language:
            return False
        self.entities[-1] = Entity("pre", entity.offset, entity.length, language)
        return True


def _without_language(entity: Entity) -> Entity:
    return Entity("code", entity.offset, entity.length) if entity.type == "code" else entity


def _argument(tag: str, name: str, value: str, before: str) -> str:
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, name) == ("blockquote", "expandable"):
        return "1"
    return before


def _link(url: str) -> tuple[str, str]:
    user = mentioned_user(url)
    if user:
        return "text_mention", user
    link = checked_link(url)
    return ("text_link", link) if link else ("", "")


def _reference(data: bytes, at: int) -> tuple[int, int]:
    """Read a character reference at `at`; return its code, 0 when it is none, and where to go on."""
    end = at + 1
    if data[end : end + 1] == b"#":
        code, end = _numeric(data, end + 1)
        if not 0 < code < 0x10FFFF or end - at >= 10:
            return 0, at
    else:
        while data[end : end + 1].isalpha():
            end += 1
        code = _REFERENCES.get(data[at + 1 : end], 0)
    return code, end + 1 if data[end : end + 1] == b";" else end


def _numeric(data: bytes, at: int) -> tuple[int, int]:
    base, digits = (16, b"0123456789abcdefABCDEF") if data[at : at + 1] == b"x" else (10, b"0123456789")
    start = end = at + (base == 16)
    while data[end] in digits:
        end += 1
    return (int(data[start:end], base) if end > start else 0), end


def _character(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF:
        raise HtmlFault(
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
            "surrogate code units"
        )
    return chr(code)
