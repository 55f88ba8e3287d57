"""Correcting an event by buttons and short replies; each names the version of the event that the editor saw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.commands import named
from bot.commands.days import asked_days
from bot.commands.event import event_number
from bot.commands.request import Request
from bot.views import event as event_view
from bot.views import fixing as view
from bot.views import review as review_view
from bot.views.editing import status_of, type_of
from bot.views.editors import in_private_only
from bot.views.reply import Reply
from storage import reviews
from storage.db import Session
from storage.model import Edits, Event, Participant, Period, Precision
from storage.read import events

# Longer words are a text of their own, not a field.
LONGEST = 500
_NONE = "none"


def fix(request: Request, session: Session) -> Reply:
    """Show what can be corrected of an event, "12", or what one field of it can be, "12 day"."""
    if not request.private:
        return in_private_only()
    number, *rest = request.args.split() or [""]
    event = _event(session, number)
    if event is None:
        return event_view.number_missing()
    context = request.context(session)
    chosen = view.choices(event, rest[0], context) if rest else None
    return chosen or view.menu(event, context)


def ask(request: Request, session: Session) -> Reply:
    """Ask for a field to be typed, "12 3 place"."""
    parts = request.args.split()
    asked = view.ask(int(parts[0]), int(parts[1]), parts[2]) if _is_wellformed(parts, 3) else None
    return asked or event_view.number_missing()


def set_field(request: Request, session: Session) -> Reply:
    """Write a field as a button says it, "12 3 status denied"."""
    parts = request.args.split(maxsplit=3)
    event = _event(session, parts[0]) if _is_wellformed(parts, 4) else None
    if event is None:
        return event_view.number_missing()
    edits = _chosen(event, parts[2], parts[3], request, session)
    return fix(request, session) if edits is None else _write(event, parts[1], edits, request, session)


def unname(request: Request, session: Session) -> Reply:
    """Take one who takes part out, by their place in the list: "12 3 0"."""
    parts = request.args.split()
    event = _event(session, parts[0]) if _is_wellformed(parts, 3) and parts[2].isdecimal() else None
    if event is None:
        return event_view.number_missing()
    left = tuple(who for place, who in enumerate(event.proposed.participants) if place != int(parts[2][:3]))
    return _write(event, parts[1], Edits(participants=left), request, session)


def name(request: Request, session: Session) -> Reply:
    """Let somebody take part whom the dossier does not know, as confirmed: "12 3 p اسم", a person, or "o", a party."""
    parts = request.args.split(maxsplit=3)
    event = _event(session, parts[0]) if _is_wellformed(parts, 4) else None
    if event is None:
        return event_view.number_missing()
    who = Participant(parts[3][:LONGEST], person=parts[2] == "p")
    return _write(event, parts[1], _with(event, who), request, session)


def typed(request: Request, session: Session, subject: str) -> Reply:
    """Write what was typed for a field, or ask again where it is not understood; `subject` is "12 3 place"."""
    number, version, field = subject.split()
    event, words = _event(session, number), " ".join(request.args.split())[:LONGEST]
    if event is None:
        return event_view.number_missing()
    if field == "people" and named.participant(words, request.defaults.dossier) is None and words:
        return view.unknown_name(int(number), int(version), words)
    edits = _typed(event, field, words, request, session)
    if edits is None:
        asked = view.ask(int(number), int(version), field, again=words)
        return asked or event_view.number_missing()
    return _write(event, version, edits, request, session)


def _write(event: Event, version: str, edits: Edits, request: Request, session: Session) -> Reply:
    """Write the edits if nobody was quicker, and show the fields as they are then."""
    assert event.id is not None
    found = reviews.correct(session, event.id, int(version), edits, by=request.user_id, now=request.now)
    context, now = request.context(session), events.by_id(session, event.id)
    return view.menu(now or event, context, review_view.outcome(found, context))


def _chosen(event: Event, field: str, value: str, request: Request, session: Session) -> Edits | None:
    """Return what a button's value means for a field; None for one that no button of ours has."""
    if value == _NONE:
        return {"day": Edits(when=Period()), "place": Edits(place=""), "substance": Edits(substance="")}.get(
            field
        )
    if field == "substance":
        told = list(dict.fromkeys(report.substance for report in event.reports if report.substance))
        return Edits(substance=told[int(value)]) if value.isdecimal() and int(value[:4]) < len(told) else None
    if field == "place":
        return Edits(place=value)
    return _typed(event, field, value, request, session)


def _typed(event: Event, field: str, words: str, request: Request, session: Session) -> Edits | None:
    """Return what the words mean for a field, or None where they are not understood."""
    context = request.context(session)
    if not words:
        return None
    match field:
        case "type":
            kind = type_of(words, context)
            return Edits(type=kind) if kind else None
        case "status":
            status = status_of(words)
            return Edits(status=status) if status else None
        case "day":
            days = asked_days(words, context.today)
            return Edits(when=_period(*days)) if days else None
        case "place":
            return Edits(place=named.place(words, request.defaults.dossier) or words)
        case "people":
            who = named.participant(words, request.defaults.dossier)
            return _with(event, who) if who else None
        case "substance":
            return Edits(substance=words)
    return None


def _period(first: date, last: date) -> Period:
    return Period(first, last, Precision.DAY)


def _with(event: Event, who: Participant) -> Edits:
    """Return the edit that lets one more take part, and with a person the party that they are there for."""
    there = event.proposed.participants
    more = [who, *([Participant(who.party)] if who.person and who.party else [])]
    names = {one.name for one in there}
    return Edits(participants=(*there, *(one for one in more if one.name not in names)))


def _event(session: Session, words: str) -> Event | None:
    number = event_number(words)
    return events.by_id(session, number) if number is not None else None


def _is_wellformed(parts: Sequence[str], count: int) -> bool:
    """True for a button's data of ours: an event's number, a version, and what else belongs to it."""
    return len(parts) == count and all(part.isdecimal() and len(part) < 10 for part in parts[:2])
