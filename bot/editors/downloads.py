"""Fetches from Telegram the files that editors handed in, one after the other, and keeps them for the summarizer."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.desk import Desk, log, pause
from bot.editors.handing import LARGEST_FILE
from bot.sending import seconds_of
from storage.model import Piece, Refusal
from storage.submissions import arriving, opening

# How often a file is asked for that Telegram does not give.
MOST_TRIES = 5


class Downloads:
    """Looks for messages whose files are not here yet. A bot that is killed finds the same ones again."""

    def __init__(self, desk: Desk, bot: Bot, stop: asyncio.Event) -> None:
        self._desk = desk
        self._bot = bot
        self._stop = stop
        self._failed: Counter[tuple[int, int]] = Counter()

    async def work(self) -> bool:
        """Fetch what is wanted; returns whether any of it came, or is given up."""
        wanted = await asyncio.to_thread(self._wanted)
        return any([await self._fetch(number, piece) for number, piece in wanted])

    def _wanted(self) -> Sequence[tuple[int, Piece]]:
        with self._desk.store.reading() as session:
            return arriving.files_to_fetch(session, now=self._desk.clock())

    async def _fetch(self, number: int, piece: Piece) -> bool:
        """Fetch one file and keep it; returns False where it is tried again later."""
        try:
            file = await self._bot.get_file(piece.file_id or "")
            if (file.file_size or 0) > LARGEST_FILE:
                return await self._give_up(number, piece, Refusal.TOO_LARGE)
            data = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            return await self._failed_once(number, piece, error)
        await asyncio.to_thread(self._keep, piece, data)
        self._failed.pop((piece.chat_id, piece.message_id), None)
        return True

    def _keep(self, piece: Piece, data: bytes) -> None:
        with self._desk.store.writing() as session:
            arriving.keep_file(session, piece, data)

    async def _failed_once(self, number: int, piece: Piece, error: TelegramError) -> bool:
        # Not its text: it may hold the file's address, and with it the token.
        log.warning("file not fetched", submission=number, error=type(error).__name__)
        if isinstance(error, RetryAfter):
            await pause(seconds_of(error), self._stop)
            return False
        if isinstance(error, BadRequest) and "too big" in error.message.lower():
            return await self._give_up(number, piece, Refusal.TOO_LARGE)
        place = (piece.chat_id, piece.message_id)
        self._failed[place] += 1
        if isinstance(error, BadRequest) or self._failed[place] >= MOST_TRIES:
            return await self._give_up(number, piece, Refusal.NOT_FETCHED)
        return False

    async def _give_up(self, number: int, piece: Piece, why: Refusal) -> bool:
        self._failed.pop((piece.chat_id, piece.message_id), None)
        await asyncio.to_thread(self._refuse, number, why)
        return True

    def _refuse(self, number: int, why: Refusal) -> None:
        with self._desk.store.writing() as session:
            opening.refuse(session, number, why)
