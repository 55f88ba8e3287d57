"""Chats, what they chose, and what is on its way to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from storage.model.digests import Digest
from storage.model.kinds import EventType
from storage.model.wishes import NO_WISHES, Wishes


class Months(StrEnum):
    """Which names of the months a reader uses: نوفمبر, تشرين الثاني, or both."""

    COMMON = "common"
    LEVANTINE = "levantine"
    BOTH = "both"


class Digits(StrEnum):
    """Which digits a reader uses: 123 or ١٢٣."""

    WESTERN = "western"
    EASTERN = "eastern"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a reader likes to read: months, digits, the digest in its short form or in full, pictures or text alone."""

    months: Months = Months.COMMON
    digits: Digits = Digits.WESTERN
    short: bool = False
    pictures: bool = True


class Ended(StrEnum):
    """Why a chat receives no digests any more."""

    ASKED = "asked"
    BLOCKED = "blocked"  # by a person, or the bot was removed from a group or channel
    NOT_FOUND = "not found"  # the account or the group is no more
    NO_RIGHTS = "no rights"  # nobody, or not we, may write there
    TOPIC_CLOSED = "topic closed"  # the forum's topic to which it came


@dataclass(frozen=True, slots=True)
class Timing:
    """When a reader wants to hear: at up to two `hours` (0-23, ascending) by the clock of `timezone` (an IANA name).

    They are those of each day, or of one `weekday` (Monday is 0). From the first hour of `quiet` until the second
    nothing is sent. Events of the `urgent` types are told at once, besides.
    """

    timezone: str
    hours: tuple[int, ...] = ()
    weekday: int | None = None
    quiet: tuple[int, int] | None = None
    urgent: tuple[EventType, ...] = ()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A chat with its choices. `told_until` is where the last digest that it was sent ended."""

    chat_id: int
    timing: Timing
    active: bool = True
    told_until: datetime | None = None
    habits: Habits = Habits()
    ended: Ended | None = None
    wishes: Wishes = NO_WISHES

    @property
    def timezone(self) -> str:
        return self.timing.timezone


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    GONE = "gone"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One digest on its way to one chat. `sent_parts` are the message ids of the parts that arrived.

    `timing` is the chat's, None for one that never chose any, `topic` that of the chat's topics into which it goes.
    `parts` are its messages, none before it was rendered; `attempts` counts those that came to nothing, and the
    one to come.
    """

    id: int
    digest: Digest
    chat_id: int
    state: DeliveryState
    parts: tuple[str, ...] = ()
    sent_parts: tuple[int, ...] = ()
    attempts: int = 0
    timing: Timing | None = None
    correction_id: int = 0
    topic: int | None = None
