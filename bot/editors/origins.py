"""From a message to the article that it holds: its text, and where and when that was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from telegram import Chat, Message, MessageEntity, MessageOriginChannel, MessageOriginChat

from bot.views.clean import shown
from storage.catalog.checks import folded
from storage.catalog.schema import Outlet
from storage.model import Article

# A text of at least this many characters is taken for an article: one that was typed, and one handed on.
SHORTEST_TYPED, SHORTEST_FORWARDED = 200, 15
_LINKS = (MessageEntity.URL, MessageEntity.TEXT_LINK)


def text_of(message: Message) -> str:
    """Return the message's text or caption, as it was written."""
    return message.text or message.caption or ""


def article_of(message: Message, outlets: Mapping[str, Outlet], timezone: str) -> Article:
    """Return the article in `message`; what its origin does not say is None.

    `timezone` (IANA) is where a day begins and ends. A person is no outlet: forwarded from one, an article
    has no publisher unless the text links to an outlet that we know.
    """
    origin = message.forward_origin
    linked = _linked_outlet(message, outlets)
    published = _day(origin.date, timezone) if origin else None
    link, outlet = linked or (None, None)
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
    for link in _links(message):
        for outlet in outlets.values():
            if any(f".{_host(link)}".endswith(f".{site}") for site in outlet.domains):
                found.setdefault(outlet.slug, (link, outlet))
    return next(iter(found.values())) if len(found) == 1 else None


def _links(message: Message) -> Iterable[str]:
    parse = message.parse_entities if message.text else message.parse_caption_entities
    if not text_of(message):
        return
    try:
        found = parse([*_LINKS])
    except UnicodeDecodeError:
        # Offsets that cut a letter in two come from no server of Telegram's.
        return
    for entity, words in found.items():
        yield entity.url or words


def _host(link: str) -> str:
    try:
        return (urlsplit(link if "//" in link else f"//{link}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
