"""Edits digests that were sent when an event of theirs is withdrawn or corrected; knows no queue and no pace.

An edit says what is to stand there, so that making it twice is the same as once: one whose answer was lost is made
again. Where a message can be edited no more, a short correction is left to be sent.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import zip_longest

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.desk import Desk
from bot.errors import BotError
from bot.sending import Verdict, edit_part, verdict
from bot.views import corrections as view
from bot.views.digest import digest
from bot.views.habits import in_habit
from bot.wire import pushing
from storage import outbox, subscribers
from storage.db import Session
from storage.model import Delivery, DeliveryState

# Every line of a digest leads to its event.
_EVENT = re.compile(r"event_(\d+)\b")


class NotYetError(BotError):
    """What is to be corrected is still on its way, or nobody knows whether it was edited: try again later."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the messages are to say now, by their ids; the `rest`, which has no message yet; and what to send
    where one cannot be made to say it."""

    edits: tuple[tuple[int, str], ...] = ()
    rest: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    unreachable: bool = False


class Amending:
    """Edits what a chat received; `turn` waits until it may have the next call."""

    def __init__(self, desk: Desk, bot: Bot, turn: Callable[[int], Awaitable[None]]) -> None:
        self._desk = desk
        self._bot = bot
        self._turn = turn

    async def edit(self, correction: Delivery) -> tuple[str, ...]:
        """Edit the messages of the digest that `correction` is about; returns what is to be sent besides.

        Raises NotYetError where another try must be made later, and TelegramError.
        """
        plan = await asyncio.to_thread(self._plan, correction)
        refused = plan.unreachable
        for message_id, text in plan.edits:
            await self._turn(correction.chat_id)
            refused |= not await self._say(correction.chat_id, message_id, text)
        return plan.short if refused else plan.rest

    async def _say(self, chat_id: int, message_id: int, text: str) -> bool:
        try:
            with pushing():
                return await edit_part(self._bot, chat_id, message_id, text)
        except RetryAfter:
            raise
        except TelegramError as error:
            if verdict(error) is Verdict.UNCERTAIN:
                raise NotYetError from error
            raise

    def _plan(self, correction: Delivery) -> _Plan:
        with self._desk.store.reading() as session:
            before = outbox.original(session, correction)
            if before.state in (DeliveryState.PENDING, DeliveryState.SENDING):
                if before.sent_parts or before.state is DeliveryState.SENDING:
                    raise NotYetError
                # It will be told as it is now.
                return _Plan()
            return self._plan_for(session, correction, before)

    def _plan_for(self, session: Session, correction: Delivery, before: Delivery) -> _Plan:
        told = {int(number) for part in before.parts for number in _EVENT.findall(part)}
        decided = next(
            (one for one in correction.digest.corrections if one.id == correction.correction_id), None
        )
        if decided is None or decided.event_id not in told:
            return _Plan()
        request = self._desk.request(correction.chat_id, 0)
        habits, context = request.reader(session).habits, request.context(session)
        now = in_habit(digest(correction.digest, context, short=habits.short, reached=told), habits).parts
        edits = tuple(
            (message_id, text or view.moved_up())
            for message_id, old, text in zip_longest(before.sent_parts, before.parts, now)
            if message_id is not None and text != old
        )
        # What arrived under an id that nobody knows cannot be edited.
        unreachable = len(before.sent_parts) < len(before.parts)
        short = in_habit(view.notice(correction.digest, decided, context), habits).parts
        known = subscribers.get(session, correction.chat_id)
        wanted = known is not None and known.active and outbox.is_last_telling(session, correction)
        rest = () if unreachable else now[len(before.sent_parts) :]
        return _Plan(edits, rest, short if wanted else (), unreachable)
