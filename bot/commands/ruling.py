"""Joining two events and splitting one by hand, from an event's card; the summarizer puts them together anew."""

from __future__ import annotations

from bot.commands.event import event_number
from bot.commands.request import Request
from bot.views import event as event_view
from bot.views import ruling as view
from bot.views.reply import Reply
from storage.db import Session
from storage.errors import RulingError
from storage.model import Event
from storage.read import events
from storage.write import rulings


def ask_join(request: Request, session: Session) -> Reply:
    """Ask with which other event this one, "12", is to be joined."""
    event = _event(session, request.args)
    return event_view.number_missing() if event is None or event.id is None else view.ask_join(event.id)


def join_typed(request: Request, session: Session, subject: str) -> Reply:
    """Join the event of the question with the one whose number was typed, or ask again."""
    one, other = _event(session, subject), _event(session, request.args)
    if one is None or one.id is None:
        return event_view.number_missing()
    if other is None or other.id is None or other.id == one.id:
        return view.ask_join(one.id, again=True)
    rulings.join(session, [one.id, other.id], by=request.user_id, now=request.now)
    return view.joined(one.id, other.id)


def split(request: Request, session: Session) -> Reply:
    """Show the reports of an event, to take one out."""
    event = _event(session, request.args)
    if event is None:
        return event_view.number_missing()
    return view.ask_split(event) if len(event.reports) > 1 else view.not_possible()


def split_off(request: Request, session: Session) -> Reply:
    """Rule that a report of an event, "12 34", tells another."""
    number, _, report = request.args.partition(" ")
    event, key = _event(session, number), event_number(report)
    if event is None or event.id is None or key is None:
        return event_view.number_missing()
    try:
        rulings.split(session, event.id, [key], by=request.user_id, now=request.now)
    except RulingError:
        return view.not_possible()
    return view.was_split(event.id)


def _event(session: Session, words: str) -> Event | None:
    number = event_number(words)
    return events.by_id(session, number) if number is not None else None
