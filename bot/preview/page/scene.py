"""What the chat page shows beside the chats: who the people are, articles at hand, whose clock; it does nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.preview.world.model import Json

if TYPE_CHECKING:
    from bot.preview.posts import Post

# A shorter line than the first is rather a channel's name or debris; a longer headline is cut in the list.
_SHORTEST, _LONGEST = 25, 90


@dataclass(frozen=True, slots=True)
class Step:
    """Something to try: a person says `text`, forwards the article with the number `post`, or presses a button; or the clock is moved."""

    does: Literal["say", "forward", "press", "clock"]
    person: int = 0
    text: str = ""
    post: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """`roles` are the people's by id (`editor`, `reader`); `morning` is the hour, in `zone`, that the clock can be moved to."""

    zone: str = "UTC"
    morning: str = "07:00"
    roles: Mapping[int, str] = field(default_factory=dict)
    posts: Sequence[Post] = ()
    steps: Sequence[Step] = ()

    def view(self) -> Json:
        """Return it as the page reads it."""
        return {
            "zone": self.zone,
            "morning": self.morning,
            "roles": {str(number): role for number, role in self.roles.items()},
            "posts": [_post_view(post) for post in self.posts],
            "steps": [asdict(step) for step in self.steps],
        }


def _post_view(post: Post) -> Json:
    lines = [line.strip() for line in post.text.splitlines() if line.strip()]
    headline = next((line for line in lines if len(line) >= _SHORTEST), lines[0] if lines else "")
    return {
        "headline": headline if len(headline) <= _LONGEST else f"{headline[:_LONGEST]}…",
        "outlet": post.outlet,
        "channel": post.channel,
        "number": post.number,
        "date": post.date.isoformat(),
        "parts": list(post.parts()),
    }
