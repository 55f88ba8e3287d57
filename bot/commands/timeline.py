"""/timeline [from] [to]: what happened in a stretch of days, as a picture and as text."""

from __future__ import annotations

from datetime import timedelta

from bot.commands.days import asked_days
from bot.commands.request import Request
from bot.views import timeline as view
from bot.views.reply import Reply
from storage.db import Session
from storage.read import events

# What is shown where no days are asked for, counted back from the newest event.
USUAL = timedelta(days=29)
# The store gives no more than a picture and a few messages can hold.
MOST = 120


def timeline(request: Request, session: Session) -> Reply:
    context = request.context(session)
    dossier = request.defaults.dossier.code
    words = request.args.strip()
    days = asked_days(words, context.today) if words else None
    if words and days is None:
        return view.days_missing()
    if days is None:
        last = events.newest_day(session, dossier, until=context.today) or context.today
        days = (last - USUAL, last)
    found = events.between(session, dossier, *days, limit=MOST + 1)
    return view.timeline(found[-MOST:], *days, context, more=len(found) > MOST)
