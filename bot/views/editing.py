"""What editors are told when they withdraw or correct an event, and the words by which they name its fields."""

from __future__ import annotations

from collections.abc import Mapping

from bot.views.arabic import counted
from bot.views.context import Context
from bot.views.lines import status_name
from bot.views.reply import Button, Reply
from bot.views.templates import say
from storage.catalog.checks import folded
from storage.model import EventType, Status

_FIELDS: Mapping[str, str] = {
    "المكان": "place",
    "اليوم": "day",
    "الحالة": "status",
    "النوع": "type",
    "المضمون": "substance",
}
_HOW = (
    "/correct 12 المكان الدوحة\n/correct 12 اليوم 24/10/2024\n/correct 12 الحالة مقرر\n"
    "/correct 12 النوع لقاء\n/correct 12 المضمون نص الجملة"
)


def field_of(name: str) -> str | None:
    """Return the field that an editor means, by its Arabic or its English name."""
    known = {folded(arabic): field for arabic, field in _FIELDS.items()}
    return known.get(folded(name)) or (name if name in _FIELDS.values() else None)


def status_of(words: str) -> Status | None:
    """Return the status that an editor means, by its code or by its word."""
    return next((one for one in Status if words == one or folded(words) == folded(status_name(one))), None)


def type_of(words: str, context: Context) -> EventType | None:
    """Return the type that an editor means, by its code or by its label."""
    labels = {kind: folded(known.label) for kind, known in context.kinds.items()}
    return next((kind for kind, label in labels.items() if words == kind or folded(words) == label), None)


def ask_withdrawal(number: int) -> Reply:
    return say(
        "سحب الحدث رقم {{ number }}؟ لن يظهر بعدها في القوائم والموجزات، ويُصحَّح ما وصل منها.\n"
        "ولذكر السبب: /withdraw {{ number }} السبب",
        ((Button("إبقاء", f"event {number}"), Button("سحب", f"withdraw {number}")),),
        number=number,
    )


def withdrawn(number: int, deliveries: int) -> Reply:
    return say(
        "سُحب الحدث رقم {{ number }}. {{ told }}",
        ((Button("تراجع", f"reinstate {number}"),),),
        number=number,
        told=_told(deliveries),
    )


def reinstated(number: int, deliveries: int) -> Reply:
    return say("أُعيد الحدث رقم {{ number }}. {{ told }}", number=number, told=_told(deliveries))


def corrected(number: int, deliveries: int) -> Reply:
    return say(
        "صُحّح الحدث رقم {{ number }}. {{ told }}",
        ((Button("البطاقة", f"event {number}"),),),
        number=number,
        told=_told(deliveries),
    )


def nothing_to_do(number: int) -> Reply:
    return say("لا شيء يُغيَّر: الحدث رقم {{ number }} غير موجود، أو على هذه الحال من قبل.", number=number)


def not_understood(number: int, words: str) -> Reply:
    return say(
        "لم أفهم «{{ words }}». يُكتب الحقل ثم قيمته، مثل:\n" + _HOW.replace("12", "{{ number }}"),
        words=words[:60],
        number=number,
    )


def how() -> Reply:
    return say("يُكتب رقم الحدث ثم الحقل ثم قيمته، مثل:\n" + _HOW)


def _told(deliveries: int) -> str:
    if not deliveries:
        return "لم يصل في أي موجز بعد."
    return f"يُصحَّح الآن ما وصل منه ({counted(deliveries, 'delivery', nominative=True)})."
