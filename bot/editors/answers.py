"""Turns "received" into what was understood, once the summarizer has read the article."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.desk import Desk, log, pause
from bot.sending import Verdict, edit_into, seconds_of, verdict
from bot.views import article as view
from bot.views.reply import Reply
from storage import inbox
from storage.inbox import AnswerDue
from storage.read import articles


@dataclass(frozen=True, slots=True)
class Answer:
    """A card that is due, and the message that it replaces."""

    due: AnswerDue
    reply: Reply


class Answers:
    """Looks for articles that were read since they were sent, and tells their senders."""

    def __init__(self, desk: Desk, bot: Bot, stop: asyncio.Event) -> None:
        self._desk = desk
        self._bot = bot
        self._stop = stop

    async def work(self) -> bool:
        """Give the answers that are due; returns whether there were any."""
        due = await asyncio.to_thread(self._due)
        given = [answer.due.article_id for answer in due if await self._give(answer)]
        if given:
            await asyncio.to_thread(self._mark, given)
        return bool(given)

    def _due(self) -> Sequence[Answer]:
        with self._desk.store.reading() as session:
            return [
                Answer(
                    due,
                    view.card(
                        articles.understood(session, due.article_id), self._desk.context(session, due.chat_id)
                    ),
                )
                for due in inbox.answers_due(session)
            ]

    async def _give(self, answer: Answer) -> bool:
        """Edit the message; returns False where it is to be tried again."""
        try:
            await edit_into(self._bot, answer.due.chat_id, answer.due.message_id, answer.reply)
        except TelegramError as error:
            # A chat or message that is gone ends the wait. An edit that may have arrived is made again: it is the same.
            final = isinstance(error, ChatMigrated) or verdict(error) in (Verdict.GONE, Verdict.REFUSED)
            log.warning(
                "answer not given", article=answer.due.article_id, error=type(error).__name__, final=final
            )
            if isinstance(error, RetryAfter):
                await pause(seconds_of(error), self._stop)
            return final
        return True

    def _mark(self, article_ids: Sequence[int]) -> None:
        with self._desk.store.writing() as session:
            for article_id in article_ids:
                inbox.mark_answered(session, article_id)
