"""The chats of a stand-in, printed as they happen; it changes nothing and knows no wording of the bot's."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo

from bot.preview.client import Json, Preview

Say = Callable[[str], None]
# Of what people send, a forwarded article above all, so many lines and characters are shown.
SHOWN_LINES, SHOWN_CHARACTERS = 3, 160
_OWN_LINK = re.compile(r" \(https://t\.me/\w+\?start=\w+\)")
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))


class Transcript:
    """Prints every message, edit and button press of a stand-in until it is closed.

    `say` takes one line; `names` are the people, by Telegram id; times are shown in `zone`.
    """

    def __init__(self, preview: Preview, names: Mapping[int, str], zone: tzinfo, say: Say) -> None:
        self._preview, self._names, self._zone, self._say = preview, names, zone, say
        self._after = 0
        self._open = True
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._follow, name="transcript", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Print what is left, then stop."""
        self._open = False
        self._thread.join(5)
        self.catch_up()

    def catch_up(self, timeout: float = 0) -> None:
        """Print what happened since the last time, waiting up to `timeout` seconds for something."""
        with self._lock:
            for event in self._preview.events(self._after, timeout):
                self._after = event["number"]
                self._show(event)

    def _follow(self) -> None:
        while self._open:
            self.catch_up(0.3)

    def _show(self, event: Json) -> None:
        message = event.get("message")
        if message is None:
            return
        from_bot = message["from"]["is_bot"]
        person = self._names.get(message["chat_id"], str(message["chat_id"]))
        who = f"وسيط ← {person}" if from_bot else person
        when = datetime.fromtimestamp(message["edit_date"] or message["date"], UTC).astimezone(self._zone)
        self._say("")
        self._say(f"┌ {who} · {when:%d/%m %H:%M}{' · تعديل' if event['kind'] == 'edited' else ''}")
        for line in _lines(message, whole=from_bot):
            self._say(f"│ {line}")
        for row in message["buttons"]:
            self._say("│ " + "  ".join(f"[ {button['text']} ]" for button in row))


def _readable(text: str) -> str:
    """Leave out what a terminal cannot do anything with: links into the bot itself, marks of direction."""
    return _OWN_LINK.sub("", text).translate(_ISOLATES)


def _lines(message: Json, *, whole: bool) -> list[str]:
    lines = _readable(str(message["plain"] if whole else message["text"])).splitlines()
    if whole:
        return lines
    shown = [
        line if len(line) <= SHOWN_CHARACTERS else line[:SHOWN_CHARACTERS] + "…"
        for line in lines
        if line.strip()
    ]
    head = _origin(message["forward_origin"])
    left = len(shown) - SHOWN_LINES
    tail = [f"… ({len(message['text'])} حرفًا)"] if left > 0 else []
    return [*head, *shown[:SHOWN_LINES], *tail]


def _origin(origin: Json | None) -> list[str]:
    if not origin:
        return []
    name = origin.get("chat", {}).get("title") or origin.get("sender_user_name") or ""
    day = datetime.fromtimestamp(origin["date"], UTC)
    return [f"↪ {name} · {day:%Y-%m-%d}"]
