"""/hold [reason] and /release: no digest goes out until an editor lets it."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import holding as view
from bot.views.reply import Reply
from storage import holds, outbox, subscribers
from storage.db import Session

# What an editor gives as a reason; it is shown to the others in a line.
LONGEST_REASON = 200


def hold(request: Request, session: Session) -> Reply:
    """Hold publishing back, or say who does already."""
    dossier = request.defaults.dossier.code
    reason = request.args.strip()[:LONGEST_REASON] or None
    made = holds.hold(session, dossier, by=request.user_id, now=request.now, reason=reason)
    if made is not None:
        return view.held(outbox.held_back(session))
    on = holds.current(session, dossier)
    assert on is not None
    return view.held_before(on, request.context(session))


def release(request: Request, session: Session) -> Reply:
    """Let publishing go on, and say how many have waited; or say that nothing was held."""
    dossier = request.defaults.dossier.code
    late = subscribers.count_waiting(session, request.now)
    begun = outbox.held_back(session)
    ended = holds.release(session, dossier, by=request.user_id, now=request.now)
    context = request.context(session)
    if ended is not None:
        return view.released(ended, late, begun, context)
    return view.not_held(holds.newest(session, dossier), context)
