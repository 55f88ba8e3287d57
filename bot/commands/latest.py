"""/latest: the newest events, a page at a time."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import latest as view
from bot.views.reply import Reply
from storage.db import Session
from storage.read import events

PAGE = 6
# Far behind anything that a reader turns to; a typed number cannot make the store skip for ever.
DEEPEST = 100_000


def latest(request: Request, session: Session) -> Reply:
    """Answer with the page that begins behind as many events as the argument says."""
    offset = min(int(request.args), DEEPEST) if request.args.isdecimal() and len(request.args) < 9 else 0
    found = events.latest(session, request.defaults.dossier.code, limit=PAGE + 1, offset=offset)
    return view.latest(
        found[:PAGE], request.context(session), offset=offset, size=PAGE, more=len(found) > PAGE
    )
