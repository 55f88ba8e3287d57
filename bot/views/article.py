"""What an editor is told about an article that they sent: received, understood, known, or not readable."""

from __future__ import annotations

from datetime import date

from bot.views.context import Context
from bot.views.days import day_name, local_day
from bot.views.lines import Liner
from bot.views.reply import Button, Reply, rows
from bot.views.sources import Citations
from bot.views.tellings import of_event
from bot.views.templates import page, say
from storage.model import ArticleState, Remark
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


def card(understood: Understood, context: Context) -> Reply:
    """Return what was understood of an article, or why nothing was."""
    return _card(understood, context, known_since=None)


def known(understood: Understood, context: Context) -> Reply:
    """Return what is known of an article that was sent before."""
    since = local_day(understood.received_at, context.timezone)
    if understood.state is ArticleState.NEW:
        return say(
            "هذا المقال معروف منذ {{ day }}، وما زال في انتظار القراءة.", day=day_name(since, weekday=True)
        )
    return _card(understood, context, known_since=since)


def _card(understood: Understood, context: Context, *, known_since: date | None) -> Reply:
    liner = Liner(context)
    # Every event of the card was read in this article; its number stands for nothing new.
    lines = [liner.line(of_event(event, context.today)) for event in understood.events]
    # The first few; the others open by their links.
    buttons = rows((Button(line.button, f"event {line.event_id}") for line in lines[:6]), 2)
    return page(
        "article",
        buttons,
        known=day_name(known_since, weekday=True) if known_since else None,
        failed=understood.state is ArticleState.FAILED,
        remark=_REMARKS.get(understood.remark) if understood.remark else None,
        title=understood.title,
        source=Citations().cite([understood.source])[0],
        lines=lines,
        figures=understood.figures,
        positions=understood.positions,
    )


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
