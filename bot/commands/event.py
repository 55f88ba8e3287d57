"""/event N: the card of one event with the sentences that tell it."""

from __future__ import annotations

from bot.commands.request import Request
from bot.views import event as view
from bot.views.reply import Reply
from storage.db import Session
from storage.read import articles, events


def event(request: Request, session: Session) -> Reply:
    number = request.args.strip().lstrip("#")
    if not number.isdecimal() or len(number) > 12:
        return view.number_missing()
    found = events.by_id(session, int(number))
    if found is None:
        return view.unknown(int(number))
    texts = articles.texts(session, (source.article_id for source in found.sources))
    return view.event(found, texts, request.context(session))
