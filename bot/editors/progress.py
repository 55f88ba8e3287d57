"""Keeps "received" true: it is edited as what was handed in is opened, asked about, or refused."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import date

from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.desk import Desk, log, pause
from bot.editors.answers import MOST_DOUBTFUL
from bot.sending import Verdict, edit_into, seconds_of, send_reply, verdict
from bot.views import submission as view
from bot.views.days import local_day
from storage.model import Submission
from storage.submissions import telling


class Progress:
    """Looks for submissions that have come further than their messages say."""

    def __init__(self, desk: Desk, bot: Bot, stop: asyncio.Event) -> None:
        self._desk = desk
        self._bot = bot
        self._stop = stop
        self._doubtful: Counter[int] = Counter()

    def recover(self) -> None:
        """At the start: no "received" is on its way any more."""
        with self._desk.store.writing() as session:
            telling.release(session)

    async def work(self) -> bool:
        """Bring the messages up to date; returns whether any was not."""
        return any([await self._show(one) for one in await asyncio.to_thread(self._to_show)])

    def _to_show(self) -> Sequence[Submission]:
        with self._desk.store.reading() as session:
            return telling.to_show(session)

    async def _show(self, submission: Submission) -> bool:
        """Edit the message, or send one where there is none; returns False where it is tried again later."""
        reply = view.progress(submission, self._today())
        number = submission.message_id
        try:
            if number is None:
                sent = await send_reply(self._bot, submission.chat_id, reply)
                number = sent.message_id if sent else None
            else:
                await edit_into(self._bot, submission.chat_id, number, reply)
        except TelegramError as error:
            if not await self._is_final(submission, error):
                return False
        await asyncio.to_thread(self._mark, submission, number)
        return True

    async def _is_final(self, submission: Submission, error: TelegramError) -> bool:
        """True where another try would be in vain: the chat is gone, or the message refused."""
        log.warning("progress not shown", submission=submission.id, error=type(error).__name__)
        if isinstance(error, RetryAfter):
            await pause(seconds_of(error), self._stop)
            return False
        found = verdict(error)
        if found is Verdict.UNCERTAIN and submission.message_id is None:
            self._doubtful[submission.id] += 1
            return self._doubtful[submission.id] >= MOST_DOUBTFUL
        return isinstance(error, ChatMigrated) or found in (Verdict.GONE, Verdict.REFUSED)

    def _mark(self, submission: Submission, message_id: int | None) -> None:
        self._doubtful.pop(submission.id, None)
        with self._desk.store.writing() as session:
            telling.shown(session, submission, message_id, now=self._desk.clock())

    def _today(self) -> date:
        return local_day(self._desk.clock(), self._desk.defaults.timezone)
