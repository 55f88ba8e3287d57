"""What is said where an event that was told is withdrawn or corrected: in the digest itself, or in a message of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.views.context import Context
from bot.views.days import day_name, local_day, period_words
from bot.views.lines import Liner, status_name
from bot.views.reply import Reply
from bot.views.tellings import of_digest
from bot.views.templates import say
from storage.model import Correction, Decision, Digest, DigestLine, Edits, Writing


@dataclass(frozen=True, slots=True)
class Note:
    """One correction in words, with the day on which it was decided."""

    day: str
    text: str


def amended(told: Digest, reached: Collection[int] | None) -> Digest:
    """Return the digest as it stands now: with the edits, and without what readers may not see.

    For a chat that has it already, `reached` are the events that it was told: these stay, and what was decided
    of them stays with them, the newest decision of each; others are left out.
    """
    newest = _newest(told)
    lines = {line: _edited(line, told) for line in told.lines if _stays(line, told, reached)}
    return replace(
        told,
        happened=tuple(lines[line] for line in told.happened if line in lines),
        planned=tuple(lines[line] for line in told.planned if line in lines),
        corrections=tuple(one for key, one in newest.items() if reached is not None and key in reached),
        writing=_still_true(told.writing, {line.event_id for line in lines} - newest.keys()),
    )


def _still_true(writing: Writing | None, untouched: Collection[int]) -> Writing | None:
    """Return what was written without sentences of events that were withdrawn, corrected, or are not told here."""
    if writing is None:
        return None
    left = [
        tuple(one for one in some if all(key in untouched for key in one.event_ids))
        for some in (writing.lead, writing.groups)
    ]
    return replace(writing, lead=left[0], groups=left[1])


def notes(told: Digest, reached: Collection[int] | None, context: Context) -> list[Note]:
    """Return what was decided of the events that a chat was told, for the head of their digest."""
    if reached is None:
        return []
    decided = sorted(_newest(told).values(), key=lambda one: one.id)
    return [_note(told, one, context) for one in decided if one.event_id in reached]


def notice(told: Digest, decided: Correction, context: Context) -> Reply:
    """Return the correction as a message of its own, for where the digest cannot be edited."""
    return say(
        "✏️ <b>تصحيح</b> لموجز {{ day }}: {{ text }}.",
        day=day_name(local_day(told.slot, context.timezone), weekday=True),
        text=_note(told, decided, context).text,
    )


def moved_up() -> str:
    """Return what stands in a message whose content now stands in the one before."""
    return "⬆️ بقية الموجز في الرسالة السابقة."


def _newest(told: Digest) -> Mapping[int, Correction]:
    return {one.event_id: one for one in told.corrections}


def _stays(line: DigestLine, told: Digest, reached: Collection[int] | None) -> bool:
    if reached is not None:
        return line.event_id in reached
    one = _newest(told).get(line.event_id)
    return line.event_id not in told.hidden and (one is None or one.decision is not Decision.WITHDRAWN)


def _edited(line: DigestLine, told: Digest) -> DigestLine:
    edits = Edits()
    for one in told.corrections:
        if one.event_id == line.event_id:
            edits = one.edits.over(edits)
    return replace(line, **edits.written)


def _note(told: Digest, decided: Correction, context: Context) -> Note:
    liner = Liner(context)
    line = next(line for line in told.lines if line.event_id == decided.event_id)
    worded = liner.line(of_digest(line, told))
    title = " ".join(filter(None, (worded.label, worded.where)))
    day = day_name(local_day(decided.decided_at, context.timezone))
    if decided.decision is Decision.REINSTATED:
        return Note(day, f"أُعيد خبر «{title}» بعد سحبه")
    if decided.decision is Decision.WITHDRAWN:
        return Note(day, _with(f"سُحب خبر «{title}»", decided.reason))
    changes = "؛ ".join(_changes(line, decided.edits, liner, context))
    return Note(day, _with(f"صُحّح خبر «{title}»", "، ".join(filter(None, (changes, decided.reason)))))


def _with(text: str, more: str | None) -> str:
    return f"{text}: {more}" if more else text


def _changes(line: DigestLine, edits: Edits, liner: Liner, context: Context) -> Iterator[str]:
    """Give each field that was written over, with what stood there before."""
    kinds = context.kinds
    if edits.type is not None and edits.type is not line.type:
        yield f"النوع {kinds[edits.type].label} بدلًا من {kinds[line.type].label}"
    if edits.when is not None and edits.when != line.when:
        yield f"الزمان {period_words(edits.when)} بدلًا من {period_words(line.when)}"
    if edits.place is not None and edits.place != line.place:
        yield f"المكان {edits.place}" + (f" بدلًا من {line.place}" if line.place else "")
    if edits.status is not None and edits.status is not line.status:
        yield f"الحالة {status_name(edits.status)} بدلًا من {status_name(line.status)}"
    if edits.substance is not None and edits.substance != line.substance:
        yield f"المضمون {liner.clause(edits.substance, attributed=True) or edits.substance}"
