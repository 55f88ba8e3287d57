"""/settings: the hours and time zone of this chat's digest and how it is written, by buttons or typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from zoneinfo import available_timezones

from bot.commands.request import Request
from bot.commands.subscribe import subscribe, unsubscribe
from bot.commands.timing import is_hour, keep, rhythm, shown
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
    """Show the choices in one sentence; with an argument, take it as an hour or two, a city or a time zone."""
    words = request.args.split()
    if not words:
        return shown(request.reader(session), request)
    if len(words) == 2 and all(map(is_hour, words)):
        return rhythm(replace(request, args=f"twice {request.args}"), session)
    return hour(request, session) if words[0].isdecimal() else zone(request, session)


def hours(request: Request, session: Session) -> Reply:
    """Ask for the hour; for the first of two where the digest comes twice a day."""
    reader = request.reader(session)
    if len(reader.timing.hours) == 2:
        return rhythm(replace(request, args="twice"), session)
    return view.hours(reader)


def zones(request: Request, session: Session) -> Reply:
    return view.zones(request.reader(session))


def hour(request: Request, session: Session) -> Reply:
    """Keep the hour that the argument names."""
    words = request.args.strip()
    if not is_hour(words):
        return view.not_understood(words)
    return keep(replace(request.reader(session).timing, hours=(int(words),)), request, session)


def zone(request: Request, session: Session) -> Reply:
    """Keep the time zone that the argument names, by a city or as IANA does."""
    words = request.args.strip()
    name = view.zone_of_city(words) or _known_zone(words)
    if name is None:
        return view.not_understood(words)
    return keep(replace(request.reader(session).timing, timezone=name), request, session)


def habits(request: Request, session: Session) -> Reply:
    return view.habits(request.reader(session))


def habit(request: Request, session: Session) -> Reply:
    """Keep one habit, named as "months levantine", "digits eastern", "form short" or "pictures off"."""
    reader = request.reader(session)
    chosen = _changed(reader.habits, request.args)
    if chosen is None:
        return view.not_understood(request.args)
    subscribers.keep_habits(session, request.chat_id, chosen, timing=reader.timing)
    return view.habits(replace(reader, habits=chosen))


def _changed(habits: Habits, asked: str) -> Habits | None:
    match asked.split():
        case ["months", name] if name in set(Months):
            return replace(habits, months=Months(name))
        case ["digits", name] if name in set(Digits):
            return replace(habits, digits=Digits(name))
        case ["form", "short" | "full" as name]:
            return replace(habits, short=name == "short")
        case ["pictures", "on" | "off" as name]:
            return replace(habits, pictures=name == "on")
    return None


def stop(request: Request, session: Session) -> Reply:
    """Turn the digest off and show the settings as they are then."""
    unsubscribe(request, session)
    return shown(request.reader(session), request)


def resume(request: Request, session: Session) -> Reply:
    subscribe(request, session)
    return shown(request.reader(session), request)


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
