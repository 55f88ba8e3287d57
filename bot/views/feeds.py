"""The outlets' feeds, for those who turn them on: which are read, what they brought, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.views.arabic import counted
from bot.views.context import Context
from bot.views.days import day_name
from bot.views.reply import Button, Reply, rows
from bot.views.templates import page, say
from storage.catalog.schema import Outlet
from storage.model import Fate, FeedState

_TROUBLES: Mapping[str, str] = {
    "UnreachableError": "الموقع لا يجيب",
    "UnknownHostError": "لا موقع بهذا الاسم",
    "TooSlowError": "الموقع أبطأ من أن يُنتظر",
    "StatusError": "الموقع يجيب بخطأ",
    "RedirectError": "الموقع يحيل من عنوان إلى عنوان بلا نهاية",
    "CertificateError": "شهادة الموقع غير صالحة",
    "PrivateAddressError": "العنوان يقود إلى شبكة خاصة",
    "TooLargeError": "الملف أكبر من أي قائمة أخبار",
    "TooHeavyError": "الملف أثقل من أي قائمة أخبار",
    "NotAFeedError": "ليست في العنوان قائمة RSS ولا Atom",
    "NotAPageError": "ليست في العنوان قائمة RSS ولا Atom",
}


def listed(
    outlets: Sequence[Outlet], states: Mapping[str, FeedState], context: Context, *, owner: bool
) -> Reply:
    """Return every outlet that has a feed and how it is doing; for an `owner` with a button to turn each on or off."""
    buttons = [_button(outlet, states.get(outlet.slug)) for outlet in outlets] if owner else []
    return page(
        "feeds",
        rows(buttons, 2),
        lines=[_line(outlet, states.get(outlet.slug), context.timezone) for outlet in outlets],
    )


def gone() -> Reply:
    return say("هذا المصدر لم تعد له قائمة معروفة. القائمة كلها: /sources")


def flood(outlet: Outlet, state: FeedState) -> Reply:
    """Return the word about an outlet that brings more than it may."""
    assert outlet.feed is not None
    return say(
        "⚠️ <b>{{ name }}</b>: ورد منه في 24 ساعة أكثر من {{ most }}، وتُرك {{ left }}.\nالمصادر: /sources",
        name=outlet.name,
        most=counted(outlet.feed.most, "article"),
        left=counted(state.count(Fate.TOO_MANY), "article", nominative=True),
    )


def failing(outlet: Outlet, state: FeedState, timezone: str) -> Reply:
    """Return the word about a feed that does not answer, or brings next to nothing."""
    return say(
        "⚠️ <b>{{ name }}</b>: {% if trouble %}{{ trouble }}، في {{ times }} متتالية.{% else %}"
        "لم يرد منه في 24 ساعة ما يكفي ({{ brought }}).{% endif %}"
        "{% if next %} القراءة التالية: {{ next }}.{% endif %}\nالمصادر: /sources",
        name=outlet.name,
        trouble=_trouble(state) if state.trouble else None,
        times=counted(state.failures, "attempt"),
        brought=counted(state.count(Fate.TAKEN) + state.count(Fate.KNOWN), "article", nominative=True),
        next=_moment(state.next_at, timezone) if state.next_at else None,
    )


def _button(outlet: Outlet, state: FeedState | None) -> Button:
    on = state is not None and state.active
    verb, mark = ("off", "إيقاف") if on else ("on", "تشغيل")
    return Button(f"{mark} {outlet.name}", f"feed {verb} {outlet.slug}")


def _line(outlet: Outlet, state: FeedState | None, timezone: str) -> Mapping[str, object]:
    active = state is not None and state.active
    return {
        "name": outlet.name,
        "active": active,
        "looked": _moment(state.looked_at, timezone) if active and state and state.looked_at else None,
        "trouble": _trouble(state) if active and state and state.trouble else None,
        "taken": counted(state.count(Fate.TAKEN), "article", nominative=True) if active and state else None,
        "left": sum(state.count(fate) for fate in (Fate.ELSEWHERE, Fate.REFUSED, Fate.TOO_MANY))
        if state
        else 0,
    }


def _trouble(state: FeedState) -> str:
    return _TROUBLES.get(state.trouble or "", "ما أجاب به الموقع لا يُقرأ")


def _moment(instant: datetime, timezone: str) -> str:
    local = instant.astimezone(ZoneInfo(timezone))
    return f"{day_name(local.date())}، {local:%H:%M}"
