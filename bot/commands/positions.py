"""/positions [party]: who wants what, since when, and what changed."""

from __future__ import annotations

from bot.commands.named import mediators, named, principals
from bot.commands.request import Request
from bot.views import positions as view
from bot.views.reply import Reply
from storage.db import Session
from storage.read import facts

# So many of a party's newest stances are looked at where all parties are shown, or it alone.
OF_EACH, OF_ONE = 60, 300


def positions(request: Request, session: Session) -> Reply:
    dossier, context = request.defaults.dossier, request.context(session)
    shown = [party.name for party in (*principals(dossier), *mediators(dossier))]
    words = request.args.strip()
    if not words:
        found = facts.standpoints(session, dossier.code, shown, most=OF_EACH)
        return view.positions(found, context, parties=shown)
    party = named(words, dossier.parties)
    if party is None:
        return view.unknown(words, parties=shown)
    found = facts.standpoints(session, dossier.code, [party.name], most=OF_ONE)
    return view.party(found, party.name, context, parties=shown)
