"""/subscribe and /unsubscribe: the daily digest for this chat, on and off."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import subscription as view
from bot.views.reply import Reply
from storage import subscribers
from storage.db import Session


def subscribe(request: Request, session: Session) -> Reply:
    chosen = request.reader(session)
    fresh = subscribers.subscribe(
        session, request.chat_id, hour=request.defaults.hour, timezone=chosen.timezone, now=request.now
    )
    return view.subscribed(chosen, fresh=fresh)


def unsubscribe(request: Request, session: Session) -> Reply:
    return view.unsubscribed(fresh=subscribers.unsubscribe(session, request.chat_id))
