"""What a command answers: messages in Telegram's HTML with buttons; knows no wording and no Telegram library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

# Telegram's limits for what a button gives back when it is pressed, and for the hint where an answer is typed.
MAX_BUTTON_BYTES, MAX_HINT = 64, 64


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `press` is an action's name and its argument ("event 12"), see `bot.commands`."""

    text: str
    press: str

    def __post_init__(self) -> None:
        if not 0 < len(self.press.encode()) <= MAX_BUTTON_BYTES:
            raise ValueError(f"a button gives back 1 to {MAX_BUTTON_BYTES} bytes, not {self.press!r}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that stands before the messages: `alt` says in words what it shows, `draw` gives a PNG's bytes.

    It is drawn late, outside of any question to the store, and only where it can be shown.
    """

    alt: str
    draw: Callable[[], bytes] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """What a message asks a person to type: `purpose` is a key of `bot.commands.ANSWERS`, `subject` what it is about.

    `hint` stands, grey, where the answer is typed; where the message has buttons Telegram shows none. With `place`, the
    words on a button, one may share where one is instead; Telegram lets people do so in private chats only.
    """

    purpose: str
    subject: str = ""
    hint: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        if len(self.hint) > MAX_HINT:
            raise ValueError(f"a hint has up to {MAX_HINT} characters, not {len(self.hint)}")


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """Messages to send one after the other; the buttons stand under the last. No parts: say nothing.

    What the last message `asks` is kept, so that what the person types next is its answer. It `becomes` the preview
    of this number, once that is made. One that `closes` takes the button for sharing a place away again. `besides` are the chats of others who are told of it, and what, as far as they
    can be reached.
    """

    parts: tuple[str, ...]
    buttons: Rows = ()
    picture: Picture | None = None
    asks: Question | None = None
    besides: tuple[tuple[int, Reply], ...] = ()
    becomes: int | None = None
    closes: bool = False


def rows(buttons: Iterable[Button], width: int) -> Rows:
    """Lay `buttons` out for reading from right to left: Telegram fills a row from the left and never mirrors it."""
    waiting: Sequence[Button] = list(buttons)
    cuts = range(0, len(waiting), width)
    return tuple(tuple(reversed(waiting[start : start + width])) for start in cuts)
