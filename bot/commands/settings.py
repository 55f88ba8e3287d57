"""/settings: the hour and time zone of this chat's digest, by buttons or typed."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.commands.request import Request
from bot.commands.subscribe import subscribe, unsubscribe
from bot.views import settings as view
from bot.views.reply import Reply
from storage import subscribers
from storage.db import Session


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


def stop(request: Request, session: Session) -> Reply:
    """Turn the digest off and show the settings as they are then."""
    unsubscribe(request, session)
    return view.settings(request.reader(session))


def resume(request: Request, session: Session) -> Reply:
    subscribe(request, session)
    return view.settings(request.reader(session))


def _known_zone(words: str) -> str | None:
    try:
        return ZoneInfo(words).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
