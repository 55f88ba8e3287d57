"""What an editor is told about an article that they sent: received, understood, known, or not readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.views.context import Context
from bot.views.days import day_name, local_day
from bot.views.differences import Difference, differences
from bot.views.lines import Line, Liner, openings
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.sources import Citations
from bot.views.tellings import of_event
from bot.views.templates import page, say
from storage.model import ArticleState, Disagreement, Event, Remark, ReviewState
from storage.of_articles import seal
from storage.read.articles import Understood

# What a person can do about it stands in each.
_REMARKS = {
    Remark.EMPTY: "لا نص في المقال.",
    Remark.NOT_ARABIC: "المقال ليس بالعربية، والبوت لا يقرأ غيرها.",
    Remark.BINARY: "ليس هذا نصًا، بل محتوى ملف من نوع آخر.",
    Remark.TOO_LONG: "المقال أطول من أن يُقرأ دفعة واحدة. يمكن إرساله أجزاءً.",
    Remark.BROKEN: "تعثّرت القراءة بسبب خلل في البرنامج، وقد سُجّل. المقال محفوظ.",
    Remark.ELSEWHERE: "المقال عن شأن آخر، فلم يُقرأ منه شيء.",
}


# So many events open by a button of their own; the others open by their links.
_MOST_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Told:
    """An event of an article's card: its line, what is new about it, and how it stands with readers."""

    line: Line
    news: str
    witnesses: int
    differences: tuple[Difference, ...]
    standing: str | None


def card(understood: Understood, context: Context, head: str = "") -> Reply:
    """Return what was understood of an article, or why nothing was; `head` is what became of a decision about it."""
    return _card(understood, context, known_since=None, head=head)


def known(understood: Understood, context: Context) -> Reply:
    """Return what is known of an article that was sent before."""
    since = local_day(understood.received_at, context.timezone)
    if understood.state is ArticleState.NEW:
        return say(
            "هذا المقال معروف منذ {{ day }}، وما زال في انتظار القراءة.", day=day_name(since, weekday=True)
        )
    return _card(understood, context, known_since=since)


def _card(understood: Understood, context: Context, *, known_since: date | None, head: str = "") -> Reply:
    liner = Liner(context)
    told = [_told(event, understood.article_id, liner, context) for event in understood.events]
    return page(
        "article",
        _buttons(understood, told),
        head=head,
        withdrawn=understood.withdrawn,
        noise=len(understood.noise),
        known=day_name(known_since, weekday=True) if known_since else None,
        failed=understood.state is ArticleState.FAILED,
        remark=_REMARKS.get(understood.remark) if understood.remark else None,
        title=understood.title,
        source=Citations().cite([understood.source])[0],
        told=told,
        figures=understood.figures,
        positions=understood.positions,
    )


def _told(event: Event, article_id: int, liner: Liner, context: Context) -> Told:
    proposed = event.proposed
    line = liner.line(of_event(proposed, context.today))
    # The card's own article is cited by nothing: it stands at its head.
    differing = differences(_of_article(event.disagreements, article_id), event.sources, liner.citations)
    first = next((report.source.article_id for report in event.reports if report.source), article_id)
    confirms = first != article_id
    return Told(
        line=line,
        news="يؤكد حدثًا معروفًا" if confirms else "جديد",
        witnesses=event.witnesses if len(event.sources) > 1 else 0,
        differences=tuple(differing),
        standing=_standing(event),
    )


def _of_article(found: Sequence[Disagreement], article_id: int) -> list[Disagreement]:
    """Return those matters in which this article differs from others."""
    return [one for one in found if any(article_id in version.article_ids for version in one.versions)]


def _standing(event: Event) -> str | None:
    if event.withdrawn:
        return "مسحوب"
    if event.review.state is ReviewState.REJECTED:
        return "مرفوض"
    return "ينتظر المراجعة" if event.waits else None


def _buttons(understood: Understood, told: Sequence[Told]) -> Rows:
    """Return what can be done with an article: all of it, then each of its events."""
    number = understood.article_id
    waiting = [event for event in understood.events if event.waits]
    deeds = [Button("الجمل", f"sentences {number}")] if told else []
    if waiting:
        deeds.append(
            Button(f"✅ إقرار الكل ({len(waiting)})", f"approve_article {number} {seal(understood.events)}")
        )
        deeds.append(Button("🗂 مراجعة", f"review {waiting[0].id}"))
    if understood.noise:
        deeds.append(Button("🧹 ما تُرك", f"noise {number}"))
    if told and not understood.withdrawn:
        deeds.append(Button("⛔️ سحب المقال", f"ask_article {number}"))
    named = openings([one.line for one in told[:_MOST_BUTTONS]])
    return (*rows(deeds, 3), *rows(named, 2))


def not_shown() -> Reply:
    """Return what is said in place of a card that could not be made."""
    return say(
        "قُرئ المقال، لكن تعذّر عرض ما فُهم منه بسبب خلل في البرنامج، وقد سُجّل. المقال محفوظ، وآخر الأحداث في /latest"
    )


def without_text() -> Reply:
    return say(
        "لا شيء يُقرأ في هذه الرسالة. يمكن إعادة توجيه مقال مكتوب، أو إرسال رابطه، أو ملفه (txt أو html أو pdf أو docx)، أو صورة نصه."
    )


def not_an_editor() -> Reply:
    return say(
        "شكرًا. إضافة المقالات متاحة لمحرري البوت وحدهم، ولم يُحفظ ما أُرسل.\n"
        "المتاح للجميع: /latest لآخر الأحداث، و/digest لآخر موجز، و/subscribe للاشتراك.",
        rows([Button("آخر الأحداث", "latest"), Button("الاشتراك", "subscribe")], 2),
    )


def too_short() -> Reply:
    return say(
        "النص أقصر من أن يكون مقالًا، فلم يُحفظ. لإضافة مقال: يُعاد توجيهه، أو يُلصق نصه كاملًا. وكل الأوامر في /help"
    )
