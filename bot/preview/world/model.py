"""The nouns of the stand-in: users, chats, messages and what they hold; they act on nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.preview.text.entities import Formatted

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup", "channel"]
Standing = Literal["creator", "administrator", "member", "left", "kicked"]
PRESENT: tuple[Standing, ...] = ("creator", "administrator", "member")


@dataclass(slots=True)
class User:
    """An account, a person's or the bot's."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True)
class Webhook:
    """Where updates are to be carried; the secret goes with each of them."""

    url: str
    secret: str = ""
    last_error_date: int = 0
    last_error: str = ""

    def note_error(self, date: int, text: str) -> None:
        """Remember why an update was not taken."""
        self.last_error_date, self.last_error = date, text


@dataclass(frozen=True, slots=True)
class Media:
    """A photo or a document in a message; `file_id` leads to its bytes."""

    kind: Literal["photo", "document"]
    file_id: str
    name: str = ""
    mime_type: str = ""
    size: int = 0
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """What an edit replaces: the text or caption, the file, the inline keyboard."""

    text: Formatted = field(default_factory=Formatted)
    media: Media | None = None
    markup: Json | None = None


@dataclass(slots=True)
class Message:
    """One message of a chat; `service` is the part of a message that announces, e.g. who joined.

    `holds` is what else it holds, as the API tells it: a contact. `asks` is the ForceReply that came with it: apps open a reply to it, the message itself does not show it.
    """

    id: int
    chat: Chat
    date: int
    content: Content
    sender: User | None = None
    sender_chat: Chat | None = None
    origin: Json | None = None
    reply_to: Message | None = None
    service: Json | None = None
    via_bot: bool = False
    holds: Json | None = None
    # The forum topic in which it stands, None for General and for chats without topics.
    topic: int | None = None
    # What the files of one album share.
    album: str = ""
    asks: Json | None = None
    edit_date: int | None = None
    history: list[Content] = field(default_factory=list)
    deleted: bool = False


@dataclass(slots=True)
class Topic:
    """A topic of a forum, by the id of the message that announced it; General has 0, which nobody may send to."""

    id: int
    name: str
    closed: bool = False


GENERAL = 0


@dataclass(slots=True)
class Chat:
    """A chat as the bot sees it; a private chat has its person's id."""

    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    user: User | None = None
    members: dict[int, Standing] = field(default_factory=dict)
    bot: Standing = "left"
    can_send: bool = True
    # For private chats: whether the person has ever written to the bot, and whether they blocked it.
    started: bool = False
    blocked: bool = False
    migrated_to: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    sent_by_bot: int = 0
    reply_keyboard: Json | None = None
    # Of a forum alone, with General among them.
    topics: dict[int, Topic] = field(default_factory=dict)

    @property
    def forum(self) -> bool:
        """Tell whether the chat's messages stand in topics."""
        return bool(self.topics)

    @property
    def own_counter(self) -> bool:
        """Tell whether message ids are counted in this chat alone, as in supergroups and channels."""
        return self.type in ("supergroup", "channel")
