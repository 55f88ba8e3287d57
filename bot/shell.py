"""Updates become requests, replies go back, errors become one sentence; knows not how the process starts and stops."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from telegram import Bot, CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError

from bot import asker, asking
from bot.commands import ANSWERS, CONTACT, PLACE
from bot.commands.dispatch import Spoken, allows, answered, perform, pressed, searched, spoken
from bot.commands.request import Rank
from bot.desk import Desk, log, where
from bot.editors.channels import follow, take_in_post
from bot.editors.forwarding import is_rest, take_in
from bot.editors.links import links_in
from bot.editors.origins import SHORTEST_TYPED
from bot.editors.people import author_of, named_in
from bot.inline import answer_inline
from bot.sending import edit_into, send_reply
from bot.topics import may_write
from bot.views import welcome
from bot.views.reply import Reply
from storage import reaching, subscribers
from storage.errors import StoreUnavailableError
from storage.model import Ended


class Shell:
    """Handles one update after the other; whatever happens, the person gets an answer and nothing is raised."""

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk = desk
        self._bot = bot

    async def handle(self, update: Update) -> None:
        """Do what the update asks for."""
        try:
            if update.message is not None:
                await self._on_message(update.message)
            elif update.channel_post is not None:
                await self._on_post(update.channel_post)
            elif update.callback_query is not None:
                await self._on_button(update.callback_query)
            elif update.inline_query is not None:
                await answer_inline(update.inline_query, self._desk, self._bot)
            elif update.my_chat_member is not None:
                await self._on_membership(update.my_chat_member)
        except Exception as error:
            log.error(
                "update failed", update=update.update_id, error=type(error).__name__, where=where(error)
            )
            await self._apologise(update, error)

    async def _apologise(self, update: Update, error: Exception) -> None:
        chat = update.effective_chat
        # Into a channel nothing is written: who posts there did not speak to us.
        if chat is None or update.channel_post is not None or isinstance(error, TelegramError):
            return
        reply = welcome.store_away() if isinstance(error, StoreUnavailableError) else welcome.failed()
        try:
            message = update.effective_message
            topic = asker.topic_of(message) if isinstance(message, Message) else None
            await send_reply(self._bot, chat.id, reply, topic)
        except TelegramError as second:
            log.error("no apology", update=update.update_id, error=type(second).__name__)

    async def _on_message(self, message: Message) -> None:
        if message.migrate_to_chat_id:
            await asyncio.to_thread(self._migrate, message.chat_id, message.migrate_to_chat_id)
            return
        if message.forum_topic_reopened or message.general_forum_topic_unhidden:
            await asyncio.to_thread(self._reopened, message.chat_id, asker.topic_of(message))
            return
        private = message.chat.type == ChatType.PRIVATE
        typed, long = "" if message.forward_origin else message.text or "", _is_long(message)
        said = spoken(typed)
        # Few commands are as long as an article, and an article may begin with a stroke too.
        if said is not None and not (private and long and not said.takes_text):
            await self._on_command(message, said, private)
        elif (
            (private and typed and not long and await self._is_rest(message))
            or await self._on_answer(message, typed, brief=not long)
            or (private and message.contact and await self._on_contact(message))
            or (private and await self._on_place(message))
        ):
            return
        elif private and not long and _is_a_question(message):
            request = await asker.by_message(self._desk, self._bot, message, typed, writes=False)
            await self._say(
                await asyncio.to_thread(searched, self._desk.store, typed, request), message, request.user_id
            )
        elif private and message.from_user is not None and _is_content(message):
            await take_in(message, message.from_user.id, self._desk, self._bot)

    async def _on_post(self, post: Message) -> None:
        """Do what a channel's own command says, which only who runs it can post; all else it posts may be an article."""
        said = spoken("" if post.forward_origin else post.text or "")
        if said is not None and said.command is not None and said.command.rank is Rank.READER:
            await self._on_command(post, said, private=False)
        else:
            await take_in_post(post, self._desk)

    async def _is_rest(self, message: Message) -> bool:
        """Take a few words as the end of what was pasted just before, where they are that."""
        return await asyncio.to_thread(is_rest, message, asker.user_of(message), self._desk)

    async def _on_answer(self, message: Message, typed: str, *, brief: bool) -> bool:
        """Take what was typed, or whom a message names, as the answer to a question, where it is one."""
        user, named = asker.user_of(message), None if typed else named_in(message)
        if not (typed or named):
            return False
        asked = await asyncio.to_thread(asking.question_of, self._desk, message, user, brief=brief)
        answer = ANSWERS.get(asked.purpose) if asked else None
        if asked is None or (named and not (answer and answer.takes_people)):
            return False
        request = await asker.by_message(self._desk, self._bot, message, typed, writes=True)
        request = asker.about(request, named)
        await self._say(await asyncio.to_thread(answered, self._desk.store, asked, request), message)
        return True

    async def _on_contact(self, message: Message) -> bool:
        """Ask an owner who sends somebody's contact whether that shall be an editor."""
        request = await asker.by_message(self._desk, self._bot, message, "", writes=False)
        request = asker.about(request, named_in(message))
        if not await asyncio.to_thread(allows, self._desk.store, CONTACT, request):
            return False
        await self._say(await asyncio.to_thread(perform, self._desk.store, CONTACT, request), message)
        return True

    async def _on_place(self, message: Message) -> bool:
        """Take the place that somebody shares for where their clock is; it goes no further than this request."""
        if message.location is None or message.forward_origin is not None:
            return False
        request = await asker.by_message(self._desk, self._bot, message, "", writes=True)
        request = replace(request, place=(message.location.latitude, message.location.longitude))
        reply = await asyncio.to_thread(perform, self._desk.store, PLACE, request, leaves=True)
        await self._say(reply, message)
        return True

    async def _on_command(self, message: Message, said: Spoken, private: bool) -> None:
        if said.bot is not None and said.bot.lower() != self._bot.username.lower():
            return
        if said.command is not None:
            writes = said.command.writes
            request = await asker.by_message(self._desk, self._bot, message, said.args, writes=writes)
            request = asker.about(request, author_of(message.reply_to_message))
            reply = await asyncio.to_thread(perform, self._desk.store, said.command, request, leaves=True)
        elif private or said.bot is not None:
            reply = welcome.unknown_command(said.name)
        else:
            return
        await self._say(reply, message)

    async def _say(self, reply: Reply, message: Message, user: int | None = None) -> None:
        """Put a reply where `message` stands, and keep what it asks `user`, else who wrote the message."""
        await asking.put(
            self._desk,
            self._bot,
            reply,
            chat_id=message.chat_id,
            user_id=user or asker.user_of(message),
            thread_id=asker.topic_of(message),
        )

    async def _on_button(self, query: CallbackQuery) -> None:
        action, args = pressed(query.data or "")
        message = query.message
        if action is None or not isinstance(message, Message) or not _holds(message, query.data):
            await self._close(query, welcome.button_gone().parts[0])
            return
        writes = action.writes
        request = await asker.by_button(self._desk, self._bot, query, message, args, writes=writes)
        if message.chat.type == ChatType.CHANNEL and not request.may_change:
            # Into the channel itself nothing is said of it.
            await self._close(query, welcome.admins_only().parts[0])
            return
        reply = await asyncio.to_thread(perform, self._desk.store, action, request)
        await self._close(query)
        # What asks stands alone, so that the card that it asks about stays to be seen.
        if action.in_place and request.may_change and reply.asks is None:
            await asking.tell_others(self._bot, reply)
            await edit_into(self._bot, message.chat_id, message.message_id, reply, asker.topic_of(message))
        else:
            await self._say(reply, message, query.from_user.id)

    async def _close(self, query: CallbackQuery, text: str | None = None) -> None:
        """End the button's waiting sign; one that was pressed long ago has none any more."""
        try:
            await query.answer(text)
        except BadRequest as error:
            log.info("button too old to answer", error=type(error).__name__)

    async def _on_membership(self, change: ChatMemberUpdated) -> None:
        if change.new_chat_member.status in (ChatMember.LEFT, ChatMember.BANNED):
            await asyncio.to_thread(self._lost, change.chat.id)
        else:
            await asyncio.to_thread(self._there, change)
        if change.chat.type == ChatType.CHANNEL:
            await follow(change, self._desk, self._bot)

    def _lost(self, chat_id: int) -> None:
        with self._desk.store.writing() as session:
            subscribers.lost(session, chat_id, reason=Ended.BLOCKED)

    def _there(self, change: ChatMemberUpdated) -> None:
        """Go on writing where the bot may again, and cease where it may not."""
        chat, now = change.chat, self._desk.clock()
        with self._desk.store.writing() as session:
            if not may_write(change.new_chat_member, chat.type):
                reaching.pause(session, chat.id, reason=Ended.NO_RIGHTS, now=now)
            else:
                runs = change.new_chat_member.status == ChatMember.ADMINISTRATOR
                reaching.returned(session, chat.id, runs=runs, now=now)

    def _reopened(self, chat_id: int, topic: int | None) -> None:
        with self._desk.store.writing() as session:
            reaching.reopened(session, chat_id, topic, now=self._desk.clock())

    def _migrate(self, old: int, new: int) -> None:
        with self._desk.store.writing() as session:
            subscribers.migrate_chat(session, old, new)


def _holds(message: Message, data: str | None) -> bool:
    """True where the message has this button: an app may be made to send whatever its user likes."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(button.callback_data == data for row in rows for button in row)


def _is_content(message: Message) -> bool:
    """False for the notes that Telegram itself puts into a chat: a pinned message, a changed title."""
    return bool(message.text or message.effective_attachment or message.forward_origin)


def _is_a_question(message: Message) -> bool:
    """True for words that somebody typed, a link not being among them: that is an article handed in."""
    return bool(message.text) and message.forward_origin is None and not links_in(message)


def _is_long(message: Message) -> bool:
    return len(message.text or "") >= SHORTEST_TYPED
