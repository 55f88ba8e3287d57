"""/follow: what this chat follows; with a number or a name, follow that event, person or party; /unfollow ends it."""

from __future__ import annotations

from datetime import timedelta

from bot.commands.event import event_number
from bot.commands.named import key_of, participant
from bot.commands.request import Request
from bot.views import following as view
from bot.views.reply import Reply
from storage import follows, reaching, subscribers
from storage.db import Session
from storage.read import events

# What somebody did so lately is known to who begins to follow them now; what becomes of it is news.
_LATELY, _MOST = timedelta(days=14), 20


def follow(request: Request, session: Session) -> Reply:
    """Follow what the argument names; without one, show what is followed."""
    words = request.args.strip()
    if not words:
        return _listed(request, session)
    number = event_number(words)
    return (
        _follow_name(words, request, session) if number is None else _follow_event(number, request, session)
    )


def unfollow(request: Request, session: Session) -> Reply:
    """End what the argument names; without one, show what is followed."""
    words = request.args.strip()
    number = event_number(words) if words else None
    if number is not None:
        there = follows.stop_event(session, request.chat_id, _now_called(number, session))
        return view.stopped(f"الحدث {number}", str(number), fresh=there)
    known = participant(words, request.defaults.dossier) if words else None
    if known is None:
        return view.unknown(words) if words else _listed(request, session)
    there = follows.stop_name(session, request.chat_id, known.name)
    return view.stopped(known.name, key_of(known.name, request.defaults.dossier), fresh=there)


def unlist(request: Request, session: Session) -> Reply:
    """End what a button of the list names, and show the list as it is then."""
    unfollow(request, session)
    return _listed(request, session)


def _listed(request: Request, session: Session) -> Reply:
    mine = follows.of_chat(session, request.chat_id)
    found = {event.id: event for event in events.by_ids(session, mine.event_ids) if event.for_readers}
    names = [(name, key_of(name, request.defaults.dossier)) for name in mine.names]
    return view.following(names, [(key, found.get(key)) for key in mine.event_ids], request.context(session))


def _follow_event(number: int, request: Request, session: Session) -> Reply:
    event = events.by_id(session, number)
    if event is None or not event.for_readers:
        return view.unknown(str(number))
    if follows.count(session, request.chat_id) >= follows.MOST:
        return view.too_many(follows.MOST)
    _keep_chat(request, session)
    fresh = follows.follow_event(session, request.chat_id, event, now=request.now)
    return view.event_followed(event.as_told, request.context(session), fresh=fresh)


def _follow_name(words: str, request: Request, session: Session) -> Reply:
    known = participant(words, request.defaults.dossier)
    if known is None:
        return view.unknown(words)
    if follows.count(session, request.chat_id) >= follows.MOST:
        return view.too_many(follows.MOST)
    _keep_chat(request, session)
    since = request.context(session).today - _LATELY
    lately = events.lately_with(session, request.defaults.dossier.code, known.name, since=since, limit=_MOST)
    fresh = follows.follow_name(session, request.chat_id, known.name, lately, now=request.now)
    return view.name_followed(known.name, key_of(known.name, request.defaults.dossier), fresh=fresh)


def _keep_chat(request: Request, session: Session) -> None:
    """Keep where the chat is told: where its digest comes, or else where this was asked for."""
    reader = request.reader(session)
    subscribers.keep_known(session, request.chat_id, reader.timing)
    if not reader.active:
        reaching.move(session, request.chat_id, request.topic)
        reaching.go_on(session, request.chat_id, now=request.now)


def _now_called(number: int, session: Session) -> int:
    """Return the number of what the event is now."""
    event = events.by_id(session, number)
    return event.id if event and event.id else number
