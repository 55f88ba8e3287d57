"""Takes updates that Telegram brings, over HTTP, and answers when they are done; knows not what they mean.

Telegram brings an update again until it is answered with 200. Ours is answered when its handler has ended, so that a
bot that is stopped or killed finds again what it had not done: the same promise as that of `bot.polling`.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from typing import Any

from aiohttp import web
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError
from yarl import URL

from bot.desk import log, pause, where
from bot.errors import BotError, TokenRefusedError
from bot.handling import WANTED, Handling
from bot.sending import seconds_of

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
# How long an update may take before Telegram is told to bring it again, in seconds; it gives up after about sixty.
PATIENCE = 20.0
# An update is a few kilobytes; nothing of Telegram's is near this, in bytes.
LARGEST = 1_000_000
# Of so many updates it is remembered that they are done: those that Telegram may bring again.
REMEMBERED = 5_000
LONGEST_PAUSE = 30.0

# The server would log what cannot be read of a request as it came, from anybody who finds the address: it is told nothing.
_SILENT = logging.getLogger(f"{__name__}.requests")
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False


class Webhook:
    """The address at which Telegram brings updates, for as long as the bot runs.

    It stays set when the bot stops: Telegram keeps what comes meanwhile, for a day.
    """

    def __init__(
        self, bot: Bot, handling: Handling, url: str, listen: tuple[str, int], *, patience: float = PATIENCE
    ) -> None:
        """`url` is what Telegram is told; `listen` where a proxy, which speaks TLS with Telegram, finds us."""
        self._bot = bot
        self._handling = handling
        self._url = url
        self._listen = listen
        self._patience = patience
        self._secret = secret_of(bot.token)
        self._closing = False

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; raises TokenRefusedError, and BotError where nothing can listen there."""
        site = web.Application(client_max_size=LARGEST)
        # As a route of its own the address would be a pattern: braces may stand in it.
        site.router.add_post("/{path:.*}", self._take)
        runner = web.AppRunner(
            site, access_log=None, logger=_SILENT, handle_signals=False, shutdown_timeout=1.0
        )
        await runner.setup()
        try:
            await self._open(runner)
            if await self._announced(stop):
                await stop.wait()
            self._closing = True
            await self._handling.finish()
        finally:
            await runner.cleanup()

    async def _open(self, runner: web.AppRunner) -> None:
        host, port = self._listen
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise BotError(f"WEBHOOK_ADDR: nothing can listen at {host}:{port} ({error.strerror})") from None

    async def _announced(self, stop: asyncio.Event) -> bool:
        """Tell Telegram where to bring updates, as long as that takes; False when the process is to stop."""
        failures = 0
        while not stop.is_set():
            try:
                await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=WANTED)
            except InvalidToken:
                raise TokenRefusedError from None
            except TelegramError as error:
                failures += 1
                log.warning("no webhook", error=type(error).__name__, where=where(error), failures=failures)
                asked = seconds_of(error) if isinstance(error, RetryAfter) else 0.0
                await pause(max(asked, min(0.1 * 2 ** min(failures, 10), LONGEST_PAUSE)), stop)
            else:
                log.info("webhook set")
                return True
        return False

    async def _take(self, request: web.Request) -> web.Response:
        """Answer one POST: 200 where its update is done, 503 where it is to be brought again."""
        if request.rel_url.raw_path != URL(self._url).raw_path:
            return web.Response(status=404)
        # Whoever guesses may send bytes that are no text.
        guess = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(guess, self._secret.encode()):
            return web.Response(status=401)
        told = _update_in(await request.read())
        if told is None:
            return web.Response(status=400)
        done = not self._closing and await self._done(told)
        return web.Response(status=200 if done else 503)

    async def _done(self, told: dict[str, Any]) -> bool:
        number = told["update_id"]
        if number not in self._handling.handed and (update := self._handling.read(told)) is not None:
            self._handling.begin([update])
        task = self._handling.handed[number]
        # It goes on where we do not wait any longer: brought again, it is found at work, or done.
        await asyncio.wait((task,), timeout=self._patience)
        self._handling.remember(REMEMBERED)
        return task.done() and not task.cancelled()


def secret_of(token: str) -> str:
    """Return what Telegram is to send along, so that nobody else can bring updates; it gives no token away."""
    return hmac.new(token.encode(), b"wasit webhook", hashlib.sha256).hexdigest()


def _update_in(body: bytes) -> dict[str, Any] | None:
    """Return the update of a POST, or None where there is none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and isinstance(told.get("update_id"), int) else None
