"""Puts replies into chats and says what a refusal means; knows no commands, no views and no store."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import TypeVar

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut

from bot.desk import log, where
from bot.drawing import DrawingError, artist, gallery
from bot.views.reply import Picture, Question, Reply, Rows
from bot.wire import BrokenError

Answer = TypeVar("Answer")

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# How often and how long an answer to a person is tried again before we give up on it.
_TRIES, _LONGEST_WAIT = 4, 30.0


class Verdict(StrEnum):
    """What became of a call that failed."""

    NOT_TAKEN = "not taken"  # Telegram surely did nothing: try again
    UNCERTAIN = "uncertain"  # the connection broke after the call was on its way
    GONE = "gone"  # the chat will never take a message again
    REFUSED = "refused"  # this message will never be taken, the chat may be fine
    TOPIC_CLOSED = "topic closed"  # the forum's topic takes no message of ours until it is opened
    TOPIC_GONE = "topic gone"  # there is no such topic any more
    NO_RIGHTS = "no rights"  # the chat lets nobody, or us, write there: for a while or for good


# Deleted, or too old: what it was to say is sent anew.
_CANNOT_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")
_GONE_TEXTS = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "user is deactivated",
)
_TOPIC_TEXTS = {
    "topic_closed": Verdict.TOPIC_CLOSED,
    "message thread not found": Verdict.TOPIC_GONE,
    "topic_deleted": Verdict.TOPIC_GONE,
}
_NO_RIGHTS_TEXTS = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
)


def verdict(error: TelegramError) -> Verdict:
    """Say what a failed call means; RetryAfter and ChatMigrated are the caller's."""
    if isinstance(error, Forbidden):
        return Verdict.GONE
    if isinstance(error, BadRequest):
        said = error.message.lower()
        if any(text in said for text in _GONE_TEXTS):
            return Verdict.GONE
        if topic := next((found for text, found in _TOPIC_TEXTS.items() if text in said), None):
            return topic
        no_rights = any(text in said for text in _NO_RIGHTS_TEXTS)
        return Verdict.NO_RIGHTS if no_rights else Verdict.REFUSED
    return Verdict.UNCERTAIN if isinstance(error, TimedOut | BrokenError) else Verdict.NOT_TAKEN


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait, in seconds."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.text, callback_data=button.press) for button in row] for row in rows]
    )


async def send_part(
    bot: Bot,
    chat_id: int,
    text: str,
    buttons: Rows = (),
    thread_id: int | None = None,
    *,
    paid: bool = False,
    asks: Question | None = None,
    closes: bool = False,
) -> Message:
    """Send one message of Telegram HTML, `paid` for the pace of a paid broadcast; raises TelegramError.

    One that `asks` opens the field where its answer is typed, unless there are buttons to press instead. One that
    `closes` takes away what an earlier one opened.
    """
    return await bot.send_message(
        chat_id,
        text,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=keyboard(buttons) or _answer_field(asks) or (ReplyKeyboardRemove() if closes else None),
        message_thread_id=thread_id,
        allow_paid_broadcast=paid or None,
    )


def _answer_field(asks: Question | None) -> ForceReply | ReplyKeyboardMarkup | None:
    if asks is not None and asks.place:
        share = KeyboardButton(asks.place, request_location=True)
        return ReplyKeyboardMarkup(
            [[share], [KeyboardButton("/cancel")]],
            resize_keyboard=True,
            one_time_keyboard=True,
            input_field_placeholder=asks.hint or None,
        )
    # In a group only who is asked shall see it open.
    return ForceReply(selective=True, input_field_placeholder=asks.hint or None) if asks else None


async def send_reply(bot: Bot, chat_id: int, reply: Reply, thread_id: int | None = None) -> Message | None:
    """Send all parts, the buttons under the last; returns the first message. Raises TelegramError.

    What it asks is kept by nobody: see `bot.asking`.
    """
    sent = await send_all(bot, chat_id, reply, thread_id)
    return sent[0] if sent else None


