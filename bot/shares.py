"""Gives each person a share of the work: what one sends beyond it waits in the store, and holds up nobody else.

Telegram hands out no more than the oldest hundred updates that are not confirmed. Without this, a thousand
messages of one person would keep everybody else's from being seen until they were done.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, Update
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.desk import Desk, log, where
from bot.sending import send_reply
from bot.views import welcome
from storage import backlog
from storage.backlog import Waiting
from storage.catalog.cities import zone_at

Handle = Callable[[Update], Awaitable[None]]
# So many updates of one person may be at work or in line for it; and how often one that waits behind them is taken.
SHARE, EACH = 12, timedelta(seconds=0.25)
# Whoever has as many waiting is no reader and no editor any more: the store is not theirs to fill.
MOST = 10_000


class Shares:
    """Who has how much at work, and who has something waiting."""

    def __init__(self, desk: Desk, bot: Bot, handle: Handle) -> None:
        """`handle` is what is done with an update when its turn comes."""
        self._desk = desk
        self._bot = bot
        self._handle = handle
        self._at_work: Counter[int] = Counter()
        self._behind: Counter[int] = Counter()
        self._next: dict[int, datetime] = {}
        # What is kept and what is done are counted in one go each.
        self._counting = asyncio.Lock()
        self._words: set[asyncio.Task[None]] = set()

    def recover(self) -> None:
        """At the start: see who has something waiting since the last run."""
        with self._desk.store.reading() as session:
            self._behind.update(backlog.people(session))

    async def admit(self, updates: Sequence[Update]) -> Sequence[Update]:
        """Return those that may be done now; the others are kept, so that Telegram need not repeat them."""
        async with self._counting:
            now, later = self._sorted(updates)
            if later and not await self._keep(later):
                return updates
        for update in now:
            self._at_work[person_of(update)] += 1
        return now

    def _sorted(self, updates: Sequence[Update]) -> tuple[list[Update], list[Update]]:
        now: list[Update] = []
        later: list[Update] = []
        coming = Counter(self._at_work)
        behind = {person for person, count in self._behind.items() if count}
        for update in updates:
            person = person_of(update)
            if person in behind or coming[person] >= SHARE:
                # From here on all of theirs wait, so that their order stays.
                behind.add(person)
                later.append(update)
            else:
                coming[person] += 1
                now.append(update)
        return now, later

    async def _keep(self, later: Sequence[Update]) -> bool:
        """Keep what waits, and say so to whom it is new; False where the store cannot be reached."""
        kept = [update for update in later if self._behind[person_of(update)] < MOST]
        if len(kept) < len(later):
            log.warning("a flood is cut off", dropped=len(later) - len(kept))
        try:
            await asyncio.to_thread(self._write, kept)
        except Exception as error:
            # Whatever it is, polling goes on: they are done at once, as if nobody had a share.
            log.error("no room for a flood", error=type(error).__name__, where=where(error))
            return False
        for update in kept:
            person = person_of(update)
            if not self._behind[person]:
                log.info("somebody sends faster than their share", person=person)
                self._say(update)
            self._behind[person] += 1
        return True

    def _write(self, later: Sequence[Update]) -> None:
        waiting = [Waiting(one.update_id, person_of(one), told) for one in later if (told := _told(one))]
        with self._desk.store.writing() as session:
            backlog.keep(session, waiting, now=self._desk.clock())

    def _say(self, update: Update) -> None:
        chat = update.effective_chat
        if chat is not None and chat.type == ChatType.PRIVATE:
            word = asyncio.create_task(self._tell(chat.id))
            self._words.add(word)
            word.add_done_callback(self._words.discard)

    async def _tell(self, chat_id: int) -> None:
        try:
            await send_reply(self._bot, chat_id, welcome.slowed())
        except TelegramError as error:
            log.info("not told to be slow", error=type(error).__name__)

    def left(self, update: Update) -> None:
        """Take note that an admitted update is done."""
        person = person_of(update)
        self._at_work[person] -= 1
        if self._at_work[person] <= 0:
            del self._at_work[person]

    async def work(self) -> bool:
        """Do the next of each who has something waiting and whose time has come; returns False: wait a moment."""
        now = self._desk.clock()
        due = [one for one, count in self._behind.items() if count and self._next.get(one, now) <= now]
        for person in due:
            self._next[person] = now + EACH
        await asyncio.gather(*map(self._do_next, due))
        return False

    async def _do_next(self, person: int) -> None:
        waiting = await asyncio.to_thread(self._oldest, person)
        if waiting is not None:
            update = self._read(waiting)
            if update is not None:
                await self._handle(update)
        async with self._counting:
            if waiting is not None:
                await asyncio.to_thread(self._done, waiting.update_id)
            self._behind[person] = self._behind[person] - 1 if waiting is not None else 0
            if self._behind[person] <= 0:
                del self._behind[person]
                self._next.pop(person, None)

    def _read(self, waiting: Waiting) -> Update | None:
        """Return what was kept; None where this version of the library cannot read it: it would never be done."""
        try:
            return Update.de_json(json.loads(waiting.payload), self._bot)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            log.error("update left out", update=waiting.update_id, error=type(error).__name__)
            return None

    def _oldest(self, person: int) -> Waiting | None:
        with self._desk.store.reading() as session:
            return backlog.oldest(session, person)

    def _done(self, update_id: int) -> None:
        with self._desk.store.writing() as session:
            backlog.done(session, update_id)


def _told(update: Update) -> str | None:
    """Return an update as it is kept; None where it cannot be written: one of those must not let a flood through.

    Where somebody is is never kept: in its place stands what it asks for.
    """
    try:
        told = update.to_dict()
        message = told.get("message", {})
        if place := message.get("location"):
            message["text"] = f"/settings {zone_at(place['latitude'], place['longitude']) or ''}"
        return json.dumps(_nowhere(told))
    except (ValueError, TypeError) as error:
        log.error("update left out", update=update.update_id, error=type(error).__name__)
        return None


def _nowhere(told: Any) -> Any:
    """Return an update without any place on the map, whatever part of it holds one."""
    if isinstance(told, dict):
        return {name: _nowhere(one) for name, one in told.items() if name not in ("location", "venue")}
    return [_nowhere(one) for one in told] if isinstance(told, list | tuple) else told


def person_of(update: Update) -> int:
    """Return whose share an update is of: a person's, else the chat's that speaks as itself, else nobody's."""
    if update.effective_user is not None:
        return update.effective_user.id
    return update.effective_chat.id if update.effective_chat else 0
