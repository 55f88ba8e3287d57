"""The bot's process: it reaches the server, sets the menus, runs the loops side by side and stops them; knows no update."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.commands.request import Defaults
from bot.deliver import Deliverer
from bot.desk import Desk, keep_doing, log, pause
from bot.drawing import artist
from bot.editors.answers import Answers
from bot.editors.downloads import Downloads
from bot.editors.previews import Previews
from bot.editors.progress import Progress
from bot.errors import TokenRefusedError
from bot.handling import Handling
from bot.holding import HoldNews
from bot.menus import Menus
from bot.pace import Limits, Pace, Together
from bot.polling import Polling
from bot.shell import Shell
from bot.watch import Watch
from bot.wire import Told, Wire
from storage.clock import Clock
from storage.db import Store
from storage.settings import BotSettings

if TYPE_CHECKING:
    from bot.webhook import Webhook

# How often the outbox and the inbox are asked when there is nothing to do, in seconds.
OUTBOX_IDLE, ANSWERS_IDLE = 1.0, 0.5
# How often it is looked whether an editor is to hear of a hold, in seconds.
HOLD_IDLE = 1.0
# How often it is looked for the next of what waits of those who send fast.
BACKLOG_IDLE = 0.1
# How often it is looked who may do what, for the menus that they see.
MENUS_IDLE = 1.0
# How often it is looked how everything is doing, in seconds.
WATCH_IDLE = 60.0


def run_bot(settings: BotSettings, store: Store, clock: Clock) -> None:
    """Run the bot until SIGINT or SIGTERM; raises TokenRefusedError where the server does not know it."""

    async def until_signal() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await serve(settings, store, clock, stop)

    asyncio.run(until_signal())


async def serve(settings: BotSettings, store: Store, clock: Clock, stop: asyncio.Event) -> None:
    """Run the bot until `stop` is set; raises TokenRefusedError where the server does not know it."""
    # Their records may hold the token, in addresses and in texts of errors.
    for name in ("aiohttp", "httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    pace = make_pace(settings, store)
    bot = make_bot(settings, pace.answer)
    try:
        if not await _introduced(bot, stop):
            return
        desk = Desk(store, clock, Defaults.from_settings(settings, bot.username))
        log.info("bot started", bot=bot.username)
        deliverer = Deliverer(desk, bot, stop, pace, paid=settings.paid_broadcast)
        with _metrics(desk, settings.metrics_addr):
            await _work(bot, desk, deliverer, settings, stop)
    finally:
        await bot.shutdown()
        await asyncio.to_thread(artist.close)
        log.info("bot stopped")


@contextmanager
def _metrics(desk: Desk, address: tuple[str, int] | None) -> Iterator[None]:
    """Let Prometheus ask at `address`, if any; where that is taken the bot works all the same."""
    if address is None:
        yield
        return
    # Not at the top: few set an address.
    from bot.metrics import serve_metrics

    try:
        server, thread = serve_metrics(desk, *address)
    except OSError as error:
        log.error("no metrics: the address cannot be used", error=error.strerror or type(error).__name__)
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def make_pace(settings: BotSettings, store: Store) -> Pace:
    """Return the pace of these settings, which those who send from one store share."""
    limits = Limits(settings.per_second, settings.pace_chat, settings.pace_group)
    return Pace(limits, share=Together(limits, store) if store.shared else None)


def make_bot(settings: BotSettings, on_answer: Told | None = None) -> Bot:
    """Return the Bot API client for these settings; `on_answer` is awaited before each message that is no push."""
    # The form of `retry_after` that is to come; without it each 429 is a warning on standard error.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    return Bot(
        settings.telegram_token.get_secret_value(),
        base_url=settings.bot_url,
        base_file_url=settings.file_url,
        request=Wire(on_answer),
        get_updates_request=Wire(),
    )


async def _introduced(bot: Bot, stop: asyncio.Event) -> bool:
    """Reach the server for the first time, as long as it takes; returns False when the process is to stop."""
    failures = 0
    while not stop.is_set():
        try:
            await bot.initialize()
        except InvalidToken:
            # The cause's text holds the token.
            raise TokenRefusedError from None
        except TelegramError as error:
            failures += 1
            log.warning("the Bot API server does not answer", error=type(error).__name__, failures=failures)
            await pause(min(2.0**failures / 4, 30.0), stop)
        else:
            return True
    return False


async def _work(
    bot: Bot, desk: Desk, deliverer: Deliverer, settings: BotSettings, stop: asyncio.Event
) -> None:
    """Run the loops side by side; when one fails for good, the others are told to stop."""
    answers, progress, menus = Answers(desk, bot, stop), Progress(desk, bot, stop), Menus(desk, bot)
    await menus.set_usual()
    handling = Handling(bot, desk, Shell(desk, bot).handle)
    await asyncio.to_thread(handling.shares.recover)
    previews = Previews(desk, bot, stop)
    for recover in (answers.recover, progress.recover, previews.recover):
        await asyncio.to_thread(recover)
    loops: tuple[Awaitable[None], ...] = (
        _receiving(bot, handling, settings).run(stop),
        keep_doing("backlog", handling.shares.work, stop, idle=BACKLOG_IDLE),
        keep_doing("deliver", deliverer.work, stop, idle=OUTBOX_IDLE),
        keep_doing("answers", answers.work, stop, idle=ANSWERS_IDLE),
        keep_doing("previews", previews.work, stop, idle=ANSWERS_IDLE),
        keep_doing("hold news", HoldNews(desk, bot).work, stop, idle=HOLD_IDLE),
        keep_doing("menus", menus.work, stop, idle=MENUS_IDLE),
        keep_doing("downloads", Downloads(desk, bot, stop).work, stop, idle=ANSWERS_IDLE),
        keep_doing("progress", progress.work, stop, idle=ANSWERS_IDLE),
        keep_doing("watch", Watch(desk, bot).work, stop, idle=WATCH_IDLE),
    )
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    stop.set()
    try:
        await asyncio.gather(*tasks)
    finally:
        deliverer.leave()


def _receiving(bot: Bot, handling: Handling, settings: BotSettings) -> Polling | Webhook:
    """Return the way by which updates come: by asking for them, unless an address is set at which they are brought."""
    if settings.webhook_url is None:
        return Polling(bot, handling)
    # Not at the top: few have such an address.
    from bot.webhook import Webhook

    return Webhook(bot, handling, str(settings.webhook_url), settings.webhook_addr)
