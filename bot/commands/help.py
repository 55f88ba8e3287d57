"""/help: the commands that this person may use, from the registry."""

from __future__ import annotations

from bot.commands.request import Rank, Request
from bot.views import welcome
from bot.views.reply import Reply
from storage.db import Session


def help_(request: Request, session: Session) -> Reply:
    # The registry holds this handler, so it is whole only after this module has been loaded.
    from bot.commands import visible_to

    rank = request.rank(session)
    listed = [(command.name, command.description) for command in visible_to(rank)]
    # Whoever sets up a bot needs their own id for OWNERS; in a group it is nobody else's business.
    user_id = request.user_id if request.private else None
    return welcome.commands(listed, editor=rank >= Rank.EDITOR, user_id=user_id)
