"""Carries updates to a webhook, one by one and in order, until each was taken; it dials loopback alone."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

import httpx

from bot.preview.botapi.refusals import bad
from bot.preview.world.model import Json, Webhook
from bot.preview.world.state import World

_SECRET = re.compile(r"[\w-]{1,256}", re.ASCII)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Telegram waits longer; here a test or a demo waits for it.
_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
_PATIENCE_SECONDS = 60
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105


def checked_webhook(url: str, secret: str) -> Webhook:
    """Return a webhook for an address on this machine; refuse any other, and a secret that Telegram refuses."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in _LOOPBACK:
        raise bad("bad webhook: this server delivers to http addresses on loopback only")
    if secret and not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    return Webhook(url, secret)


class Courier:
    """Delivers the updates of `world` for as long as it has a webhook."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._task: asyncio.Task[None] | None = None

    def follow(self) -> None:
        """Start, or stop, according to whether there is a webhook now."""
        self.stop()
        if self._world.webhook is not None:
            self._task = asyncio.get_running_loop().create_task(self._deliver(self._world.webhook))

    def stop(self) -> None:
        """Carry nothing any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _deliver(self, webhook: Webhook) -> None:
        async with httpx.AsyncClient(timeout=_PATIENCE_SECONDS, trust_env=False) as client:
            failures = 0
            while True:
                waiting = self._world.updates.take(0, 1)
                if not waiting:
                    await self._world.wait("updates", _PATIENCE_SECONDS)
                    continue
                if await self._hand_over(client, webhook, waiting[0]):
                    failures = 0
                    self._world.updates.take(waiting[0]["update_id"] + 1, 1)
                else:
                    await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
                    failures += 1

    async def _hand_over(self, client: httpx.AsyncClient, webhook: Webhook, update: Json) -> bool:
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            response = await client.post(webhook.url, json=update, headers=headers)
        except httpx.TransportError as error:
            webhook.note_error(self._world.now(), f"Connection failed: {type(error).__name__}")
            return False
        if response.is_success:
            return True
        reason = f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
        webhook.note_error(self._world.now(), reason)
        return False
