"""/editors: who may add articles; owners name and dismiss them, and make links by which they come themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.commands.request import Request
from bot.views import editors as view
from bot.views import joining as link_view
from bot.views.reply import Reply
from storage import editors as store
from storage import invitations
from storage.db import Session


def editors(request: Request, session: Session) -> Reply:
    """List the editors, or do with one what the first word says: by number, or as an answer to a message of theirs."""
    verb, _, rest = request.args.strip().partition(" ")
    if not verb:
        return _listed(request, session)
    do = _VERBS.get(verb)
    return view.how() if do is None else do(rest.strip(), request, session)


def name_told(request: Request, session: Session, subject: str) -> Reply:
    """Name the editor whose number was typed when it was asked for; offer to, where a message of theirs came."""
    if request.about is not None:
        return offer(request, session)
    if not request.args.strip():
        return view.hidden()
    user = _user(request.args.strip())
    return view.ask_who(again=True) if user is None else _name(user, "", request, session)


def offer(request: Request, session: Session) -> Reply:
    """Ask whether the person whom a contact or a forwarded message names shall be an editor."""
    return view.hidden() if request.about is None else view.offer(request.about, request.about_name)


def _listed(request: Request, session: Session) -> Reply:
    owners = sorted(request.defaults.owners)
    return view.listed(
        [(one, store.names(session, owners).get(one, "")) for one in owners],
        store.listed(session),
        invitations.count_good(session, now=request.now),
        request.context(session),
    )


def _add(words: str, request: Request, session: Session) -> Reply:
    number, _, name = words.partition(" ")
    if not number:
        about = request.about
        return view.ask_who() if about is None else _name(about, request.about_name, request, session)
    user = _user(number)
    return view.how() if user is None else _name(user, name.strip(), request, session)


def _name(user: int, name: str, request: Request, session: Session) -> Reply:
    if user in request.defaults.owners:
        return view.owner_already(user)
    fresh = store.name_editor(session, user, named_by=request.user_id, name=name, now=request.now)
    called = store.names(session, [user]).get(user, "")
    return view.named(user, called, fresh=fresh)


def _remove(words: str, request: Request, session: Session) -> Reply:
    user = _user(words) if words else request.about
    if user is None:
        return view.how()
    if not store.is_editor(session, user):
        return view.no_editor(user)
    return view.ask_dismissal(user, store.names(session, [user]).get(user, ""))


def _dismiss(words: str, request: Request, session: Session) -> Reply:
    user = _user(words)
    if user is None or not store.dismiss_editor(session, user, by=request.user_id, now=request.now):
        return view.no_editor(user or 0)
    return view.dismissed(user, store.names(session, [user]).get(user, ""))


def _link(words: str, request: Request, session: Session) -> Reply:
    made, secret = invitations.make(session, by=request.user_id, now=request.now)
    return link_view.made(made, secret, request.context(session))


def _revoke(words: str, request: Request, session: Session) -> Reply:
    """Make one link of no use by its number, or all that are open."""
    number = _user(words) if words else None
    if words and number is None:
        return view.how()
    return link_view.revoked(invitations.revoke(session, number, by=request.user_id, now=request.now))


_VERBS: Mapping[str, Callable[[str, Request, Session], Reply]] = {
    "add": _add,
    "remove": _remove,
    "dismiss": _dismiss,
    "link": _link,
    "revoke": _revoke,
}


def _user(words: str) -> int | None:
    # Telegram's user ids fit in 52 bits.
    return int(words) if words.isdecimal() and len(words) < 17 and 0 < int(words) < 2**52 else None
