"""/status: how the service is doing, for editors."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import status as view
from bot.views.reply import Reply
from storage.db import Session
from storage.read.health import health


def status(request: Request, session: Session) -> Reply:
    """Show what waits, what went, and what came in. In a group nothing is shown."""
    seen = health(session, request.defaults.dossier.code, now=request.now)
    return view.status(seen, request.reader(session).timezone)
