"""Joining two events and splitting one by hand: what is asked, and what was ruled."""

from __future__ import annotations

from bot.views.reply import Button, Question, Reply, rows
from bot.views.sources import Citations
from bot.views.templates import say
from storage.model import Event

# What is asked: with which other event one is to be joined; the subject is its number.
JOIN = "join_events"
# An event that so many articles tell is not taken apart on a phone.
_MOST = 20


def ask_join(number: int, *, again: bool = False) -> Reply:
    return say(
        "{% if again %}لا يوجد حدث آخر بهذا الرقم. {% endif %}مع أي حدث يُضم الحدث رقم {{ number }}؟ يُكتب رقمه. للترك: /cancel",
        asks=Question(JOIN, str(number), "رقم الحدث الآخر"),
        number=number,
        again=again,
    )


def joined(one: int, other: int) -> Reply:
    return say(
        "🔗 تقرر أن الحدثين {{ one }} و{{ other }} حدث واحد، ويُضمان خلال ثوانٍ.",
        rows([Button("بطاقة الحدث", f"event {one}")], 1),
        one=one,
        other=other,
    )


def ask_split(event: Event) -> Reply:
    """Return the reports of an event, each with a button that makes it one of its own."""
    cites = Citations()
    buttons = [
        Button(f"✂️ {cites.cite([report.source])[0].name}", f"split_off {event.id} {report.id}")
        for report in event.reports[:_MOST]
        if report.source and report.id
    ]
    return say(
        "أي رواية من روايات الحدث رقم {{ number }} تروي حدثًا آخر؟",
        (*rows(buttons, 2), (Button("رجوع", f"event {event.id}"),)),
        number=event.id,
    )


def was_split(number: int) -> Reply:
    return say(
        "✂️ تقرر أن الرواية تروي حدثًا آخر، وتُفصل عن الحدث رقم {{ number }} خلال ثوانٍ.",
        rows([Button("بطاقة الحدث", f"event {number}")], 1),
        number=number,
    )


def not_possible() -> Reply:
    return say("لا يُفصل حدث ليست له إلا رواية واحدة، ولا رواية ليست له.")
