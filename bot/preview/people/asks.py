"""What the people's side and the control side may be asked, as strict shapes; it decides nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.preview.world.faults import Kind


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# A time without a zone is taken for UTC; plain numbers are Unix seconds.
Moment = Annotated[datetime, AfterValidator(_aware)]


class Ask(BaseModel):
    """A request body; unknown keys are an error."""

    model_config = ConfigDict(extra="forbid")


class BotAsk(Ask):
    """Who the bot is."""

    token: str = Field(pattern=r"^[1-9]\d*:[\w-]+$")
    username: str = "preview_bot"
    first_name: str = "Preview"
    reads_all: bool = False
    inline: bool = True


class PersonAsk(Ask):
    """A person to be; `started` says that they have written to the bot before."""

    id: int | None = Field(default=None, gt=0)
    first_name: str = "Person"
    last_name: str = ""
    username: str = ""
    language_code: str = "ar"
    started: bool = False


class CrowdAsk(Ask):
    """Many people at once, with ids from `first_id` on, who have all written to the bot before."""

    first_id: int = Field(gt=0)
    count: int = Field(gt=0, le=1_000_000)


class ChatAsk(Ask):
    """A group or a channel to make; the first member owns it."""

    type: Literal["group", "supergroup", "channel"] = "supergroup"
    id: int | None = Field(default=None, lt=0)
    title: str
    username: str = ""
    members: list[int] = []
    bot: Literal["administrator", "member", "left", "kicked"] = "left"
    forum: bool = False


class TopicAsk(Ask):
    """A topic to make in a forum."""

    name: str = Field(min_length=1, max_length=128)
    by: int | None = None


class ClosingAsk(Ask):
    """A topic to close, open again or delete; 0 is General."""

    topic: int = Field(default=0, ge=0)
    closed: bool = True
    deleted: bool = False
    by: int | None = None


class StandingAsk(Ask):
    """What somebody becomes in a chat; the bot when no user is named."""

    user_id: int | None = None
    by: int | None = None
    standing: Literal["creator", "administrator", "member", "left", "kicked"] = "member"
    can_send: bool | None = None


class OriginAsk(Ask):
    """Where a forwarded message comes from."""

    type: Literal["channel", "user", "hidden_user"] = "channel"
    date: Moment
    title: str = ""
    username: str = ""
    channel_id: int = 0
    message_id: int = 1
    signature: str = ""
    name: str = ""
    user_id: int = 0


class ContactAsk(Ask):
    """Somebody's contact; `user_id` is there where the number has an account."""

    first_name: str
    last_name: str = ""
    phone_number: str = "+97450000000"
    user_id: int | None = None


class PlaceAsk(Ask):
    """A place on the map, in degrees."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class MessageAsk(Ask):
    """A message to write; `html` is text in Telegram's HTML, in place of `text`. A contact or a place has no text.

    `album` is what the files of one album share, `topic` the forum's topic, None for General. Who runs a group may
    write `anonymous`.
    """

    text: str = ""
    html: str = ""
    chat: int | None = None
    reply_to: int | None = None
    origin: OriginAsk | None = None
    contact: ContactAsk | None = None
    location: PlaceAsk | None = None
    album: str = ""
    topic: int | None = None
    anonymous: bool = False


class EditAsk(Ask):
    """A change of something that the person wrote."""

    message_id: int
    text: str
    chat: int | None = None


class TapAsk(Ask):
    """A button to press, by its data or its text; `timeout` is how long to wait for the answer, in seconds.

    `forged` sends the data as it is, whatever the message's buttons are, as an altered app can.
    """

    message_id: int
    button: str
    forged: bool = False
    chat: int | None = None
    timeout: float = Field(default=10, ge=0, le=60)


class InlineAsk(Ask):
    """A text typed after the bot's name."""

    text: str = ""
    offset: str = ""
    timeout: float = Field(default=10, ge=0, le=60)


class PickAsk(Ask):
    """One of the results of an inline query."""

    query_id: str
    result_id: str
    chat: int | None = None
    topic: int | None = None


class SwitchAsk(Ask):
    """Something that is so, or not."""

    on: bool = True


class ClockAsk(Ask):
    """A moment to put the clock at, or a number of seconds to move it by."""

    now: Moment | None = None
    forward: float = 0


class PaceAsk(Ask):
    """Telegram's limits to watch: messages a second in all and in a chat, and a minute in a group; 0 is off."""

    overall: float = Field(default=30, ge=0)
    chat: float = Field(default=1, ge=0)
    group: float = Field(default=20, ge=0)
    burst: int = Field(default=1, ge=1)


class FaultAsk(Ask):
    """A fault to come; see faults.Fault."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int = Field(default=1, gt=0)
    seconds: float = Field(default=1, ge=0)
    hold: bool = False
    status: int = Field(default=502, ge=500, le=599)
    name: str = "blocked"
    to: int = 0
