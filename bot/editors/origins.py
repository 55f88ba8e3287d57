"""From a message to the article that it holds: its text, and where and when that was published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from telegram import (
    Chat,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from telegram.constants import ChatType

from bot.editors.links import host_of, links_in, text_of, to_articles, whole
from bot.views.clean import shown
from storage.catalog.checks import folded
from storage.catalog.schema import Outlet
from storage.model import Article

# A text of at least this many characters is taken for an article: one that was typed, and one handed on.
SHORTEST_TYPED, SHORTEST_FORWARDED = 200, 15


def origin_of(message: Message) -> MessageOrigin | None:
    """Return where a message comes from; what a channel posts comes from that channel."""
    if message.forward_origin is None and message.chat.type == ChatType.CHANNEL:
        return MessageOriginChannel(message.date, message.chat, message.message_id)
    return message.forward_origin


def article_of(message: Message, outlets: Mapping[str, Outlet], timezone: str) -> Article:
    """Return the article in `message`; what its origin does not say is None.

    `timezone` (IANA) is where a day begins and ends. A person is no outlet: forwarded from one, an article
    has no publisher unless the text links to an outlet that we know.
    """
    origin = origin_of(message)
    linked = _linked_outlet(message, outlets)
    published = _day(origin.date, timezone) if origin else None
    link, outlet = linked or (_only_link(message), None)
    if isinstance(origin, MessageOriginChannel):
        return Article(
            text=text_of(message),
            publisher=_publisher(origin.chat, outlets, outlet),
            published=published,
            url=_post_link(origin) or link,
        )
    if isinstance(origin, MessageOriginChat):
        publisher = _publisher(origin.sender_chat, outlets, outlet)
        return Article(text_of(message), publisher, published, link)
    return Article(text_of(message), outlet.name if outlet else None, published, link)


def origin_key(message: Message) -> str:
    """Return what is the same for all messages that come from one place: a channel, a person, or the sender."""
    origin = origin_of(message)
    if isinstance(origin, MessageOriginChannel):
        return f"channel {origin.chat.id}"
    if isinstance(origin, MessageOriginChat):
        return f"chat {origin.sender_chat.id}"
    if isinstance(origin, MessageOriginUser):
        return f"user {origin.sender_user.id}"
    return f"hidden {origin.sender_user_name}" if isinstance(origin, MessageOriginHiddenUser) else "typed"


def post_of(message: Message) -> int:
    """Return the number that the message had in its channel, 0 where it comes from none."""
    origin = origin_of(message)
    return origin.message_id if isinstance(origin, MessageOriginChannel) else 0


def _only_link(message: Message) -> str | None:
    """Return the link to an article where the message has exactly one."""
    found = to_articles(links_in(message))
    return found[0] if len(found) == 1 else None


def _day(moment: datetime, timezone: str) -> date:
    return moment.astimezone(ZoneInfo(timezone)).date()


def _post_link(origin: MessageOriginChannel) -> str | None:
    """Return the address of a public channel's post; private channels have none."""
    return f"https://t.me/{origin.chat.username}/{origin.message_id}" if origin.chat.username else None


def _publisher(chat: Chat, outlets: Mapping[str, Outlet], linked: Outlet | None) -> str | None:
    """Return the outlet whose channel this is, or that the post links to, or else the channel's own title."""
    known = next((outlet for outlet in outlets.values() if _is_channel_of(chat, outlet)), linked)
    if known:
        return known.name
    # A title may be of signs alone that nobody sees.
    return chat.title if shown(chat.title or "") else None


def _is_channel_of(chat: Chat, outlet: Outlet) -> bool:
    if chat.username and outlet.channel and chat.username.lower() == outlet.channel.lstrip("@").lower():
        return True
    title = folded(chat.title or "")
    return title in {folded(name) for name in (outlet.name, *outlet.aliases)}


def _linked_outlet(message: Message, outlets: Mapping[str, Outlet]) -> tuple[str, Outlet] | None:
    """Return the link to an outlet's site where the message links to exactly one outlet."""
    found: dict[str, tuple[str, Outlet]] = {}
    for link in links_in(message):
        for outlet in outlets.values():
            if any(f".{host_of(link)}".endswith(f".{site}") for site in outlet.domains):
                found.setdefault(outlet.slug, (whole(link), outlet))
    return next(iter(found.values())) if len(found) == 1 else None
