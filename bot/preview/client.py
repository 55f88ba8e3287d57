"""What a test or a demo holds in its hands: people who write and press, and the stand-in's controls.

All of it is synchronous and may be used from several threads; in a coroutine that runs beside the bot,
call it by `asyncio.to_thread`, since a tap waits for the bot's answer.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any

import httpx

from bot.preview.people.seen import Answer, Json, Seen

__all__ = ["Answer", "Json", "Person", "Preview", "PreviewError", "Seen"]


class PreviewError(RuntimeError):
    """The stand-in refused what a person or a control asked; the message says why."""


class Preview:
    """A stand-in at `url`: makes people and chats, lets things go wrong, moves the clock, counts calls."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._http = httpx.Client(base_url=self.url, timeout=httpx.Timeout(10, read=90), trust_env=False)

    def __enter__(self) -> Preview:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def ask(self, path: str, body: Json | None = None, **options: Any) -> Any:
        """Post `body` and return the answer; raises PreviewError with the stand-in's reason."""
        return self._checked(self._http.post(path, json=body or {}, **options))

    def look(self, path: str, **query: Any) -> Any:
        """Return what is at `path`."""
        return self._checked(self._http.get(path, params=query))

    def upload(self, path: str, form: Json, files: Json) -> Any:
        """Post a form with a file and return the answer."""
        return self._checked(self._http.post(path, data=form, files=files))

    def _checked(self, response: httpx.Response) -> Any:
        if response.status_code >= 400:
            raise PreviewError(f"{response.request.url.path}: {response.text}")
        return response.json()

    # Making.

    def set_bot(
        self, token: str, username: str = "preview_bot", first_name: str = "Preview", **more: bool
    ) -> Json:
        """Say who the bot is; its id is the token's first part."""
        return dict(
            self.ask("/bot", {"token": token, "username": username, "first_name": first_name, **more})
        )

    @property
    def token(self) -> str:
        """Return the bot's token."""
        return str(self.look("/bot")["token"])

    def person(self, first_name: str = "Person", **details: Any) -> Person:
        """Add a person (`id`, `last_name`, `username`, `language_code`, `started`)."""
        told = self.ask("/people", {"first_name": first_name, **details})
        return Person(self, int(told["id"]), first_name)

    def crowd(self, first_id: int, count: int) -> None:
        """Add `count` people who have all written to the bot before, for measurements."""
        self.ask("/people/crowd", {"first_id": first_id, "count": count})

    def chat(self, title: str, owner: Person, *members: Person, **details: Any) -> int:
        """Make a group or a channel (`type`, `username`, `bot`); return its id."""
        ids = [one.id for one in (owner, *members)]
        return int(self.ask("/chats", {"title": title, "members": ids, **details})["id"])

    def set_standing(self, chat: int, standing: str, user: Person | None = None, **more: Any) -> None:
        """Make a person, or the bot, something in a chat: administrator, member, left, kicked."""
        ask = {"standing": standing, "user_id": user.id if user else None, **more}
        self.ask(f"/chats/{chat}/members", ask)

    def topic(self, chat: int, name: str) -> int:
        """Make a topic in a forum; return its id."""
        return int(self.ask(f"/chats/{chat}/topics", {"name": name})["topic"])

    def close_topic(self, chat: int, topic: int = 0, *, closed: bool = True, deleted: bool = False) -> None:
        """Close a topic (0 is General), open it again, or delete it."""
        self.ask(f"/chats/{chat}/topics/changes", {"topic": topic, "closed": closed, "deleted": deleted})

    def upgrade(self, chat: int) -> int:
        """Turn a group into a supergroup; return its new id."""
        return int(self.ask(f"/chats/{chat}/upgrade")["id"])

    # Controls.

    def fault(self, kind: str, **details: Any) -> None:
        """Let the next calls go wrong; see faults.Fault for the kinds and their details."""
        self.ask("/control/faults", {"kind": kind, **details})

    def clear_faults(self) -> None:
        """Let nothing more go wrong."""
        self._checked(self._http.delete("/control/faults"))

    def watch_pace(self, overall: float = 30, chat: float = 1, group: float = 20, burst: int = 1) -> None:
        """Answer 429 to what comes faster than Telegram's limits: a second, a second per chat, a minute per group."""
        self.ask("/control/pace", {"overall": overall, "chat": chat, "group": group, "burst": burst})

    def calls(self, method: str | None = None) -> list[Json]:
        """Return the calls that are still logged, oldest first: `number`, `time`, `method`, `chat_id`, `outcome`."""
        found = self.look("/control/calls", limit=10_000)["calls"]
        return [call for call in found if method is None or call["method"] == method.lower()]

    def counts(self) -> dict[str, int]:
        """Return how many calls there were of each method, in lower case."""
        return dict(self.look("/control/calls", limit=0)["methods"])

    def clear_calls(self) -> None:
        """Start to count calls anew."""
        self._checked(self._http.delete("/control/calls"))

    def tally(self) -> dict[int, int]:
        """Return how many messages the bot has put into each chat."""
        return {int(chat): count for chat, count in self.look("/control/tally").items()}

    def start_anew(self) -> str:
        """Forget everything, as if the server had just been started; return the bot's new token."""
        return str(self.ask("/control/new")["token"])

    def now(self) -> float:
        """Return the stand-in's time, in Unix seconds."""
        return float(self.look("/control/clock")["now"])

    def move_clock(self, to: datetime | None = None, forward: float = 0) -> None:
        """Put the stand-in's clock at `to`, or move it by `forward` seconds."""
        self.ask("/control/clock", {"now": to.isoformat() if to else None, "forward": forward})

    def events(self, after: int = 0, timeout: float = 0) -> list[Json]:
        """Return what happened in any chat after an event's `number`; waits up to `timeout` seconds."""
        return list(self.look("/events", after=after, timeout=timeout)["events"])


