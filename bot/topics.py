"""What is done where a chat's topic takes no message any more: its admins are told; knows no queue and no wording."""

from __future__ import annotations

from collections.abc import Callable

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.desk import log
from bot.sending import send_reply
from bot.views.reply import Reply

# A chat may have fifty admins; the first of them hear.
MOST = 10


async def tell_admins(bot: Bot, chat_id: int, word: Callable[[str], Reply]) -> None:
    """Send those who run a chat a `word` about it, which is given its title; who never wrote to us cannot be reached."""
    try:
        title = (await bot.get_chat(chat_id)).title or ""
        running = await bot.get_chat_administrators(chat_id)
    except TelegramError as error:
        log.info("admins unknown", error=type(error).__name__)
        return
    for member in [one for one in running if not one.user.is_bot][:MOST]:
        try:
            await send_reply(bot, member.user.id, word(title))
        except TelegramError as error:
            log.info("an admin was not told", error=type(error).__name__)


def may_write(member: ChatMember, kind: str) -> bool:
    """Tell whether what the bot is in a chat of this kind lets it write there."""
    if isinstance(member, ChatMemberRestricted):
        return member.can_send_messages
    if kind != ChatType.CHANNEL:
        return True
    posts = isinstance(member, ChatMemberAdministrator) and member.can_post_messages is not False
    return posts or member.status == ChatMember.OWNER
