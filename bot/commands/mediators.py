"""/mediators: what each mediator of the dossier last did."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import mediators as view
from bot.views.reply import Reply
from storage.db import Session
from storage.read import events


def mediators(request: Request, session: Session) -> Reply:
    dossier = request.defaults.dossier
    parties = [party.name for party in dossier.parties if party.mediator]
    context = request.context(session)
    last = events.last_acts(session, dossier.code, parties, until=context.today)
    return view.mediators(parties, last, context)
