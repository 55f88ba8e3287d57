"""The root of the bot's errors; each class's docstring is the message that a person may see."""

from __future__ import annotations


class BotError(Exception):
    """The bot cannot work."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "")


class TokenRefusedError(BotError):
    """The Bot API server does not accept TELEGRAM_TOKEN, or TELEGRAM_API is no Bot API server."""
