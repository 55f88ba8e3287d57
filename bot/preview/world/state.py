"""The world of the stand-in: its bot, people, chats and messages. It knows neither HTTP nor the real time."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from itertools import count

from bot.preview.botapi.wire import membership_json, message_json
from bot.preview.people.views import message_view
from bot.preview.world.clock import Clock
from bot.preview.world.feed import Feed
from bot.preview.world.files import FileShelf
from bot.preview.world.model import Chat, Content, Json, Message, Standing, User, Webhook
from bot.preview.world.queries import Queries
from bot.preview.world.updates import UpdateQueue

KEPT_MESSAGES = 50_000
KEPT_EDITS = 50
_FIRST_PERSON = 500_000_001
_FIRST_GROUP = 400_000_001
_SUPERGROUPS = -1_000_000_000_000


Wait = Callable[[Hashable, float], Awaitable[bool]]


async def _nothing_comes(key: Hashable, seconds: float) -> bool:
    return False


class World:
    """Everything that is remembered. All calls belong to one thread.

    `clock` tells Unix seconds; `ring` is told the key of whatever changed, and `wait` lets the methods
    that may wait do so until a key rings (see `bell`). Beyond `kept_messages` in all chats together the
    oldest are forgotten, so that a long run stays flat.
    """

    def __init__(
        self,
        clock: Clock,
        ring: Callable[[Hashable], None] = lambda key: None,
        wait: Wait = _nothing_comes,
        kept_messages: int = KEPT_MESSAGES,
    ) -> None:
        self.clock = clock
        self.ring = ring
        self.wait = wait
        self.kept_messages = kept_messages
        self.token = f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(26)[:35]}"
        self.bot = User(int(self.token.split(":")[0]), "Preview", username="preview_bot", is_bot=True)
        self.reads_all = False
        self.inline = True
        self.people: dict[int, User] = {}
        self.chats: dict[int, Chat] = {}
        self.usernames: dict[str, int] = {}
        self.updates = UpdateQueue(clock)
        self.queries = Queries(clock)
        self.files = FileShelf()
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.feed = Feed()
        self.webhook: Webhook | None = None
        self.poll_number = 0
        self._remembered: deque[Message] = deque()
        self._last_message_id = 0
        self._person_ids = count(_FIRST_PERSON)
        self._group_ids = count(_FIRST_GROUP)

    def now(self) -> int:
        """Return the time as Telegram dates its messages, in whole Unix seconds."""
        return int(self.clock())

    # Who and where.

    def set_bot(self, token: str, username: str, first_name: str) -> User:
        """Make the bot answer to `token`; its id is the token's first part, as at Telegram."""
        self.token = token
        self.bot = User(int(token.split(":")[0]), first_name, username=username, is_bot=True)
        return self.bot

    def add_person(self, user: User, *, started: bool = False) -> User:
        """Add a person, or replace one of the same id; `started` means that they have written before."""
        self.people[user.id] = user
        if user.username:
            self.usernames[user.username.lower()] = user.id
        chat = self.chats.get(user.id)
        if chat is None:
            self.chats[user.id] = Chat(user.id, "private", user=user, bot="member", started=started)
        else:
            chat.user = user
        return user

    def next_person_id(self) -> int:
        """Return a user id that nobody has."""
        return next(number for number in self._person_ids if number not in self.people)

    def add_chat(self, chat: Chat) -> Chat:
        """Add a group or a channel."""
        self.chats[chat.id] = chat
        if chat.username:
            self.usernames[chat.username.lower()] = chat.id
        return chat

    def next_chat_id(self, kind: str) -> int:
        """Return a free id of the form that Telegram gives to a `kind` of chat."""
        base = 0 if kind == "group" else _SUPERGROUPS
        return next(base - number for number in self._group_ids if base - number not in self.chats)

    def user(self, user_id: int) -> User | None:
        """Return the person, or the bot, of that id."""
        return self.bot if user_id == self.bot.id else self.people.get(user_id)

    # Messages.

    def post(self, chat: Chat, content: Content, **details: object) -> Message:
        """Add a message to `chat`, dated now, and tell those who watch; `details` are fields of Message."""
        message = Message(self._next_message_id(chat), chat, self.now(), content, **details)  # type: ignore[arg-type]
        chat.messages[message.id] = message
        self._remembered.append(message)
        if len(self._remembered) > self.kept_messages:
            oldest = self._remembered.popleft()
            oldest.chat.messages.pop(oldest.id, None)
        self.tell(chat, "message", message)
        return message

    def edit(self, message: Message, content: Content) -> None:
        """Replace what `message` holds; only a change of text or file counts as an edit with a date."""
        message.history.append(message.content)
        del message.history[:-KEPT_EDITS]
        if (message.content.text, message.content.media) != (content.text, content.media):
            message.edit_date = self.now()
        message.content = content
        self.tell(message.chat, "edited", message)

    def delete(self, message: Message) -> None:
        """Remove `message` from its chat; watchers see it once more, as deleted."""
        message.deleted = True
        message.chat.messages.pop(message.id, None)
        self.tell(message.chat, "deleted", message)

    def _next_message_id(self, chat: Chat) -> int:
        # Private chats and basic groups share the bot's own counter; supergroups and channels have theirs.
        if not chat.own_counter:
            self._last_message_id += 1
            chat.last_message_id = self._last_message_id
        else:
            chat.last_message_id += 1
        return chat.last_message_id

    # Telling.

    def tell(self, chat: Chat, kind: str, message: Message | None = None, **more: object) -> None:
        """Put a change of `chat` into the feed and wake those who watch."""
        content = message.content if message else None

        def show() -> Json:
            shown: Json = {"chat_id": chat.id, **more}
            if message is not None and content is not None:
                shown["message"] = message_view(message, content)
            return shown

        self.feed.add(chat.id, kind, show)
        self.ring(("chat", chat.id))
        self.ring("world")

    def update_bot(self, kind: str, payload: Json) -> None:
        """Queue an update for the bot and wake its poll."""
        if self.updates.add(kind, payload):
            self.ring("updates")

    def told_message(self, message: Message) -> Json:
        """Return `message` as the Bot API writes it."""
        return message_json(message, self.user)

    def set_bot_standing(self, chat: Chat, actor: User, standing: Standing) -> None:
        """Change what the bot is in `chat`, and tell it so."""
        before, chat.bot = chat.bot, standing
        if before != standing:
            change = membership_json(chat, actor, self.bot, before, standing, self.now())
            self.update_bot("my_chat_member", change)
            self.tell(chat, "bot_standing", standing=standing)
