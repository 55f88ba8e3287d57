"""The link that makes whoever opens it an editor: "/start join_SECRET", in a private chat."""

from __future__ import annotations

from bot.commands.request import Rank, Request
from bot.views import joining as view
from bot.views.reply import Reply
from storage import editors, invitations
from storage.db import Session


def join(request: Request, session: Session) -> Reply:
    """Make this person an editor by the secret behind `join_`, and tell the owners who came."""
    _, _, secret = request.args.partition("_")
    if request.rank(session) > Rank.READER:
        # The link stays good for whom it was meant.
        return view.already()
    found = invitations.find(session, secret, now=request.now)
    # A link is worth what its maker may do now.
    if found is None or found.made_by not in request.defaults.owners:
        return view.no_good()
    if not invitations.use(session, found, by=request.user_id, now=request.now):
        return view.no_good()
    editors.name_editor(
        session,
        request.user_id,
        named_by=found.made_by,
        name=request.name,
        link=found.id,
        now=request.now,
    )
    return view.joined(request.user_id, request.name, sorted(request.defaults.owners))
