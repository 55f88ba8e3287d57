"""Who the bot is, and how it gets its updates."""

from __future__ import annotations

import asyncio

from bot.preview.botapi.api import Result, method
from bot.preview.botapi.calls import Call
from bot.preview.botapi.refusals import Refusal, bad, named
from bot.preview.botapi.wire import bot_json
from bot.preview.text.limits import LONG_POLL_SECONDS, UPDATES_AT_ONCE
from bot.preview.world.model import Json
from bot.preview.world.state import World
from bot.preview.world.webhook import checked_webhook


@method("getMe")
def get_me(world: World, call: Call) -> Result:
    """Return the bot."""
    return bot_json(world.bot, reads_all=world.reads_all, inline=world.inline)


@method("getUpdates")
async def get_updates(world: World, call: Call) -> Result:
    """Return the updates that wait, or wait for some; a poll that is already waiting ends with a conflict."""
    if world.webhook:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
            "webhook first",
        )
    offset = call.integer("offset")
    limit = call.integer("limit", UPDATES_AT_ONCE, 1, UPDATES_AT_ONCE)
    seconds = call.integer("timeout", 0, 0, LONG_POLL_SECONDS)
    _allow(world, call)
    waiting = world.updates.take(offset, limit)
    if waiting or not seconds:
        return waiting
    return await _poll(world, offset, limit, seconds)


def _allow(world: World, call: Call) -> None:
    kinds = call.value("allowed_updates", "allowed updates")
    if kinds is None:
        return
    if not isinstance(kinds, list):
        raise bad("expected an Array of String as allowed_updates")
    world.updates.allow(str(kind) for kind in kinds)


async def _poll(world: World, offset: int, limit: int, seconds: int) -> list[Json]:
    world.poll_number += 1
    mine = world.poll_number
    world.ring("updates")
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        woken = await world.wait("updates", deadline - asyncio.get_running_loop().time())
        if world.webhook:
            raise Refusal(409, "Conflict: terminated by setWebhook request")
        if world.poll_number != mine:
            raise named("conflict")
        waiting = world.updates.take(offset, limit)
        if waiting or not woken:
            return waiting


@method("deleteWebhook")
def delete_webhook(world: World, call: Call) -> Result:
    """Forget the webhook, and on request what waits."""
    world.webhook = None
    if call.flag("drop_pending_updates"):
        world.updates.clear()
    return True


@method("setWebhook")
def set_webhook(world: World, call: Call) -> Result:
    """Let updates be carried to an address; an empty one deletes the webhook. A poll that waits ends."""
    url = call.string("url")
    webhook = checked_webhook(url, call.string("secret_token")) if url else None
    _allow(world, call)
    delete_webhook(world, call)
    world.webhook = webhook
    world.ring("updates")
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, call: Call) -> Result:
    """Return where updates are carried, how many wait, and what went wrong last."""
    info: Json = {
        "url": world.webhook.url if world.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        "allowed_updates": sorted(world.updates.kinds),
    }
    if world.webhook and world.webhook.last_error:
        info["last_error_date"] = world.webhook.last_error_date
        info["last_error_message"] = world.webhook.last_error
    return info


@method("logOut")
def log_out(world: World, call: Call) -> Result:
    """Agree; here the bot may come back at once, which Telegram's cloud allows after ten minutes."""
    return True


@method("close")
def close(world: World, call: Call) -> Result:
    """Agree."""
    return True
