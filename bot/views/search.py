"""What was found: how the question was understood, the events, and in each the sentence that matched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from bot.views.arabic import joined
from bot.views.clean import verbatim
from bot.views.context import Context
from bot.views.days import day_name, period_words
from bot.views.lines import Liner, openings
from bot.views.reply import MAX_BUTTON_BYTES, Button, Reply, Rows, rows
from bot.views.tellings import of_event
from bot.views.templates import page, say
from storage.model import Event, EventType, Period, Precision

_WORD = re.compile(r"[^\W_]+")
# A quotation on a phone's width is three or four lines.
_LONGEST = 220
_EXAMPLES = ("لقاءات بيرنز", "ماذا فعلت مصر في يوليو", "محور فيلادلفيا منذ أغسطس")


@dataclass(frozen=True, slots=True)
class Understood:
    """How a question was understood; `guessed` are names that were typed otherwise, `text` is the question itself."""

    text: str
    names: Sequence[str] = ()
    guessed: Sequence[str] = ()
    places: Sequence[str] = ()
    types: Sequence[EventType] = ()
    issues: Sequence[str] = ()
    words: Sequence[str] = ()
    days: Period = field(default_factory=Period)


@dataclass(frozen=True, slots=True)
class Hit:
    """An event with the sentence of it that matched; `stems` are those of its words that were asked for."""

    event: Event
    sentence: str
    marked: frozenset[str] = frozenset()


def results(
    hits: Sequence[Hit],
    understood: Understood,
    context: Context,
    *,
    offset: int,
    size: int,
    more: bool,
    partly: bool,
) -> Reply:
    """Return one page of what was found; `offset` says how many better ones there are, `more` whether others follow."""
    if not hits:
        return nothing(understood, context, offset)
    liner = Liner(context)
    lines = [(liner.line(of_event(hit.event, context.today)), _quote(hit)) for hit in hits]
    opening = rows(openings([line for line, _ in lines]), 2)
    return page(
        "search",
        (*opening, *_turn(understood.text, offset, size, more)),
        title=understood.text,
        understood=_said(understood, context),
        partly=partly,
        lines=lines,
        sources=liner.citations.listed,
    )


def nothing(understood: Understood, context: Context, offset: int = 0) -> Reply:
    """Say that nothing was found, how the question was understood, and what one could ask."""
    if offset:
        return say("لا نتائج غير هذه.")
    return say(
        "لم يُسجَّل ما يطابق «{{ text | short(60) }}».{% if said %}\nالمفهوم من السؤال: {{ said }}.{% endif %}\n"
        "قد تنفع كلمات أقل، أو أيام أوسع. أمثلة: {{ examples }}\nآخر الأحداث كلها: /latest، وكل الأوامر: /help",
        text=understood.text,
        said=_said(understood, context),
        examples=" · ".join(_EXAMPLES),
    )


def how() -> Reply:
    """Say how one searches."""
    return say(
        "يُكتب السؤال كما يُقال: اسم أو بلد أو مكان أو قضية أو نوع من الأحداث، ومعه الأيام إن أُريدت.\n"
        "{% for one in examples %}▫️ {{ one }}\n{% endfor %}"
        "آخر الأحداث كلها: /latest، وكل الأوامر: /help",
        examples=_EXAMPLES,
    )


def _turn(text: str, offset: int, size: int, more: bool) -> Rows:
    """Return the buttons to other pages, where the question is short enough to stand in one."""
    turns = [Button("السابق ▶", f"search {max(0, offset - size)} {text}")] if offset and _fits(text) else []
    if more and _fits(text):
        turns.append(Button("◀ المزيد", f"search {offset + size} {text}"))
    return rows(turns, 2)


def _fits(text: str) -> bool:
    return len(f"search 1000 {text}".encode()) <= MAX_BUTTON_BYTES


def _said(understood: Understood, context: Context) -> str:
    """Return what was understood, in words: "مصر · لقاء · في يوليو 2024"."""
    labels: Mapping[str, str] = {issue.code: issue.label for issue in context.dossier.issues}
    kinds = [context.kinds[kind].label for kind in understood.types]

    def sure(known: str, said: str) -> str:
        return f"{said} (؟)" if known in understood.guessed else said

    parts = [
        joined([sure(name, name) for name in understood.names]),
        " أو ".join(kinds),
        joined([sure(code, labels.get(code, code)) for code in understood.issues]),
        f"في {joined([sure(place, place) for place in understood.places])}" if understood.places else "",
        _words(understood.words),
        _days(understood.days),
    ]
    return " · ".join(part for part in parts if part)


def _words(words: Sequence[str]) -> str:
    """Return the words that name nothing: "كلمة «أ»", "كلمتا «أ» و«ب»"."""
    if not words:
        return ""
    noun = {1: "كلمة", 2: "كلمتا"}.get(len(words), "كلمات")
    return f"{noun} {joined([f'«{word}»' for word in words])}"


def _days(days: Period) -> str:
    if days.first and days.last:
        return period_words(Period(days.first, days.last, Precision.DAY))
    if days.first:
        return f"منذ {day_name(days.first)}"
    return f"حتى {day_name(days.last)}" if days.last else ""


def _quote(hit: Hit) -> Markup | None:
    """Return the sentence about its first matching word, those that match in bold; None where there is none."""
    text = verbatim(hit.sentence)
    if not text:
        return None
    return Markup("").join(_pieces(_about(text, hit.marked), hit.marked))


def _about(text: str, marked: frozenset[str]) -> str:
    """Return as much of a sentence as a quotation holds, cut between words."""
    if len(text) <= _LONGEST:
        return text
    at = next((found.start() for found in _WORD.finditer(text) if found[0] in marked), 0)
    start = max(0, at - _LONGEST // 3)
    start = text.find(" ", start) + 1 if start else 0
    end = text.rfind(" ", start, start + _LONGEST)
    cut = text[start : end if start + _LONGEST < len(text) and end > start else None]
    return ("… " if start else "") + cut + (" …" if start + len(cut) < len(text) else "")


def _pieces(text: str, marked: frozenset[str]) -> Iterator[Markup]:
    done = 0
    for found in _WORD.finditer(text):
        if found[0] in marked:
            yield escape(text[done : found.start()])
            yield Markup("<b>{}</b>").format(found[0])
            done = found.end()
    yield escape(text[done:])
