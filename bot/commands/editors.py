"""/editors: who may add articles; owners name and dismiss them."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import editors as view
from bot.views.reply import Reply
from storage import editors as store
from storage.db import Session


def editors(request: Request, session: Session) -> Reply:
    """List the editors, or `add` or `remove` one: by number, or as an answer to a message of theirs.

    In a group nothing is listed nor changed.
    """
    if not request.private:
        # Who they are is nothing that a group should read.
        return view.in_private_only()
    verb, _, rest = request.args.strip().partition(" ")
    if not verb:
        return view.listed(sorted(request.defaults.owners), store.everyone(session))
    user = _user(rest.strip(), request.about)
    if verb == "add" and not rest and user is None:
        return view.ask_who()
    if user is None or verb not in ("add", "remove"):
        return view.how()
    if verb == "remove":
        dismissed = store.dismiss_editor(session, user, by=request.user_id, now=request.now)
        return view.dismissed(user, fresh=dismissed)
    return _name(user, request, session)


def name_typed(request: Request, session: Session, subject: str) -> Reply:
    """Name the editor whose number was typed when it was asked for."""
    user = _user(request.args.strip(), None)
    return view.ask_who(again=True) if user is None else _name(user, request, session)


def _name(user: int, request: Request, session: Session) -> Reply:
    return view.named(user, fresh=store.name_editor(session, user, named_by=request.user_id, now=request.now))


def _user(words: str, about: int | None) -> int | None:
    if not words:
        return about
    # Telegram's user ids fit in 52 bits.
    return int(words) if words.isdecimal() and 0 < int(words) < 2**52 else None
