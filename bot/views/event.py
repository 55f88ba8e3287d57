"""The card of one event: what, when, where, who, how sure, and every report with its own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.views.arabic import feminine, genitive
from bot.views.clauses import SPOKEN
from bot.views.clean import shortened, verbatim
from bot.views.context import Context
from bot.views.days import day_name, local_day
from bot.views.differences import differences
from bot.views.lines import WAS_PLANNED, Liner
from bot.views.names import Names
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.sources import Cited
from bot.views.tellings import Telling, day_of, of_event
from bot.views.templates import page, say
from storage.model import Correction, Decision, Event, Participant, Report, ReviewState, Role, Status

# Enough for any sentence of a newspaper; what is longer is a text without full stops.
LONGEST_QUOTE = 700

_ROLES: Mapping[Role, str] = {Role.MEDIATOR: "وسيط", Role.HOST: "مضيف", Role.RECIPIENT: "الطرف الآخر"}
# Masculine and feminine, for the type's label.
_STATUS: Mapping[Status, tuple[str, str]] = {
    Status.HAPPENED: ("تم", "تمت"),
    Status.PLANNED: ("مقرر، ولم يتم بعد", "مقررة، ولم تتم بعد"),
    Status.CLAIMED: ("رواية طرف واحد أو مصدر لم يُسمَّ", "رواية طرف واحد أو مصدر لم يُسمَّ"),
    Status.DENIED: ("نُفي", "نُفيت"),
    Status.CONDITIONAL: ("مشروط، ولم يتم بعد", "مشروطة، ولم تتم بعد"),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """One report: where it stands, who says so, and its sentences verbatim."""

    cited: Cited
    attribution: str | None
    sentences: tuple[str, ...]


def event(
    told: Event,
    texts: Mapping[int, str],
    context: Context,
    decided: Sequence[Correction] = (),
    *,
    editor: bool = False,
) -> Reply:
    """Return the card of `told`; `texts` are the original articles by id, for its reports' sentences.

    An `editor` sees what was `decided` of it, and can decide.
    """
    liner = Liner(context)
    # The list below names people with their offices; the line's own naming is not shown.
    line = liner.line(of_event(told, context.today))
    label = context.kinds[told.type].label
    return page(
        "event",
        (*_decisions(told), *_follow(told)) if editor else _follow(told),
        standing=_standing(told) if editor else None,
        decided=[decision_words(one, context) for one in decided],
        line=line,
        number=told.id,
        status=line.status if line.status in WAS_PLANNED else _status(told, label),
        participants=_participants(context, of_event(told, context.today)),
        differences=differences(told.disagreements, told.sources, liner.citations),
        witnesses=told.witnesses if len(told.sources) > 1 else 0,
        reports=[quoted(liner, report, texts) for report in told.reports if report.source],
    )


def _status(told: Event, label: str) -> str:
    """Return the status as a word that agrees with the type's label; what was only said was not "done"."""
    if told.status is Status.HAPPENED and told.type in SPOKEN:
        return "صدرت" if feminine(label) else "صدر"
    return _STATUS[told.status][feminine(label)]


def _decisions(told: Event) -> Rows:
    """Return an editor's buttons: what can be decided of the event as it stands."""
    if told.withdrawn:
        return ((Button("إعادة الخبر", f"reinstate {told.id}"),),)
    first = Button("سحب", f"ask_withdrawal {told.id}")
    if told.waits:
        first = Button("🗂 مراجعة", f"review {told.id}")
    elif not told.review.open:
        first = Button("✅ إقرار", f"approve {told.id} {told.review.version}")
    # What tells another happening is taken out, what tells the same is put to it.
    apart = [Button("✂️ فصل", f"split {told.id}")] if len(told.reports) > 1 else []
    return (
        *rows([first, Button("تصحيح", f"fix {told.id}")], 2),
        *rows([Button("🔗 ضم", f"ask_join {told.id}"), *apart], 2),
    )


def _follow(told: Event) -> Rows:
    """Return the button by which one is told what changes; what readers may not see is followed by nobody."""
    return ((Button("📌 تابِع", f"follow {told.id}"),),) if told.for_readers else ()


def _standing(told: Event) -> tuple[str, str, str] | None:
    """Return a sign, a word and what readers see of an event that is not simply told to them."""
    if told.withdrawn:
        return "⛔️", "مسحوب", "لا يظهر للقراء."
    if told.review.state is ReviewState.REJECTED:
        return "🚫", "مرفوض", "لا يظهر للقراء."
    if told.review.state is ReviewState.HELD:
        return "🗂", "ينتظر المراجعة", "لا يظهر للقراء."
    return ("🗂", "ينتظر المراجعة تغيّرٌ فيه", "يراه القراء كما كان.") if told.waits else None


_DECIDED: Mapping[Decision, str] = {
    Decision.WITHDRAWN: "سُحب",
    Decision.CORRECTED: "صُحّح",
    Decision.REINSTATED: "أُعيد",
    Decision.APPROVED: "أُقرّ",
    Decision.REJECTED: "رُفض",
}


def decision_words(one: Correction, context: Context) -> str:
    """Return one decision with who made it, when and why, and that it was undone, if so."""
    day = day_name(local_day(one.decided_at, context.timezone))
    why = f": {one.reason}" if one.reason else ""
    undone = " (تراجع عنه)" if one.undone else ""
    return f"{_DECIDED[one.decision]} في {day} بقرار المحرر {one.decided_by}{why}{undone}"


def withdrawn(number: int, decided: Sequence[Correction], context: Context) -> Reply:
    """Return what a reader is told of an event that was taken back."""
    last = decided[-1] if decided else None
    return say(
        "سُحب خبر هذا الحدث ({{ number }}){% if day %} في {{ day }}{% endif %}{% if why %}: {{ why }}{% endif %}.\n"
        "آخر الأحداث: /latest",
        number=number,
        day=day_name(local_day(last.decided_at, context.timezone)) if last else None,
        why=last.reason if last else None,
    )


def unknown(number: int) -> Reply:
    return say("لا يوجد حدث برقم {{ number }}. آخر الأحداث: /latest", number=number)


def number_missing() -> Reply:
    return say("يُكتب رقم الحدث بعد الأمر، مثل: /event 12\nوآخر الأحداث: /latest")


def _participants(context: Context, told: Telling) -> list[str]:
    names = Names(context.dossier)
    day = day_of(told)
    return [_with_role(names, one, day) for one in told.participants]


def _with_role(names: Names, one: Participant, day: date | None) -> str:
    role = _ROLES.get(one.role)
    return f"{names.named(one, day)} ({role})" if role else names.named(one, day)


def quoted(
    liner: Liner,
    report: Report,
    texts: Mapping[int, str],
    *,
    longest: int = LONGEST_QUOTE,
    most: int | None = None,
) -> Quoted:
    """Return a report with its first sentences, `most` of them, each at most `longest` characters."""
    assert report.source is not None
    text = texts.get(report.source.article_id, "")
    sentences = (shortened(verbatim(span.of(text)), longest) for span in report.spans[:most])
    return Quoted(
        cited=liner.citations.cite([report.source])[0],
        attribution=liner.teller(genitive(report.attribution)) if report.attribution else None,
        sentences=tuple(sentence for sentence in sentences if sentence),
    )
