"""What the bot's tests build with: events put into a store, and the bot run in a thread against the stand-in."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from bot.serving import serve
from storage import inbox
from storage.db import Store
from storage.model import (
    Article,
    Digest,
    DigestLine,
    Event,
    EventType,
    Participant,
    Period,
    Precision,
    Reading,
    Remark,
    Report,
    Role,
    Source,
    Span,
    Status,
)
from storage.settings import BotSettings
from storage.write import reading

NOW = datetime(2024, 10, 25, 4, 0, tzinfo=UTC)
OWNER, READER = 700, 800
Found = TypeVar("Found")


def person(name: str, party: str | None = None, role: Role = Role.ACTOR) -> Participant:
    return Participant(name, role, person=True, party=party)


def on(day: date, last: date | None = None, precision: Precision = Precision.DAY) -> Period:
    return Period(day, last or day, precision)


class Newsroom:
    """Puts articles and what was understood of them into a store, as editors and the summarizer do."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def article(
        self,
        text: str,
        publisher: str | None = "عربي بوست",
        url: str | None = None,
        published: date | None = date(2024, 10, 24),
    ) -> int:
        with self._store.writing() as session:
            return inbox.submit(
                session, Article(text, publisher, published, url), dossier="gaza", now=NOW
            ).article_id

    def read(self, article_id: int, title: str = "عنوان المقال") -> None:
        with self._store.writing() as session:
            reading.mark_read(session, article_id, Reading(title, "", None, None, ()), now=NOW)

    def fail(self, article_id: int, why: Remark) -> None:
        with self._store.writing() as session:
            inbox.mark_failed(session, article_id, why, now=NOW)

    def tell(self, article_id: int, report: Report, event: Event | None = None) -> Event:
        """Store a report of a new event, or one more of `event`."""
        with self._store.writing() as session:
            return reading.save_event(session, "gaza", article_id, merged(report, event), now=NOW)

    def meeting(
        self, text: str = "التقى أمير قطر وزير الخارجية الأميركي في الدوحة.", **changes: Any
    ) -> Event:
        """Store an article that tells one meeting in Doha."""
        article_id = self.article(text, url=changes.pop("url", "https://example.org/doha"))
        event = self.tell(article_id, meeting_report(text, **changes))
        self.read(article_id)
        return event


def meeting_report(text: str, **changes: Any) -> Report:
    usual: dict[str, Any] = {
        "type": EventType.MEETING,
        "status": Status.HAPPENED,
        "when": on(date(2024, 10, 24)),
        "place": "الدوحة",
        "participants": (
            Participant("قطر"),
            Participant("الولايات المتحدة"),
            person("تميم بن حمد آل ثاني", "قطر"),
            person("أنتوني بلينكن", "الولايات المتحدة"),
        ),
        "issues": ("ceasefire",),
        "spans": (Span(0, len(text)),),
        "substance": "الجهود المشتركة للوساطة",
        "attribution": "الديوان الأميري القطري",
        "headline": True,
    }
    return Report(**usual | changes)


def merged(report: Report, event: Event | None) -> Event:
    first = event.reports if event else ()
    return Event(
        report.type,
        report.status,
        report.when,
        report.place,
        report.participants,
        report.issues,
        (*first, report),
        report.substance,
        report.headline,
        id=event.id if event else None,
    )


class RunningBot:
    """The bot in a thread of this process, as `wasit bot` runs it in one of its own."""

    def __init__(self, settings: BotSettings, store: Store) -> None:
        self.error: BaseException | None = None
        self.clock_offset = timedelta()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(settings, store), daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(15)
        assert not self._thread.is_alive()

    def join(self) -> None:
        self._thread.join(15)

    def _run(self, settings: BotSettings, store: Store) -> None:
        try:
            asyncio.run(self._serve(settings, store))
        except BaseException as error:
            self.error = error

    async def _serve(self, settings: BotSettings, store: Store) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._ready.set()
        await serve(settings, store, lambda: NOW + self.clock_offset, self._stop)


def eventually(look: Callable[[], Found | None], seconds: float = 10) -> Found:
    """Look again and again, a few times a blink, until there is something; for what no chat shows."""
    blink = threading.Event()
    for _ in range(int(seconds / 0.02)):
        if found := look():
            return found
        blink.wait(0.02)
    raise AssertionError("it never came")


def digest_line(event_id: int = 1, **changes: Any) -> DigestLine:
    usual: dict[str, Any] = {
        "event_id": event_id,
        "type": EventType.MEETING,
        "status": Status.HAPPENED,
        "when": on(date(2024, 10, 24)),
        "place": "الدوحة",
        "participants": (person("تميم بن حمد آل ثاني", "قطر"), person("أنتوني بلينكن", "الولايات المتحدة")),
        "issues": ("ceasefire",),
        "substance": "الجهود المشتركة للوساطة",
        "attribution": None,
        "sources": (0,),
        "report_ids": (event_id,),
    }
    return DigestLine(**usual | changes)


def digest_of(*happened: DigestLine, **changes: Any) -> Digest:
    """A digest of the morning of 25 October 2024 for the day before."""
    usual: dict[str, Any] = {
        "dossier": "gaza",
        "slot": NOW,
        "since": NOW - timedelta(days=1),
        "happened": happened,
        "planned": (),
        "positions": (),
        "figures": (),
        "sources": (Source(1, "عربي بوست", "https://example.org/1", date(2024, 10, 24)),),
        "articles_read": 12,
    }
    return Digest(**usual | changes)
