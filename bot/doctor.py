"""What can be wrong between us and Telegram, each with what to do; changes nothing, and sends nobody a message."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.serving import make_bot
from storage.clock import Clock
from storage.doctor import Finding, fault, warning, well
from storage.settings import BotSettings

# A clock that is wrong by more than this sends digests at the wrong minute; in seconds.
WRONG_BY = 60
PATIENCE = aiohttp.ClientTimeout(total=10)


async def look_at_telegram(settings: BotSettings, clock: Clock) -> list[Finding]:
    """Look at the token, the bot's rights, the owners, the webhook and the clock."""
    bot = make_bot(settings)
    try:
        await bot.initialize()
        found = [well("token", f"it is @{bot.username}'s"), _rights(bot)]
        found += [await _owner(bot, owner) for owner in sorted(settings.owners)]
        return [*found, await _webhook(bot, settings), await _clock(settings, clock)]
    except InvalidToken:
        remedy = "ask @BotFather for it (/token), or mend TELEGRAM_API"
        return [fault("token", "the Bot API server does not accept TELEGRAM_TOKEN", remedy)]
    except TelegramError as error:
        told = f"{settings.telegram_api} does not answer ({type(error).__name__})"
        return [fault("telegram", told, "is there a network, and is TELEGRAM_API right?")]
    finally:
        await bot.shutdown()


def _rights(bot: Bot) -> Finding:
    missing = [
        name
        for name, allowed in (
            ("/setjoingroups (groups)", bot.can_join_groups),
            ("/setinline (cards in other chats)", bot.supports_inline_queries),
        )
        if not allowed
    ]
    if missing:
        return warning(
            "rights", f"turned off: {', '.join(missing)}", "turn them on with @BotFather, if they are wanted"
        )
    return well("rights", "groups and inline questions are allowed")


async def _owner(bot: Bot, owner: int) -> Finding:
    about = f"owner {owner}"
    try:
        await bot.get_chat(owner)
    except TelegramError:
        return warning(
            about, "has not started the bot, which cannot write to them", "let them send the bot /start"
        )
    return well(about, "can be written to")


async def _webhook(bot: Bot, settings: BotSettings) -> Finding:
    """Say how updates come. One that is set and not wanted is taken back by the bot itself."""
    try:
        info = await bot.get_webhook_info()
    except TelegramError as error:
        return warning(
            "updates", f"it could not be asked how they come ({type(error).__name__})", "try again"
        )
    waiting = f"{info.pending_update_count} wait"
    if settings.webhook_url is None:
        return well("updates", f"the bot asks for them; {waiting}")
    if info.url != str(settings.webhook_url):
        return well("updates", f"the webhook is set when the bot starts; {waiting}")
    if info.last_error_message:
        return warning(
            "updates",
            f"Telegram could not bring one: {info.last_error_message}; {waiting}",
            "look at the proxy and at WEBHOOK_ADDR (docs/operating.md)",
        )
    return well("updates", f"Telegram brings them to the webhook; {waiting}")


async def _clock(settings: BotSettings, clock: Clock) -> Finding:
    """Compare our clock with the server's, which it tells with every answer."""
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE, trust_env=True) as session,
            session.get(str(settings.telegram_api), allow_redirects=False) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers.get("Date", ""))
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        return warning("clock", f"the server's could not be asked ({type(error).__name__})", "timedatectl")
    apart = _seconds_apart(clock(), theirs)
    if abs(apart) > WRONG_BY:
        told = f"{abs(apart):.0f} s {'ahead of' if apart > 0 else 'behind'} the server's"
        return warning("clock", told, "set it right (timedatectl): hours of digests come from it")
    return well("clock", "it agrees with the server's")


def _seconds_apart(ours: datetime, theirs: datetime) -> float:
    return (ours - (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC))).total_seconds()
