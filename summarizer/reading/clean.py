"""What belongs to an article and what only stands around it; knows no names, dates or events.

Every line of the original gets a kind. Nothing is rewritten: noise is a set of lines, kept as spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from summarizer.reading.draft import Draft, Line, LineKind
from summarizer.reading.fold import fold
from summarizer.reading.furniture import is_caption, is_furniture, opens_list

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?؟…][»”\"')\]]*$")
# A paragraph has this many words or more; a heading inside the text has fewer than a stray headline.
_PARAGRAPH, _HEADLINE, _TITLE = 12, 10, 30
# A first line this long is the title even where it opens with a word of furniture ("تغطية مباشرة").
_SURE = 7


@dataclass(frozen=True, slots=True)
class _Shape:
    """What one can see of a line without understanding it."""

    start: int
    end: int
    folded: str
    count: int
    stopped: bool
    apart: bool
    noise: bool


def clean(draft: Draft) -> Draft:
    """Return the draft with its lines told apart: title, body, subheads, noise."""
    shapes = _shapes(draft.text)
    kinds = _kinds(shapes)
    lines = (Line(shape.start, shape.end, kind) for shape, kind in zip(shapes, kinds, strict=True))
    return replace(draft, lines=tuple(lines))


def body(draft: Draft) -> str:
    """Return the article's text without its noise lines."""
    return "\n".join(line.span.of(draft.text) for line in draft.lines if line.kind is not LineKind.NOISE)


def _shapes(text: str) -> list[_Shape]:
    found: list[_Shape] = []
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if not line:
            continue
        start = match.start() + match.group().index(line)
        folded = fold(line)
        apart = not found or text.count("\n", found[-1].end, start) > 1
        found.append(
            _Shape(start, start + len(line), folded, len(line.split()), bool(_STOP.search(line)), apart, is_furniture(folded))
        )
    return found


def _kinds(shapes: Sequence[_Shape]) -> list[LineKind]:
    title = _title(shapes)
    noise = _noise(shapes, title)
    long = [shape.stopped for shape in shapes if shape.count >= 20]
    punctuated = not long or 2 * sum(long) > len(long)
    bodies = [i for i, s in enumerate(shapes) if i != title and not noise[i] and _is_paragraph(s, punctuated)]
    first, last = (bodies[0], bodies[-1]) if bodies else (0, len(shapes))
    attached = {i for i in range(first, last) if _is_attached(shapes, i, bodies)}
    return [
        LineKind.TITLE if i == title
        else LineKind.NOISE if noise[i] or i < first
        else LineKind.NOISE if attached and first < i < last and i not in attached and _is_loose(shape)
        else LineKind.BODY if _is_paragraph(shape, punctuated)
        else _after(shape) if i > last
        else _between(shape, punctuated)
        for i, shape in enumerate(shapes)
    ]  # fmt: skip


def _is_attached(shapes: Sequence[_Shape], i: int, bodies: Sequence[int]) -> bool:
    """True for a heading written right on the paragraph below it."""
    return not shapes[i].stopped and shapes[i].count < _HEADLINE and i + 1 in bodies and not shapes[i + 1].apart


def _is_loose(shape: _Shape) -> bool:
    """A short line that stands by itself: where headings are written on their paragraphs, it is none."""
    return not shape.stopped and shape.count < _HEADLINE and shape.apart


def _is_paragraph(shape: _Shape, punctuated: bool) -> bool:
    return shape.count >= _PARAGRAPH and (shape.stopped or not punctuated)


def _between(shape: _Shape, punctuated: bool) -> LineKind:
    """A short line among paragraphs: a sentence, a heading, or a headline that belongs to another article."""
    if shape.stopped and shape.count > 3:
        return LineKind.BODY
    if shape.count >= _HEADLINE:
        return LineKind.NOISE if punctuated else LineKind.BODY
    return LineKind.SUBHEAD


def _after(shape: _Shape) -> LineKind:
    """A short line after the last paragraph is furniture unless it is a sentence."""
    return LineKind.BODY if shape.stopped and shape.count > 7 else LineKind.NOISE


def _title(shapes: Sequence[_Shape]) -> int | None:
    """The first line of a headline's length before the first paragraph; a short one where there is no longer."""
    head: list[int] = []
    for i, shape in enumerate(shapes[:6]):
        if shape.count > _TITLE or (shape.stopped and shape.count > _PARAGRAPH):
            break
        if shape.count > 2 and ((i == 0 and shape.count > _SURE) or not shape.noise):
            head.append(i)
    if len(shapes) < 2 or not head:
        return None
    return next((i for i in head if shapes[i].count > 4), head[0])


def _noise(shapes: Sequence[_Shape], title: int | None) -> list[bool]:
    noise = [shape.noise for shape in shapes]
    seen = {shapes[title].folded} if title is not None else set()
    for i, shape in enumerate(shapes):
        if i == title:
            noise[i] = False
            continue
        if shape.folded in seen and shape.count > 2:
            noise[i] = True
        seen.add(shape.folded)
        if i and noise[i - 1] and opens_list(shapes[i - 1].folded) and not shape.stopped:
            noise[i] = True
        if not noise[i] and not shape.stopped and is_caption(shape.folded):
            noise[i] = True
            _take_picture_text(shapes, noise, i)
    return noise


def _take_picture_text(shapes: Sequence[_Shape], noise: list[bool], caption: int) -> None:
    """The line that sits right on a caption describes the same picture."""
    above = caption - 1
    if above > 0 and not shapes[caption].apart and shapes[above].count < _HEADLINE and not shapes[above].stopped:
        noise[above] = True
