"""What belongs to an article and what only stands around it; knows no names, dates or events.

Every line of the original gets a kind. Nothing is rewritten: noise is a set of lines, kept as spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.reading.draft import Draft, Line, LineKind
from summarizer.reading.furniture import announces, is_caption, is_end, is_kicker, opens_list
from summarizer.reading.shapes import Shape, is_punctuated, shapes

# A paragraph has this many words or more, in a text without stops fewer; an item of a row fewer still.
_PARAGRAPH, _UNSTOPPED, _ITEM = 12, 7, 5
# A heading inside the text has fewer words than a stray headline, and a title no more than this.
_HEADLINE, _TITLE = 9, 30
# A first line this long is the title even where it opens with a word of furniture ("تغطية مباشرة").
_SURE = 7
# A question or a line above the headline is at most this long; a sentence after the last paragraph longer.
_QUESTION, _KICKER, _LATE = 10, 8, 7
# A line of more words that ends with a colon says who says what follows; one of fewer is a label.
_LABEL = 4
# What follows a closing line is furniture where it is at most this share of the text.
_TAIL = 4


def clean(draft: Draft) -> Draft:
    """Return the draft with its lines told apart: title, body, subheads, noise."""
    found = shapes(draft)
    kinds = _kinds(found)
    lines = (Line(shape.start, shape.end, kind) for shape, kind in zip(found, kinds, strict=True))
    return replace(draft, lines=tuple(lines))


def body(draft: Draft) -> str:
    """Return the article's text without its noise lines, with a blank line where it had one."""
    kept: list[str] = []
    for before, line in zip((None, *draft.lines), draft.lines, strict=False):
        if line.kind is not LineKind.NOISE:
            if before is not None and kept and draft.text.count("\n", before.end, line.start) > 1:
                kept.append("")
            kept.append(line.span.of(draft.text))
    return "\n".join(kept)


def _kinds(shapes: Sequence[Shape]) -> list[LineKind]:
    title = _title(shapes)
    punctuated = is_punctuated(shapes)
    noise = _noise(shapes, title, punctuated)
    told = [
        i for i, s in enumerate(shapes) if i != title and not noise[i] and _is_told(shapes, i, punctuated)
    ]
    bodies = frozenset(told)
    first, last = (told[0], told[-1]) if told else (0, len(shapes))
    alone = _alone(shapes, [i for i in range(first, last) if not noise[i]], bodies)
    headed = any(_is_attached(shapes, i, bodies) for i in range(first, last))
    return [
        LineKind.TITLE if i == title
        else _before(shapes, i, bodies) if i < first and not noise[i]
        else LineKind.NOISE if noise[i]
        else LineKind.BODY if i in bodies
        else _after(shape, next_to=i == last + 1) if i > last
        else LineKind.NOISE if headed and _is_loose(shapes, i, bodies)
        else LineKind.NOISE if punctuated and (_hangs(shapes, i) or i == alone)
        else _between(shape, punctuated)
        for i, shape in enumerate(shapes)
    ]  # fmt: skip


def _is_told(shapes: Sequence[Shape], i: int, punctuated: bool) -> bool:
    """True for a paragraph and for an item of a row."""
    row = shapes[i].bullet and any(s.bullet for s in (*shapes[max(0, i - 1) : i], *shapes[i + 1 : i + 2]))
    return (row and shapes[i].count > _ITEM) or _is_paragraph(shapes[i], punctuated)


def _is_paragraph(shape: Shape, punctuated: bool) -> bool:
    return (
        shape.count >= _PARAGRAPH
        if punctuated and shape.stopped
        else not punctuated and shape.count >= _UNSTOPPED
    )


def _is_attached(shapes: Sequence[Shape], i: int, bodies: frozenset[int]) -> bool:
    """True for a heading written right on the paragraph below it."""
    shape = shapes[i]
    return not shape.stopped and shape.count < _HEADLINE and i + 1 in bodies and not shapes[i + 1].apart


def _is_loose(shapes: Sequence[Shape], i: int, bodies: frozenset[int]) -> bool:
    """A short line that stands by itself: where headings are written on their paragraphs, it is none."""
    shape = shapes[i]
    short = not shape.stopped and shape.count < _HEADLINE and not shape.hour
    return short and shape.apart and not _is_attached(shapes, i, bodies)


def _alone(shapes: Sequence[Shape], among: Sequence[int], bodies: frozenset[int]) -> int | None:
    """The only line of its kind in a text, with the words of a headline and blank lines around: another article's."""
    loose = [i for i in among if _is_loose(shapes, i, bodies)]
    if len(loose) != 1 or shapes[loose[0]].count < _ITEM:
        return None
    return loose[0] if all(shape.apart for shape in shapes[loose[0] + 1 : loose[0] + 2]) else None


def _hangs(shapes: Sequence[Shape], i: int) -> bool:
    """True for a line under a paragraph with a blank line below it: a link or a credit, for headings stand above."""
    below = i + 1 == len(shapes) or shapes[i + 1].apart
    return not shapes[i].stopped and not shapes[i].apart and below and not shapes[i].hour


