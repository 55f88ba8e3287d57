"""What a demo plays on: the stand-in, its people, a clock that is moved, and wasit's two processes, not yet started.

It speaks with the bot through chats alone and plays nothing by itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.preview.client import Person, Preview
from bot.preview.server import RunningPreview, running_preview
from bot.preview.transcript import Say
from bot.preview.world.clock import MovableClock
from processes import Child
from storage.clock import set_file_clock, system_clock
from storage.errors import StorageError
from storage.files import FileError, NamedArticle, check_published, load_folder

SAMPLES = Path(__file__).parent / "samples"
ZONE = ZoneInfo("Asia/Qatar")
EVENING, MORNING = time(18, 0), time(7, 0)
# The day on which a demo begins whose articles bear none.
USUAL_DAY = date(2025, 1, 16)


class DemoError(StorageError):
    """The demo did not go as it should."""


class StageClock(MovableClock):
    """The stand-in's clock, which takes the one that the processes read from a file along with it."""

    def __init__(self, file: Path, start: datetime) -> None:
        super().__init__(start.timestamp())
        self._file = file
        set_file_clock(file, start)

    def move_to(self, moment: float) -> None:
        """Put both clocks at `moment`, in Unix seconds."""
        set_file_clock(self._file, datetime.fromtimestamp(moment, UTC))
        super().move_to(moment)


@dataclass(frozen=True, slots=True)
class Stage:
    """Who takes part: an editor, a reader who subscribes, one who only looks; the bot and the summarizer."""

    api: RunningPreview
    preview: Preview
    editor: Person
    reader: Person
    guest: Person
    children: tuple[Child, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Return all of them, the editor first."""
        return self.editor, self.reader, self.guest

    def move_clock(self, day: date, hour: time) -> None:
        """Let the bot, the summarizer and the stand-in have this hour of this day, Doha time."""
        self.preview.move_clock(to=doha(day, hour))


def doha(day: date, hour: time) -> datetime:
    """Return an instant by the clocks of Doha."""
    return datetime.combine(day, hour, ZONE).astimezone(UTC)


@contextmanager
def staged(day: date, port: int = 0) -> Iterator[Stage]:
    """Set all of it up, on the evening of `day`; take it down at the end. The processes are the caller's.

    Raises DemoError where the port cannot be used.
    """
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wasit-demo-")))
        clock = place / "clock"
        try:
            api = stack.enter_context(running_preview(StageClock(clock, doha(day, EVENING)), port))
        except OSError as cause:
            raise DemoError(f"port {port} cannot be used: {cause.strerror}") from None
        preview = stack.enter_context(Preview(api.url))
        preview.set_bot(api.token, username="wasit_demo_bot", first_name="وسيط")
        editor, reader, guest = (
            preview.person(name) for name in ("المحرِّرة ليلى", "القارئة سلمى", "القارئ يوسف")
        )
        environment = {
            "TELEGRAM_TOKEN": api.token,
            "TELEGRAM_API": api.url,
            "DATABASE_URL": f"sqlite:///{place / 'wasit.db'}",
            "OWNERS": str(editor.id),
            "DOSSIER": "gaza",
            "TIMEZONE": ZONE.key,
            "DIGEST_HOUR": str(MORNING.hour),
            "LOG_LEVEL": "warning",
        }
        children = tuple(
            Child([process, "--clock", str(clock)], environment) for process in ("bot", "summarizer")
        )
        yield Stage(api, preview, editor, reader, guest, children)


def usable(folder: Path, say: Say) -> Sequence[NamedArticle]:
    """Return the articles of `folder` that can be sent; of each other one it is said why not.

    Raises FileError or DemoError where there is none.
    """

    def skip(error: FileError) -> None:
        say(f"Left out: {error}")

    found: list[NamedArticle] = []
    for named in load_folder(folder, skip):
        try:
            check_published(named.article.published, system_clock().date(), named.name)
            if not named.article.text.strip():
                raise FileError(f"{named.name}: there is no text in it")
            found.append(named)
        except FileError as error:
            skip(error)
    if not found:
        raise DemoError(f"{folder}: there is no article in this folder that could be sent")
    return found


def newest_day(articles: Sequence[NamedArticle]) -> date:
    """Return the day on which the last of them appeared."""
    return max((one.article.published for one in articles if one.article.published), default=USUAL_DAY)
