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
from time import monotonic
from zoneinfo import ZoneInfo

from bot.preview.client import Json, Person, Preview, PreviewError
from bot.preview.review_scene import look_through
from bot.preview.server import running_preview
from bot.preview.transcript import Say, Transcript
from processes import Child, stop_all
from storage.clock import set_file_clock, system_clock
from storage.errors import StorageError
from storage.files import FileError, NamedArticle, check_published, load_folder
from storage.inbox import content_hash

SAMPLES = Path(__file__).parent / "samples"
# A token of the right form that opens nothing.
TOKEN = "4242:a-token-for-the-stand-in-alone"  # noqa: S105
ZONE = ZoneInfo("Asia/Qatar")
EVENING, MORNING = time(18, 0), time(7, 0)
# What one Telegram message holds; a longer article reaches a chat as several.
MESSAGE_LIMIT = 4096
# The machine may be slow and busy; nobody waits this long on a usual day.
PATIENCE_SECONDS = 60.0
# How often we look whether the bot and the summarizer are still there.
LOOK_SECONDS = 1.0


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
    children: tuple[Child, ...]

    def move_clock(self, day: date, hour: time) -> None:
        """Let the bot, the summarizer and the stand-in have this hour of this day, Doha time."""
        instant = datetime.combine(day, hour, ZONE).astimezone(UTC)
        self.preview.move_clock(to=instant)
        set_file_clock(self.clock, instant)

    def answers(self, person: Person, after: int) -> Iterator[Json]:
        """Give what the bot says to this person after an event, edits too, for as long as our patience lasts.

        Raises DemoError when the bot or the summarizer is no longer there to say anything.
        """
        deadline = monotonic() + PATIENCE_SECONDS
        while (left := deadline - monotonic()) > 0:
            for event in person.events(after, min(left, LOOK_SECONDS)):
                after = event["number"]
                if event["kind"] in ("message", "edited") and event["message"]["from"]["is_bot"]:
                    yield event
            for child in self.children:
                if (status := child.ended()) is not None:
                    raise DemoError(f"`wasit {child.arguments[0]}` ended with status {status}")

    def wait_for_answer(self, person: Person, after: int) -> None:
        """Wait until the bot has said anything after an event; raises DemoError where it does not."""
        if next(self.answers(person, after), None) is None:
            raise DemoError(f"an answer to {person.name} did not come in {PATIENCE_SECONDS:.0f} s")


def run_demo(folder: Path, say: Say) -> int:
    """Play the day with the articles in `folder`, printing the chats line by line; returns an exit status.

    Raises DemoError or FileError, in one sentence, where the articles cannot be used, an answer stays out
    or a process ends.
    """
    articles = _usable(folder, say)
    newest = max(
        (named.article.published for named in articles if named.article.published), default=date(2025, 1, 16)
    )
    with _stage(newest, say) as cast:
        _play(cast, articles, newest, say)
    say("")
    say("That was a day. Nothing is left of it but what you read here: `wasit run` is the real thing.")
    return 0


def _usable(folder: Path, say: Say) -> Sequence[NamedArticle]:
    """The articles that can be sent; of each other one it is said why not."""

    def skip(error: FileError) -> None:
        say(f"Left out: {error}")

    usable: list[NamedArticle] = []
    for named in load_folder(folder, skip):
        try:
            check_published(named.article.published, system_clock().date(), named.name)
            if not named.article.text.strip():
                raise FileError(f"{named.name}: there is no text in it")
            usable.append(named)
        except FileError as error:
            skip(error)
    if not usable:
        raise DemoError(f"{folder}: there is no article in this folder that could be sent")
    return usable


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
        clock = place / "clock"
        children = tuple(
            Child([process, "--clock", str(clock)], environment) for process in ("bot", "summarizer")
        )
        cast = Cast(preview, editor, reader, guest, clock, transcript, children)
        cast.move_clock(day, EVENING)
        stack.callback(stop_all, children)
        for child in children:
            child.start()
        yield cast


