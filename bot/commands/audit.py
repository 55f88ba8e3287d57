"""/audit [n] [word]: what editors and owners changed, the latest first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection

from bot.commands.request import Request
from bot.views import audit as view
from bot.views.reply import Reply
from storage import audit as store
from storage import editors
from storage.audit import Wanted
from storage.db import Session

# The most entries that one may ask for at once; a longer number is a person or a thing to look for.
LONGEST = 50
# As much of the word as the buttons that turn the page can carry.
_WORD = 16


def audit(request: Request, session: Session) -> Reply:
    """Show the latest deeds: "20" so many, "سحب", "event 12" or "801" those that hold that."""
    size, word = _wish(request.args)
    return _shown(request, session, size, None, word)


def audit_page(request: Request, session: Session) -> Reply:
    """Show what a button's "OLDER_THAN SIZE [WORD]" asks for; 0 begins with the latest."""
    older_than, _, rest = request.args.partition(" ")
    size, word = _wish(rest)
    return _shown(request, session, size, _number(older_than) or None, word)


def _wish(args: str) -> tuple[int, str]:
    """Return how many entries are asked for, and the word that they are to hold."""
    first, _, rest = args.strip().partition(" ")
    size = _number(first)
    if not 0 < size <= LONGEST:
        size, rest = view.USUAL, args.strip()
    return size, rest.strip()[:_WORD].strip()


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 16 else 0


def _shown(request: Request, session: Session, size: int, older_than: int | None, word: str) -> Reply:
    wanted = Wanted(word, view.deeds_of(word), _people(word, session)) if word else None
    found = store.entries(session, limit=size + 1, older_than=older_than, wanted=wanted)
    turned = view.Turned(size, word, further=len(found) > size, first=older_than is None)
    names = editors.names(session, view.people_in(found))
    return view.trail(found[:size], turned, names, request.context(session))


def _people(word: str, session: Session) -> Collection[int]:
    """Return the ids of those whom a word means: by their number, or by a part of their name."""
    return [_number(word)] if _number(word) else editors.called(session, word)
