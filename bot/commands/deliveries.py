"""/deliveries: digests that may not have arrived, for editors to send again with one tap."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.request import Request
from bot.views import deliveries as view
from bot.views.reply import Reply
from storage import doubts
from storage.db import Session

# A list is read on a phone; what is left is said as a number.
SHOWN = 8


def deliveries(request: Request, session: Session) -> Reply:
    """List them, the newest first. In a group nothing is listed: who receives digests is nothing to read there."""
    return _listed(request, session)


def resend(request: Request, session: Session) -> Reply:
    """Queue one again by its number, or all; then list what is left."""
    doubts.send_again(session, _meant(request.args), by=request.user_id, now=request.now)
    return _listed(request, session)


def arrived(request: Request, session: Session) -> Reply:
    """Take one, by its number, or all, as arrived; then list what is left."""
    doubts.take_as_arrived(session, _meant(request.args), by=request.user_id, now=request.now)
    return _listed(request, session)


def _meant(args: str) -> Sequence[int] | None:
    """Return which are meant; None: all."""
    if args == "all":
        return None
    return [int(args)] if args.isdecimal() and len(args) < 19 else []


def _listed(request: Request, session: Session) -> Reply:
    found, total = doubts.doubts(session, SHOWN)
    return view.listed(found, total, request.context(session))
