"""Posts of channels in which the bot is an administrator: taken in quietly, where an editor added it.

Nothing is ever written into such a channel; whoever added the bot hears what was understood.
"""

from __future__ import annotations

import asyncio

from telegram import Bot, ChatMember, ChatMemberUpdated, Message
from telegram.error import TelegramError

from bot.desk import Desk, log
from bot.editors.forwarding import is_part_of_another, may_add
from bot.editors.handing import Declined, offered
from bot.sending import send_reply
from bot.views import channels as view
from storage import channels
from storage.catalog import load_outlets
from storage.submissions import arriving


async def follow(change: ChatMemberUpdated, desk: Desk, bot: Bot) -> None:
    """Begin or cease to take in what a channel posts, as the bot becomes or is no more one of its administrators."""
    if change.new_chat_member.status != ChatMember.ADMINISTRATOR:
        await asyncio.to_thread(_leave, desk, change.chat.id, change.from_user.id)
        return
    if not await asyncio.to_thread(_follow, desk, change.chat.id, change.from_user.id):
        return
    try:
        await send_reply(bot, change.from_user.id, view.followed(change.chat.title or ""))
    except TelegramError as error:
        # One who never wrote to the bot has no chat with it.
        log.info("an editor was not told of a channel", error=type(error).__name__)


async def take_in_post(message: Message, desk: Desk) -> None:
    """Take in what a channel posted, if whoever added the bot there is an editor at this moment."""
    await asyncio.to_thread(_take_in, message, desk)


def _take_in(message: Message, desk: Desk) -> None:
    with desk.store.reading() as session:
        editor = channels.added_by(session, message.chat_id)
    if editor is None or not may_add(desk, editor, editor):
        return
    with desk.store.writing() as session:
        if is_part_of_another(session, message, editor, desk):
            return
        offer = offered(message, load_outlets(), desk.defaults.timezone, desk.clock(), quiet=True)
        if isinstance(offer, Declined):
            return
        dossier = desk.defaults.dossier.code
        arriving.hand_in(session, offer.arrival, offer.piece, dossier=dossier, chat_id=editor, user_id=editor)


def _follow(desk: Desk, chat_id: int, user_id: int) -> bool:
    if not may_add(desk, user_id, user_id):
        _leave(desk, chat_id, user_id)
        return False
    with desk.store.writing() as session:
        channels.follow(session, chat_id, added_by=user_id, now=desk.clock())
    return True


def _leave(desk: Desk, chat_id: int, user_id: int) -> None:
    with desk.store.writing() as session:
        channels.leave(session, chat_id, by=user_id, now=desk.clock())
