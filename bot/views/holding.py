"""What editors are told of publishing that is held back, and let go; knows no clock and no store."""

from __future__ import annotations

from datetime import datetime

from bot.views.context import Context
from bot.views.days import moment
from bot.views.reply import Button, Reply
from bot.views.templates import say
from storage.holds import Hold

HOLD = Button("⏸ إيقاف النشر", "hold")
RELEASE = Button("▶️ استئناف النشر", "release")
_PREVIEW = Button("معاينة الموجز", "preview")

_WHO = "المحرر {{ one.by }} منذ {{ at }}{% if one.reason %} (السبب: {{ one.reason }}){% endif %}"


def held(back: int) -> Reply:
    """Confirm it; `back` are digests that were published just before and are kept from being sent."""
    return say(
        "⏸ <b>أُوقف النشر.</b> لا يخرج أي موجز ولا أي خبر عاجل حتى الاستئناف، ولا يُستأنف وحده.\n"
        "{% if back %}صدر موجز قبل الإيقاف: بقيت منه {{ back | counted('delivery') }} لم تُرسل، وهي متوقفة أيضًا. "
        "وما أُرسل قبل ذلك وصل.\n{% endif %}"
        "يُبلَّغ المحررون الآخرون الآن، ويُذكَّر الجميع حتى الاستئناف: /release",
        ((RELEASE,),),
        back=back,
    )


def held_before(one: Hold, context: Context) -> Reply:
    return say(
        f"النشر متوقف من قبل: أوقفه {_WHO}. للاستئناف: /release",
        ((RELEASE,),),
        one=one,
        at=moment(one.at, context.timezone),
    )


def released(one: Hold, late: int, back: int, context: Context) -> Reply:
    """Confirm it; the slots of `late` readers came meanwhile, and `back` digests stood before in the outbox."""
    return say(
        "▶️ <b>استؤنف النشر.</b> كان متوقفًا بقرار "
        + _WHO
        + ".\n{% if late %}حان موعد الموجز في الأثناء لعدد من المشتركين ({{ late }})، ويصل كلًّا منهم الآن موجز واحد "
        "يغطي ما فاته.\n{% endif %}"
        "{% if back %}تُرسل الآن {{ back | counted('delivery', nominative=true) }} كانت متوقفة.\n{% endif %}"
        "{% if not late and not back %}لم يفُت أحدًا موجز.\n{% endif %}"
        "ما يقع في ساعات الهدوء عند مشترك ينتظر نهايتها.",
        late=late,
        back=back,
        one=one,
        at=moment(one.at, context.timezone),
    )


def not_held(last: Hold | None, context: Context) -> Reply:
    """Say that there is nothing to release, and where somebody was quicker, who."""
    if last is None or last.released_at is None:
        return say("النشر غير متوقف. للإيقاف: /hold")
    return say(
        "النشر غير متوقف: استأنفه المحرر {{ by }} ({{ at }}). للإيقاف: /hold",
        by=last.released_by,
        at=moment(last.released_at, context.timezone),
    )


def news(one: Hold, what: str, waiting: int, slot: datetime | None, context: Context) -> Reply:
    """Return what other editors are told of a hold; `what` is as `storage.holds.news` says it.

    `waiting` readers' slots have come meanwhile; `slot` is the next one that many wait for.
    """
    kind = what.partition(" ")[0]
    if kind == "released":
        return _told_released(one, context)
    return say(
        _HEAD[kind]
        + "أوقفه "
        + _WHO
        + ".\n{% if waiting %}ينتظر موجزَه من حان موعده: {{ waiting }}.\n{% endif %}"
        "لا يُستأنف وحده. للاستئناف: /release",
        ((RELEASE,), (_PREVIEW,)),
        waiting=waiting,
        slot=moment(slot, context.timezone) if slot else None,
        one=one,
        at=moment(one.at, context.timezone),
    )


_HEAD = {
    "held": "⏸ <b>النشر متوقف.</b> لا يخرج أي موجز ولا أي خبر عاجل. ",
    "still": "⏸ <b>تذكير: النشر ما زال متوقفًا.</b> ",
    "before": "⏸ <b>موجز {{ slot }} لن يخرج في موعده: النشر متوقف.</b> ",
    "long": "⚠️ <b>النشر متوقف منذ وقت طويل، وربما نُسي.</b> لا يصل المشتركين شيء. ",
}


def _told_released(one: Hold, context: Context) -> Reply:
    return say(
        "▶️ <b>استأنف المحرر {{ by }} النشر.</b> كان متوقفًا بقرار " + _WHO + ".",
        by=one.released_by,
        one=one,
        at=moment(one.at, context.timezone),
    )
