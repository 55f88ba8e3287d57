"""What every view is given besides the nouns that it shows: the dossier's words and the reader's time zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from storage.catalog.schema import Dossier, EventKind
from storage.catalog.voice import Voice
from storage.model import EventType


@dataclass(frozen=True, slots=True)
class Context:
    """The dossier, the event types' labels and icons, the reader's IANA time zone and today there, our own voice, the bot's username.

    Without a username (on the command line) an event is named by the command that opens it instead of a link.
    """

    dossier: Dossier
    kinds: Mapping[EventType, EventKind]
    timezone: str
    today: date
    voice: Voice
    bot_name: str | None = None

    def event_link(self, event_id: int) -> str | None:
        """Return the address that opens the event's card in a chat with the bot."""
        return f"https://t.me/{self.bot_name}?start=event_{event_id}" if self.bot_name else None
