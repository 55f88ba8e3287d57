"""A whole day without Telegram: the real processes, people who write to them, and a clock that is moved.

It starts `wasit bot` and `wasit summarizer` as they are started for real, against the stand-in, on a database
of their own; it speaks to them through chats alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.preview.client import Person, Preview, Seen
from bot.preview.server import running_preview
from bot.preview.transcript import Say, Transcript
from processes import Child
from storage.clock import set_file_clock
from storage.errors import StorageError
from storage.files import NamedArticle, load_folder

SAMPLES = Path(__file__).parent / "samples"
# A token of the right form that opens nothing.
TOKEN = "4242:a-token-for-the-stand-in-alone"  # noqa: S105
ZONE = ZoneInfo("Asia/Qatar")
EVENING, MORNING = time(18, 0), time(7, 0)
# What one Telegram message holds; a longer article reaches a chat as several.
MESSAGE_LIMIT = 4096
# The machine may be slow and busy; nobody waits this long on a usual day.
PATIENCE_SECONDS = 60.0


class DemoError(StorageError):
    """The demo did not go as it should."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: an editor, a reader who subscribes, and one who only looks."""

    preview: Preview
    editor: Person
    reader: Person
    guest: Person
    clock: Path
    transcript: Transcript

    def move_clock(self, day: date, hour: time) -> None:
        """Let the bot, the summarizer and the stand-in have this hour of this day, Doha time."""
        instant = datetime.combine(day, hour, ZONE).astimezone(UTC)
        self.preview.move_clock(to=instant)
        set_file_clock(self.clock, instant)


def run_demo(folder: Path, say: Say) -> int:
    """Play the day with the articles in `folder`, printing the chats line by line; returns an exit status.

    Raises DemoError or FileError, in one sentence, where the articles cannot be used or an answer stays out.
    """
    articles = list(load_folder(folder))
    newest = max(
        (named.article.published for named in articles if named.article.published), default=date(2025, 1, 16)
    )
    with _stage(newest, say) as cast:
        try:
            _play(cast, articles, newest, say)
        except TimeoutError as cause:
            raise DemoError(f"An answer did not come: {cause}") from cause
    say("")
    say("That was a day. Nothing is left of it but what you read here: `wasit run` is the real thing.")
    return 0


@contextmanager
def _stage(day: date, say: Say) -> Iterator[Cast]:
    """Set up the stand-in, the people, the clock and the two processes; take all of it down at the end."""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wasit-demo-")))
        api = stack.enter_context(running_preview())
        preview = stack.enter_context(Preview(api.url))
        preview.set_bot(TOKEN, username="wasit_demo_bot", first_name="وسيط")
        editor, reader, guest = (
            preview.person(name) for name in ("المحرِّرة ليلى", "القارئة سلمى", "القارئ يوسف")
        )
        names = {person.id: person.name for person in (editor, reader, guest)}
        transcript = Transcript(preview, names, ZONE, say)
        stack.callback(transcript.close)
        cast = Cast(preview, editor, reader, guest, place / "clock", transcript)
        cast.move_clock(day, EVENING)
        environment = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API": api.url,
            "DATABASE_URL": f"sqlite:///{place / 'wasit.db'}",
            "OWNERS": str(editor.id),
            "DOSSIER": "gaza",
            "TIMEZONE": ZONE.key,
            "DIGEST_HOUR": str(MORNING.hour),
            "LOG_LEVEL": "warning",
        }
        for process in ("bot", "summarizer"):
            child = Child([process, "--clock", str(cast.clock)], environment)
            child.start()
            stack.callback(child.stop)
        yield cast


def _play(cast: Cast, articles: Sequence[NamedArticle], day: date, say: Say) -> None:
    scenes: list[tuple[str, Callable[[], object]]] = [
        ("A reader says hello", lambda: _ask(cast.reader, "/start")),
        (
            f"The editor forwards {len(articles)} articles",
            lambda: _forward_all(cast, articles, day),
        ),
        ("Somebody who is no editor forwards one", lambda: _forward_as_guest(cast, articles[0], day)),
        ("What is new?", lambda: _ask(cast.reader, "/latest")),
        ("What do the mediators do?", lambda: _ask(cast.reader, "/mediators")),
        ("One event, with the sentences that tell it", lambda: _ask(cast.guest, "/event 1")),
        ("A reader subscribes", lambda: (_ask(cast.reader, "/subscribe"), _ask(cast.reader, "/settings"))),
        ("The next morning, seven o'clock in Doha: the digest comes by itself", lambda: _digest(cast, day)),
    ]
    for number, (title, play) in enumerate(scenes, 1):
        say("")
        say(f"━━ {number}. {title} ━━")
        play()
        cast.transcript.catch_up()


def _ask(person: Person, text: str) -> Seen:
    return person.ask(text, timeout=PATIENCE_SECONDS)


def _forward_all(cast: Cast, articles: Sequence[NamedArticle], day: date) -> None:
    """Forward the articles as the editor; wait after each until the bot has said what it understood of it."""
    for named in articles:
        before = cast.editor.last_event()
        for part in _messages(named.article.text):
            _forward(cast.editor, named, part, day)
        edits = (event for event in cast.editor.watch(before, PATIENCE_SECONDS) if event["kind"] == "edited")
        if not any(event["message"]["from"]["is_bot"] for event in edits):
            raise TimeoutError(f"nothing was said of {named.name}")


def _forward_as_guest(cast: Cast, named: NamedArticle, day: date) -> None:
    before = cast.guest.last_event()
    _forward(cast.guest, named, named.article.text[:MESSAGE_LIMIT], day)
    cast.guest.wait_for(after=before, timeout=PATIENCE_SECONDS)


def _forward(person: Person, named: NamedArticle, text: str, day: date) -> None:
    """Forward text as it would come: from the outlet's channel, or from one who hides where no outlet is known."""
    article = named.article
    date = datetime.combine(article.published or day, time(12), UTC)
    if article.publisher is None:
        person.forward_from_hidden(text, name="قناة بلا اسم", date=date)
        return
    channel = named.channel or ""
    person.forward_from_channel(
        text, title=article.publisher, username=channel, message_id=_post(named), date=date
    )


def _post(named: NamedArticle) -> int:
    """Return the post's number in its channel: the one in its link, else one of its own."""
    last = (named.article.url or "").rstrip("/").rpartition("/")[2]
    return int(last) if last.isdecimal() else sum(named.name.encode())


def _messages(text: str) -> Iterator[str]:
    """Cut a long text as Telegram's clients do, at a line's end where there is one."""
    while len(text) > MESSAGE_LIMIT:
        cut = text.rfind("\n", 1, MESSAGE_LIMIT) + 1 or MESSAGE_LIMIT
        yield text[:cut]
        text = text[cut:]
    yield text


def _digest(cast: Cast, day: date) -> None:
    before = cast.reader.last_event()
    cast.move_clock(day + timedelta(days=1), MORNING)
    cast.reader.wait_for(after=before, timeout=PATIENCE_SECONDS)