class Person:
    """Somebody who uses Telegram; `chat` is None for their own chat with the bot, else a group's id."""

    def __init__(self, preview: Preview, id: int, name: str = "") -> None:
        self.preview = preview
        self.id = id
        self.name = name
        self._path = f"/people/{id}"

    def say(
        self,
        text: str = "",
        *,
        html: str = "",
        chat: int | None = None,
        reply_to: int | None = None,
        topic: int | None = None,
        anonymous: bool = False,
    ) -> Seen:
        """Write a text, or a text in Telegram's HTML, into a chat or a topic of it; `anonymous`, as the group."""
        ask = {"text": text, "html": html, "chat": chat, "reply_to": reply_to}
        ask |= {"topic": topic, "anonymous": anonymous}
        return Seen(self.preview.ask(f"{self._path}/messages", ask))

    def send_contact(self, first_name: str, user_id: int | None = None, *, chat: int | None = None) -> Seen:
        """Send somebody's contact; without an id the number has no account."""
        contact = {"first_name": first_name, "user_id": user_id}
        return Seen(self.preview.ask(f"{self._path}/messages", {"contact": contact, "chat": chat}))

    def send_place(self, latitude: float, longitude: float, *, chat: int | None = None) -> Seen:
        """Share a place on the map."""
        place = {"latitude": latitude, "longitude": longitude}
        return Seen(self.preview.ask(f"{self._path}/messages", {"location": place, "chat": chat}))

    def forward_from_channel(
        self,
        text: str,
        *,
        title: str,
        date: datetime,
        username: str = "",
        message_id: int = 1,
        channel_id: int = 0,
        signature: str = "",
        html: str = "",
        photo: bytes | None = None,
        chat: int | None = None,
    ) -> Seen:
        """Forward a channel's post; with `photo`, the text is its caption."""
        origin = {"type": "channel", "title": title, "username": username, "message_id": message_id}
        origin |= {"channel_id": channel_id, "signature": signature, "date": date.isoformat()}
        return self._forward(text, html, origin, photo, chat)

    def forward_from_user(
        self, text: str, *, name: str, user_id: int, date: datetime, chat: int | None = None
    ) -> Seen:
        """Forward a message of somebody who does not hide."""
        origin = {"type": "user", "name": name, "user_id": user_id, "date": date.isoformat()}
        return self._forward(text, "", origin, None, chat)

    def forward_from_hidden(self, text: str, *, name: str, date: datetime, chat: int | None = None) -> Seen:
        """Forward a message of somebody who shows no more than a name."""
        return self._forward(
            text, "", {"type": "hidden_user", "name": name, "date": date.isoformat()}, None, chat
        )

    def _forward(self, text: str, html: str, origin: Json, photo: bytes | None, chat: int | None) -> Seen:
        if photo is not None:
            return self.send_file("photo.png", photo, text, kind="photo", html=html, origin=origin, chat=chat)
        ask = {"text": text, "html": html, "origin": origin, "chat": chat}
        return Seen(self.preview.ask(f"{self._path}/messages", ask))

    def send_file(
        self,
        name: str,
        data: bytes,
        caption: str = "",
        *,
        kind: str = "document",
        mime_type: str = "",
        **about: Any,
    ) -> Seen:
        """Send a file; `kind` is document or photo, `about` the further fields of a message."""
        form = {"kind": kind, "about": json.dumps({"text": caption, **about})}
        part = (name, data, mime_type) if mime_type else (name, data)
        return Seen(self.preview.upload(f"{self._path}/files", form, {"file": part}))

    def send_album(
        self, pictures: Sequence[bytes], caption: str = "", *, chat: int | None = None, **about: Any
    ) -> list[Seen]:
        """Send pictures together; the caption stands under the first of them, as clients do it."""
        album = secrets.token_hex(8)
        return [
            self.send_file(
                f"{number}.png", one, "" if number else caption, kind="photo", chat=chat, album=album, **about
            )
            for number, one in enumerate(pictures)
        ]

    def edit(self, message: Seen | int, text: str, *, chat: int | None = None) -> Seen:
        """Change what this person wrote."""
        ask = {"message_id": _id(message), "text": text, "chat": chat}
        return Seen(self.preview.ask(f"{self._path}/edits", ask))

    def tap(
        self,
        message: Seen | int,
        button: str,
        *,
        chat: int | None = None,
        timeout: float = 10,
        forged: bool = False,
    ) -> Answer:
        """Press a button by its data or its text, and wait for the bot's answer; `forged`, one that is not there."""
        ask = {"message_id": _id(message), "button": button, "chat": chat, "timeout": timeout}
        ask["forged"] = forged
        told = self.preview.ask(f"{self._path}/taps", ask)
        return Answer(told["answered"], told["text"], told["show_alert"], told["url"])

    def inline(self, text: str, *, offset: str = "", timeout: float = 10) -> Json:
        """Ask the bot inline; return `query_id`, `answered` and `results`."""
        ask = {"text": text, "offset": offset, "timeout": timeout}
        return dict(self.preview.ask(f"{self._path}/inline", ask))

    def pick(self, query_id: str, result_id: str, *, chat: int | None = None) -> Seen:
        """Send one of the results of an inline query."""
        ask = {"query_id": query_id, "result_id": result_id, "chat": chat}
        return Seen(self.preview.ask(f"{self._path}/picks", ask))

    def block(self, on: bool = True) -> None:
        """Block the bot, or let it in again."""
        self.preview.ask(f"{self._path}/blocked", {"on": on})

    def deactivate(self, on: bool = True) -> None:
        """Delete the account, or undo it."""
        self.preview.ask(f"{self._path}/deactivated", {"on": on})

    def menu(self) -> list[dict[str, str]]:
        """Return the menu of commands that this person sees."""
        return list(self.preview.look(f"{self._path}/menu"))

    def read(self, chat: int | None = None) -> list[Seen]:
        """Return the messages of a chat, oldest first."""
        return [Seen(raw) for raw in self.look(chat)["messages"]]

    def look(self, chat: int | None = None) -> Json:
        """Return a chat with everything that it shows."""
        return dict(self.preview.look(f"{self._path}/chats/{chat or self.id}"))

    def last_event(self, chat: int | None = None) -> int:
        """Return the number of a chat's last event, to wait for what follows it."""
        return int(self.look(chat)["event"])

    def events(self, after: int = 0, timeout: float = 0, *, chat: int | None = None) -> list[Json]:
        """Return a chat's events after a number: `number`, `kind`, `message`; waits up to `timeout` seconds."""
        path = f"{self._path}/chats/{chat or self.id}/events"
        return list(self.preview.look(path, after=after, timeout=timeout)["events"])

    def watch(self, after: int = 0, timeout: float = 10, *, chat: int | None = None) -> Iterator[Json]:
        """Yield a chat's events as they come, until none comes for what is left of `timeout` seconds."""
        deadline = time.monotonic() + timeout
        while (left := deadline - time.monotonic()) > 0:
            for event in self.events(after, left, chat=chat):
                after = event["number"]
                yield event

    def wait_for(
        self,
        wanted: Callable[[Seen], bool] = lambda message: True,
        *,
        after: int = 0,
        timeout: float = 10,
        chat: int | None = None,
    ) -> Seen:
        """Return the first message or edit of the bot, after an event, that is wanted; raises TimeoutError."""
        for event in self.watch(after, timeout, chat=chat):
            if event["kind"] in ("message", "edited") and event["message"]["from"]["is_bot"]:
                message = Seen(event["message"])
                if wanted(message):
                    return message
        shown = [message.text[:80] for message in self.read(chat)[-5:]]
        raise TimeoutError(
            f"{self.name or self.id} got no such message in {timeout} s; the last were: {shown}"
        )

    def ask(
        self,
        text: str,
        wanted: Callable[[Seen], bool] = lambda message: True,
        timeout: float = 10,
        reply_to: int | None = None,
    ) -> Seen:
        """Write to the bot, as a reply or not, and return the first answer that is wanted."""
        before = self.last_event()
        self.say(text, reply_to=reply_to)
        return self.wait_for(wanted, after=before, timeout=timeout)


def _id(message: Seen | int) -> int:
    return message.id if isinstance(message, Seen) else message
