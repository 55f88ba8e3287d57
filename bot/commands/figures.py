"""/figures [what]: numbers by source over time."""

from __future__ import annotations

from bot.commands.asking import spoken
from bot.commands.request import Request
from bot.views import figures as view
from bot.views.counts import COUNTS
from bot.views.reply import Reply
from storage.catalog.checks import folded
from storage.db import Session
from storage.read import facts

# So many of the newest numbers are looked at where all kinds are shown, or one alone.
OF_EACH, OF_ONE = 40, 300


def figures(request: Request, session: Session) -> Reply:
    dossier, context = request.defaults.dossier, request.context(session)
    words = request.args.strip()
    if not words:
        return view.figures(facts.newest_figures(session, dossier.code, COUNTS, most=OF_EACH), context)
    what = _what(words)
    if what is None:
        return view.unknown(words)
    found = facts.newest_figures(session, dossier.code, [what], most=OF_ONE)
    return view.kind(what, found.get(what, ()), context)


def _what(words: str) -> str | None:
    """Return the kind that is called so, whose label holds these words, or that is asked for by them ("الرهائن")."""
    asked = folded(words.lower())
    called = next((what for what, label in COUNTS.items() if asked == what or asked in folded(label)), None)
    return called or spoken(words, "figures")
