"""Formatted text written as Telegram's HTML, or for a screen without links; the reader is `html`."""

from __future__ import annotations

from bot.preview.text.entities import Entity, Formatted, ordered, utf16_slice


def escaped(text: str) -> str:
    """Return `text` so that it stands in Telegram's HTML for itself."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def render(formatted: Formatted) -> str:
    """Return Telegram's HTML for `formatted`; entities that Telegram finds by itself need no tag."""
    writer = _Writer(formatted.text)
    for entity in ordered(formatted.entities):
        tags = _tags(entity)
        if tags:
            writer.start(entity, tags)
    return writer.finish()


class _Writer:
    """Writes a text with its tags, closing each where its entity ends."""

    def __init__(self, text: str) -> None:
        self._units = text.encode("utf-16-le")
        self._at = 0
        self._out: list[str] = []
        self._open: list[tuple[int, str]] = []

    def start(self, entity: Entity, tags: tuple[str, str]) -> None:
        self._close_until(entity.offset)
        self._write_until(entity.offset)
        self._out.append(tags[0])
        self._open.append((entity.end, tags[1]))

    def finish(self) -> str:
        end = len(self._units) // 2
        self._close_until(end)
        self._write_until(end)
        return "".join(self._out)

    def _write_until(self, offset: int) -> None:
        self._out.append(escaped(self._units[2 * self._at : 2 * offset].decode("utf-16-le", "replace")))
        self._at = offset

    def _close_until(self, offset: int) -> None:
        while self._open and self._open[-1][0] <= offset:
            end, tag = self._open.pop()
            self._write_until(end)
            self._out.append(tag)


_SIMPLE = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def _tags(entity: Entity) -> tuple[str, str] | None:
    """Return the start and the end tag of an entity, None for one that is found by itself."""
    argument = escaped(entity.argument)
    if entity.type in _SIMPLE:
        return f"<{_SIMPLE[entity.type]}>", f"</{_SIMPLE[entity.type]}>"
    special = {
        "text_link": (f'<a href="{argument}">', "</a>"),
        "text_mention": (f'<a href="tg://user?id={argument}">', "</a>"),
        "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
        "custom_emoji": (f'<tg-emoji emoji-id="{argument}">', "</tg-emoji>"),
    }
    if entity.type == "pre":
        if not argument:
            return "<pre>", "</pre>"
        return f'<pre><code class="language-{argument}">', "</code></pre>"
    return special.get(entity.type)


def plain_text(formatted: Formatted) -> str:
    """Return the text for a screen without links: each link's address follows its words in brackets."""
    links = [entity for entity in formatted.entities if entity.type == "text_link"]
    out: list[str] = []
    at = 0
    for link in links:
        words = utf16_slice(formatted.text, link.offset, link.end)
        shown = f" ({link.argument})" if link.argument.rstrip("/") != words.rstrip("/") else ""
        out.append(utf16_slice(formatted.text, at, link.end) + shown)
        at = link.end
    rest = formatted.text.encode("utf-16-le")[2 * at :].decode("utf-16-le", "replace")
    return "".join(out) + rest
