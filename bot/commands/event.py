"""/event N: the card of one event with the sentences that tell it."""

from __future__ import annotations

from bot.commands.request import Rank, Request
from bot.views import event as view
from bot.views.reply import Reply
from storage import corrections
from storage.db import Session
from storage.read import articles, events


def event(request: Request, session: Session) -> Reply:
    number = event_number(request.args)
    if number is None:
        return view.number_missing()
    found = events.by_id(session, number)
    if found is None or found.id is None:
        return view.unknown(number)
    context = request.context(session)
    decided = corrections.history(session, [found.id]).get(found.id, ())
    edits = request.private and request.rank(session) >= Rank.EDITOR
    if not found.for_readers and not edits:
        # What readers never saw was not taken back from them: that it was there, and why not, is the editors' matter.
        taken_back = found.withdrawn and found.review.open
        return view.withdrawn(number, decided, context) if taken_back else view.unknown(number)
    found = found if edits else found.as_told
    texts = articles.texts(session, (source.article_id for source in found.sources))
    return view.event(found, texts, context, decided if edits else (), editor=edits)


def event_number(words: str) -> int | None:
    """Return the number that somebody typed for an event, or None."""
    number = words.strip().lstrip("#")
    # Beyond that no database counts.
    return int(number) if number.isdecimal() and len(number) < 10 else None
