"""What figures count and how a number was given, in words; knows no sources and no days."""

from __future__ import annotations

from collections.abc import Mapping

from bot.views.arabic import counted

# What a figure counts; a class without words here is stored but not told.
COUNTS: Mapping[str, str] = {
    "hostages_held": "المحتجزون في غزة",
    "hostages_released": "محتجزون أُفرج عنهم",
    "prisoners_released": "سجناء فلسطينيون أُفرج عنهم",
    "prisoners_held": "فلسطينيون في السجون الإسرائيلية",
    "killed_gaza": "القتلى في غزة",
    "wounded_gaza": "الجرحى في غزة",
    "killed_israel": "القتلى في إسرائيل",
    "captured_oct7": "من احتُجزوا في 7 أكتوبر 2023",
    "truce_days": "أيام الهدنة",
}
WOULD_BRING = "ما قد يشمله اتفاق"
# What a deal that is not reached yet would bring: the words before the number, and the noun that agrees with it.
PLANS: Mapping[str, tuple[str, str]] = {
    "hostages_released": ("الإفراج عن", "captive"),
    "prisoners_released": ("الإفراج عن", "prisoner"),
    "truce_days": ("هدنة مدتها", "day"),
}
_QUALIFIERS: Mapping[str, str] = {
    "about": "نحو",
    "more_than": "أكثر من",
    "less_than": "أقل من",
    "at_least": "ما لا يقل عن",
    "believed": "يُعتقد أنهم",
}


def plan(what: str, number: int, qualifier: str | None) -> str:
    """Return what a deal would bring: "الإفراج عن أكثر من 120 محتجزًا"."""
    words, noun = PLANS[what]
    # That it is only believed goes without saying.
    exactly = _QUALIFIERS.get(qualifier or "") if qualifier != "believed" else None
    said = counted(number, noun, nominative=what == "truce_days" and not exactly)
    return " ".join(filter(None, (words, exactly, said)))


def quantity(number: int, qualifier: str | None) -> str:
    """Return a number as it was given: "أكثر من 1,200"."""
    words = _QUALIFIERS.get(qualifier or "")
    return f"{words} {number:,}" if words else f"{number:,}"
