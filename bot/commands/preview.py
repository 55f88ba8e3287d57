"""/preview: the digest that readers will have next, before they do."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import preview as view
from bot.views.reply import Reply
from storage import previews
from storage.db import Session
from storage.model import Timing


def preview(request: Request, session: Session) -> Reply:
    """Ask for it; it takes the place of the message that says so once it is made."""
    defaults = request.defaults
    usual = Timing(defaults.timezone, (defaults.hour,))
    window = previews.next_window(session, defaults.dossier.code, usual, request.now)
    number = previews.ask(session, defaults.dossier.code, window, chat_id=request.chat_id, now=request.now)
    return view.being_prepared(number)
