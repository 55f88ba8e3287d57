"""What an editor handed in, before it is an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.model.kinds import Extraction


class Handed(StrEnum):
    """What was handed in: words, the address of a page, a file, or pictures of a text."""

    TEXT = "text"
    LINK = "link"
    FILE = "file"
    PHOTO = "photo"


class Stage(StrEnum):
    """How far a submission has come. WAITING: for more messages of it, for its file, or for its turn."""

    WAITING = "waiting"
    OPENING = "opening"
    ASKING_TEXT = "asking_text"
    ASKING_DAY = "asking_day"
    REFUSED = "refused"


class Refusal(StrEnum):
    """Why nothing can be made of a submission; the views say it in words."""

    # Of any.
    EMPTY = "empty"
    NOT_ARABIC = "not_arabic"
    TOO_HEAVY = "too_heavy"
    BROKEN = "broken"
    MISSING_PROGRAM = "missing_program"
    # Of links.
    ADDRESS = "address"
    SCHEME = "scheme"
    PRIVATE = "private"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    NO_PAGE = "no_page"
    NOT_A_PAGE = "not_a_page"
    NO_ARTICLE = "no_article"
    TOO_SLOW = "too_slow"
    # Of files.
    TOO_LARGE = "too_large"
    WRONG_KIND = "wrong_kind"
    OLD_WORD = "old_word"
    LOCKED = "locked"
    TOO_MANY_PAGES = "too_many_pages"
    NO_TEXT = "no_text"
    NOT_FETCHED = "not_fetched"


# Another try may go better, without anything being done.
PASSING = frozenset(
    {Refusal.UNREACHABLE, Refusal.TOO_SLOW, Refusal.UNKNOWN_HOST, Refusal.NO_PAGE, Refusal.NOT_FETCHED}
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of a submission: where it stood, its words, and the file in it, by Telegram's id.

    `posted` is when it was first published, `post` its number there (0 where it has none): by these, the parts of a
    text that Telegram cut are known to belong together.
    """

    chat_id: int
    message_id: int
    text: str
    handed_at: datetime
    posted: datetime | None = None
    post: int = 0
    file_id: str | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """What was handed in: `chat_id` hears what becomes of it, `message_id` being the message that says so.

    `publisher`, `published` and `url` are what its origin says; `link` is the page to fetch, `text` and `extraction`
    what opening it gave. `key` names what its next message would have to come from. A `quiet` one is mentioned only
    once there is something to tell.
    """

    id: int
    chat_id: int
    kind: Handed
    stage: Stage
    pieces: tuple[Piece, ...]
    publisher: str | None
    published: date | None
    url: str | None
    link: str | None
    text: str | None
    extraction: Extraction | None
    refusal: Refusal | None
    detail: str
    message_id: int | None
    quiet: bool
    key: str | None
