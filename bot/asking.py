"""Puts replies into chats, keeps what they ask and become, and finds what a typed message answers; knows no wording."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from telegram import Bot, Message
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.desk import Desk, log
from bot.sending import send_all, send_reply
from bot.views.reply import Reply
from storage import previews, questions
from storage.questions import Asked


async def put(
    desk: Desk, bot: Bot, reply: Reply, *, chat_id: int, user_id: int, thread_id: int | None = None
) -> Message | None:
    """Send `reply`, keep what it asks this person and what it becomes; returns the first message.

    Raises TelegramError.
    """
    now = desk.clock()
    # First, so that who reads the reply may count on it.
    await tell_others(bot, reply)
    sent: Sequence[Message] = ()
    try:
        sent = await send_all(bot, chat_id, reply, thread_id)
    finally:
        # Also where nothing could be sent: what is waited for is then a message of its own.
        if reply.becomes is not None:
            await asyncio.to_thread(_announce, desk, reply.becomes, sent[-1].message_id if sent else None)
    if sent and reply.asks is not None:
        asked = Asked(chat_id, sent[-1].message_id, reply.asks.purpose, reply.asks.subject)
        await asyncio.to_thread(_keep, desk, asked, user_id, now)
    return sent[0] if sent else None


async def tell_others(bot: Bot, reply: Reply) -> None:
    """Send what others are told besides; who cannot be reached is left out: they may never have written to us."""
    for chat_id, word in reply.besides:
        try:
            await send_reply(bot, chat_id, word)
        except TelegramError as error:
            log.info("not told besides", error=type(error).__name__)


def _keep(desk: Desk, asked: Asked, user_id: int, now: datetime) -> None:
    with desk.store.writing() as session:
        questions.ask(session, asked, user_id=user_id, now=now)


def _announce(desk: Desk, preview: int, message_id: int | None) -> None:
    with desk.store.writing() as session:
        previews.announced(session, preview, message_id)


def question_of(desk: Desk, message: Message, user_id: int, *, brief: bool) -> Asked | None:
    """Return what a typed message answers: what it replies to, or alone with a person what was asked just now.

    Only what is `brief` answers without replying: whatever is longer may be an article.
    """
    replied, now = message.reply_to_message, desk.clock()
    alone = message.chat.type == ChatType.PRIVATE
    if not (alone and brief) if replied is None else not _is_bots(replied):
        return None
    with desk.store.reading() as session:
        if replied is not None:
            return questions.replied_to(
                session, message.chat_id, replied.message_id, user_id=user_id, now=now
            )
        return questions.newest(session, message.chat_id, user_id=user_id, now=now)


def _is_bots(message: Message) -> bool:
    return message.from_user is not None and message.from_user.is_bot
