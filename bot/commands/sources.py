"""/sources: the outlets' feeds; editors see how they are doing, owners turn them on and off."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.request import Rank, Request
from bot.views import feeds as view
from bot.views.reply import Reply
from storage import feeds
from storage.audit import Deed, record
from storage.catalog import load_outlets
from storage.catalog.schema import Outlet
from storage.db import Session


def sources(request: Request, session: Session) -> Reply:
    """List them."""
    return _listed(request, session)


def feed(request: Request, session: Session) -> Reply:
    """Turn an outlet's feed on or off: "on bbc"; then list them all."""
    verb, _, slug = request.args.partition(" ")
    if verb not in ("on", "off") or slug not in {outlet.slug for outlet in _outlets()}:
        return view.gone()
    dossier, on = request.defaults.dossier.code, verb == "on"
    if feeds.turn(session, dossier, slug, on, by=request.user_id, now=request.now):
        deed = Deed.FEED_STARTED if on else Deed.FEED_STOPPED
        record(session, by=request.user_id, deed=deed, subject=f"feed {slug}", now=request.now)
        session.flush()
    return _listed(request, session)


def _outlets() -> Sequence[Outlet]:
    found = (outlet for outlet in load_outlets().values() if outlet.feed is not None)
    return sorted(found, key=lambda outlet: outlet.name)


def _listed(request: Request, session: Session) -> Reply:
    states = feeds.overview(session, request.defaults.dossier.code, now=request.now)
    owner = request.rank(session) >= Rank.OWNER
    return view.listed(_outlets(), states, request.context(session), owner=owner)
