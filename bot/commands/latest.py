"""/latest [n] [type]: the newest events, a page at a time, all or of one type."""

from __future__ import annotations

from dataclasses import dataclass

from bot.commands.asking import spoken
from bot.commands.request import Request
from bot.views import latest as view
from bot.views.reply import Reply
from storage.catalog.checks import folded
from storage.db import Session
from storage.model import EventType
from storage.read import events

# The most events that one may ask for at once.
LONGEST = 20
# Far behind anything that a reader turns to; a typed number cannot make the store skip for ever.
DEEPEST = 100_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown: how many events, behind how many newer ones, of which type (None: all)."""

    size: int = view.USUAL
    offset: int = 0
    kind: EventType | None = None


def latest(request: Request, session: Session) -> Reply:
    """Answer with the newest events; the words behind the command are a number and a type, in any order."""
    words = request.args.split()
    size = next((_number(word) for word in words if word.isdecimal()), view.USUAL)
    name = " ".join(word for word in words if not word.isdecimal())
    kind = _kind(name, request) if name else None
    if name and kind is None:
        return view.types(request.context(session), unknown=name)
    return _shown(Wish(min(max(size, 1), LONGEST), kind=kind), request, session)


def page(request: Request, session: Session) -> Reply:
    """Answer a button's "OFFSET SIZE [TYPE]" with that page."""
    words = request.args.split()
    numbers = [_number(word) for word in words[:2] if word.isdecimal()]
    offset, size = numbers if len(numbers) == 2 else (0, view.USUAL)
    kind = EventType(words[-1]) if words and words[-1] in set(EventType) else None
    return _shown(Wish(min(max(size, 1), LONGEST), min(offset, DEEPEST), kind), request, session)


def types(request: Request, session: Session) -> Reply:
    """Offer the types of events to choose from."""
    return view.types(request.context(session))


def _shown(wish: Wish, request: Request, session: Session) -> Reply:
    found = events.latest(
        session, request.defaults.dossier.code, limit=wish.size + 1, offset=wish.offset, kind=wish.kind
    )
    more = len(found) > wish.size
    return view.latest(
        found[: wish.size],
        request.context(session),
        offset=wish.offset,
        size=wish.size,
        more=more,
        kind=wish.kind,
    )


def _number(word: str) -> int:
    return int(word) if len(word) < 9 else DEEPEST


def _kind(name: str, request: Request) -> EventType | None:
    """Return the type with this label, the Arabic article or not, with this name in English, or asked for so ("لقاءات")."""
    asked = folded(name.lower()).removeprefix("ال")
    kinds = request.defaults.kinds
    named = next((kind for kind in EventType if asked in (str(kind), folded(kinds[kind].label))), None)
    meant = None if named else spoken(name, "types")
    return EventType(meant) if meant else named
