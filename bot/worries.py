"""What editors are told of the service without having asked: each worry a question to the store; knows no Telegram.

A new worry is one function here and its name in `WORRIES`. Each kind is told once a day to each editor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.commands.request import Defaults
from bot.views import feeds as feeds_view
from bot.views import review as review_view
from bot.views import status as status_view
from bot.views.reply import Reply
from storage import feeds, reviews
from storage.catalog import load_outlets
from storage.catalog.schema import Feed
from storage.db import Session
from storage.model import Fate, FeedState
from storage.read.health import last_article

# How long it may be silent before something is taken to be broken.
LONGEST_SILENCE = timedelta(days=1)
# So long before the digest's hour editors are told that something waits for them.
BEFORE_DIGEST = timedelta(hours=1)
# A site that was down at so many looks in a row is not just being slow.
FAILED_LOOKS = 4


@dataclass(frozen=True, slots=True)
class Worry:
    """A word for the editors. `kind` is what is told only once a day."""

    kind: str
    reply: Reply


def today(defaults: Defaults, now: datetime) -> date:
    """Return the day that it is where the service has its hour."""
    return now.astimezone(ZoneInfo(defaults.timezone)).date()


def worries(session: Session, defaults: Defaults, now: datetime) -> Sequence[Worry]:
    """Return all that is to be told at an aware instant."""
    return [worry for look in WORRIES for worry in look(session, defaults, now)]


def _hour_has_come(defaults: Defaults, now: datetime) -> bool:
    """What can wait is told at the digest's hour: nobody is woken for it."""
    at = datetime.combine(today(defaults, now), time(defaults.hour), ZoneInfo(defaults.timezone))
    return now >= at


def _silence(session: Session, defaults: Defaults, now: datetime) -> Iterator[Worry]:
    """Nothing has come in for a day; where nothing ever came in, nothing has stopped."""
    last = last_article(session, defaults.dossier.code)
    if last is not None and now - last >= LONGEST_SILENCE and _hour_has_come(defaults, now):
        yield Worry("silence", status_view.silence(last, defaults.timezone))


def _feeds(session: Session, defaults: Defaults, now: datetime) -> Iterator[Worry]:
    """A feed that fails, falls silent or floods; the last one at once, before more is lost."""
    states = feeds.overview(session, defaults.dossier.code, now=now)
    outlets = load_outlets()
    for slug, state in states.items():
        outlet = outlets.get(slug)
        if not state.active or outlet is None or outlet.feed is None:
            continue
        if state.count(Fate.TOO_MANY):
            yield Worry(f"flood {slug}", feeds_view.flood(outlet, state))
        if _hour_has_come(defaults, now) and _is_failing(state, outlet.feed, now):
            yield Worry(f"feed {slug}", feeds_view.failing(outlet, state, defaults.timezone))


def _is_failing(state: FeedState, feed: Feed, now: datetime) -> bool:
    brought = state.count(Fate.TAKEN) + state.count(Fate.KNOWN)
    silent = now - state.since >= LONGEST_SILENCE and brought < feed.fewest
    return state.failures >= FAILED_LOOKS or silent


def _review(session: Session, defaults: Defaults, now: datetime) -> Iterator[Worry]:
    """Something waits for an editor, an hour before the digest that would tell it: one word for all of it."""
    if _hour_has_come(defaults, now + BEFORE_DIGEST) and (
        left := reviews.waiting(session, defaults.dossier.code)
    ):
        yield Worry("review", review_view.due(left))


WORRIES: tuple[Callable[[Session, Defaults, datetime], Iterator[Worry]], ...] = (_silence, _feeds, _review)
