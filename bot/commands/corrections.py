"""/withdraw, /reinstate and /correct: what editors decide of events that were told, typed or by the card's buttons."""

from __future__ import annotations

from collections.abc import Callable

from bot.commands.days import asked_days
from bot.commands.event import event_number
from bot.commands.named import place
from bot.commands.request import Request
from bot.views import editing as view
from bot.views import event as event_view
from bot.views import fixing
from bot.views.reply import Reply
from storage import corrections
from storage.db import Session
from storage.decisions import Decided
from storage.model import Edits, Period, Precision
from storage.read import events

# Longer words are a text of their own, not a field or a reason.
_LONGEST = 500


def withdraw(request: Request, session: Session) -> Reply:
    """Take an event back: "12", or "12 because of …"."""
    number, reason = _split(request)
    return _decided(
        number,
        lambda event_id: corrections.withdraw(
            session, event_id, by=request.user_id, now=request.now, reason=reason or None
        ),
        view.withdrawn,
    )


def ask_withdrawal(request: Request, session: Session) -> Reply:
    """Ask before an event is taken back by a button."""
    number, _ = _split(request)
    return event_view.number_missing() if number is None else view.ask_withdrawal(number)


def reinstate(request: Request, session: Session) -> Reply:
    """Take a withdrawal back."""
    number, _ = _split(request)
    return _decided(
        number,
        lambda event_id: corrections.reinstate(session, event_id, by=request.user_id, now=request.now),
        view.reinstated,
    )


def correct(request: Request, session: Session) -> Reply:
    """Write over one field of an event, "12 place الدوحة"; without a field show what can be."""
    number, rest = _split(request)
    if number is None:
        return view.how()
    found = events.by_id(session, number)
    if found is None:
        return event_view.unknown(number)
    if not rest:
        return fixing.menu(found, request.context(session))
    edits = _edits(rest, request, session)
    if edits is None:
        return view.not_understood(number, rest)
    return _decided(
        number,
        lambda event_id: corrections.correct(session, event_id, edits, by=request.user_id, now=request.now),
        view.corrected,
    )


def _split(request: Request) -> tuple[int | None, str]:
    words = request.args.split(maxsplit=1)
    number = event_number(words[0]) if words else None
    return number, " ".join(words[1:])[:_LONGEST]


def _decided(
    number: int | None, decide: Callable[[int], Decided | None], say: Callable[[int, int], Reply]
) -> Reply:
    if number is None:
        return event_view.number_missing()
    done = decide(number)
    return view.nothing_to_do(number) if done is None else say(number, done.deliveries)


def _edits(words: str, request: Request, session: Session) -> Edits | None:
    """Return what "field value" asks for, or None where it is not understood."""
    name, _, value = words.partition(" ")
    field, value = view.field_of(name), value.strip()
    if not value:
        return None
    context = request.context(session)
    match field:
        case "place":
            return Edits(place=place(value, request.defaults.dossier) or value)
        case "substance":
            return Edits(substance=value)
        case "status":
            status = view.status_of(value)
            return Edits(status=status) if status else None
        case "type":
            kind = view.type_of(value, context)
            return Edits(type=kind) if kind else None
        case "day":
            days = asked_days(value, context.today)
            return Edits(when=Period(*days, Precision.DAY)) if days else None
    return None
