"""The buttons of /settings that say how often a digest comes, when nothing may come, and what comes at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.request import Request
from bot.views import settings as settings_view
from bot.views import timing as view
from bot.views.reply import Reply
from storage import slots, subscribers
from storage.db import Session
from storage.model import EventType, Subscriber, Timing


def shown(reader: Subscriber, request: Request) -> Reply:
    """Return the settings of `reader` as they stand."""
    upcoming = slots.next_slot(reader.timing, request.now) if reader.active else None
    return settings_view.settings(reader, upcoming, request.defaults.context(reader.timezone, request.now))


def keep(timing: Timing, request: Request, session: Session) -> Reply:
    """Keep a timing and show the settings as they are then."""
    reader = request.reader(session)
    subscribers.keep_timing(session, request.chat_id, timing, now=request.now)
    return shown(replace(reader, timing=timing), request)


def rhythm(request: Request, session: Session) -> Reply:
    """Keep how often the digest comes, or ask for what is still missing: "twice 7 19", "weekly 4"."""
    timing = request.reader(session).timing
    hours = timing.hours[:1] or (request.defaults.hour,)
    match request.args.split():
        case ["daily"]:
            return keep(replace(timing, hours=hours, weekday=None), request, session)
        case ["twice"]:
            return view.first_hour(timing)
        case ["twice", first] if is_hour(first):
            return view.second_hour(int(first), timing)
        case ["twice", first, second] if is_hour(first) and is_hour(second) and int(first) != int(second):
            both = tuple(sorted((int(first), int(second))))
            return keep(replace(timing, hours=both, weekday=None), request, session)
        case ["weekly"]:
            return view.weekdays(timing)
        case ["weekly", day] if day.isdecimal() and int(day) < 7:
            return keep(replace(timing, hours=hours, weekday=int(day)), request, session)
        case ["urgent"]:
            chosen = timing.urgent or offered(request)
            return keep(replace(timing, hours=(), weekday=None, urgent=tuple(chosen)), request, session)
    return view.rhythms(timing)


def quiet(request: Request, session: Session) -> Reply:
    """Keep the quiet hours, "23 7" or "off", or ask for what is still missing."""
    timing = request.reader(session).timing
    match request.args.split():
        case ["off"]:
            return keep(replace(timing, quiet=None), request, session)
        case [begin] if is_hour(begin):
            return view.quiet_ends(int(begin), timing)
        case [begin, end] if is_hour(begin) and is_hour(end) and int(begin) != int(end):
            return keep(replace(timing, quiet=(int(begin), int(end))), request, session)
    return view.quiet_begins(timing)


def urgent(request: Request, session: Session) -> Reply:
    """Turn one type of event that is told at once on or off; without a type show which are."""
    reader = request.reader(session)
    types = offered(request)
    pressed = next((kind for kind in types if kind == request.args.strip()), None)
    timing = reader.timing
    if pressed is not None:
        chosen = set(timing.urgent) ^ {pressed}
        timing = replace(timing, urgent=tuple(kind for kind in types if kind in chosen))
        subscribers.keep_timing(session, request.chat_id, timing, now=request.now)
    return view.urgent(timing, types, request.context(session))


def offered(request: Request) -> Sequence[EventType]:
    """Return the types that may be told at once, as the catalog has them."""
    return [kind for kind, known in request.defaults.kinds.items() if known.urgent]


def is_hour(words: str) -> bool:
    return words.isdecimal() and len(words) <= 2 and int(words) < 24
