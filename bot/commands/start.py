"""/start: what this is, and the way into a link that names something ("event_12")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.commands.digest import digest
from bot.commands.event import event
from bot.commands.mediators import mediator, mediators
from bot.commands.request import Handler, Request
from bot.views import welcome
from bot.views.reply import Reply
from storage.db import Session

# What may stand behind `?start=` in a link, up to the first underscore.
LINKS: Mapping[str, Handler] = {
    "event": event,
    "digest": digest,
    "mediators": mediators,
    "mediator": mediator,
}


def start(request: Request, session: Session) -> Reply:
    """Say what this is, or show what a link names; one that names nothing is told of, above what there is."""
    name, _, rest = request.args.partition("_")
    if handler := LINKS.get(name):
        return handler(replace(request, args=rest), session)
    return welcome.start(
        request.context(session), request.reader(session).ended, lost=bool(request.args.strip())
    )
