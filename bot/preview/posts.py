"""Articles as posts of their outlets' channels, the way an editor forwards them; it knows no chat page and no bot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.preview.client import Person, Seen
from storage.files import NamedArticle

# What one Telegram message holds; a longer article reaches a chat as several.
MESSAGE_LIMIT = 4096
# From whom a text comes whose outlet nobody knows.
NAMELESS = "قناة بلا اسم"


@dataclass(frozen=True, slots=True)
class Post:
    """An article in its channel: `number` is the post's, `outlet` is empty where none is known."""

    name: str
    text: str
    outlet: str
    channel: str
    number: int
    date: datetime

    def parts(self) -> Iterator[str]:
        """Cut the text as Telegram's clients do, at a line's end where there is one; what is blank is not sent."""
        text = self.text
        while text.strip():
            # Telegram counts in UTF-16; half a character at the end is left for the next message.
            piece = text.encode("utf-16-le")[: 2 * MESSAGE_LIMIT].decode("utf-16-le", "ignore")
            if len(piece) < len(text):
                piece = piece[: piece.rfind("\n", 1) + 1 or len(piece)]
            if piece.strip():
                yield piece
            text = text[len(piece) :]

    def forwarded_by(self, person: Person, text: str, part: int = 0) -> Seen:
        """Forward `text` as it would come: from the channel, or from one who hides where no outlet is known.

        `part` is the number of a cut text's part, from 0: each is a post of its own.
        """
        if not self.outlet:
            return person.forward_from_hidden(text, name=NAMELESS, date=self.date)
        return person.forward_from_channel(
            text, title=self.outlet, username=self.channel, message_id=self.number + part, date=self.date
        )


def post_of(named: NamedArticle, day: date) -> Post:
    """Return an article as a post; one that does not say when it appeared did so on `day`."""
    article = named.article
    appeared = datetime.combine(article.published or day, time(12), UTC)
    return Post(
        named.name, article.text, article.publisher or "", named.channel or "", _number(named), appeared
    )


def _number(named: NamedArticle) -> int:
    """Return the post's number in its channel: the one in its link, else one of its own."""
    last = (named.article.url or "").rstrip("/").rpartition("/")[2]
    return int(last) if last.isdecimal() and len(last) < 10 else sum(named.name.encode())
