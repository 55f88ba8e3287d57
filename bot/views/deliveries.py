"""What editors are told about digests that may not have arrived."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.views.context import Context
from bot.views.days import day_name, local_day
from bot.views.reply import Button, Reply
from bot.views.templates import say
from storage.doubts import Doubt


def listed(doubts: Sequence[Doubt], total: int, context: Context) -> Reply:
    """Return them with two buttons each: send it again, or take it as arrived."""
    if not doubts:
        return say("لا موجز معلّق: كل ما أُرسل عُرف مصيره.")
    buttons = [
        (Button(f"وصل {one.delivery_id}", f"arrived {one.delivery_id}"),
         Button(f"إعادة إرسال {one.delivery_id}", f"resend {one.delivery_id}"))
        for one in doubts
    ]  # fmt: skip
    if total > 1:
        buttons.append((Button("وصلت كلها", "arrived all"), Button("إعادة إرسال الكل", "resend all")))
    return say(
        "<b>موجزات قد لا تكون وصلت: {{ total }}</b>\n"
        "انقطع الاتصال أثناء إرسالها، وتيليغرام وحده يعلم. إعادة الإرسال قد تكرر رسالة وصلت.\n\n"
        "{% for one in rows %}<b>{{ one.id }}</b> · المحادثة <code>{{ one.chat }}</code> · موجز {{ one.day }}"
        "{% if one.parts > 1 %} · الرسالة {{ one.part }} من {{ one.parts }}{% endif %} · {{ one.at }}\n{% endfor %}"
        "{% if left %}\nومثلها {{ left }}، تظهر بعد هذه.{% endif %}",
        tuple(buttons),
        total=total,
        left=total - len(doubts),
        rows=[_row(one, context) for one in doubts],
    )


def _row(one: Doubt, context: Context) -> dict[str, object]:
    at = one.since.astimezone(ZoneInfo(context.timezone))
    return {
        "id": one.delivery_id,
        "chat": one.chat_id,
        "day": day_name(local_day(one.slot, context.timezone)),
        "part": one.part,
        "parts": one.parts,
        "at": f"{at:%H:%M}",
    }