def _before(shapes: Sequence[Shape], i: int, bodies: frozenset[int]) -> LineKind:
    """Before the first paragraph all is furniture, but for what heads it: whose and of when the items are, the hour."""
    if i + 1 not in bodies or shapes[i].count < 3:
        return LineKind.NOISE
    if shapes[i].folded.endswith(":"):
        return LineKind.BODY
    return LineKind.SUBHEAD if shapes[i].hour else LineKind.NOISE


def _between(shape: Shape, punctuated: bool) -> LineKind:
    """A short line among paragraphs: a sentence, a heading, or a headline that belongs to another article."""
    if shape.stop in "?؟" and shape.stop and shape.count <= _QUESTION:
        return LineKind.SUBHEAD
    if shape.stopped and shape.count > 3:
        return LineKind.BODY
    if shape.hour:
        return LineKind.SUBHEAD
    if shape.folded.endswith(":"):
        return LineKind.BODY if shape.count > _LABEL else LineKind.SUBHEAD
    if shape.count >= _HEADLINE or ".." in shape.folded:
        return LineKind.NOISE if punctuated else LineKind.BODY
    return LineKind.SUBHEAD


def _after(shape: Shape, *, next_to: bool) -> LineKind:
    """A line after the last paragraph is furniture unless it is a sentence, a short one right after it."""
    return (
        LineKind.BODY if shape.stop == "." and shape.count > (_ITEM if next_to else _LATE) else LineKind.NOISE
    )


def _title(shapes: Sequence[Shape]) -> int | None:
    """The headline among the lines before the first paragraph: the first that is no banner and leads to no other."""
    head: list[int] = []
    for i, shape in enumerate(shapes[:6]):
        asks = shape.stop in "?؟" and bool(shape.stop)
        if shape.count > _TITLE or (shape.stopped and not asks and shape.count > _PARAGRAPH):
            break
        if shape.count > 2 and ((i == 0 and shape.count > _SURE) or not shape.noise):
            head.append(i)
    if len(shapes) < 2:
        return head[0] if head and not shapes[0].stopped else None
    for i, following in pairwise(head):
        if not _gives_way(shapes[i], shapes[following]):
            return i
    return head[-1] if head else None


def _gives_way(shape: Shape, following: Shape) -> bool:
    """True for a banner, a name or a line above the headline, where a headline follows."""
    if is_caption(following.folded) or following.count < 4:
        return False
    kicker = shape.count <= _KICKER and is_kicker(shape.folded) and following.count >= shape.count
    return (
        shape.banner or kicker or (shape.count < 5 and following.count > _SURE - 2 and not following.stopped)
    )


def _noise(shapes: Sequence[Shape], title: int | None, punctuated: bool) -> list[bool]:
    noise = [shape.noise for shape in shapes]
    seen = {shapes[title].folded} if title is not None else set()
    listing = False
    for i, shape in enumerate(shapes):
        if i == title:
            noise[i] = listing = False
            continue
        announced = i > 0 and noise[i - 1] and announces(shapes[i - 1].folded) and not shape.stopped
        listing = (listing and _may_be_listed(shape, punctuated)) or (noise[i] and opens_list(shape.folded))
        repeated = shape.folded in seen and shape.count > 2
        seen.add(shape.folded)
        if listing or announced or repeated:
            noise[i] = True
        elif not noise[i] and not shape.stopped and is_caption(shape.folded):
            noise[i] = True
            _take_picture_text(shapes, noise, i)
    _take_blocks(shapes, noise, title, punctuated)
    _take_tail(shapes, noise)
    return noise


def _may_be_listed(shape: Shape, punctuated: bool) -> bool:
    """True for what may stand in a row of other articles' headlines."""
    if shape.noise:
        return True
    limit = _TITLE if punctuated else _PARAGRAPH
    return shape.count < limit and shape.stop in ("", "?", "؟", "!", "…")


def _take_picture_text(shapes: Sequence[Shape], noise: list[bool], caption: int) -> None:
    """The line that sits right on a caption describes the same picture."""
    above = caption - 1
    if (
        above > 0
        and not shapes[caption].apart
        and shapes[above].count <= _HEADLINE
        and not shapes[above].stopped
    ):
        noise[above] = True


def _take_blocks(shapes: Sequence[Shape], noise: list[bool], title: int | None, punctuated: bool) -> None:
    """Short lines without a stop that stand together, with no paragraph: a box, a caption, a row of links."""
    starts = [i for i, shape in enumerate(shapes) if shape.apart]
    for start, end in pairwise((*starts, len(shapes))):
        block = shapes[start:end]
        if title in range(start, end) or any(s.stopped or s.count >= _HEADLINE or s.hour for s in block):
            continue
        if noise[start] or (len(block) > 1 and punctuated and not any(_keeps(s) for s in block)):
            noise[start:end] = [True] * len(block)


def _keeps(shape: Shape) -> bool:
    return shape.bullet or shape.folded.endswith(":")


def _take_tail(shapes: Sequence[Shape], noise: list[bool]) -> None:
    """Nothing of an article follows the line that closes it, but for a paragraph of its own."""
    total = sum(shape.count for shape in shapes)
    rest = 0
    closing = len(shapes)
    for i in range(len(shapes) - 1, 0, -1):
        rest += shapes[i].count
        if rest * _TAIL > total:
            break
        if noise[i] and is_end(shapes[i].folded):
            closing = i
    for i in range(closing, len(shapes)):
        noise[i] = noise[i] or not _is_paragraph(shapes[i], punctuated=True)
