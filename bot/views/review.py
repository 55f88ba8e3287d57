"""The editors' queue in words: a card with why it waits and its sentences, and what became of a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.views.arabic import counted
from bot.views.context import Context
from bot.views.days import moment
from bot.views.differences import differences
from bot.views.event import decision_words, quoted
from bot.views.lines import Liner
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.tellings import of_event
from bot.views.templates import page, say
from bot.views.written import Account
from storage.model import Correction, Decision, Doubt, Event
from storage.reviews import AlreadyTold, Done, Outcome, Overtaken

# One card is one message: so many reports with their first sentence; the others stand in the event's own card.
_MOST_REPORTS, _LONGEST_SENTENCE = 4, 350
_MOST_DECISIONS = 4

_REASONS: Mapping[Doubt, str] = {
    Doubt.UNNAMED_SOURCE: "لا يرويه إلا مصدر واحد لم يُسمَّ",
    Doubt.CONTRADICTED: "تتناقض فيه الروايات",
    Doubt.UNDATED: "يومه غير معروف",
    Doubt.UNNAMED_PERSON: "فيه منصب لا يُعرف صاحبه",
    Doubt.TRANSLATED: "نصه ترجمة آلية",
    Doubt.SCANNED: "نصه مقروء من صورة",
    Doubt.SENSITIVE: "من نوع حساس يُراجع دائمًا",
    Doubt.DECIDED_AGAINST: "سحب محرر جزءًا منه أو رفضه من قبل",
    Doubt.CHANGED: "صار يُروى على غير ما كان",
    Doubt.EVERYTHING: "كل حدث يُراجع قبل نشره",
}
_DONE: Mapping[Decision, str] = {
    Decision.APPROVED: "✅ أُقرّ الحدث رقم {{ number }}، ويراه القراء.",
    Decision.REJECTED: "🚫 رُفض الحدث رقم {{ number }}، ولا يراه القراء.",
    Decision.CORRECTED: "✏️ صُحّح الحدث رقم {{ number }}.",
    Decision.WITHDRAWN: "⛔️ سُحب الحدث رقم {{ number }}.",
    Decision.REINSTATED: "✅ أُعيد الحدث رقم {{ number }}، ويراه القراء.",
}
_UNDONE: Mapping[Decision, str] = {
    Decision.APPROVED: "إقرار",
    Decision.REJECTED: "رفض",
    Decision.CORRECTED: "تصحيح",
    Decision.WITHDRAWN: "سحب",
    Decision.REINSTATED: "إعادة",
}
_PASSIVE: Mapping[Decision, str] = {
    Decision.APPROVED: "أقرّه",
    Decision.REJECTED: "رفضه",
    Decision.CORRECTED: "صحّحه",
    Decision.WITHDRAWN: "سحبه",
    Decision.REINSTATED: "أعاده",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event of the queue with what its card shows: the texts of its articles, what was decided, how many wait,
    and how many sentences of the newest digest's opening were not let through."""

    event: Event
    texts: Mapping[int, str]
    decided: Sequence[Correction]
    left: int
    lost: int = 0


def card(waiting: Waiting, context: Context, head: str = "") -> Reply:
    """Return the card of an event that waits; `head` is what became of the decision before."""
    event, liner = waiting.event, Liner(context)
    line = liner.line(of_event(event.proposed, context.today))
    now = liner.line(of_event(event, context.today)) if event.review.pinned else None
    reports = [
        quoted(liner, report, waiting.texts, longest=_LONGEST_SENTENCE, most=1)
        for report in event.reports
        if report.source
    ]
    more = len(reports) - _MOST_REPORTS
    return page(
        "review",
        (*_buttons(event), *_lost(waiting.lost)),
        head=head,
        number=event.id,
        left=waiting.left,
        # Its number stands above; the line links nowhere, for readers would find nothing there.
        line=replace(line, link="", differences=()),
        now=replace(now, link="", differences=()) if now else None,
        reasons=[_REASONS[doubt] for doubt in event.review.reasons],
        differences=differences(event.disagreements, event.sources, liner.citations),
        reports=reports[:_MOST_REPORTS],
        more=counted(more, "report", nominative=True) if more > 0 else None,
        decided=[decision_words(one, context) for one in waiting.decided[-_MOST_DECISIONS:]],
    )


