"""Who asks, and what they are in their chat: from a message or a pressed button to a request; answers nothing."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from telegram import Bot, CallbackQuery, ChatMember, Message
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.commands.request import Request
from bot.desk import Desk, log
from bot.editors.people import Named
from bot.sending import patiently

_RUNS_THE_CHAT = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


def user_of(message: Message) -> int:
    """Return who wrote a message, 0 where that is nobody."""
    return message.from_user.id if message.from_user else 0


async def by_message(desk: Desk, bot: Bot, message: Message, args: str, *, writes: bool) -> Request:
    """Return the request of who wrote `message`; `writes` says that something is to be changed."""
    name = message.from_user.full_name if message.from_user else ""
    request = replace(
        desk.request(message.chat_id, user_of(message)),
        args=args,
        name=name,
        html=_html(message, args),
        topic=topic_of(message),
    )
    # In a group an anonymous admin speaks as the group itself.
    if message.sender_chat is not None and message.sender_chat.id == message.chat_id:
        return replace(request, private=False)
    return await _in_group(request, bot, message, writes=writes)


async def by_button(
    desk: Desk, bot: Bot, query: CallbackQuery, message: Message, args: str, *, writes: bool
) -> Request:
    """Return the request of who pressed a button under `message`."""
    user = query.from_user
    request = replace(
        desk.request(message.chat_id, user.id), args=args, name=user.full_name, topic=topic_of(message)
    )
    # What stands in a channel all its readers see, and any of them may press.
    writes = writes or message.chat.type == ChatType.CHANNEL
    return await _in_group(request, bot, message, writes=writes)


def topic_of(message: Message) -> int | None:
    """Return the forum's topic in which a message stands, None for General: answers there bear a number too."""
    return message.message_thread_id if message.is_topic_message else None


def _html(message: Message, args: str) -> str:
    """Return `args`, all of the message's text or what stands behind its command, with its formatting."""
    try:
        formatted = message.text_html if message.text else ""
    except UnicodeDecodeError:
        # Offsets that cut a letter in two come from no server of Telegram's.
        return escape(args)
    behind = formatted.partition(" ") if " " in formatted.partition("\n")[0] else formatted.partition("\n")
    return behind[2] if formatted.startswith("/") else formatted


def about(request: Request, named: Named | None) -> Request:
    """Return the request with the person whom it is about, if any."""
    return request if named is None else replace(request, about=named.user_id, about_name=named.name)


async def _in_group(request: Request, bot: Bot, message: Message, *, writes: bool) -> Request:
    """In a group, find out whether this person runs it, where something would be changed."""
    if message.chat.type == ChatType.PRIVATE:
        return request
    runs = await _runs(bot, request.chat_id, request.user_id) if writes else True
    return replace(request, private=False, may_change=runs)


async def _runs(bot: Bot, chat_id: int, user_id: int) -> bool:
    """True where this person is the chat's owner or one of its admins at this moment."""
    try:
        member = await patiently(lambda: bot.get_chat_member(chat_id, user_id))
    except BadRequest as error:
        log.info("membership unknown", error=type(error).__name__)
        return False
    return member.status in _RUNS_THE_CHAT
