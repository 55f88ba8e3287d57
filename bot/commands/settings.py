"""/settings: the hour and time zone of this chat's digest, by buttons or typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from zoneinfo import available_timezones

from bot.commands.request import Request
from bot.commands.subscribe import subscribe, unsubscribe
from bot.views import settings as view
from bot.views.reply import Reply
from storage import subscribers
from storage.db import Session
from storage.model import Digits, Habits, Months

# The areas whose zones are places where people live; others ("Etc", "US") name offsets or repeat these.
_AREAS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)


def settings(request: Request, session: Session) -> Reply:
    """Show the choices; with an argument, take it as an hour, a city or a time zone."""
    words = request.args.strip()
    if not words:
        return view.settings(request.reader(session))
    return hour(request, session) if words.isdecimal() else zone(request, session)


def hours(request: Request, session: Session) -> Reply:
    return view.hours(request.reader(session))


def zones(request: Request, session: Session) -> Reply:
    return view.zones(request.reader(session))


def hour(request: Request, session: Session) -> Reply:
    """Keep the hour that the argument names."""
    words = request.args.strip()
    if not words.isdecimal() or len(words) > 2 or int(words) > 23:
        return view.not_understood(words)
    reader = request.reader(session)
    subscribers.choose(session, request.chat_id, hour=int(words), timezone=reader.timezone)
    return view.settings(replace(reader, hour=int(words)))


def zone(request: Request, session: Session) -> Reply:
    """Keep the time zone that the argument names, by a city or as IANA does."""
    words = request.args.strip()
    name = view.zone_of_city(words) or _known_zone(words)
    if name is None:
        return view.not_understood(words)
    reader = request.reader(session)
    subscribers.choose(session, request.chat_id, hour=reader.hour, timezone=name)
    return view.settings(replace(reader, timezone=name))


def habits(request: Request, session: Session) -> Reply:
    return view.habits(request.reader(session))


def habit(request: Request, session: Session) -> Reply:
    """Keep one habit, named as "months levantine", "digits eastern" or "form short"."""
    reader = request.reader(session)
    chosen = _changed(reader.habits, request.args)
    if chosen is None:
        return view.not_understood(request.args)
    subscribers.keep_habits(session, request.chat_id, chosen, hour=reader.hour, timezone=reader.timezone)
    return view.habits(replace(reader, habits=chosen))


def _changed(habits: Habits, asked: str) -> Habits | None:
    match asked.split():
        case ["months", name] if name in set(Months):
            return replace(habits, months=Months(name))
        case ["digits", name] if name in set(Digits):
            return replace(habits, digits=Digits(name))
        case ["form", "short" | "full" as name]:
            return replace(habits, short=name == "short")
    return None


def stop(request: Request, session: Session) -> Reply:
    """Turn the digest off and show the settings as they are then."""
    unsubscribe(request, session)
    return view.settings(request.reader(session))


def resume(request: Request, session: Session) -> Reply:
    subscribe(request, session)
    return view.settings(request.reader(session))


def _known_zone(words: str) -> str | None:
    """Return the IANA name of a region, however its letters and blanks are written."""
    return _regions().get("_".join(words.lower().split()))


@cache
def _regions() -> Mapping[str, str]:
    return {
        name.lower(): name
        for name in available_timezones()
        if name.partition("/")[0] in _AREAS and "/" in name
    }
