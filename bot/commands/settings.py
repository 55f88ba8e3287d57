"""/settings: the hours and time zone of this chat's digest and how it is written, by buttons or typed."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.request import Request
from bot.commands.subscribe import subscribe, unsubscribe
from bot.commands.timing import is_hour, keep, rhythm, shown
from bot.views import settings as view
from bot.views.reply import Reply
from storage import subscribers
from storage.catalog.cities import can_locate, zone_at, zone_of
from storage.db import Session
from storage.model import Digits, Habits, Months


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
    """Show a page of cities by its number."""
    number = request.args.strip()
    return view.zones(request.reader(session), int(number) if number.isdecimal() and len(number) < 3 else 0)


def ask_zone(request: Request, session: Session) -> Reply:
    """Ask for a city, or, alone with a person, where they are."""
    return view.ask_zone(can_share=_can_share(request))


def zone_typed(request: Request, session: Session, subject: str) -> Reply:
    """Keep the time zone of a city that was asked for, or ask again."""
    words = request.args.strip()
    found = zone_of(words)
    if found is None:
        return view.no_such_city(words, can_share=_can_share(request))
    return _moved(found, request, session) if request.private else zone(replace(request, args=found), session)


def zone_here(request: Request, session: Session) -> Reply:
    """Keep the time zone of the place that somebody shares, and nothing else of it."""
    found = zone_at(*request.place) if request.place else None
    if found is None:
        return view.nowhere()
    return _moved(found, request, session, shared=True)


def _moved(found: str, request: Request, session: Session, *, shared: bool = False) -> Reply:
    """Keep a time zone and say so in a message of its own, which closes what the question opened."""
    reader = request.reader(session)
    timing = replace(reader.timing, timezone=found)
    subscribers.keep_timing(session, request.chat_id, timing, now=request.now)
    context = request.defaults.context(found, request.now)
    return view.moved(replace(reader, timing=timing), context, shared=shared)


def _can_share(request: Request) -> bool:
    return request.private and can_locate()


def hour(request: Request, session: Session) -> Reply:
    """Keep the hour that the argument names."""
    words = request.args.strip()
    if not is_hour(words):
        return view.not_understood(words)
    return keep(replace(request.reader(session).timing, hours=(int(words),)), request, session)


def zone(request: Request, session: Session) -> Reply:
    """Keep the time zone that the argument names, by a city or as IANA does."""
    words = request.args.strip()
    name = zone_of(words)
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