def nothing_left(head: str = "", lost: int = 0) -> Reply:
    """Return what is said when nothing waits; `head` is what became of the decision before, `lost` as of a card."""
    return say(
        "{% if head %}{{ head }}\n\n{% endif %}🗂 لا شيء ينتظر المراجعة.",
        (*(rows([Button("تراجع عن آخر قرار", "undo")], 1) if head else ()), *_lost(lost)),
        head=head,
    )


def dropped(account: Account | None) -> Reply:
    """Return which sentences of the newest digest's opening were not let through, and why."""
    back = rows([Button("ما ينتظر", "review")], 1)
    if account is None or not account.refused:
        return say("لم تُحذف من مقدمة آخر موجز جمل.", back)
    return page("account", back, account=account)


def _lost(count: int) -> Rows:
    """Return the button to what was not let through, where there is such."""
    return rows([Button("✂️ ما حُذف من مقدمة آخر موجز", "review dropped")], 1) if count else ()


def waits_no_more(number: int) -> Reply:
    return say(
        "الحدث رقم {{ number }} لا ينتظر المراجعة.",
        rows([Button("بطاقة الحدث", f"event {number}"), Button("ما ينتظر", "review")], 2),
        number=number,
    )


def outcome(found: Outcome | None, context: Context) -> str:
    """Return what became of a decision, in one sentence."""
    match found:
        case None:
            return "لا شيء يُقرَّر: لا يوجد هذا الحدث، أو لا قرار لك يُتراجع عنه."
        case Done():
            return _done(found)
        case Overtaken(event_id, None):
            return f"⚠️ لم يُقرَّر شيء: تغيّر الحدث رقم {event_id} بخبر ورد للتو، وهذه بطاقته الآن."
        case Overtaken(event_id, by) if by is not None:
            return _overtaken(event_id, by, context)
        case AlreadyTold(event_id):
            return f"⚠️ لا تراجع: وصل الحدث رقم {event_id} إلى قراء. يمكن سحبه من بطاقته، فيُصحَّح ما وصل."
    raise AssertionError(found)


def _done(found: Done) -> str:
    said = (
        f"↩️ تراجعتَ عن {_UNDONE[found.decision]} الحدث رقم {found.event_id}."
        if found.undone
        else _DONE[found.decision].replace("{{ number }}", str(found.event_id))
    )
    if not found.deliveries:
        return said
    return f"{said} يُصحَّح ما وصل منه ({counted(found.deliveries, 'delivery', nominative=True)})."


def _overtaken(event_id: int, by: Correction, context: Context) -> str:
    at: datetime = by.decided_at
    when = moment(at, context.timezone)
    return f"⚠️ لم يُقرَّر شيء: سبق قرار آخر في الحدث رقم {event_id}، {_PASSIVE[by.decision]} المحرر {by.decided_by} ({when})."


def _buttons(event: Event) -> Rows:
    """Return an editor's buttons: first what decides, then what does not."""
    number, version = event.id, event.review.version
    return (
        *rows(
            [
                Button("✅ إقرار", f"approve {number} {version}"),
                Button("✏️ تصحيح", f"fix {number}"),
                Button("🚫 رفض", f"reject {number} {version}"),
            ],
            3,
        ),
        *rows(
            [
                Button("تخطٍّ", f"review after {number}"),
                Button("تراجع", "undo"),
                Button("الجمل كلها", f"event {number}"),
            ],
            3,
        ),
    )


def due(count: int) -> Reply:
    """Return the word that editors are sent before the digest's hour."""
    return say(
        "🗂 ينتظر المراجعةَ قبل الموجز {{ count | counted('event', nominative=true) }}. "
        "ما لا يُقَرّ لا يراه القراء.",
        rows([Button("مراجعة", "review")], 1),
        count=count,
    )