async def send_all(bot: Bot, chat_id: int, reply: Reply, thread_id: int | None = None) -> Sequence[Message]:
    """Send all parts, the buttons under the last; returns the messages. Raises TelegramError.

    A picture that Telegram has goes first; one that must be drawn follows the words, which nobody is to wait for.
    """
    known = gallery.known(bot.id, reply.picture.draw) if reply.picture else None
    picture = (
        await _send_known(bot, chat_id, reply.picture, known, thread_id) if reply.picture and known else None
    )
    sent = []
    for number, part in enumerate(reply.parts, 1):
        last = number == len(reply.parts)
        buttons, asks = (reply.buttons, reply.asks) if last else ((), None)
        closes = last and reply.closes
        send = partial(send_part, bot, chat_id, part, buttons, thread_id, asks=asks, closes=closes)
        sent.append(await patiently(send))
    if picture is None and reply.picture is not None:
        # Nobody waits for it: what it shows has been said.
        picture = await _send_drawn(bot, chat_id, reply.picture, thread_id)
    return [picture, *sent] if picture else sent


async def _send_known(
    bot: Bot, chat_id: int, picture: Picture, file_id: str, thread_id: int | None
) -> Message | None:
    """Send a picture that Telegram has; None where it takes it no more."""
    try:
        return await _send_photo(bot, chat_id, picture, file_id, thread_id)
    except BadRequest as error:
        log.info("picture not known any more, or refused", error=type(error).__name__)
        gallery.forget(bot.id, picture.draw)
        return None


async def _send_drawn(bot: Bot, chat_id: int, picture: Picture, thread_id: int | None) -> Message | None:
    """Send a picture; the text says the same, so one that cannot be drawn or is refused is only logged."""
    try:
        photo = await asyncio.to_thread(artist.draw, picture.draw)
    except DrawingError as error:
        log.error("picture not drawn", error=str(error), where=where(error))
        return None
    try:
        message = await _send_photo(bot, chat_id, picture, photo, thread_id)
    except BadRequest as error:
        # A group may take texts and refuse pictures.
        log.info("picture refused", error=type(error).__name__)
        return None
    if message.photo:
        gallery.keep(bot.id, picture.draw, message.photo[-1].file_id)
    return message


async def _send_photo(
    bot: Bot, chat_id: int, picture: Picture, photo: bytes | str, thread_id: int | None
) -> Message:
    return await patiently(
        lambda: bot.send_photo(chat_id, photo, caption=picture.alt, message_thread_id=thread_id)
    )


async def edit_into(
    bot: Bot, chat_id: int, message_id: int, reply: Reply, thread_id: int | None = None
) -> None:
    """Make a message say `reply` instead; further parts follow as new messages, and so does all of it
    where the message can no longer be edited. Raises TelegramError."""
    head, rest = reply.parts[0], Reply(reply.parts[1:], reply.buttons)
    buttons = () if rest.parts else reply.buttons
    if not await patiently(lambda: edit_part(bot, chat_id, message_id, head, buttons)):
        rest = reply
    await send_reply(bot, chat_id, rest, thread_id)


async def edit_part(bot: Bot, chat_id: int, message_id: int, text: str, buttons: Rows = ()) -> bool:
    """Make a message say `text` in Telegram HTML; False where it can be edited no more. Raises TelegramError."""
    try:
        await bot.edit_message_text(
            text,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
            reply_markup=keyboard(buttons),
        )
    except BadRequest as error:
        said = error.message.lower()
        if any(refusal in said for refusal in _CANNOT_EDIT):
            return False
        # Else it says so already, as after a second tap on the same button.
        if "message is not modified" not in said:
            raise
    return True


async def patiently(call: Callable[[], Awaitable[Answer]]) -> Answer:
    """Make a call; where Telegram surely did not take it, wait as it asks and try again a few times."""
    for attempt in range(1, _TRIES):
        try:
            return await call()
        except RetryAfter as error:
            wait = seconds_of(error)
            if wait > _LONGEST_WAIT:
                raise
        except TelegramError as error:
            if verdict(error) is not Verdict.NOT_TAKEN:
                raise
            wait = 0.5 * 2**attempt
        await asyncio.sleep(wait)
    return await call()
