"""/review: the events that wait for an editor, one card at a time; approve, reject, skip, undo."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.event import event_number
from bot.commands.request import Request
from bot.views import event as event_view
from bot.views import review as view
from bot.views.editors import in_private_only
from bot.views.reply import Reply
from bot.views.written import account
from storage import corrections, reviews
from storage.db import Session
from storage.read import articles, events
from storage.read.health import last_writing
from storage.reviews import Outcome


def review(request: Request, session: Session) -> Reply:
    """Show the first card, "12" that event's, "after 12" the one behind it; "dropped" what the newest digest's opening lost.

    In a group nothing is shown.
    """
    if not request.private:
        return in_private_only()
    words = request.args.split()
    if words == ["dropped"]:
        return view.dropped(account(last_writing(session, request.defaults.dossier.code)))
    number = event_number(words[-1]) if words else None
    queue = _queue(request, session)
    if words[:1] == ["after"]:
        return _card(request, session, _behind(queue, number))
    if number is None:
        return _card(request, session, next(iter(queue), None))
    found = events.by_id(session, number)
    if found is None:
        return event_view.unknown(number)
    return _card(request, session, number) if found.id in queue else view.waits_no_more(number)


def approve(request: Request, session: Session) -> Reply:
    """Let readers see an event, "12 3" being its number and the version that was seen; show the next card."""
    return _decide(request, session, reviews.approve)


def reject(request: Request, session: Session) -> Reply:
    """Keep an event from readers, likewise; show the next card."""
    return _decide(request, session, reviews.reject)


def undo(request: Request, session: Session) -> Reply:
    """Take this editor's last decision back, and show the event that it was about."""
    if not request.private:
        return in_private_only()
    found = reviews.undo(session, by=request.user_id, now=request.now)
    queue = _queue(request, session)
    about = found.event_id if found else None
    return _next(request, session, found, about if about in queue else next(iter(queue), None))


def decided(request: Request, session: Session, number: int, found: Outcome | None) -> Reply:
    """Return what became of a decision about an event, over the card that is looked at next.

    That is the event's own where nothing was decided or it still waits, else the one behind it.
    """
    return _next(request, session, found, number if number in _queue(request, session) else None)


def _decide(request: Request, session: Session, how: reviews.Decide) -> Reply:
    if not request.private:
        return in_private_only()
    words = request.args.split()
    number = event_number(words[0]) if words else None
    if number is None or len(words) != 2 or not words[1].isdecimal():
        return event_view.number_missing()
    behind = _behind(_queue(request, session), number)
    found = how(session, number, int(words[1][:9]), by=request.user_id, now=request.now)
    queue = _queue(request, session)
    following = behind if behind in queue else next(iter(queue), None)
    return _next(request, session, found, number if number in queue else following)


def _next(request: Request, session: Session, found: Outcome | None, number: int | None) -> Reply:
    return _card(request, session, number, view.outcome(found, request.context(session)))


def _card(request: Request, session: Session, number: int | None, head: str = "") -> Reply:
    event = events.by_id(session, number) if number is not None else None
    lost = _lost(request, session)
    if event is None or event.id is None:
        return view.nothing_left(head, lost)
    waiting = view.Waiting(
        event,
        articles.texts(session, (source.article_id for source in event.sources)),
        corrections.history(session, [event.id]).get(event.id, ()),
        reviews.waiting(session, request.defaults.dossier.code),
        lost,
    )
    return view.card(waiting, request.context(session), head)


def _lost(request: Request, session: Session) -> int:
    """Return how many sentences of the newest digest's opening were not let through."""
    written = last_writing(session, request.defaults.dossier.code)
    return len(written.dropped) if written else 0


def _queue(request: Request, session: Session) -> Sequence[int]:
    return reviews.queue(session, request.defaults.dossier.code)


def _behind(queue: Sequence[int], number: int | None) -> int | None:
    """Return the one behind `number` in the queue; behind the last, and where it is not there, the first."""
    if number not in queue:
        return next(iter(queue), None)
    return queue[(queue.index(number) + 1) % len(queue)]
