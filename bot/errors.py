"""The root of the bot's errors; each class's docstring is the message that a person may see."""

from __future__ import annotations

from storage.errors import WasitError


class BotError(WasitError):
    """The bot cannot work."""


class TokenRefusedError(BotError):
    """The Bot API server does not accept TELEGRAM_TOKEN, or TELEGRAM_API is no Bot API server."""
