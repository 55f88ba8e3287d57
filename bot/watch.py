"""Watches how the service is doing: a line in the log each minute, and a word to the editors when nothing comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.desk import Desk, log
from bot.sending import Verdict, send_reply, verdict
from bot.views import status as view
from storage import editors, notices
from storage.read.health import Health, health, last_article

# How long it may be silent before something is taken to be broken.
LONGEST_SILENCE = timedelta(days=1)


class Watch:
    """Looks at the store now and then; what it sees is a line in the log."""

    def __init__(self, desk: Desk, bot: Bot) -> None:
        self._desk = desk
        self._bot = bot
        self._seen: Health | None = None

    async def work(self) -> bool:
        """Look once; returns False: there is nothing more to do at once."""
        now = self._desk.clock()
        self._log(await asyncio.to_thread(self._look, now))
        silent_since = await asyncio.to_thread(self._silent_since, now)
        if silent_since is not None:
            await self._tell(silent_since, self._today(now))
        return False

    def _look(self, now: datetime) -> Health:
        with self._desk.store.reading() as session:
            return health(session, self._desk.defaults.dossier.code, now=now)

    def _log(self, seen: Health) -> None:
        """Say how it is, where it is not as it was a minute ago."""
        before, self._seen = self._seen, seen
        if before is not None and _without_time(before) == _without_time(seen):
            return
        log.info(
            "health",
            **{f"deliveries_{state}": count for state, count in seen.deliveries.items()},
            oldest_pending_seconds=round(seen.oldest_age.total_seconds()),
            sends_a_second=round(seen.sends_a_second, 2),
            subscribers=seen.subscribers,
            articles_waiting=seen.articles_waiting,
            last_digest=seen.last_digest.isoformat() if seen.last_digest else None,
            last_article=seen.last_article.isoformat() if seen.last_article else None,
        )

    def _silent_since(self, now: datetime) -> datetime | None:
        """Return since when nothing has come in, where that is too long and the hour for saying so has come."""
        defaults = self._desk.defaults
        said_at = datetime.combine(self._today(now), time(defaults.hour), ZoneInfo(defaults.timezone))
        with self._desk.store.reading() as session:
            last = last_article(session, defaults.dossier.code)
        # Where nothing ever came in, nothing has stopped.
        return last if last is not None and now >= said_at and now - last >= LONGEST_SILENCE else None

    def _today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self._desk.defaults.timezone)).date()

    async def _tell(self, silent_since: datetime, day: date) -> None:
        for editor in await asyncio.to_thread(self._editors):
            if await asyncio.to_thread(self._claim, day, editor):
                await self._tell_one(editor, silent_since, day)

    async def _tell_one(self, editor: int, silent_since: datetime, day: date) -> None:
        try:
            await send_reply(self._bot, editor, view.silence(silent_since, self._desk.defaults.timezone))
        except TelegramError as error:
            log.warning("an editor was not told of the silence", error=type(error).__name__)
            if isinstance(error, RetryAfter) or verdict(error) is Verdict.NOT_TAKEN:
                await asyncio.to_thread(self._give_back, day, editor)

    def _editors(self) -> Sequence[int]:
        with self._desk.store.reading() as session:
            return sorted(self._desk.defaults.owners | set(editors.everyone(session)))

    def _claim(self, day: date, editor: int) -> bool:
        with self._desk.store.reading() as session:
            if notices.is_told(session, notices.SILENCE, day, editor):
                return False
        with self._desk.store.writing() as session:
            return notices.claim(session, notices.SILENCE, day, editor)

    def _give_back(self, day: date, editor: int) -> None:
        with self._desk.store.writing() as session:
            notices.give_back(session, notices.SILENCE, day, editor)


def _without_time(seen: Health) -> tuple[object, ...]:
    return (seen.deliveries, seen.subscribers, seen.articles_waiting, seen.last_digest, seen.last_article)
