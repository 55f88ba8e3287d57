"""What owners read of the audit trail: who did what, when, and what it was before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.views.clean import shortened
from bot.views.context import Context
from bot.views.days import day_name
from bot.views.lines import status_name
from bot.views.reply import Button, Reply, Rows, rows
from bot.views.templates import say
from storage.audit import Deed, Entry
from storage.catalog.checks import folded
from storage.model import EventType, Status

# How many entries a page shows where nobody asked for another number.
USUAL = 8
# Longer values are cut: the trail says what changed, the event's card has the rest.
_LONGEST = 60

DEEDS: Mapping[Deed, str] = {
    Deed.EDITOR_NAMED: "تسمية محرر",
    Deed.EDITOR_DISMISSED: "إزالة محرر",
    Deed.LINK_MADE: "رابط دعوة",
    Deed.LINK_REVOKED: "إلغاء رابط دعوة",
    Deed.ARTICLE_DATED: "تأريخ مقال",
    Deed.TEXT_CONFIRMED: "تأكيد نص صورة",
    Deed.SUBMISSION_DROPPED: "إهمال ما أُرسل",
    Deed.CHANNEL_FOLLOWED: "قراءة قناة",
    Deed.CHANNEL_LEFT: "ترك قناة",
    Deed.EVENT_WITHDRAWN: "سحب خبر",
    Deed.EVENT_REINSTATED: "إعادة خبر",
    Deed.EVENT_CORRECTED: "تصحيح خبر",
    Deed.EVENT_APPROVED: "إقرار خبر",
    Deed.EVENT_REJECTED: "رفض خبر",
    Deed.ARTICLE_WITHDRAWN: "سحب مقال",
    Deed.EVENTS_JOINED: "ضم خبرين",
    Deed.EVENT_SPLIT: "فصل خبر",
    Deed.DECISION_UNDONE: "تراجع عن قرار",
    Deed.DELIVERY_RESENT: "إعادة إرسال موجز",
    Deed.DELIVERY_SETTLED: "عدّ موجز واصلًا",
    Deed.FEED_STARTED: "تشغيل مصدر",
    Deed.FEED_STOPPED: "إيقاف مصدر",
    Deed.PUBLISHING_HELD: "إيقاف النشر",
    Deed.PUBLISHING_RELEASED: "استئناف النشر",
    Deed.BROADCAST_SENT: "إرسال كلمة إلى المشتركين",
    Deed.BROADCAST_STOPPED: "إيقاف إرسال كلمة",
}
_NOUNS = {
    "event": "الحدث",
    "article": "المقال",
    "submission": "المُرسل",
    "channel": "القناة",
    "delivery": "الإرسال",
    "deliveries": "عددها",
    "feed": "المصدر",
    "hold": "الإيقاف",
    "broadcast": "الكلمة",
    "link": "الرابط",
    "links": "عددها",
}
_FIELDS = {
    "type": "النوع",
    "status": "الحالة",
    "when": "اليوم",
    "place": "المكان",
    "substance": "المضمون",
    "participants": "المشاركون",
    "with": "مع",
    "reason": "السبب",
    "text": "النص",
    "chats": "المحادثات",
    "name": "الاسم",
    "published": "يوم النشر",
    "link": "برابط الدعوة رقم",
}


@dataclass(frozen=True, slots=True)
class Turned:
    """Where in the trail one is: entries a page, the word looked for, whether older ones follow, and if it is the first page."""

    size: int
    word: str
    further: bool
    first: bool


def deeds_of(word: str) -> Collection[Deed]:
    """Return the deeds in whose names `word` occurs."""
    return [deed for deed, words in DEEDS.items() if folded(word) in folded(words)]


def trail(entries: Sequence[Entry], turned: Turned, names: Mapping[int, str], context: Context) -> Reply:
    """Return a page of the trail; `names` are those that are known, by user id."""
    return say(
        "<b>سجل التغييرات</b>{% if word %} · {{ word }}{% endif %}\n"
        "{% for one in entries %}\n{{ one.at }} · {{ one.who }}\n<b>{{ one.deed }}</b>{% if one.subject %} · {{ one.subject }}{% endif %}\n"
        "{% for change in one.changes %}{{ change }}\n{% endfor %}"
        "{% else %}\nلا شيء {% if first %}بعد{% else %}أقدم من ذلك{% endif %}.{% endfor %}",
        _turns(entries, turned),
        word=turned.word,
        first=turned.first,
        entries=[_shown(one, names, context) for one in entries],
    )


def _turns(entries: Sequence[Entry], turned: Turned) -> Rows:
    rest = f"{turned.size} {turned.word}".strip()
    newest = [] if turned.first else [Button("الأحدث ▶", f"audit 0 {rest}")]
    older = [Button("◀ الأقدم", f"audit {entries[-1].id} {rest}")] if turned.further else []
    return rows([*newest, *older], 2)


def people_in(entries: Sequence[Entry]) -> Collection[int]:
    """Return whose names are needed to show these entries."""
    return {one.by for one in entries if one.by is not None} | {
        int(one.subject.split()[1]) for one in entries if one.subject.startswith("editor ")
    }


def _shown(one: Entry, names: Mapping[int, str], context: Context) -> dict[str, object]:
    at = one.at.astimezone(ZoneInfo(context.timezone))
    return {
        "at": f"{day_name(at.date())}، {at:%H:%M}",
        "who": "الخدمة" if one.by is None else _person(one.by, names),
        "deed": DEEDS[one.deed],
        "subject": _subject(one.subject, names),
        "changes": [_change(field, one, context) for field in {**one.before, **one.after}],
    }


def _person(user: int, names: Mapping[int, str]) -> str:
    return f"{names[user]} ({user})" if user in names else str(user)


def _subject(subject: str, names: Mapping[int, str]) -> str:
    noun, _, number = subject.partition(" ")
    if noun == "editor":
        return _person(int(number), names)
    if noun == "event":
        return f"/event_{number}"
    return f"{_NOUNS[noun]} {number}" if noun in _NOUNS else number or noun


def _change(field: str, one: Entry, context: Context) -> str:
    """Return "place: from X to Y" in words."""
    name = _FIELDS.get(field, field)
    before, after = (_value(field, side.get(field, ""), context) for side in (one.before, one.after))
    if before and after:
        return f"{name}: من «{before}» إلى «{after}»"
    return f"{name}: {after}" if after else f"{name}: كان «{before}»"


def _value(field: str, stored: str, context: Context) -> str:
    """Return a stored value as a person says it."""
    if field == "type" and stored in set(EventType):
        return context.kinds[EventType(stored)].label
    if field == "status" and stored in set(Status):
        return status_name(Status(stored))
    if field == "when":
        return _days(stored)
    return shortened(stored, _LONGEST)


def _days(stored: str) -> str:
    days = [day_name(date.fromisoformat(day)) for day in dict.fromkeys(stored.split("/")) if day]
    return " – ".join(days)
