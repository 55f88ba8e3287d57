"""/digest: the last digest that was made for this chat, or else for anyone."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import digest as view
from bot.views.reply import Reply
from storage.db import Session
from storage.read import digests


def digest(request: Request, session: Session) -> Reply:
    dossier = request.defaults.dossier.code
    found = digests.last_for(session, dossier, request.chat_id) or digests.last_published(session, dossier)
    return view.digest(found, request.context(session)) if found else view.none_yet()