def _play(cast: Cast, articles: Sequence[NamedArticle], day: date, say: Say) -> None:
    scenes: list[tuple[str, Callable[[], object]]] = [
        ("A reader says hello", lambda: _ask(cast, cast.reader, "/start")),
        (
            f"The editor forwards {len(articles)} articles",
            lambda: _forward_all(cast, articles, day, say),
        ),
        ("Somebody who is no editor forwards one", lambda: _forward_as_guest(cast, articles[0], day)),
        ("What may readers see of it so far?", lambda: _ask(cast, cast.reader, "/latest")),
        ("The editor looks through what is doubtful", lambda: _review(cast, say)),
        ("What is new?", lambda: _ask(cast, cast.reader, "/latest")),
        ("What do the mediators do?", lambda: _ask(cast, cast.reader, "/mediators")),
        ("One event, with the sentences that tell it", lambda: _ask(cast, cast.guest, "/event 1")),
        (
            "A reader subscribes",
            lambda: _subscribe(cast),
        ),
        ("The next morning, seven o'clock in Doha: the digest comes by itself", lambda: _digest(cast, day)),
    ]
    for number, (title, play) in enumerate(scenes, 1):
        say("")
        say(f"━━ {number}. {title} ━━")
        play()
        cast.transcript.catch_up()


def _ask(cast: Cast, person: Person, text: str) -> None:
    before = person.last_event()
    person.say(text)
    cast.wait_for_answer(person, before)


def _review(cast: Cast, say: Say) -> None:
    def in_order(line: str) -> None:
        cast.transcript.catch_up()
        say(line)

    try:
        look_through(cast.editor, cast.answers, in_order)
    except StopIteration:
        raise DemoError(f"the queue did not answer in {PATIENCE_SECONDS:.0f} s") from None


def _subscribe(cast: Cast) -> None:
    _ask(cast, cast.reader, "/subscribe")
    _ask(cast, cast.reader, "/settings")


def _forward_all(cast: Cast, articles: Sequence[NamedArticle], day: date, say: Say) -> None:
    """Forward the articles as the editor; wait after each until the bot has said what there is to say."""
    sent: set[str] = set()
    for named in articles:
        before = cast.editor.last_event()
        try:
            for number, part in enumerate(_messages(named.article.text)):
                _forward(cast.editor, named, part, day, number)
        except PreviewError as refusal:
            say(f"Left out: {named.name}: Telegram would not take it ({refusal})")
            continue
        _await_understanding(cast, before, is_new=content_hash(named.article.text) not in sent)
        sent.add(content_hash(named.article.text))


def _await_understanding(cast: Cast, before: int, *, is_new: bool) -> None:
    """Wait for the bot's word on an article: at first that it came, and where it is new, later what is in it.

    Where it says no more than one thing, that was its last word. A message that ends in dots is not the last.
    """
    answered = False
    for event in cast.answers(cast.editor, before):
        answered = True
        on_its_way = event["message"]["text"].rstrip().endswith("…")
        if (event["kind"] == "edited" and not on_its_way) or not is_new:
            return
    if not answered:
        raise DemoError(f"nothing was said of an article in {PATIENCE_SECONDS:.0f} s")


def _forward_as_guest(cast: Cast, named: NamedArticle, day: date) -> None:
    before = cast.guest.last_event()
    _forward(cast.guest, named, next(_messages(named.article.text)), day)
    cast.wait_for_answer(cast.guest, before)


def _forward(person: Person, named: NamedArticle, text: str, day: date, part: int = 0) -> None:
    """Forward text as it would come: from the outlet's channel, or from one who hides where no outlet is known.

    `part` is the number of a cut text's part, from 0: each is a post of its own.
    """
    article = named.article
    date = datetime.combine(article.published or day, time(12), UTC)
    if not article.publisher:
        person.forward_from_hidden(text, name="قناة بلا اسم", date=date)
        return
    channel = named.channel or ""
    person.forward_from_channel(
        text, title=article.publisher, username=channel, message_id=_post(named) + part, date=date
    )


def _post(named: NamedArticle) -> int:
    """Return the post's number in its channel: the one in its link, else one of its own."""
    last = (named.article.url or "").rstrip("/").rpartition("/")[2]
    return int(last) if last.isdecimal() and len(last) < 10 else sum(named.name.encode())


def _messages(text: str) -> Iterator[str]:
    """Cut a long text as Telegram's clients do, at a line's end where there is one; what is blank is not sent."""
    while text.strip():
        # Telegram counts in UTF-16; half a character at the end is left for the next message.
        piece = text.encode("utf-16-le")[: 2 * MESSAGE_LIMIT].decode("utf-16-le", "ignore")
        if len(piece) < len(text):
            piece = piece[: piece.rfind("\n", 1) + 1 or len(piece)]
        if piece.strip():
            yield piece
        text = text[len(piece) :]


def _digest(cast: Cast, day: date) -> None:
    before = cast.reader.last_event()
    cast.move_clock(day + timedelta(days=1), MORNING)
    cast.wait_for_answer(cast.reader, before)
