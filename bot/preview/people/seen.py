"""What people see: a message as it stands in a chat, and the bot's answer to a pressed button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as a person sees it; `plain` shows links in brackets, `html` is Telegram's HTML."""

    raw: Json

    @property
    def id(self) -> int:
        """Return the message's id."""
        return int(self.raw["message_id"])

    @property
    def text(self) -> str:
        """Return the text or the caption."""
        return str(self.raw["text"])

    @property
    def plain(self) -> str:
        """Return the text with each link's address behind it."""
        return str(self.raw["plain"])

    @property
    def html(self) -> str:
        """Return the text in Telegram's HTML."""
        return str(self.raw["html"])

    @property
    def from_bot(self) -> bool:
        """Tell whether the bot wrote it."""
        return bool(self.raw["from"]["is_bot"])

    @property
    def buttons(self) -> list[Json]:
        """Return the inline buttons, row by row: `text`, `data`, `url`."""
        return [button for row in self.raw["buttons"] for button in row]

    @property
    def labels(self) -> list[str]:
        """Return the texts of the buttons."""
        return [str(button["text"]) for button in self.buttons]

    @property
    def asks(self) -> str | None:
        """Return the hint of the reply that opens under this message, None where none does."""
        asks = self.raw["asks"]
        return None if asks is None else str(asks.get("input_field_placeholder", ""))

    @property
    def topic(self) -> int | None:
        """Return the forum topic in which it stands, None for General."""
        found = self.raw["topic"]
        return None if found is None else int(found)

    @property
    def history(self) -> list[str]:
        """Return the texts that it had before, oldest first."""
        return [str(old["text"]) for old in self.raw["history"]]

    @property
    def deleted(self) -> bool:
        """Tell whether it was deleted."""
        return bool(self.raw["deleted"])


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot said to a pressed button; `answered` is False when it said nothing in time."""

    answered: bool
    text: str = ""
    show_alert: bool = False
    url: str = ""
