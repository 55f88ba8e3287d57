"""What can be handed on in any chat, `@bot قطر`: event cards, the last digest, a mediator's page, for a few words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.commands.asking import Meaning, understand
from bot.commands.mediators import mediator
from bot.commands.named import mediators
from bot.commands.request import Request
from bot.commands.search import asked
from bot.views import inline as view
from bot.views.habits import in_habit
from bot.views.inline import Offer
from storage.db import Session, Store
from storage.model import Event
from storage.read import digests, events
from storage.search.finding import find

# So many events are offered at a time; Telegram asks for more as one scrolls.
SIZE = 10
# Nobody scrolls further.
DEEPEST = 200
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered; `next_offset` is where to go on, empty where there is no more."""

    offers: tuple[Offer, ...]
    next_offset: str = ""


def offered(store: Store, request: Request, offset: str) -> Offers:
    """Return what there is for the words in `request.args`; without any, the newest."""
    begin = min(int(offset), DEEPEST) if offset.isdecimal() and len(offset) < 9 else 0
    request = replace(request, version=store.version(), args=request.args[:LONGEST])
    with store.reading() as session:
        context, habits = request.context(session), request.reader(session).habits
        key = ("inline", request.args, begin, context.timezone, context.today)
        found = request.once(key, lambda: _found(session, request, begin))
    worded = (replace(one, text=in_habit(one.reply, habits).parts[0]) for one in found.offers)
    return replace(found, offers=tuple(worded))


def _found(session: Session, request: Request, begin: int) -> Offers:
    """Return what is the same for all who ask in one time zone."""
    context = request.context(session)
    meaning = understand(request.args, request.defaults.dossier, context.today)
    found, more = _events(session, request, meaning, begin)
    pages = () if begin else tuple(_pages(session, request, meaning))
    going_on = more and begin + SIZE <= DEEPEST
    cards = (view.card(event, context) for event in found)
    return Offers((*pages, *cards), str(begin + SIZE) if going_on else "")


def _events(
    session: Session, request: Request, meaning: Meaning, begin: int
) -> tuple[tuple[Event, ...], bool]:
    dossier = request.defaults.dossier.code
    if meaning.empty:
        found = events.latest(session, dossier, limit=SIZE + 1, offset=begin)
        return tuple(found[:SIZE]), len(found) > SIZE
    answer = find(session, asked(meaning, dossier), limit=SIZE, offset=begin)
    return tuple(answer.events), answer.more


def _pages(session: Session, request: Request, meaning: Meaning) -> Iterator[Offer]:
    """Give the day's digest to whoever asks for nothing, a mediator's page to whoever names one."""
    context = request.context(session)
    if meaning.empty:
        last = digests.last_published(session, request.defaults.dossier.code)
        if last is not None:
            yield view.digest(last, context)
    known = {party.name for party in mediators(request.defaults.dossier)}
    for name in meaning.names:
        if name in known:
            yield view.mediator(name, mediator(replace(request, args=name), session))
