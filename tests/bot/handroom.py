"""What the tests of handing in work with: a summarizer's hand that opens what waits, and a web of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from botroom import NOW, RunningBot, eventually
from sqlmodel import func, select

from bot.preview.client import Person, Seen
from storage import inbox
from storage.catalog import load_dossier
from storage.db import Store
from storage.model import Article
from storage.tables import PieceRow
from summarizer.handed_in import open_waiting
from summarizer.sources.errors import UnreachableError
from summarizer.sources.html import Page

EVENING = datetime(2024, 10, 24, 15, 30, tzinfo=UTC)
LINK = "https://paper.example/news/1"
FROM_CHANNEL = {
    "type": "channel",
    "title": "قناة الأخبار",
    "username": "news_channel",
    "date": EVENING.isoformat(),
}
LINES = (
    "وصل وفد مصري إلى الدوحة لاستئناف المشاورات بشأن وقف إطلاق النار",
    "وأعلنت الخارجية القطرية أن المشاورات مستمرة مع الأطراف كافة",
    "وقال مصدر مطلع إن الجولة المقبلة تبدأ يوم الأحد.",
)
LONG = "\n".join(f"{number}. {line}" for number in range(4) for line in LINES)


@dataclass
class Summarizer:
    """Opens what waits, when it is asked to; `pages` are what the web holds for it."""

    store: Store
    bot: RunningBot
    pages: dict[str, str] = field(default_factory=dict)

    def open(self, seconds: float = 10) -> None:
        """Open the next submission that becomes ready."""
        eventually(
            lambda: open_waiting(self.store, load_dossier("gaza"), now=self.now(), fetch=self._fetch), seconds
        )

    def now(self) -> datetime:
        return NOW + self.bot.clock_offset

    def pass_time(self, seconds: float) -> None:
        self.bot.clock_offset += timedelta(seconds=seconds)

    def articles(self) -> list[Article]:
        """What came into the inbox, without its ids."""
        with self.store.reading() as session:
            return [replace(one, id=None) for one in inbox.waiting(session, "gaza")]

    def _fetch(self, url: str) -> Page:
        if url not in self.pages:
            raise UnreachableError
        return Page(url, self.pages[url].encode())


def page(day: str | None = "2024-10-23", title: str = "وفد مصري في الدوحة") -> str:
    """Return a news page's HTML."""
    meta = f'<meta property="article:published_time" content="{day}">' if day else ""
    body = "".join(f"<p>{line} {line}</p>" for line in LINES)
    return f"<html><head><title>{title}</title>{meta}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


def said(person: Person, wanted: str) -> Seen:
    """Wait until a message of the bot's holds these words, and return it."""

    def look() -> Seen | None:
        return next((one for one in person.read() if one.from_bot and wanted in one.text), None)

    return eventually(look)


def from_bot(person: Person) -> list[Seen]:
    return [one for one in person.read() if one.from_bot]


def dismiss(owner: Person, editor: Person) -> None:
    """Let the owner take an editor's right back."""
    asked = owner.ask(f"/editors remove {editor.id}")
    before = owner.last_event()
    owner.tap(asked, "إزالة")
    owner.wait_for(lambda one: "لم يعد" in one.text, after=before)
    said(editor, "لم يعد هذا الحساب محررًا")


def name(owner: Person, editor: Person) -> None:
    """Let the owner make somebody an editor."""
    owner.ask(f"/editors add {editor.id}")
    said(editor, "صار هذا الحساب محررًا")


def pieces(store: Store) -> int:
    """Return how many messages are kept that are no article yet."""
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(PieceRow)).one()
