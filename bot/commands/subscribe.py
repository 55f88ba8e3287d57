"""/subscribe and /unsubscribe: the daily digest for this chat, on and off."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.request import Request
from bot.views import digest as digest_view
from bot.views import subscription as view
from bot.views.reply import Reply
from storage import reaching, subscribers
from storage.db import Session
from storage.read import digests


def subscribe(request: Request, session: Session) -> Reply:
    """Turn the digest on; who is new to it sees the last one."""
    chosen = request.reader(session)
    fresh = subscribers.subscribe(
        session, request.chat_id, hour=request.defaults.hour, timezone=chosen.timezone, now=request.now
    )
    moved = reaching.move(session, request.chat_id, request.topic)
    told = view.subscribed(chosen, fresh=fresh, moved=moved, in_topic=request.topic is not None)
    last = digests.last_published(session, request.defaults.dossier.code) if fresh else None
    if last is None:
        return told
    # So one sees at once what will come; the choices stand last, where one reads on.
    shown = digest_view.digest(last, request.context(session), short=chosen.habits.short)
    return replace(told, parts=(*shown.parts, *told.parts))


def unsubscribe(request: Request, session: Session) -> Reply:
    return view.unsubscribed(fresh=subscribers.unsubscribe(session, request.chat_id))
