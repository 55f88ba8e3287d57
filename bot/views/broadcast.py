"""What readers see of a word that editors say themselves, and what editors see of it on its way; knows no clock."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from bot.views.arabic import counted
from bot.views.context import Context
from bot.views.days import moment
from bot.views.pages import visible_length
from bot.views.reply import Button, Question, Reply, rows
from bot.views.templates import say
from bot.views.typed import typed
from storage.broadcasts import Broadcast, BroadcastState
from storage.model import DeliveryState, Word

# What an editor is asked for.
BROADCAST = "broadcast"
# Telegram's limit is 4,096 characters; what is longer than this nobody reads on a phone.
LONGEST = 3000

_TAG = re.compile(r"<[^<>]*>")
_STATES: Sequence[tuple[str, tuple[DeliveryState, ...]]] = (
    ("وصلت", (DeliveryState.SENT,)),
    ("تنتظر", (DeliveryState.PENDING, DeliveryState.SENDING)),
    ("غير مؤكدة", (DeliveryState.UNCERTAIN,)),
    ("لم تصل", (DeliveryState.FAILED, DeliveryState.GONE)),
)


def told(word: Word) -> Reply:
    """Return what readers see: whose word it is, and that it is no news."""
    # What stands in a quotation nobody's habits of writing change: these are the editors' own words.
    return say(
        "✉️ <b>كلمة من محرري وسيط</b>\n<i>رسالة من فريق التحرير إلى المشتركين، وليست خبرًا.</i>\n\n"
        "<blockquote>{{ text | safe }}</blockquote>",
        text=typed(word.text),
    )


def ask_text(last: Broadcast | None) -> Reply:
    """Ask for the text; with how it stands with the `last` one, while that is under way."""
    way = f"{_way(last)}\n\n" if last is not None and last.under_way else ""
    return say(
        f"{way}ما نص الرسالة إلى المشتركين؟ يُكتب ردًّا على هذه الرسالة، حتى {LONGEST:,} حرف. "
        "تُعرض قبل إرسالها كما تصل، ولا تُرسل إلا بعد التأكيد. للترك: /cancel",
        (_stop(last),) if last is not None and last.under_way else (),
        asks=Question(BROADCAST, hint="نص الرسالة"),
    )


def is_too_long(text: str) -> bool:
    return visible_length(text) > LONGEST


def too_long(text: str) -> Reply:
    return say(
        "النص أطول من المسموح: {{ length }} حرفًا، والحد {{ most }}. يُرسل أقصر منه ردًّا على هذه الرسالة، أو /cancel",
        asks=Question(BROADCAST, hint="نص أقصر"),
        length=f"{visible_length(text):,}",
        most=f"{LONGEST:,}",
    )


def confirm(one: Broadcast, readers: int) -> Reply:
    """Show it as readers will see it, and ask whether it shall go to so many."""
    asked = say(
        "تصل هذه الرسالة إلى <b>{{ readers }}</b> من المحادثات المشتركة: الآن، أو عند نهاية ساعات الهدوء لمن اختارها. "
        "هل تُرسل؟",
        rows(
            (
                Button(f"إرسال إلى {readers}", f"broadcast_send {one.id}"),
                Button("ترك", f"broadcast_drop {one.id}"),
            ),
            2,
        ),
        readers=readers,
    )
    return Reply((*told(Word(one.id, one.text)).parts, *asked.parts), asked.buttons)


def nobody() -> Reply:
    return say("لا مشترك بعد، فلا أحد تصله الرسالة.")


def way(one: Broadcast, context: Context) -> Reply:
    """Return how it stands with one: sent to whom, stopped, dropped, or still to be confirmed."""
    if one.decided_at is None:
        return say(
            "لم تُرسل هذه الرسالة: مضى على كتابتها وقت طويل، أو كتبها محرر آخر. لكتابة غيرها: /broadcast"
        )
    if one.state is BroadcastState.DROPPED:
        return say("تُركت الرسالة ولم تُرسل إلى أحد.")
    at = moment(one.decided_at, context.timezone)
    head = (
        f"⏹ أوقف المحرر {one.decided_by} إرسال الرسالة ({at}): لا تصل من لم تصله بعد."
        if one.state is BroadcastState.STOPPED
        else f"✉️ أرسل المحرر {one.decided_by} الرسالة ({at})."
    )
    buttons = (_stop(one),) if one.under_way else ()
    return say(f"{head}\n{_way(one)}", (*buttons, (Button("تحديث", f"broadcast {one.id}"),)))


def unknown() -> Reply:
    return say("لا رسالة بهذا الرقم. لكتابة رسالة: /broadcast")


def beginning(text: str) -> str:
    """Return the words of a text without its formatting, for the audit trail."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def _way(one: Broadcast) -> str:
    counts = [(words, one.count(*states)) for words, states in _STATES]
    return "المحادثات: " + " · ".join(f"{words} {count:,}" for words, count in counts if count)


def _stop(one: Broadcast) -> tuple[Button, ...]:
    left = counted(one.under_way, "delivery")
    return (Button(f"⏹ إيقاف ما لم يُرسل ({left})", f"broadcast_stop {one.id}"),)
