"""What somebody hands in with a message: an article's words, a link, a file or a picture; and what belongs together.

Pure: the message is looked at, nothing is fetched and nothing stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from telegram import Message

from bot.editors.links import leads_to_telegram, links_in, text_of, to_articles, whole, without
from bot.editors.origins import SHORTEST_FORWARDED, SHORTEST_TYPED, article_of, origin_key, origin_of, post_of
from bot.views.clean import shown
from storage.catalog.schema import Outlet
from storage.model import Handed, Piece, Submission
from storage.submissions.arriving import Arrival

# What a bot may download from Telegram's servers.
LARGEST_FILE = 20 * 1024 * 1024
# A text is cut where a message is full; clients that look for a good place to cut look no further than half of it.
SHORTEST_CUT = 2048
# The parts of a text are sent at once: how far apart they were published, and came.
_PUBLISHED_WITHIN, _CAME_WITHIN = timedelta(seconds=5), timedelta(seconds=30)
# How long nothing more has to come before a text, or an album, is taken to be whole.
QUIET = timedelta(seconds=3)


class Declined(StrEnum):
    """Why a message is not taken in, as far as can be seen without opening anything."""

    TOO_SHORT = "too short"
    WITHOUT_TEXT = "without text"
    TOO_LARGE = "too large"
    MANY_LINKS = "many links"
    TELEGRAM_LINK = "telegram link"


@dataclass(frozen=True, slots=True)
class Offer:
    """A message that is taken in: how it is handed in, and the message itself. `whole`: nothing more can belong to it."""

    arrival: Arrival
    piece: Piece
    whole: bool


def offered(
    message: Message, outlets: Mapping[str, Outlet], timezone: str, now: datetime, *, quiet: bool = False
) -> Offer | Declined:
    """Return what the message hands in at `now`; see `article_of` for the outlets and the time zone."""
    kind = kind_of(message)
    if isinstance(kind, Declined):
        return kind
    article = article_of(message, outlets, timezone)
    links = links_in(message)
    key = key_of(message) if kind in (Handed.TEXT, Handed.PHOTO) else None
    arrival = Arrival(
        kind,
        ready_at=now + QUIET if key else now,
        publisher=article.publisher,
        published=article.published,
        url=article.url,
        link=whole((to_articles(links) or links)[0]) if kind is Handed.LINK else None,
        key=key,
        quiet=quiet,
    )
    return Offer(arrival, piece_of(message, kind), whole=key is None)


def piece_of(message: Message, kind: Handed) -> Piece:
    """Return the message as a part of a submission of this kind."""
    file_id, name = _file(message) if kind in (Handed.FILE, Handed.PHOTO) else (None, "")
    return Piece(
        chat_id=message.chat_id,
        message_id=message.message_id,
        text=text_of(message),
        handed_at=message.date,
        posted=_posted(message),
        post=post_of(message),
        file_id=file_id,
        file_name=name,
    )


def key_of(message: Message) -> str | None:
    """Return what the next message would share with this one, if it were part of the same; None: none can be."""
    if message.media_group_id:
        return f"album {message.media_group_id}"
    return origin_key(message) if message.text and len(message.text) >= SHORTEST_CUT else None


def continues(message: Message, begun: Submission) -> bool:
    """Tell whether the message is the next part of what waits for one: of its album, or of a text that was cut."""
    if message.media_group_id:
        return True
    last = begun.pieces[-1]
    if begun.kind is not Handed.TEXT or not message.text or len(last.text) < SHORTEST_CUT:
        return False
    posted = _posted(message)
    if (posted is None) != (last.posted is None) or post_of(message) != (last.post and last.post + 1):
        return False
    apart = abs((posted or message.date) - (last.posted or last.handed_at))
    return apart <= _PUBLISHED_WITHIN and abs(message.date - last.handed_at) <= _CAME_WITHIN


def joined_kind(message: Message, begun: Submission) -> Handed:
    """Return what a submission is once this message is part of it: an album with an article under it is that article."""
    return Handed.TEXT if _is_article(message, SHORTEST_FORWARDED) else begun.kind


def kind_of(message: Message) -> Handed | Declined:
    """Return what a message is by itself."""
    shortest = SHORTEST_FORWARDED if origin_of(message) or message.media_group_id else SHORTEST_TYPED
    if message.document and not message.animation:
        return _document(message)
    if _is_article(message, shortest) and not _is_about_a_link(message):
        return Handed.TEXT
    if message.photo:
        return Handed.PHOTO
    if not shown(text_of(message)):
        return Declined.WITHOUT_TEXT
    return _short(message)


def _document(message: Message) -> Handed | Declined:
    # As long as an article typed by hand: the file is beside it, not in its place.
    if _is_article(message, SHORTEST_TYPED):
        return Handed.TEXT
    assert message.document is not None
    return Declined.TOO_LARGE if (message.document.file_size or 0) > LARGEST_FILE else Handed.FILE


def _short(message: Message) -> Handed | Declined:
    """What a text is that is no article by itself: a link to one, perhaps."""
    links = links_in(message)
    pages = to_articles(links) or [link for link in links if not leads_to_telegram(link)]
    if not links:
        return Declined.TOO_SHORT
    if not pages:
        return Declined.TELEGRAM_LINK
    return Handed.LINK if len(pages) == 1 else Declined.MANY_LINKS


def _is_article(message: Message, shortest: int) -> bool:
    return len(shown(without(text_of(message), links_in(message)))) >= shortest


def _is_about_a_link(message: Message) -> bool:
    """True for a few words above the link to their article."""
    return (
        not _is_article(message, SHORTEST_TYPED)
        and len(to_articles(links_in(message))) == 1
        and bool(message.text)
    )


def _posted(message: Message) -> datetime | None:
    origin = origin_of(message)
    return origin.date if origin else None


def _file(message: Message) -> tuple[str | None, str]:
    if message.document:
        return message.document.file_id, message.document.file_name or ""
    # Telegram gives a picture in several sizes, the largest last.
    return (message.photo[-1].file_id, "") if message.photo else (None, "")
