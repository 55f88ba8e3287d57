"""Tells editors of publishing that is held back, so that nobody forgets it: at once, before each slot, and again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.desk import Desk, log
from bot.sending import Verdict, send_reply, verdict
from bot.views import holding as view
from bot.views.reply import Reply
from storage import editors, holds, notices, slots, subscribers
from storage.db import Session
from storage.holds import Hold
from storage.model import Timing


@dataclass(frozen=True, slots=True)
class _Word:
    """What one editor is to hear, and the name under which it is kept that they did."""

    editor: int
    kind: str
    day: date
    reply: Reply


class HoldNews:
    """Looks for holds of which some editor has not heard."""

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk = desk
        self._bot = bot

    async def work(self) -> bool:
        """Tell what is to be told; returns False: what could not be told waits for the next look."""
        for word in await asyncio.to_thread(self._due):
            if await asyncio.to_thread(self._claim, word):
                await self._tell(word)
        return False

    def _due(self) -> Sequence[_Word]:
        now, defaults = self._desk.clock(), self._desk.defaults
        with self._desk.store.reading() as session:
            one = holds.newest(session, defaults.dossier.code)
            if one is None:
                return ()
            slot = slots.next_slot(Timing(defaults.timezone, (defaults.hour,)), now)
            told = holds.news(one, now, slot)
            return [word for what in told for word in self._words(session, one, what, now, slot)]

    def _words(
        self, session: Session, one: Hold, what: str, now: datetime, slot: datetime | None
    ) -> Iterator[_Word]:
        kind, day = f"hold {one.id} {what}", one.at.date()
        waiting = subscribers.count_waiting(session, now)
        # Whoever did it was answered.
        did_it = {"held": one.by, "released": one.released_by}.get(what)
        for editor in sorted(self._desk.defaults.owners | set(editors.everyone(session))):
            if editor != did_it and not notices.is_told(session, kind, day, editor):
                reply = view.news(one, what, waiting, slot, self._desk.context(session, editor))
                yield _Word(editor, kind, day, reply)

    async def _tell(self, word: _Word) -> None:
        try:
            await send_reply(self._bot, word.editor, word.reply)
        except TelegramError as error:
            log.warning("an editor was not told of the hold", error=type(error).__name__)
            if isinstance(error, RetryAfter) or verdict(error) is Verdict.NOT_TAKEN:
                await asyncio.to_thread(self._give_back, word)

    def _claim(self, word: _Word) -> bool:
        with self._desk.store.writing() as session:
            return notices.claim(session, word.kind, word.day, word.editor)

    def _give_back(self, word: _Word) -> None:
        with self._desk.store.writing() as session:
            notices.give_back(session, word.kind, word.day, word.editor)
