"""The links in a message that may lead to an article; follows none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from telegram import Message, MessageEntity

_KINDS = (MessageEntity.URL, MessageEntity.TEXT_LINK)
# An address of any kind, which Telegram marks only where it knows the kind.
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}:/{1,3}\S+", re.I)
# Where a channel's footers lead: pages of its own, no articles.
_SOCIAL = frozenset({
    "t.me", "telegram.me", "telegram.dog", "twitter.com", "x.com", "facebook.com", "fb.com", "instagram.com",
    "youtube.com", "youtu.be", "tiktok.com", "whatsapp.com", "wa.me", "linkedin.com", "threads.net",
})  # fmt: skip
_TELEGRAM = frozenset({"t.me", "telegram.me", "telegram.dog"})


def text_of(message: Message) -> str:
    """Return the message's text or caption, as it was written."""
    return message.text or message.caption or ""


def links_in(message: Message) -> Sequence[str]:
    """Return the addresses that the message links to, each once, in the form in which they stand there."""
    parse = message.parse_entities if message.text else message.parse_caption_entities
    if not text_of(message):
        return ()
    try:
        found = parse([*_KINDS])
    except UnicodeDecodeError:
        # Offsets that cut a letter in two come from no server of Telegram's.
        return ()
    marked = [entity.url or words for entity, words in found.items()]
    return list(dict.fromkeys(marked or _ADDRESS.findall(text_of(message))))


def to_articles(links: Sequence[str]) -> Sequence[str]:
    """Return those that may lead to an article, as whole addresses: to a page on a site, and no social one."""
    return [whole(link) for link in links if host_of(link) not in _SOCIAL and _path(link) not in ("", "/")]


def leads_to_telegram(link: str) -> bool:
    """True for what is no page of the web but a message, whose forwarding would tell more."""
    return host_of(link) in _TELEGRAM or link.lower().startswith("tg:")


def without(text: str, links: Sequence[str]) -> str:
    """Return a text without the addresses that stand in it."""
    for link in sorted(links, key=len, reverse=True):
        text = text.replace(link, " ")
    return text


def whole(link: str) -> str:
    """Return an address with its scheme: people leave it out."""
    return link if _ADDRESS.match(link) else f"https://{link}"


def host_of(link: str) -> str:
    """Return the host's name without its "www.", "" where there is none."""
    try:
        return (urlsplit(link if "//" in link else f"//{link}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _path(link: str) -> str:
    try:
        parts = urlsplit(whole(link))
    except ValueError:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
