"""/privacy and /forget: what is kept of a reader, and deleting it."""

from __future__ import annotations

from bot.commands.request import Rank, Request
from bot.views import privacy as view
from bot.views.reply import Reply
from storage import forgetting
from storage.db import Session


def privacy(request: Request, session: Session) -> Reply:
    return view.kept(request.reader(session))


def ask_forget(request: Request, session: Session) -> Reply:
    """Ask once more: what is deleted cannot be brought back."""
    return view.sure()


def forget(request: Request, session: Session) -> Reply:
    at_work = request.private and request.rank(session) >= Rank.EDITOR
    return view.forgotten(fresh=forgetting.forget(session, request.chat_id, at_work=at_work))
