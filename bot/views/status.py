"""How the service is doing, in words for editors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.views.arabic import counted
from bot.views.days import moment
from bot.views.holding import RELEASE
from bot.views.reply import Button, Reply
from bot.views.templates import page, say
from bot.views.written import account
from storage.model import DeliveryState
from storage.read.health import Health

_STATES: Mapping[DeliveryState, str] = {
    DeliveryState.PENDING: "في الانتظار",
    DeliveryState.SENDING: "قيد الإرسال",
    DeliveryState.SENT: "وصلت",
    DeliveryState.UNCERTAIN: "غير مؤكدة",
    DeliveryState.FAILED: "فشلت",
    DeliveryState.GONE: "أُلغيت",
}


def status(seen: Health, timezone: str) -> Reply:
    """Return how the service is doing; instants by the clock of `timezone` (an IANA name)."""
    return page(
        "status",
        (*([(RELEASE,)] if seen.hold else []), (Button("تحديث", "status"),)),
        hold=seen.hold,
        held_at=moment(seen.hold.at, timezone) if seen.hold else None,
        held_back=seen.held_back,
        now=moment(seen.now, timezone),
        subscribers=seen.subscribers,
        states=[(words, seen.deliveries.get(state, 0)) for state, words in _STATES.items()],
        doubtful=seen.deliveries.get(DeliveryState.UNCERTAIN, 0),
        oldest=_age(seen.oldest_age) if seen.oldest_due else None,
        rate=f"{seen.sends_a_second:.1f}",
        digest=moment(seen.last_digest, timezone) if seen.last_digest else None,
        account=account(seen.last_writing),
        waiting=seen.articles_waiting,
        read=seen.read_today,
        article=moment(seen.last_article, timezone) if seen.last_article else None,
    )


def silence(since: datetime, timezone: str) -> Reply:
    """Return what editors are told when nothing has come in for a day."""
    return say(
        "⚠️ لم يرد أي مقال منذ {{ since }}. قد يكون في استقبال المقالات خلل، "
        "وسيقول الموجز إن اليوم بلا جديد.\nحال الخدمة: /status",
        since=moment(since, timezone),
    )


def _age(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "أقل من دقيقة"
    return counted(minutes, "minute") if minutes < 120 else counted(minutes // 60, "hour")
