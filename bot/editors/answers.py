"""Turns "received" into what was understood, once the summarizer has read the article."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Bot
from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.desk import Desk, log, pause, where
from bot.sending import Verdict, edit_into, seconds_of, send_reply, verdict
from bot.views import article as view
from bot.views.reply import Reply
from storage import inbox
from storage.errors import StoreUnavailableError
from storage.inbox import AnswerDue
from storage.read import articles

# How often a card is sent of which Telegram does not say whether it took it.
MOST_DOUBTFUL = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """A card that is due, and for whom; without a reply there is nothing to say."""

    due: AnswerDue
    reply: Reply | None


class Answers:
    """Looks for articles that were read since they were sent, and tells their senders."""

    def __init__(self, desk: Desk, bot: Bot, stop: asyncio.Event) -> None:
        self._desk = desk
        self._bot = bot
        self._stop = stop
        self._doubtful: Counter[int] = Counter()

    def recover(self) -> None:
        """At the start: no "received" is on its way any more."""
        with self._desk.store.writing() as session:
            inbox.release_answers(session)

    async def work(self) -> bool:
        """Give the answers that are due; returns whether there were any."""
        due = await asyncio.to_thread(self._due)
        given = [answer.due.id for answer in due if await self._give(answer)]
        if given:
            await asyncio.to_thread(self._mark, given)
        return bool(given)

    def _due(self) -> Sequence[Answer]:
        with self._desk.store.reading() as session:
            due = inbox.answers_due(session)
        return [Answer(one, self._reply(one)) for one in due]

    def _reply(self, due: AnswerDue) -> Reply | None:
        """Return the card, or a sentence in its place: one that cannot be made must not keep the others.

        Of what a channel posts by itself there is nothing to say unless something was understood.
        """
        try:
            with self._desk.store.reading() as session:
                understood = articles.understood(session, due.article_id)
                if due.quiet and (due.known or not understood.events):
                    return None
                context = self._desk.context(session, due.chat_id)
                return (view.known if due.known else view.card)(understood, context)
        except StoreUnavailableError:
            raise
        except Exception as error:
            log.error(
                "card not rendered", article=due.article_id, error=type(error).__name__, where=where(error)
            )
            return view.not_shown()

    async def _give(self, answer: Answer) -> bool:
        """Put the card in the message's place, or send it where there is none; returns False for another try."""
        due, reply = answer.due, answer.reply
        if reply is None:
            return True
        try:
            if due.message_id is None:
                await send_reply(self._bot, due.chat_id, reply)
            else:
                await edit_into(self._bot, due.chat_id, due.message_id, reply)
        except TelegramError as error:
            final = self._is_final(due, error)
            log.warning("answer not given", article=due.article_id, error=type(error).__name__, final=final)
            if isinstance(error, RetryAfter):
                await pause(seconds_of(error), self._stop)
            return final
        return True

    def _is_final(self, due: AnswerDue, error: TelegramError) -> bool:
        """True where another try would be in vain: the chat or the message is gone.

        An edit that may have arrived is made again: it is the same. A message is sent again a few times only,
        a card that comes twice being better than none.
        """
        found = verdict(error)
        if found is Verdict.UNCERTAIN and due.message_id is None:
            self._doubtful[due.id] += 1
            return self._doubtful[due.id] >= MOST_DOUBTFUL
        return isinstance(error, ChatMigrated) or found in (Verdict.GONE, Verdict.REFUSED)

    def _mark(self, answer_ids: Sequence[int]) -> None:
        with self._desk.store.writing() as session:
            for answer_id in answer_ids:
                inbox.mark_answered(session, answer_id)
                self._doubtful.pop(answer_id, None)
