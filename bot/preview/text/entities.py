"""Text with its entities, kept in the order and nesting that Telegram keeps; offsets are UTF-16 units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
PRE = ("code", "pre")

# Which comes first among entities that cover the same characters; the lower, the further outside.
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_FOUND_PRIORITY = 50


@dataclass(frozen=True, slots=True)
class Entity:
    """A piece of a text with a meaning; `argument` is a url, a language, a user id or an emoji id."""

    type: str
    offset: int
    length: int
    argument: str = ""

    @property
    def end(self) -> int:
        """Return the offset just after the last unit."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, sorted."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, start: int, end: int) -> str:
    """Return the part of `text` between two UTF-16 offsets."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


def ordered(entities: Iterable[Entity]) -> list[Entity]:
    """Return `entities` by offset, the longer first, the outer first."""
    return sorted(entities, key=lambda e: (e.offset, -e.length, _PRIORITY.get(e.type, _FOUND_PRIORITY)))


def normalised(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return what Telegram makes of `entities`: no crossing, nothing inside code, like beside like merged."""
    present = ordered(entity for entity in entities if entity.length > 0)
    splittable = [entity for entity in present if entity.type in SPLITTABLE]
    quotes = _without_overlap(entity for entity in present if entity.type in QUOTES)
    rest = _without_overlap(e for e in present if e.type not in SPLITTABLE and e.type not in QUOTES)
    fixed = ordered([*quotes, *(entity for entity in rest if _fits(entity, quotes))])
    return tuple(ordered([*fixed, *_Splitter(splittable).split_at(fixed)]))


def _without_overlap(entities: Iterable[Entity]) -> list[Entity]:
    kept: list[Entity] = []
    for entity in entities:
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _fits(entity: Entity, quotes: Sequence[Entity]) -> bool:
    """Tell whether `entity` lies wholly inside, or wholly outside, each of the quotes."""
    for quote in quotes:
        apart = entity.end <= quote.offset or entity.offset >= quote.end
        inside = quote.offset <= entity.offset and entity.end <= quote.end
        if not apart and not inside:
            return False
    return True


class _Splitter:
    """Merges bold, italic and their like, and cuts them where another entity begins or ends."""

    def __init__(self, splittable: Sequence[Entity]) -> None:
        self._queue = list(reversed(splittable))
        self._open: dict[str, tuple[int, int]] = {}
        self._result: list[Entity] = []

    def split_at(self, fixed: Sequence[Entity]) -> list[Entity]:
        stack: list[Entity] = []
        for entity in [*fixed, None]:
            while stack and (entity is None or entity.offset >= stack[-1].end):
                self._leave(stack.pop())
            self._take_until(float("inf") if entity is None else entity.offset)
            if entity is not None:
                stack.append(entity)
        return self._result

    def _leave(self, entity: Entity) -> None:
        before = len(self._result)
        self._take_until(entity.end)
        if entity.type in PRE:
            del self._result[before:]

    def _take_until(self, offset: float) -> None:
        while self._queue and self._queue[-1].offset < offset:
            self._start(self._queue.pop())
        self._flush(offset)

    def _start(self, entity: Entity) -> None:
        running = self._open.get(entity.type)
        if running and entity.offset <= running[1]:
            self._open[entity.type] = (running[0], max(running[1], entity.end))
            return
        self._flush(entity.offset)
        self._open[entity.type] = (entity.offset, entity.end)

    def _flush(self, offset: float) -> None:
        for kind in SPLITTABLE:
            begin, end = self._open.get(kind, (0, 0))
            if end == 0 or begin >= offset:
                continue
            stop = int(min(end, offset))
            self._result.append(Entity(kind, begin, stop - begin))
            if end <= offset:
                del self._open[kind]
            else:
                self._open[kind] = (stop, end)


def shifted(entities: Iterable[Entity], by: int) -> tuple[Entity, ...]:
    """Return `entities` moved by `by` units."""
    return tuple(replace(entity, offset=entity.offset + by) for entity in entities)
