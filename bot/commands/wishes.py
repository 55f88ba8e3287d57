"""The buttons of /settings that say which news a chat is sent, and the words that are typed for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.commands.named import mediators, participant, principals
from bot.commands.request import Request
from bot.views import wishes as view
from bot.views.clean import shown
from bot.views.reply import Reply
from storage import subscribers
from storage.catalog.checks import folded
from storage.catalog.schema import Dossier
from storage.db import Session
from storage.model import EventType, Wishes
from storage.search.words import stems

# So much may be chosen of one kind; a word is as long as a button gives back.
MOST, LONGEST, LONGEST_BYTES = 10, 24, 48
_BETWEEN = re.compile(r"[،,؛;\n]+")


def wishes(request: Request, session: Session) -> Reply:
    """Show what is chosen, or the page of one field: "parties"."""
    return _page(request.args.strip(), request.reader(session).wishes, request)


def wish(request: Request, session: Session) -> Reply:
    """Choose one thing or leave it again, "issues rafah", or choose nothing: "all"."""
    field, _, value = request.args.partition(" ")
    now = request.reader(session).wishes
    if field == "all":
        return _kept(Wishes(), "", request, session)
    known = _known(field, value.strip(), request)
    if known is None:
        return _page(field, now, request)
    chosen: tuple[str, ...] = getattr(now, field)
    if known not in chosen and len(chosen) >= MOST:
        return view.too_many(MOST)
    left = tuple(one for one in chosen if one != known) if known in chosen else (*chosen, known)
    return _kept(_with(now, field, left, request), field, request, session)


def ask_wish(request: Request, session: Session) -> Reply:
    """Ask for names or words to be typed: "words"."""
    field = request.args.strip()
    return view.ask(field) if field in view.QUESTIONS else wishes(request, session)


def wish_typed(request: Request, session: Session, subject: str) -> Reply:
    """Choose what was typed besides what is chosen already; `subject` is the field."""
    if subject not in view.QUESTIONS:
        return wishes(replace(request, args=""), session)
    typed = [word for part in _BETWEEN.split(request.args[:500]) if (word := shown(part))]
    if subject == "parties":
        found = [(name, _known(subject, name, request)) for name in typed]
        if strange := [name for name, known in found if known is None]:
            return view.unknown(strange)
        typed = [known for _, known in found if known]
    now = request.reader(session).wishes
    chosen = _once((*getattr(now, subject), *typed))
    if not typed or len(chosen) > MOST or not (subject == "parties" or all(map(_is_fit, typed))):
        return view.unfit(subject, MOST, LONGEST)
    return _kept(_with(now, subject, chosen, request), subject, request, session)


def _kept(chosen: Wishes, field: str, request: Request, session: Session) -> Reply:
    reader = request.reader(session)
    subscribers.keep_wishes(session, request.chat_id, chosen, timing=reader.timing)
    return _page(field, chosen, request)


def _page(field: str, chosen: Wishes, request: Request) -> Reply:
    context = request.defaults.context(request.defaults.timezone, request.now)
    if field == "parties":
        return view.parties(chosen, list(_offered(chosen, request.defaults.dossier)))
    if field == "issues":
        return view.issues(chosen, context)
    if field == "types":
        return view.types(chosen, context)
    return view.words(chosen, field) if field in ("words", "without") else view.overview(chosen, context)


def _offered(chosen: Wishes, dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Give the keys and names of the mediators, of those between whom is negotiated, and of whoever else is chosen."""
    leading = [party.name for party in (*mediators(dossier), *principals(dossier))]
    english = {party.name: party.en for party in dossier.parties}
    english |= {person.name: person.en for person in dossier.people}
    for name in _once((*leading, *chosen.parties)):
        yield english.get(name, name).lower().replace(" ", "_"), name


def _known(field: str, value: str, request: Request) -> str | None:
    """Return what a button or somebody who types means, as it is kept; None for what there is not."""
    dossier = request.defaults.dossier
    if field == "parties":
        found = participant(value, dossier)
        return found.name if found else None
    if field == "issues":
        return next((issue.code for issue in dossier.issues if issue.code == value), None)
    if field == "types":
        return next((kind for kind in request.defaults.kinds if kind == value), None)
    return value if field in ("words", "without") and _is_fit(value) else None


def _is_fit(word: str) -> bool:
    """True for a word, or a few, by which something can be found."""
    short = len(word) <= LONGEST and len(word.encode()) <= LONGEST_BYTES
    return short and next(stems(word), None) is not None


def _with(now: Wishes, field: str, chosen: Sequence[str], request: Request) -> Wishes:
    """Return the wishes with a field as chosen; what the catalog orders stands in its order."""
    if field == "issues":
        codes = [issue.code for issue in request.defaults.dossier.issues if issue.code in chosen]
        return replace(now, issues=tuple(codes))
    if field == "types":
        return replace(now, types=tuple(kind for kind in EventType if kind in chosen))
    changed: dict[str, Any] = {field: tuple(chosen)}
    return replace(now, **changed)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words without those that another way of writing has given already."""
    return tuple({folded(word): word for word in reversed(list(words))}.values())[::-1]
