"""What a command is asked, and what a command and a button's action are; knows no wording and no Telegram."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from bot.commands.answers import Answers, Made
from bot.views.context import Context
from bot.views.days import local_day
from bot.views.reply import Reply
from storage import editors, subscribers
from storage.catalog import load_dossier, load_event_kinds
from storage.catalog.schema import Dossier, EventKind
from storage.catalog.voice import Voice
from storage.db import Session
from storage.model import EventType, Subscriber, Timing
from storage.settings import Settings


class Rank(IntEnum):
    """What a person may do; each rank may also do what those below it may."""

    READER = 0
    EDITOR = 1
    OWNER = 2


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is the same for all requests: the dossier, a new reader's hour and zone, owners, the bot's username."""

    dossier: Dossier
    kinds: Mapping[EventType, EventKind]
    hour: int
    timezone: str
    owners: frozenset[int] = frozenset()
    bot_name: str | None = None
    voice: Voice = field(init=False, repr=False)
    answers: Answers = field(default_factory=Answers, repr=False, compare=False)
    # What each chat chose, and who is an editor: apart, so that many readers do not push out the answers.
    people: Answers = field(default_factory=Answers, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Made once: it is as big as the dossier's list of loaded words.
        object.__setattr__(self, "voice", Voice(self.dossier.wordings))

    @classmethod
    def from_settings(cls, settings: Settings, bot_name: str | None = None) -> Defaults:
        """Return the defaults of these settings; raises CatalogError where the dossier cannot be loaded."""
        return cls(
            dossier=load_dossier(settings.dossier),
            kinds=load_event_kinds(),
            hour=settings.digest_hour,
            timezone=settings.timezone,
            owners=settings.owners,
            bot_name=bot_name,
        )

    def context(self, timezone: str, now: datetime) -> Context:
        """Return what views need at an aware instant, in a reader's time zone (an IANA name)."""
        today = local_day(now, timezone)
        return Context(self.dossier, self.kinds, timezone, today, self.voice, self.bot_name)


@dataclass(frozen=True, slots=True)
class Request:
    """One person's wish: `args` is what stood behind the command, `now` an aware UTC instant.

    `html` is `args` with the formatting of who typed it, in Telegram's HTML. `version` is the store's, as of before it
    was asked anything for this, None where nothing is to be kept. `name` is what Telegram calls them. `private` is False in groups, where `may_change` says whether this person
    runs the chat, and `topic` is that of the forum's topics in which they speak, None for General. `place` is where they are, latitude and longitude in degrees, where they share it: it is kept nowhere. `about` is the user whom the message, or the one that it answers, names, where Telegram does.
    """

    defaults: Defaults
    chat_id: int
    user_id: int
    now: datetime
    args: str = ""
    private: bool = True
    may_change: bool = True
    place: tuple[float, float] | None = None
    about: int | None = None
    about_name: str = ""
    name: str = ""
    html: str = ""
    topic: int | None = None
    version: Hashable = None

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what `make` gives, or gave somebody else for this key since the store was last written to."""
        return self.defaults.answers.once(self.version, key, make)

    def reader(self, session: Session) -> Subscriber:
        """Return the chat's choices, or the defaults for one that never chose."""
        return self.defaults.people.once(self.version, ("chat", self.chat_id), lambda: self._reader(session))

    def _reader(self, session: Session) -> Subscriber:
        known = subscribers.get(session, self.chat_id)
        usual = Timing(self.defaults.timezone, (self.defaults.hour,))
        return known or Subscriber(self.chat_id, usual, active=False)

    def context(self, session: Session) -> Context:
        """Return what views need, in the reader's time zone."""
        return self.defaults.context(self.reader(session).timezone, self.now)

    def rank(self, session: Session) -> Rank:
        """Return what this person may do at this moment, here: before others everybody is a reader."""
        if not self.private:
            return Rank.READER
        if self.user_id in self.defaults.owners:
            return Rank.OWNER
        edits = self.defaults.people.once(
            self.version, ("editor", self.user_id), lambda: editors.is_editor(session, self.user_id)
        )
        return Rank.EDITOR if edits else Rank.READER


Handler = Callable[[Request, Session], Reply]


@dataclass(frozen=True, slots=True)
class Command:
    """A command as people type it; `description` stands in Telegram's menu, in /help and in the docs.

    `writes` says that the handler changes the store; in a group that is for those who run it. `takes_text` says that
    what stands behind it may be as long as an article. A `shared` answer is the same for all of one rank and time zone.
    """

    name: str
    description: str
    handler: Handler
    writes: bool = False
    rank: Rank = Rank.READER
    takes_text: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What is done with a typed answer: its handler is given the request, whose `args` are what was typed, the
    session, and the question's subject. It asks again by returning a reply that asks. Where it `takes_people`, a
    forwarded message and a contact are answers too; `about` is whom they name.
    """

    purpose: str
    handler: Callable[[Request, Session, str], Reply]
    rank: Rank = Rank.READER
    writes: bool = True
    takes_people: bool = False

    def on(self, subject: str) -> Action:
        """Return what the answer to a question about `subject` does."""

        def handler(request: Request, session: Session) -> Reply:
            return self.handler(request, session, subject)

        return Action(self.purpose, handler, writes=self.writes, rank=self.rank)


@dataclass(frozen=True, slots=True)
class Action:
    """What a button does: `in_place` edits the message that the button stands under instead of sending one.

    `private` says that it is done in private chats only, as is all that is not for everybody.
    """

    name: str
    handler: Handler
    in_place: bool = False
    writes: bool = False
    rank: Rank = Rank.READER
    private: bool = False
    shared: bool = False
