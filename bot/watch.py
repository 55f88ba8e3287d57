"""Watches how the service is doing: a line in the log each minute, and a word to the editors where something is wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.desk import Desk, log
from bot.sending import Verdict, send_reply, verdict
from bot.worries import Worry, today, worries
from storage import editors, notices
from storage.read.health import Health, health


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
        for worry in await asyncio.to_thread(self._worries, now):
            await self._tell(worry, today(self._desk.defaults, now))
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
            held_back=seen.held_back if seen.hold else None,
            last_digest=seen.last_digest.isoformat() if seen.last_digest else None,
            last_article=seen.last_article.isoformat() if seen.last_article else None,
        )

    def _worries(self, now: datetime) -> Sequence[Worry]:
        with self._desk.store.reading() as session:
            return worries(session, self._desk.defaults, now)

    async def _tell(self, worry: Worry, day: date) -> None:
        for editor in await asyncio.to_thread(self._editors):
            if await asyncio.to_thread(self._claim, worry.kind, day, editor):
                await self._tell_one(editor, worry, day)

    async def _tell_one(self, editor: int, worry: Worry, day: date) -> None:
        try:
            await send_reply(self._bot, editor, worry.reply)
        except TelegramError as error:
            log.warning("an editor was not told", worry=worry.kind, error=type(error).__name__)
            if isinstance(error, RetryAfter) or verdict(error) is Verdict.NOT_TAKEN:
                await asyncio.to_thread(self._give_back, worry.kind, day, editor)

    def _editors(self) -> Sequence[int]:
        with self._desk.store.reading() as session:
            return sorted(self._desk.defaults.owners | set(editors.everyone(session)))

    def _claim(self, kind: str, day: date, editor: int) -> bool:
        with self._desk.store.reading() as session:
            if notices.is_told(session, kind, day, editor):
                return False
        with self._desk.store.writing() as session:
            return notices.claim(session, kind, day, editor)

    def _give_back(self, kind: str, day: date, editor: int) -> None:
        with self._desk.store.writing() as session:
            notices.give_back(session, kind, day, editor)


def _without_time(seen: Health) -> tuple[object, ...]:
    return (
        seen.deliveries,
        seen.subscribers,
        seen.articles_waiting,
        seen.hold,
        seen.held_back,
        seen.last_digest,
        seen.last_article,
    )
