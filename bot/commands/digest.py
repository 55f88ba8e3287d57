"""/digest [day]: the digest of a day, or the last one, made for this chat or else for anyone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.commands.days import asked_days
from bot.commands.request import Request
from bot.views import digest as view
from bot.views.reply import Reply
from storage.db import Session
from storage.files import EARLIEST
from storage.read import digests


def digest(request: Request, session: Session) -> Reply:
    context = request.context(session)
    words = request.args.strip()
    days = asked_days(words, context.today) if words else None
    if words and days is None:
        return view.day_missing()
    if days is None:
        found = _found(request, session)
        return _shown(found, request, session) if found else view.none_yet()
    # A day is the reader's own, from its midnight to the next.
    zone = ZoneInfo(context.timezone)
    begin = datetime.combine(max(days[0], EARLIEST), time(), zone)
    end = datetime.combine(min(days[1], context.today) + timedelta(1), time(), zone)
    found = _found(request, session, begin, end) if begin < end else None
    return _shown(found, request, session) if found else view.none_on(days[0], days[1])


def _shown(number: int, request: Request, session: Session) -> Reply:
    """Return the digest of that number, which is the same for all who read in one time zone."""
    context = request.context(session)
    key = ("digest", number, context.timezone, context.today)
    return request.once(key, lambda: view.digest(digests.told(session, number), context))


def _found(
    request: Request, session: Session, since: datetime | None = None, until: datetime | None = None
) -> int | None:
    """Return the number of the digest that was made for this chat, or else for anyone."""
    dossier = request.defaults.dossier.code
    own = digests.number_for(session, dossier, request.chat_id, since=since, until=until)
    return own or digests.number_published(session, dossier, since=since, until=until)
