"""/broadcast [text]: a word of the editors' own to all readers, shown and confirmed before it goes."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import broadcast as view
from bot.views.pages import visible_length
from bot.views.reply import Reply
from bot.views.typed import typed
from storage import broadcasts, subscribers
from storage.db import Session


def broadcast(request: Request, session: Session) -> Reply:
    """Show what was typed behind the command and ask whether it shall go; without a text, ask for one."""
    if not request.args.strip():
        return view.ask_text(broadcasts.newest(session, request.defaults.dossier.code))
    return text_typed(request, session, "")


def text_typed(request: Request, session: Session, subject: str) -> Reply:
    """Keep the text as a draft and ask whether it shall go, and to how many."""
    text = typed(request.html).strip()
    if not visible_length(text):
        return view.ask_text(None)
    if view.is_too_long(text):
        return view.too_long(text)
    readers = len(subscribers.active(session))
    if not readers:
        return view.nobody()
    dossier = request.defaults.dossier.code
    return view.confirm(
        broadcasts.draft(session, dossier, text, by=request.user_id, now=request.now), readers
    )


def shown(request: Request, session: Session) -> Reply:
    """Say how it stands with the one of this number."""
    one = broadcasts.find(session, _number(request.args))
    return view.way(one, request.context(session)) if one else view.unknown()


def send(request: Request, session: Session) -> Reply:
    """Let a draft go, once; then say how it stands with it, whoever was quicker."""
    number = _number(request.args)
    one = broadcasts.find(session, number)
    if one is not None:
        kept = view.beginning(one.text)
        broadcasts.send(session, number, by=request.user_id, now=request.now, beginning=kept)
    return shown(request, session)


def drop(request: Request, session: Session) -> Reply:
    broadcasts.drop(session, _number(request.args), by=request.user_id, now=request.now)
    return shown(request, session)


def stop(request: Request, session: Session) -> Reply:
    """Keep it from those to whom it is not on its way yet; then say how it stands with it."""
    broadcasts.stop(session, _number(request.args), by=request.user_id, now=request.now)
    return shown(request, session)


def _number(args: str) -> int:
    return int(args) if args.isdecimal() and len(args) < 10 else 0
